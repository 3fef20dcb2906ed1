package dev.continuo.javac;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The published jar, and nothing else, given to the javac of the running JDK and of JDK 25. */
class ForkedJavacIT {

  private static final String JAR = System.getProperty("continuo.javac.jar");
  private static final String RUNTIME =
      Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
          .filter(entry -> entry.matches(".*(async-runtime|async-annotations).*"))
          .collect(Collectors.joining(File.pathSeparator));

  private static final String HELLO =
      """
      import static dev.continuo.Continuo.*;
      import dev.continuo.*;
      import dev.continuo.annotation.Async;

      class Hello {
        @Async
        static Coroutine<String> hello(int times) {
          String text = "";
          for (int i = 0; i < times; i++) {
            await(sleep(java.time.Duration.ofMillis(1)));
            text += "hello ";
          }
          return value(text);
        }

        public static void main(String[] args) {
          System.out.println(run(hello(2)));
        }
      }
      """;

  @TempDir private Path folder;

  static Stream<Path> jdks() {
    Path newest = Path.of(System.getProperty("continuo.jdk25.java", "none"));
    return Files.isExecutable(newest)
        ? Stream.of(own(), newest.resolve("../..").normalize())
        : Stream.of(own());
  }

  private static Path own() {
    return Path.of(System.getProperty("java.home"));
  }

  @BeforeEach
  void writeSource() throws IOException {
    Files.writeString(folder.resolve("Hello.java"), HELLO);
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void onTheProcessorPath(Path jdk) throws Exception {
    assertThat(javac(jdk, "-Werror", "-processorpath", JAR).succeeds().output()).isEmpty();
    assertRuns(jdk);
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void onTheProcessorPathAndNamed(Path jdk) throws Exception {
    javac(jdk, "-processorpath", JAR, "-Xplugin:Continuo debug=true").succeeds();
    assertRuns(jdk);
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void onTheProcessorModulePath(Path jdk) throws Exception {
    javac(jdk, "--processor-module-path", JAR).succeeds();
    assertRuns(jdk);
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void onTheClassPathUntilJavacStopsLookingThere(Path jdk) throws Exception {
    boolean looks = feature(jdk) < 23;
    Run run = javac(jdk, "-cp", JAR + File.pathSeparator + RUNTIME);
    if (looks) {
      run.succeeds();
      assertRuns(jdk);
    } else {
      assertThat(run.fails().output())
          .startsWith("Hello.java:6: error: @Async methods are not transformed")
          .contains("-processorpath");
      assertThat(folder.resolve("Hello.class")).doesNotExist();
      javac(jdk, "-proc:full", "-cp", JAR + File.pathSeparator + RUNTIME).succeeds();
      assertRuns(jdk);
    }
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void aMistakeIsShownAsJavacShowsIts(Path jdk) throws Exception {
    Files.writeString(
        folder.resolve("Hello.java"), HELLO.replace("run(hello(2))", "await(hello(2))"));

    Run run = javac(jdk, "-processorpath", JAR).fails();

    assertThat(run.output())
        .startsWith("Hello.java:17: error: ASYNC001 'await' outside @Async method, in main: ")
        .contains(
            """
                System.out.println(await(hello(2)));
                                   ^
            """
                .replace("\n", System.lineSeparator()));
    assertThat(folder.resolve("Hello.class")).doesNotExist();
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void whatTheErrorOfAnUntransformedClassSaysHelps(Path jdk) throws Exception {
    javac(jdk).succeeds();
    assertThat(run(jdk, "java", "-cp", folder + File.pathSeparator + RUNTIME, "Hello").output())
        .contains("with plain javac, put async-javac on the processor path");

    javac(jdk, "-processorpath", JAR).succeeds();
    assertRuns(jdk);
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void aCompilerThatStartsNoPluginIsNoticed(Path jdk) throws Exception {
    Path jar = folder.resolve("without-plugin.jar");
    try (JarFile from = new JarFile(JAR);
        JarOutputStream to = new JarOutputStream(Files.newOutputStream(jar))) {
      for (JarEntry entry : from.stream().toList()) {
        if (!entry.getName().endsWith("com.sun.source.util.Plugin")) {
          to.putNextEntry(new ZipEntry(entry.getName()));
          from.getInputStream(entry).transferTo(to);
        }
      }
    }

    assertThat(javac(jdk, "-processorpath", jar.toString()).fails().output())
        .contains("error: @Async methods are not transformed: this compiler has not started");
    assertThat(javac(jdk, "-processorpath", jar.toString(), "-Acontinuo.skip=true").succeeds())
        .extracting(Run::output)
        .isEqualTo("");
  }

  private void assertRuns(Path jdk) throws Exception {
    Run run =
        run(jdk, "java", "-Xverify:all", "-cp", folder + File.pathSeparator + RUNTIME, "Hello");
    assertThat(run.succeeds().output()).endsWith("hello hello " + System.lineSeparator());
  }

  /** Compiles Hello.java in its folder; a class path among the options comes instead. */
  private Run javac(Path jdk, String... options) throws Exception {
    List<String> command = new ArrayList<>(List.of(options));
    if (!command.contains("-cp")) {
      command.addAll(List.of("-cp", RUNTIME));
    }
    command.addAll(List.of("-d", folder.toString(), "Hello.java"));
    return run(jdk, "javac", command.toArray(String[]::new));
  }

  private static int feature(Path jdk) throws IOException {
    String release = Files.readString(jdk.resolve("release"));
    return Integer.parseInt(release.replaceAll("(?s).*JAVA_VERSION=\"([0-9]+).*", "$1"));
  }

  private Run run(Path jdk, String program, String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(jdk.resolve("bin").resolve(program).toString());
    command.addAll(List.of(arguments));
    Path log = Files.createTempFile(folder, "run", ".log");
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    boolean ended = process.waitFor(5, TimeUnit.MINUTES);
    if (!ended) {
      process.destroyForcibly();
    }
    assertThat(ended).as("%s ended in time", command).isTrue();
    return new Run(process.exitValue(), Files.readString(log));
  }

  private record Run(int exitCode, String output) {

    Run succeeds() {
      assertThat(exitCode).as(output).isZero();
      return this;
    }

    Run fails() {
      assertThat(exitCode).as(output).isEqualTo(1);
      return this;
    }
  }
}
