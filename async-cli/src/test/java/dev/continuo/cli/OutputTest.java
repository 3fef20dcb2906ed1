package dev.continuo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Where the output goes: only there, and what is not ours stays as it was. */
class OutputTest extends UserSide {

  @Test
  void outputsThatOverlapInputsAreRefused() throws IOException {
    Path around = Files.createDirectories(folder.resolve("around"));
    Path inside = Files.move(classes, around.resolve("classes"));
    Path jar = jar("app.jar", inside, List.of());
    Map<String, String> before = content(folder);
    for (List<Path> arguments :
        List.of(
            List.of(around, inside),
            List.of(inside.resolve("new/out"), inside),
            List.of(inside, inside),
            List.of(inside, jar, inside),
            List.of(folder.resolve("none/../around"), inside),
            List.of(jar, jar),
            List.of(folder, jar))) {
      List<String> all = new ArrayList<>(List.of("-d"));
      arguments.forEach(each -> all.add(each.toString()));
      Run run = run(all.toArray(String[]::new));
      assertThat(run.exitCode()).as("%s", arguments).isEqualTo(3);
      assertThat(run.errors()).as("%s", arguments).contains("overlap");
    }
    assertThat(content(folder)).isEqualTo(before);
  }

  @Test
  void onlyWhatWasCopiedIsTransformed() throws IOException {
    Path out = folder.resolve("out");
    Path other = compile("out", Map.of("Mistake", MISTAKE)).resolve("dev/example/Mistake.class");
    byte[] before = Files.readAllBytes(other);
    assertThat(run("-d", out.toString(), classes.toString()))
        .isEqualTo(new Run(0, out + ": transformed 2 @Async methods in 2 classes\n", ""));
    assertThat(Files.readAllBytes(other)).isEqualTo(before);
    assertThat(main("dev.example.Store", out)).isEqualTo("loaded\n");
  }

  @Test
  void coroutineClassesOfAnEarlierRunGo() throws IOException {
    Path out = folder.resolve("out");
    assertThat(run("-d", out.toString(), classes.toString()).exitCode()).isZero();
    Path changed = compile("changed", Map.of("Store", STORE.replace("load(", "fetch(")));
    assertThat(run("-d", out.toString(), changed.toString()).exitCode()).isZero();
    assertThat(content(out).keySet())
        .containsExactly(
            "dev/example/Store$Line$count$async.class",
            "dev/example/Store$Line.class",
            "dev/example/Store$fetch$async.class",
            "dev/example/Store.class");
  }

