package dev.continuo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

/** Executable jars, and jars that no jar tool would write. */
class UnusualJarTest extends UserSide {

  private static final byte[] SCRIPT =
      "#!/bin/sh\nexec java -jar \"$0\" \"$@\"\nexit 1\n".getBytes(StandardCharsets.UTF_8);

  @Test
  void aScriptInFrontStays() throws IOException {
    Path plain = jar("plain.jar", classes, List.of());
    Path started = folder.resolve("started.jar");
    Files.write(started, SCRIPT);
    Files.write(started, Files.readAllBytes(plain), StandardOpenOption.APPEND);
    Path out = folder.resolve("out.jar");
    assertThat(run("-d", out.toString(), started.toString()).exitCode()).isZero();
    isWholeBehindTheScript(out);

    assertThat(run(out.toString()).output()).endsWith("nothing to transform\n");

    // The same of a jar whose places count from the start.
    Path counted = folder.resolve("counted.jar");
    Files.copy(started, counted);
    JarPrefix.account(counted, SCRIPT.length);
    assertThat(run(counted.toString()).exitCode()).isZero();
    assertThat(Files.readAllBytes(counted)).isEqualTo(Files.readAllBytes(out));
  }

  private static void isWholeBehindTheScript(Path jar) throws IOException {
    byte[] bytes = Files.readAllBytes(jar);
    assertThat(bytes).startsWith(SCRIPT);
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int end = bytes.length - 22 - "of the jar".length();
    assertThat(buffer.getInt(end)).isEqualTo(0x06054b50);
    int entry = buffer.getInt(end + 16);
    int count = buffer.getShort(end + 10);
    assertThat(count).isEqualTo(8);
    for (int i = 0; i < count; i++) {
      assertThat(buffer.getInt(entry)).isEqualTo(0x02014b50);
      assertThat(buffer.getInt(buffer.getInt(entry + 42))).isEqualTo(0x04034b50);
      entry +=
          46
              + buffer.getShort(entry + 28)
              + buffer.getShort(entry + 30)
              + buffer.getShort(entry + 32);
    }
    assertThat(entry).isEqualTo(end);
    assertThat(main("dev.example.Store", jar)).isEqualTo("loaded\n");
  }

