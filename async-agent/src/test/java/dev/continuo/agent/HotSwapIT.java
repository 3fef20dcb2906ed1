package dev.continuo.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A debugger's hot swap, and another agent that has classes transformed again. */
class HotSwapIT {

  static Stream<Path> javas() {
    return Program.javas();
  }

  @ParameterizedTest
  @MethodSource("javas")
  void aSuspendedCoroutineGoesOnInANewVersionThatAwaitsAtTheSamePlaces(
      Path java, @TempDir Path folder) throws Exception {
    Program program = Program.of(folder, "HotSwap", "Subject");
    Path other = version(folder, "other", " code, ", " code\" + \"! ");
    Path moved = version(folder, "moved", "    return", "\n\n    return");

    Program.Run run = run(program, java, other, moved);

    assertThat(run.output())
        .isEqualTo(
            """
            %s: accepted
            old code! was suspended
            old code! is new
            %s: accepted
            old code, was suspended
            old code, is new
            """
                .formatted(other, moved));
    assertThat(run.errors().lines())
        .hasSize(2)
        .allMatch(
            line ->
                line.startsWith(
                    "[async-agent] warning: dev.example.Subject is being redefined: coroutines that"
                        + " wait in it go on in the new code"));
  }

  @ParameterizedTest
  @MethodSource("javas")
  void aNewVersionThatSuspendedCoroutinesDoNotFitIntoIsRefusedAndTheOldOneStays(
      Path java, @TempDir Path folder) throws Exception {
    Program program = Program.of(folder, "HotSwap", "Subject");
    Path oneMore = version(folder, "oneMore", "    return", "    await(gate);\n    return");
    Path kept =
        version(folder, "kept", "    String word = \"old\";", "    int word = gate.hashCode();");
    Path plain = version(folder, "plain", "  @Async", "");
    Path field =
        version(folder, "field", "class Subject {", "class Subject {\n  static int more;\n");
    Path wrong =
        version(
            folder,
            "wrong",
            "    String name = await(gate);",
            "    String name; synchronized (word) { name = await(gate); }");

    Program.Run run = run(program, java, oneMore, kept, plain, field, wrong);

    String unchanged = ": refused\nold code, was suspended\nold code, is new\n";
    assertThat(run.output())
        .isEqualTo(
            Stream.of(oneMore, kept, plain, field, wrong)
                .map(version -> version + unchanged)
                .collect(Collectors.joining()));
    assertThat(run.errors().lines())
        .filteredOn(
            line ->
                line.endsWith(
                    "dev.example.Subject is not redefined: what its coroutines keep while they wait"
                        + " would change, or where they wait"))
        .hasSize(2);
    assertThat(run.errors())
        .contains("in the old code if the JVM refuses the class")
        .contains("dev.example.Subject is not redefined: the old code goes on")
        .doesNotContain("will throw the reason")
        .contains("ASYNC001")
        .contains("dev/example/Subject.java:[16] ASYNC003");
  }

  @ParameterizedTest
  @MethodSource("javas")
  void classesThatAnotherAgentHasTransformedAgainStayTransformed(Path java, @TempDir Path folder)
      throws Exception {
    Program.Run run = run(Program.of(folder, "HotSwap", "Subject"), java, Path.of("retransformed"));

    assertThat(run.output())
        .isEqualTo("retransformed: done\nold code, was suspended\nold code, is new\n");
    assertThat(run.errors()).isEmpty();
  }

  /** The class files of the subject with another text in it. */
  private static Path version(Path folder, String name, String from, String to) throws IOException {
    String source = Files.readString(Program.source("Subject"));
    assertThat(source).contains(from);
    Path file = Files.createDirectories(folder.resolve(name + "-source")).resolve("Subject.java");
    Files.writeString(file, source.replace(from, to));
    Path classes = folder.resolve(name);
    Program.compile(classes, List.of("-cp", Program.runtime(), file.toString()));
    return classes;
  }

  private static Program.Run run(Program program, Path java, Path... versions) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putValue("Premain-Class", "dev.example.HotSwap");
    manifest.getMainAttributes().putValue("Can-Redefine-Classes", "true");
    manifest.getMainAttributes().putValue("Can-Retransform-Classes", "true");
    Path debugger = program.folder().resolve("debugger.jar");
    new JarOutputStream(Files.newOutputStream(debugger), manifest).close();
    List<String> command =
        Stream.concat(
                Stream.of(
                    "-javaagent:" + Program.AGENT,
                    "-javaagent:" + debugger,
                    "-cp",
                    program.classes() + File.pathSeparator + Program.runtime(),
                    "dev.example.HotSwap"),
                Stream.of(versions).map(Path::toString))
            .toList();
    return program.java(java, command).succeeds();
  }
}
