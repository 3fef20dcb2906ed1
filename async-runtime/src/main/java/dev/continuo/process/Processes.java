package dev.continuo.process;

import dev.continuo.Coroutine;
import dev.continuo.internal.process.Run;
import dev.continuo.internal.process.Start;
import java.io.File;
import java.util.ArrayList;
import java.util.List;

/**
 * Starts subprocesses: asyncio's {@code create_subprocess_exec} and {@code
 * create_subprocess_shell}, and {@code subprocess.run}.
 *
 * <pre>{@code
 * ProcessResult log = await(Processes.run("git", "log", "--oneline"));
 *
 * try (AsyncProcess grep = await(Processes.exec(ProcessOptions.PIPES, "grep", "-n", "main"))) {
 *   await(grep.stdin().write(text));
 *   grep.stdin().writeEof();
 *   for (String line : each(grep.stdout().lines())) {
 *     System.out.println(line);
 *   }
 * }
 * }</pre>
 */
public final class Processes {

  private Processes() {}

  /**
   * Starts a program with the standard streams of this one.
   *
   * @param program its file, or a name that is looked for in the PATH
   * @param arguments handed over as they are: no shell sees them
   * @return as {@link #exec(ProcessOptions, String, String...)}
   */
  public static Coroutine<AsyncProcess> exec(String program, String... arguments) {
    return exec(ProcessOptions.DEFAULT, program, arguments);
  }

  /**
   * Starts a program.
   *
   * @param options how
   * @param program its file, or a name that is looked for in the PATH
   * @param arguments handed over as they are: no shell sees them
   * @return a lazy coroutine of the process, which runs by then. It fails with {@link
   *     java.io.IOException} that names the program, if that or the directory is not there or may
   *     not be used. Cancelling it leaves no process
   */
  public static Coroutine<AsyncProcess> exec(
      ProcessOptions options, String program, String... arguments) {
    return start("exec", options, command(program, arguments));
  }

  /**
   * Has the shell of the system run a command, with the standard streams of this program.
   *
   * @param command in the language of the shell. A text of others must not become part of it: use
   *     {@link #exec(String, String...)}, or a variable of the environment
   * @return as {@link #exec(ProcessOptions, String, String...)}
   */
  public static Coroutine<AsyncProcess> shell(String command) {
    return shell(ProcessOptions.DEFAULT, command);
  }

  /**
   * Has the shell of the system ({@code /bin/sh}, or {@code cmd} on Windows) run a command.
   *
   * @param options how
   * @param command as for {@link #shell(String)}
   * @return as {@link #exec(ProcessOptions, String, String...)}
   */
  public static Coroutine<AsyncProcess> shell(ProcessOptions options, String command) {
    return start("shell", options, shellCommand(command));
  }

  /**
   * Runs a program to its end and collects what it prints.
   *
   * @param program its file, or a name that is looked for in the PATH
   * @param arguments handed over as they are: no shell sees them
   * @return as {@link #run(RunOptions, String, String...)}
   */
  public static Coroutine<ProcessResult> run(String program, String... arguments) {
    return run(RunOptions.DEFAULT, program, arguments);
  }

  /**
   * Runs a program to its end and collects what it prints. Unlike a time limit around {@link
   * AsyncProcess#communicate}, this leaves no process: one that takes too long, or whose caller is
   * cancelled, is killed.
   *
   * @param options how
   * @param program its file, or a name that is looked for in the PATH
   * @param arguments handed over as they are: no shell sees them
   * @return a lazy coroutine of the result. It fails with {@link java.io.IOException} if the
   *     program cannot be started; with {@link ProcessFailedException} if its exit code is not 0
   *     and {@link RunOptions#withCheck} is on; with {@link dev.continuo.DeadlineExceededException}
   *     if it takes longer than {@link RunOptions#withTimeout}
   */
  public static Coroutine<ProcessResult> run(
      RunOptions options, String program, String... arguments) {
    return run(options, command(program, arguments));
  }

  /**
   * Has the shell of the system run a command to its end and collects what it prints.
   *
   * @param options how
   * @param command as for {@link #shell(String)}
   * @return as {@link #run(RunOptions, String, String...)}
   */
  public static Coroutine<ProcessResult> runShell(RunOptions options, String command) {
    return run(options, shellCommand(command));
  }

  private static List<String> command(String program, String[] arguments) {
    List<String> command = new ArrayList<>(arguments.length + 1);
    command.add(program);
    command.addAll(List.of(arguments));
    return command;
  }

  private static List<String> shellCommand(String command) {
    return File.separatorChar == '\\'
        ? List.of("cmd", "/d", "/s", "/c", command)
        : List.of("/bin/sh", "-c", command);
  }

  private static Coroutine<AsyncProcess> start(
      String function, ProcessOptions options, List<String> command) {
    return Start.process(
        function,
        options.builder(command),
        options.limit(),
        options.grace(),
        core -> new AsyncProcess(core, String.join(" ", command)));
  }

  private static Coroutine<ProcessResult> run(RunOptions options, List<String> command) {
    if (options.input().length > 0 && options.process().stdin() != Stdio.PIPE) {
      throw new IllegalArgumentException(
          "there is input, and the standard input of the process is no pipe: give it"
              + " ProcessOptions.PIPES, or Stdio.PIPE for stdin");
    }
    return new Run<>(
        () -> start("run", options.process(), command),
        process -> process.core().communicate(options.input(), process::result),
        AsyncProcess::core,
        options.timeout(),
        String.join(" ", command),
        result -> options.check() ? result.check() : result);
  }
}
