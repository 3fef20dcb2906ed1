package dev.continuo.process;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How {@link Processes#run} runs a program. Immutable; each method gives a changed copy.
 *
 * <pre>{@code
 * RunOptions.DEFAULT.withTimeout(Duration.ofSeconds(10)).withCheck(true)
 * }</pre>
 */
public final class RunOptions {

  /** Pipes, no input, no limit of time, any exit code is a result. */
  public static final RunOptions DEFAULT =
      new RunOptions(ProcessOptions.PIPES, new byte[0], null, false);

  private final ProcessOptions process;
  private final byte[] input;
  private final @Nullable Duration timeout;
  private final boolean check;

  private RunOptions(
      ProcessOptions process, byte[] input, @Nullable Duration timeout, boolean check) {
    this.process = process;
    this.input = input;
    this.timeout = timeout;
    this.check = check;
  }

  /**
   * How the process is started and ended.
   *
   * @return {@link ProcessOptions#PIPES} at first
   */
  public ProcessOptions process() {
    return process;
  }

  byte[] input() {
    return input;
  }

  @Nullable Duration timeout() {
    return timeout;
  }

  boolean check() {
    return check;
  }

  /**
   * Another way to start the process. The result has what comes through pipes.
   *
   * @param options how
   * @return a copy
   */
  public RunOptions withProcess(ProcessOptions options) {
    return new RunOptions(Objects.requireNonNull(options), input, timeout, check);
  }

  /**
   * What the process reads from its standard input, which ends then.
   *
   * @param bytes all of them; not to be changed any more
   * @return a copy
   */
  public RunOptions withInput(byte[] bytes) {
    return new RunOptions(process, Objects.requireNonNull(bytes), timeout, check);
  }

  /**
   * The same in UTF-8.
   *
   * @param text nothing is added to it
   * @return a copy
   */
  public RunOptions withInput(String text) {
    return withInput(text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * How long the process may run: then it is killed.
   *
   * @param limit null for as long as it likes
   * @return a copy
   */
  public RunOptions withTimeout(@Nullable Duration limit) {
    return new RunOptions(process, input, limit, check);
  }

  /**
   * Whether an exit code other than 0 is a {@link ProcessFailedException}.
   *
   * @param isFailure false at first
   * @return a copy
   */
  public RunOptions withCheck(boolean isFailure) {
    return new RunOptions(process, input, timeout, isFailure);
  }
}