  @Test
  void jarsOfOneNameAreRefused() throws IOException {
    Files.createDirectories(folder.resolve("a"));
    Files.createDirectories(folder.resolve("b"));
    Path first = jar("a/app.jar", classes, List.of());
    Path second = jar("b/app.jar", classes, List.of());
    Path out = folder.resolve("out");
    Run run = run("-d", out.toString(), first.toString(), second.toString());
    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.errors()).contains("would both become").contains("b/app.jar");
    assertThat(out).doesNotExist();
  }

  @Test
  void directoriesWithTheSameFileAreRefused() throws IOException {
    Path first = classes;
    Path second = compile("second", Map.of("Store", STORE.replace("loaded", "second")));
    Path out = folder.resolve("out");
    for (String[] arguments :
        List.of(
            new String[] {"-d", out.toString(), first.toString(), second.toString()},
            new String[] {"--check", "-d", out.toString(), first.toString(), second.toString()})) {
      Run run = run(arguments);
      assertThat(run.exitCode()).isEqualTo(3);
      assertThat(run.output()).isEmpty();
      assertThat(run.errors())
          .isEqualToIgnoringNewLines(
              "error: "
                  + first.resolve("dev/example/Store$Line.class")
                  + " and "
                  + second.resolve("dev/example/Store$Line.class")
                  + " would both become "
                  + out.resolve("dev/example/Store$Line.class")
                  + " (and so on, for 1 more of "
                  + second
                  + "): transform each input into an output of its own");
      assertThat(out).doesNotExist();
    }
  }

  @Test
  void directoriesAndJarsWithTheSameFileAreRefused() throws IOException {
    Path text = Files.writeString(classes.resolve("app.jar"), "a resource");
    Path jar = jar("app.jar", compile("more", Map.of("Mistake", MISTAKE)), List.of());
    Path out = folder.resolve("out");
    Run run = run("-d", out.toString(), classes.toString(), jar.toString());
    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.errors()).contains(text + " and " + jar + " would both become");
    assertThat(out).doesNotExist();
  }

  @Test
  void directoriesWithOtherFilesBecomeOne() throws IOException {
    Path plain = compile("plain", Map.of("Plain", "package dev.example; class Plain {}"));
    Path out = folder.resolve("out");
    assertThat(run("-d", out.toString(), classes.toString(), plain.toString()).exitCode()).isZero();
    assertThat(out.resolve("dev/example/Plain.class")).isRegularFile();
    assertThat(main("dev.example.Store", out)).isEqualTo("loaded\n");
  }

  @Test
  void readOnlyFilesAreNotReplaced() throws IOException {
    Path jar = jar("app.jar", classes, List.of());
    byte[] before = Files.readAllBytes(jar);
    Path out = Files.copy(jar, folder.resolve("out.jar"));
    Path svg = Files.writeString(folder.resolve("load.svg"), "mine");
    for (Path file : List.of(jar, out, svg)) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r--r--"));
    }
    for (List<String> arguments :
        List.of(
            List.of(jar.toString()),
            List.of("--check", jar.toString()),
            List.of("-d", out.toString(), jar.toString()),
            List.of("--explain", "dev.example.Store", "--svg", svg.toString(), jar.toString()))) {
      Run run = run(arguments.toArray(String[]::new));
      assertThat(run.exitCode()).as("%s", arguments).isEqualTo(3);
      assertThat(run.errors()).contains(" is read-only, and stays as it is");
      assertThat(run.output()).isEmpty();
    }
    assertThat(Files.readAllBytes(jar)).isEqualTo(before);
    assertThat(Files.readAllBytes(out)).isEqualTo(before);
    assertThat(svg).hasContent("mine");

    Path plain = compile("plain", Map.of("Plain", "package dev.example; class Plain {}"));
    Path idle = jar("idle.jar", plain, List.of());
    Files.setPosixFilePermissions(idle, PosixFilePermissions.fromString("r--r--r--"));
    assertThat(run(idle.toString())).isEqualTo(new Run(0, idle + ": nothing to transform\n", ""));
  }

  @Test
  void permissions() throws IOException {
    Path jar = jar("app.jar", classes, List.of());
    Files.setPosixFilePermissions(jar, PosixFilePermissions.fromString("rwxr-x--x"));
    Path out = folder.resolve("out.jar");
    assertThat(run("-d", out.toString(), jar.toString()).exitCode()).isZero();
    assertThat(permissions(out)).isEqualTo("rwxr-x--x");
    Path svg = folder.resolve("load.svg");
    String[] explain = {
      "--explain", "dev.example.Store.load", "--svg", svg.toString(), classes.toString()
    };
    assertThat(run(explain).exitCode()).isZero();
    assertThat(permissions(svg)).isEqualTo(permissions(Files.createFile(folder.resolve("new"))));
    Files.setPosixFilePermissions(svg, PosixFilePermissions.fromString("rw-rw----"));
    assertThat(run(explain).exitCode()).isZero();
    assertThat(permissions(svg)).isEqualTo("rw-rw----");
  }

  private static String permissions(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  @Test
  void aJarWithoutWorkStaysAsItIs() throws IOException {
    Path plain = compile("plain", Map.of("Plain", "package dev.example; class Plain {}"));
    Path jar = jar("plain.jar", plain, List.of("META-INF/KEY.SF", "META-INF/KEY.RSA"));
    FileTime old = FileTime.fromMillis(1_400_000_000_000L);
    Files.setLastModifiedTime(jar, old);
    byte[] before = Files.readAllBytes(jar);
    Path link = Files.createSymbolicLink(folder.resolve("link.jar"), jar);
    for (Path input : List.of(jar, link)) {
      assertThat(run(input.toString()))
          .isEqualTo(new Run(0, input + ": nothing to transform\n", ""));
    }
    assertThat(Files.getLastModifiedTime(jar)).isEqualTo(old);
    assertThat(link).isSymbolicLink();
    Path out = folder.resolve("out/plain.jar");
    assertThat(run("-d", folder.resolve("out").toString(), jar.toString()).exitCode()).isZero();
    assertThat(Files.readAllBytes(out)).isEqualTo(before);
    assertThat(Files.getLastModifiedTime(out)).isEqualTo(old);
    assertThat(permissions(out)).isEqualTo(permissions(jar));
  }

  @Test
  void aJarBehindALinkIsReplacedAndNotTheLink() throws IOException {
    Path jar = jar("app.jar", classes, List.of());
    Path link = Files.createSymbolicLink(folder.resolve("link.jar"), jar);
    assertThat(run(link.toString()).exitCode()).isZero();
    assertThat(link).isSymbolicLink();
    assertThat(main("dev.example.Store", jar)).isEqualTo("loaded\n");
  }

  @Test
  void foldersBehindLinksAreCopied() throws IOException {
    Path linked = compile("linked", Map.of("Mistake", MISTAKE));
    Files.createSymbolicLink(classes.resolve("more"), linked);
    Files.createSymbolicLink(classes.resolve("dev/circle"), classes);
    Path out = folder.resolve("out");
    Run stopped = run("-d", out.toString(), classes.toString());
    assertThat(stopped.exitCode()).isEqualTo(1);
    assertThat(stopped.errors()).contains("ASYNC003");
    assertThat(out).doesNotExist();
    Run run = run("--no-fail-on-misuse", "-d", out.toString(), classes.toString());
    assertThat(run.exitCode()).isZero();
    assertThat(run.errors()).contains("circle links to a directory above it, and is left out");
    assertThat(out.resolve("more/dev/example/Mistake.class")).isRegularFile();
    assertThat(main("dev.example.Store", out)).isEqualTo("loaded\n");
  }
}
