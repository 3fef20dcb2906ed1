package dev.continuo.frontends;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The project of {@code src/it} in a folder of its own: {@code program}, which prints a text, and
 * {@code misuse}, which is full of mistakes.
 *
 * @param folder its copy
 * @param jdk what it is compiled and run with
 */
record UserProject(Path folder, Jdk jdk) {

  static final String MAIN = "dev.example.Main";
  private static final Path ORIGINAL = Path.of("src", "it").toAbsolutePath();

  /** What one way of transforming makes of the project. */
  record Outcome(String output, List<String> mistakes) {}

  static UserProject copy(Path folder, Jdk jdk) throws IOException {
    // Maven takes the settings of the next .mvn above; the user's project has none.
    Files.createDirectories(folder.resolve(".mvn"));
    try (Stream<Path> files = Files.walk(ORIGINAL)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = folder.resolve(ORIGINAL.relativize(file).toString());
        Files.createDirectories(copy.resolve(".."));
        Files.copy(file, copy);
      }
    }
    return new UserProject(folder.toRealPath(), jdk);
  }

  static List<Path> sources(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root.resolve("src/main/java"))) {
      return files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
    }
  }

  /** Both modules in one build, with one of the two poms. */
  Outcome byMaven(String pom) throws Exception {
    Files.copy(folder.resolve(pom), folder.resolve("pom.xml"));
    Run build = Published.maven(folder, jdk, "--fail-at-end", "process-classes").fails();
    Run run = java(List.of(), folder.resolve("program/target/classes"));
    // Maven repeats the errors of a compiler at the end of a build.
    return new Outcome(
        run.succeeds().output(), Mistakes.printed(build.output()).stream().distinct().toList());
  }

  /** The processor path of javac. */
  Outcome byJavac() throws Exception {
    List<String> processor = List.of("-processorpath", Published.jar("async-javac"));
    javac("program", processor).succeeds();
    Run build = javac("misuse", processor).fails();
    Run run = java(List.of(), classes("program"));
    return new Outcome(run.succeeds().output(), Mistakes.printed(build.errors()));
  }

  /** What plain javac has compiled, and java with the agent. */
  Outcome byAgent() throws Exception {
    compilePlain();
    List<String> agent = List.of("-javaagent:" + Published.jar("async-agent"));
    Run run = java(agent, classes("program")).succeeds();
    String[] names = classNames(classes("misuse"));
    Run misuse = java(agent, classes("misuse"), names).succeeds();
    return new Outcome(run.output() + run.errors(), Mistakes.printed(misuse.errors()));
  }

  /** What plain javac has compiled, in jars, and the command. */
  Outcome byCommand() throws Exception {
    compilePlain();
    Path program = jar("program");
    Path transformed = folder.resolve("transformed.jar");
    command("-d", transformed.toString(), program.toString()).succeeds();
    Run misuse = command(jar("misuse").toString()).fails();
    return new Outcome(
        java(List.of(), transformed).succeeds().output(), Mistakes.printed(misuse.errors()));
  }

  private void compilePlain() throws Exception {
    javac("program", List.of("-proc:none")).succeeds();
    javac("misuse", List.of("-proc:none")).succeeds();
  }

  private Path classes(String module) {
    return folder.resolve(module).resolve("classes");
  }

  private Run javac(String module, List<String> options) throws Exception {
    List<String> command = new ArrayList<>(List.of(jdk.program("javac"), "-g"));
    command.addAll(jdk.release());
    command.addAll(options);
    command.addAll(List.of("-cp", Published.runtime(), "-d", classes(module).toString()));
    sources(folder.resolve(module)).forEach(source -> command.add(source.toString()));
    return Run.of(folder, jdk, command);
  }

  private Run java(List<String> options, Path classes, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(jdk.program("java"), "-Xverify:all", "-ea"));
    command.addAll(options);
    command.addAll(List.of("-cp", classes + File.pathSeparator + Published.runtime(), MAIN));
    command.addAll(List.of(arguments));
    return Run.of(folder, jdk, command);
  }

  private Run command(String... arguments) throws Exception {
    List<String> command =
        new ArrayList<>(List.of(jdk.program("java"), "-jar", Published.command()));
    command.addAll(List.of("--class-path", Published.runtime()));
    command.addAll(List.of(arguments));
    return Run.of(folder, jdk, command);
  }

  private Path jar(String module) throws Exception {
    Path jar = folder.resolve(module + ".jar");
    Run.of(
            folder,
            jdk,
            List.of(
                jdk.program("jar"),
                "--create",
                "--file=" + jar,
                "-C",
                classes(module).toString(),
                "."))
        .succeeds();
    return jar;
  }

  private static String[] classNames(Path classes) throws IOException {
    try (Stream<Path> files = Files.walk(classes)) {
      return files
          .map(file -> classes.relativize(file).toString())
          .filter(name -> name.endsWith(".class"))
          .map(name -> name.replaceFirst("\\.class$", "").replace(File.separatorChar, '.'))
          .sorted()
          .toArray(String[]::new);
    }
  }
}
