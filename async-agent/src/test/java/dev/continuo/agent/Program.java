package dev.continuo.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** A program of a user's, compiled by plain javac and started with the agent's jar. */
record Program(Path folder, Path classes) {

  static final Path AGENT = Path.of(System.getProperty("continuo.agent"));

  /** What a process printed, and how it ended. */
  record Run(int exitCode, String output, String errors) {
    Run succeeds() {
      assertThat(exitCode).as(errors).isZero();
      return this;
    }
  }

  /** Every java that the build knows: 17, and 25 if there is one. */
  static Stream<Path> javas() {
    Path newest = Path.of(System.getProperty("continuo.jdk25.java", "none"));
    Path own = Path.of(System.getProperty("java.home"), "bin", "java");
    return Files.isExecutable(newest) ? Stream.of(own, newest) : Stream.of(own);
  }

  /** Compiles sources out of the test's resources. */
  static Program of(Path folder, String... names) {
    Path classes = folder.resolve("classes");
    List<String> arguments = new ArrayList<>(List.of("-cp", runtime()));
    for (String name : names) {
      arguments.add(source(name).toString());
    }
    compile(classes, arguments);
    return new Program(folder, classes);
  }

  /** Runs javac with the options of every program, and with more. */
  static void compile(Path classes, List<String> more) {
    List<String> arguments =
        new ArrayList<>(
            List.of("-g", "-nowarn", "--release", "17", "-proc:none", "-d", classes.toString()));
    arguments.addAll(more);
    int result =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, arguments.toArray(String[]::new));
    assertThat(result).isZero();
  }

  static Path source(String name) {
    return resource("programs/dev/example/" + name + ".java");
  }

  /** A file or folder of the test's resources. */
  static Path resource(String name) {
    URL source = Program.class.getResource("/" + name);
    assertThat(source).as(name).isNotNull();
    try {
      return Path.of(source.toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The runtime's classes: what a user has on the class path, and nothing of the transformer. */
  static String runtime() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> entry.contains("async-runtime") || entry.contains("async-annotations"))
        .reduce((a, b) -> a + File.pathSeparator + b)
        .orElseThrow();
  }

  /** Starts a class of the program. */
  Run run(Path java, String agentOptions, String main, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add("-javaagent:" + AGENT + agentOptions);
    command.addAll(List.of("-cp", classes + File.pathSeparator + runtime(), main));
    command.addAll(List.of(arguments));
    return java(java, command);
  }

  /** Starts a JVM. */
  Run java(Path java, List<String> arguments) {
    List<String> command = new ArrayList<>(List.of(java.toString()));
    command.addAll(arguments);
    Path out = folder.resolve("out.txt");
    Path err = folder.resolve("err.txt");
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectOutput(out.toFile())
              .redirectError(err.toFile())
              .start();
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
        throw new AssertionError("does not end: " + command + "\n" + Files.readString(err));
      }
      return new Run(
          process.exitValue(),
          Files.readString(out, StandardCharsets.UTF_8),
          Files.readString(err, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted", e);
    }
  }
}
