package dev.continuo.benchmarks.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs other programs. */
final class Commands {
  private Commands() {}

  /** A failure with the last lines that the program wrote. */
  static final class FailedException extends IOException {
    private static final long serialVersionUID = 1;

    FailedException(String message) {
      super(message);
    }
  }

  /** The command of a class of this jar. */
  static List<String> jvm(Jdk jdk, List<String> settings, Class<?> main, String... args) {
    List<String> command = new ArrayList<>();
    command.add(jdk.java().toString());
    command.addAll(settings);
    command.addAll(List.of("-cp", jar().toString(), main.getName()));
    command.addAll(List.of(args));
    return command;
  }

  static Path jar() {
    return Path.of(System.getProperty("java.class.path")).toAbsolutePath();
  }

  /** Runs it to its end; what it wrote on its standard output. Its errors go to the log. */
  static String output(List<String> command, Path log) throws IOException {
    Process process =
        new ProcessBuilder(command)
            .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int status = waitFor(process);
    if (status != 0) {
      throw new FailedException(ended(status, log));
    }
    return output;
  }

  /** Runs it to its end; all that it writes goes to the log. */
  static void run(List<String> command, Path log) throws IOException {
    run(command, null, log);
  }

  static void run(List<String> command, Path folder, Path log) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    if (folder != null) {
      builder.directory(folder.toFile());
    }
    int status = waitFor(builder.start());
    if (status != 0) {
      throw new FailedException(ended(status, log));
    }
  }

  /** Goes into the table, which has no paths of this machine. */
  private static String ended(int status, Path log) {
    return "it ended with " + status + ", see " + log.getFileName();
  }

  /** The first line of what a short command says; empty if there is no such command. */
  static String line(String... command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return waitFor(process) == 0 ? text.lines().findFirst().orElse("") : "";
    } catch (IOException e) {
      return "";
    }
  }

  private static int waitFor(Process process) {
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      process.destroy();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
