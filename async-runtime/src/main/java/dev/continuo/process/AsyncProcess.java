package dev.continuo.process;

import dev.continuo.AsyncCloseable;
import dev.continuo.Coroutine;
import dev.continuo.internal.net.StreamAccess;
import dev.continuo.internal.process.ProcessCore;
import dev.continuo.net.StreamReader;
import dev.continuo.net.StreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A subprocess: asyncio's {@code Process}. {@link Processes} starts them.
 *
 * <pre>{@code
 * try (AsyncProcess sort = await(Processes.exec(ProcessOptions.PIPES, "sort", "-n"))) {
 *   ProcessResult sorted = await(sort.communicate("3\n1\n2\n"));
 *   System.out.print(sorted.stdoutText());
 * }
 * }</pre>
 *
 * <p>Leaving the block ends the process: see {@link #closeAsync}. One that has ended and whose
 * pipes were read to their end needs no closing. A loop that is closed kills the processes that it
 * has started and that still run.
 *
 * <p>Used on the thread of the loop; calls from another one throw {@link IllegalStateException}.
 */
public final class AsyncProcess implements AsyncCloseable {

  private final ProcessCore core;
  private final String command;
  private final @Nullable StreamWriter stdin;
  private final @Nullable StreamReader stdout;
  private final @Nullable StreamReader stderr;

  AsyncProcess(ProcessCore core, String command) {
    this.core = core;
    this.command = command;
    this.stdin = core.stdin() == null ? null : StreamAccess.writer(core.stdin());
    this.stdout = core.stdout() == null ? null : StreamAccess.reader(core.stdout());
    this.stderr = core.stderr() == null ? null : StreamAccess.reader(core.stderr());
  }

  ProcessCore core() {
    return core;
  }

  ProcessResult result(byte[] output, byte[] errors) {
    return new ProcessResult(command, core.exitCode().orElseThrow(), output, errors);
  }

  /**
   * Its number in the system.
   *
   * @return also after its end, when another process may have it
   */
  public long pid() {
    return core.pid();
  }

  /**
   * What the JDK knows about it: when it was started, its children.
   *
   * @return the handle
   */
  public ProcessHandle toHandle() {
    return core.handle();
  }

  /**
   * How it ended: asyncio's {@code returncode}.
   *
   * @return empty while it runs; else as {@link #waitFor}
   */
  public OptionalInt exitCode() {
    return core.exitCode();
  }

  // Streams

  /**
   * Its standard input. {@link StreamWriter#writeEof} ends that, once all that was written is on
   * its way. When the process does not read any more, writes fail with {@link java.io.IOException}.
   *
   * @return always the same writer
   * @throws IllegalStateException if it is no pipe
   */
  public StreamWriter stdin() {
    return piped(stdin, "stdin");
  }

  /**
   * Its standard output, which ends when the process and all that it has started and handed it to
   * have ended or closed it. The JDK may end it with the process, though: what others write there
   * after that can be lost.
   *
   * @return always the same reader
   * @throws IllegalStateException if it is no pipe
   */
  public StreamReader stdout() {
    return piped(stdout, "stdout");
  }

  /**
   * Its standard error.
   *
   * @return always the same reader
   * @throws IllegalStateException if it is no pipe
   */
  public StreamReader stderr() {
    return piped(stderr, "stderr");
  }

  private static <S> S piped(@Nullable S stream, String name) {
    if (stream == null) {
      throw new IllegalStateException(
          name
              + " of this process is no pipe: start it with ProcessOptions.PIPES, or with"
              + " Stdio.PIPE for "
              + name);
    }
    return stream;
  }

  /**
   * Ends its standard input, and waits until all that was written is in the pipe.
   *
   * @return a lazy coroutine; fails with {@link java.io.IOException} if the process has not taken
   *     all. Cancelling it drops what was not written
   * @throws IllegalStateException if it is no pipe
   */
  public Coroutine<@Nullable Void> closeStdin() {
    var unused = stdin();
    return core.closeStdin();
  }

  /**
   * Reads all that it prints, and waits for its end.
   *
   * @return as {@link #communicate(byte[])}
   */
  public Coroutine<ProcessResult> communicate() {
    return communicate(new byte[0]);
  }

  /**
   * Writes, reads all that it prints, and waits for its end, all at the same time: full pipes do
   * not hold each other up, and megabytes in each direction are as good as none.
   *
   * @param input what it reads, before the end of its standard input. If it does not want all, that
   *     is no failure, as in asyncio
   * @return a lazy coroutine of what comes through pipes; streams that are no pipes have nothing.
   *     Cancelling it, and so a time limit around it, does not end the process, and drops what was
   *     read: {@link Processes#run} is for that. It waits for those that the process has started,
   *     too, if they write to the same pipes
   * @throws IllegalStateException if there is input, and the standard input is no pipe
   */
  public Coroutine<ProcessResult> communicate(byte[] input) {
    if (input.length > 0) {
      var unused = stdin();
    }
    return core.communicate(input, this::result);
  }

  /**
   * The same with text in UTF-8.
   *
   * @param input what it reads
   * @return as {@link #communicate(byte[])}
   * @throws IllegalStateException as {@link #communicate(byte[])}
   */
  public Coroutine<ProcessResult> communicate(String input) {
    return communicate(input.getBytes(StandardCharsets.UTF_8));
  }

  // The end

  /**
   * Waits for its end. That of others that it has started is not waited for, even if they keep its
   * pipes open. A process that prints more than about 200 KiB into a pipe that nobody reads does
   * not end: {@link #communicate} reads.
   *
   * @return a lazy coroutine of the exit code; one that is killed by signal n has 128 + n on Unix,
   *     where the JDK does not tell it from a process that ends with that code (asyncio has -n).
   *     Cancelling it does not end the process
   */
  public Coroutine<Integer> waitFor() {
    return core.waitForExit();
  }

  /**
   * Asks it to end: SIGTERM, which it may handle; on Windows as {@link #kill}. Its pipes stay open.
   * Nothing happens if it has ended.
   *
   * @return whether the system has taken the request
   */
  public boolean terminate() {
    return core.signal(false);
  }

  /**
   * Ends it at once: SIGKILL. What it has started goes on. Nothing happens if it has ended.
   *
   * @return whether the system has taken the request
   */
  public boolean kill() {
    return core.signal(true);
  }

  /**
   * Sends any signal, on Unix. The JDK can only send SIGTERM and SIGKILL, so that this runs the
   * {@code kill} of the shell.
   *
   * @param signal its name without SIG: {@code "HUP"}, {@code "USR1"}
   * @return a lazy coroutine; fails with {@link ProcessFailedException} if there is no such signal.
   *     Nothing happens if the process has ended
   * @throws UnsupportedOperationException on Windows
   * @throws IllegalArgumentException if the name is not made of letters, digits, + and -
   */
  public Coroutine<@Nullable Void> sendSignal(String signal) {
    return core.sendSignal(
        signal,
        () -> Processes.run(RunOptions.DEFAULT.withCheck(true), "kill", "-" + signal, "" + pid()));
  }

  /**
   * Ends the process and all that it has started and that is still below it: asks them to end,
   * waits for the grace ({@link ProcessOptions#grace}), and kills what is left. Its pipes are
   * closed; whoever reads them sees their end, and what the process still prints is dropped. After
   * that no process, thread or descriptor is left, unless one that has left the family (a daemon)
   * keeps a pipe open: then a thread waits until that one ends.
   *
   * @return a lazy coroutine; cancelling it kills them at once
   */
  @Override
  public Coroutine<@Nullable Void> closeAsync() {
    return core.close();
  }

  @Override
  public String toString() {
    OptionalInt code = core.exitCode();
    return "AsyncProcess["
        + command
        + ", pid "
        + pid()
        + (code.isPresent() ? ", exit code " + code.getAsInt() : "")
        + "]";
  }
}
