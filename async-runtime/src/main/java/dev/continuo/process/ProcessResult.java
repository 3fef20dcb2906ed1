package dev.continuo.process;

import java.nio.charset.StandardCharsets;

/** How a process ended and what it has printed: subprocess's {@code CompletedProcess}. */
public final class ProcessResult {

  private final String command;
  private final int exitCode;
  private final byte[] stdout;
  private final byte[] stderr;

  ProcessResult(String command, int exitCode, byte[] stdout, byte[] stderr) {
    this.command = command;
    this.exitCode = exitCode;
    this.stdout = stdout;
    this.stderr = stderr;
  }

  /**
   * Its exit code.
   *
   * @return as {@link AsyncProcess#waitFor}
   */
  public int exitCode() {
    return exitCode;
  }

  /**
   * What it has written to its standard output.
   *
   * @return the bytes themselves; none if that was no pipe
   */
  public byte[] stdout() {
    return stdout;
  }

  /**
   * What it has written to its standard error.
   *
   * @return the bytes themselves; none if that was no pipe
   */
  public byte[] stderr() {
    return stderr;
  }

  /**
   * The standard output as text.
   *
   * @return in UTF-8, malformed bytes as U+FFFD
   */
  public String stdoutText() {
    return new String(stdout, StandardCharsets.UTF_8);
  }

  /**
   * The standard error as text.
   *
   * @return in UTF-8, malformed bytes as U+FFFD
   */
  public String stderrText() {
    return new String(stderr, StandardCharsets.UTF_8);
  }

  /**
   * Throws unless the exit code is 0.
   *
   * @return this
   * @throws ProcessFailedException with what it has written to its standard error
   */
  public ProcessResult check() throws ProcessFailedException {
    if (exitCode != 0) {
      throw new ProcessFailedException(command, this);
    }
    return this;
  }

  @Override
  public String toString() {
    return "ProcessResult["
        + command
        + ", exit code "
        + exitCode
        + ", "
        + stdout.length
        + " bytes of output, "
        + stderr.length
        + " of errors]";
  }
}
