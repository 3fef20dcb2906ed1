package dev.continuo.samples.radio.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Runs the radio, in a process of its own or in this one. */
final class Program {

  private static final String STDERR = "stderr";

  /**
   * What a run has left.
   *
   * @param words of both outputs
   */
  record Run(int exit, int outBytes, String words) {}

  private Program() {}

  /** Starts it in a folder, as the last words of a command. */
  static Process start(Path folder, List<String> before, String... args) throws IOException {
    List<String> command = new ArrayList<>(before);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.add(FmRadio.class.getName());
    command.addAll(List.of(args));
    return new ProcessBuilder(command)
        .directory(folder.toFile())
        .redirectError(folder.resolve(STDERR).toFile())
        .start();
  }

  static Run ended(Path folder, Process process) throws Exception {
    byte[] out = process.getInputStream().readAllBytes();
    int exit = process.waitFor();
    String errors = Files.readString(folder.resolve(STDERR));
    Files.delete(folder.resolve(STDERR));
    return new Run(exit, out.length, new String(out, StandardCharsets.UTF_8) + errors);
  }

  /** What it has said on the standard error until now. */
  static String errors(Path folder) throws IOException {
    return Files.readString(folder.resolve(STDERR));
  }

  /** Runs it in this process, if it ends soon; gives what it says on the standard error. */
  static String errors(int exit, String... args) {
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    PrintStream before = System.err;
    System.setErr(new PrintStream(errors, true, StandardCharsets.UTF_8));
    int code;
    try {
      code = FmRadio.execute(args);
    } finally {
      System.setErr(before);
    }
    String words = errors.toString(StandardCharsets.UTF_8);
    assertThat(code).as(String.join(" ", args) + ": " + words).isEqualTo(exit);
    return words;
  }

  /** The names of the files that are left, but for the standard error's. */
  static List<String> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> String.valueOf(file.getFileName()))
          .filter(name -> !name.equals(STDERR))
          .toList();
    }
  }
}