  @Test
  void entriesWhoseNamesAreNoPathsStay() throws IOException {
    Path jar = jar("odd.jar", classes, List.of("./y.txt", "dir\\x.txt", "a//b.txt", "dir\\"));
    List<String> before = names(jar);
    Run run = run(jar.toString());
    assertThat(run)
        .isEqualTo(new Run(0, jar + ": transformed 2 @Async methods in 2 classes\n", ""));
    assertThat(names(jar)).containsAll(before).hasSize(before.size() + 2);
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      for (String name : List.of("./y.txt", "dir\\x.txt", "a//b.txt")) {
        assertThat(zip.getInputStream(zip.getEntry(name)).readAllBytes()).containsExactly(1);
      }
    }
  }

  /** As zip writes them, and jars with scripts have them. */
  @Test
  void permissionsOfEntriesStay() throws IOException {
    Path jar = jar("modes.jar", classes, List.of("run.sh"));
    Map<String, String> modes =
        Map.of(
            "run.sh", "rwxr-x--x", "last.bin", "r--------", "dev/example/Store.class", "rw-rw-r--");
    try (FileSystem zip = withPermissions(jar)) {
      for (Map.Entry<String, String> each : modes.entrySet()) {
        Files.setPosixFilePermissions(
            zip.getPath(each.getKey()), PosixFilePermissions.fromString(each.getValue()));
      }
    }
    assertThat(run(jar.toString()).exitCode()).isZero();
    try (FileSystem zip = withPermissions(jar)) {
      for (Map.Entry<String, String> each : modes.entrySet()) {
        assertThat(Files.getPosixFilePermissions(zip.getPath(each.getKey())))
            .as(each.getKey())
            .isEqualTo(PosixFilePermissions.fromString(each.getValue()));
      }
    }
    assertThat(names(jar)).contains("dev/example/Store$load$async.class");
    assertThat(main("dev.example.Store", jar)).isEqualTo("loaded\n");
  }

  private static FileSystem withPermissions(Path jar) throws IOException {
    return FileSystems.newFileSystem(
        URI.create("jar:" + jar.toUri()), Map.of("enablePosixFileAttributes", "true"));
  }

  /** As programs write that know no time: month 0 and day 0. */
  @Test
  void entriesWithoutATime() throws IOException {
    Path jar = jar("timeless.jar", classes, List.of("a.txt"));
    byte[] bytes = Files.readAllBytes(jar);
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i + 46 <= bytes.length; i++) {
      if (buffer.getInt(i) == 0x04034b50) {
        buffer.putInt(i + 10, 0);
      } else if (buffer.getInt(i) == 0x02014b50) {
        buffer.putInt(i + 12, 0);
      }
    }
    Files.write(jar, bytes);

    assertThat(run(jar.toString()))
        .isEqualTo(new Run(0, jar + ": transformed 2 @Async methods in 2 classes\n", ""));
    assertThat(main("dev.example.Store", jar)).isEqualTo("loaded\n");
  }

  @Test
  void namesBeyondTheLocale() throws Exception {
    Path text = jar("text.jar", classes, List.of("gr\u00fc\u00dfe.txt"));
    Path named = jar("named.jar", classes, List.of("dev/Gr\u00fc\u00dfe.class"));
    Process kept = inPlainLocale(text);
    String keptOutput = new String(kept.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(kept.waitFor()).as(keptOutput).isZero();
    assertThat(names(text)).contains("gr\u00fc\u00dfe.txt", "dev/example/Store$load$async.class");
    Process refused = inPlainLocale(named);
    String output = new String(refused.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    // JVMs that take UTF-8 for names whatever the locale is can transform it.
    if (refused.waitFor() != 0) {
      assertThat(refused.exitValue()).isEqualTo(3);
      assertThat(output).contains("set LC_ALL").doesNotContain("\tat ");
    }
  }

  private static Process inPlainLocale(Path jar) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path")
                    + File.pathSeparator
                    + System.getProperty("jdk.module.path", ""),
                AsyncCli.class.getName(),
                "--class-path",
                runtime(),
                jar.toString())
            .redirectErrorStream(true);
    builder.environment().put("LC_ALL", "C");
    return builder.start();
  }

  @Test
  void explanationsSeeTheLibrariesOfAnExecutableJar() throws IOException {
    String door =
        IMPORTS
            + """
            public class Door implements AsyncCloseable {
              @Override public Coroutine<Void> closeAsync() {
                return value(null);
              }
            }
            """;
    String house =
        IMPORTS
            + """
            class House {
              @Async Coroutine<Integer> visit() {
                try (Door door = new Door()) {
                  return value(1);
                }
              }
            }
            """;
    Path app = compile("app", Map.of("Door", door, "House", house));
    Path library = Files.createDirectories(folder.resolve("library/dev/example"));
    Files.move(app.resolve("dev/example/Door.class"), library.resolve("Door.class"));
    Path inner = jar("door.jar", folder.resolve("library"), List.of());
    Path jar = folder.resolve("boot.jar");
    try (OutputStream file = Files.newOutputStream(jar);
        ZipOutputStream out = new ZipOutputStream(file)) {
      out.putNextEntry(new ZipEntry("BOOT-INF/classes/dev/example/House.class"));
      out.write(Files.readAllBytes(app.resolve("dev/example/House.class")));
      out.putNextEntry(new ZipEntry("BOOT-INF/lib/door.jar"));
      out.write(Files.readAllBytes(inner));
    }
    Run run = run("--explain", "dev.example.House.visit", jar.toString());
    assertThat(run.exitCode()).isZero();
    assertThat(run.output()).contains("awaits dev.continuo.coroutine.Iteration.close");
  }

  @Test
  void filtersOfAnExecutableJar() throws IOException {
    Path root = folder.resolve("boot");
    Files.move(classes, Files.createDirectories(root.resolve("BOOT-INF")).resolve("classes"));
    Path jar = jar("boot.jar", root, List.of());
    assertThat(run("--excludes", "dev.example.**", jar.toString()).output())
        .endsWith("nothing to transform\n");
    assertThat(run("--includes", "dev.example.Store", jar.toString()).output())
        .endsWith("transformed 2 @Async methods in 2 classes\n");
  }

  @Test
  void explainingAMistakeEndsWithOne() throws IOException {
    Path wrong = compile("wrong", Map.of("Mistake", MISTAKE));
    Run run = run("--explain", "dev.example.Mistake", wrong.toString());
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.output()).contains("cannot be transformed").contains("ASYNC003");
    assertThat(run("--no-fail-on-misuse", "--explain", "dev.example.Mistake", wrong.toString()))
        .isEqualTo(new Run(0, run.output(), ""));
  }

  @Test
  void whatNobodyForesawIsNoMistakeOfTheUser() throws IOException {
    StringWriter errors = new StringWriter();
    PrintWriter err = new PrintWriter(errors, true);
    Console console = new Console(err, err, false, true);
    assertThat(console.failure("a", new IllegalStateException("b"))).isEqualTo(4);
    assertThat(errors.toString()).startsWith("error: a: a defect").contains("\tat ");
    for (Exception failure :
        List.of(
            new UncheckedIOException(new IOException("b")),
            new DirectoryIteratorException(new IOException("b")),
            new IOException("b"))) {
      errors.getBuffer().setLength(0);
      assertThat(console.failure("a", failure)).isEqualTo(3);
      assertThat(errors)
          .hasToString(
              "error: a: cannot be read or written (java.io.IOException: b): nothing was changed"
                  + System.lineSeparator());
    }
    // Outside of all inputs.
    assertThat(run("--source-path", "\0", classes.toString()).exitCode()).isEqualTo(3);
  }

  @Test
  void anOutputThatCannotBe() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    for (Path input : List.of(classes, jar("app.jar", classes, List.of()))) {
      Run run = run("-d", file.resolve("out").toString(), input.toString());
      assertThat(run.exitCode()).isEqualTo(3);
      assertThat(run.errors()).hasLineCount(1).contains("out");
    }
  }
}
