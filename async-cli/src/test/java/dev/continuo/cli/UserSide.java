package dev.continuo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** What the user of the command has: classes, jars, and what the command prints. */
abstract class UserSide {

  static final String IMPORTS =
      """
      package dev.example;
      import static dev.continuo.Continuo.*;
      import dev.continuo.*;
      import dev.continuo.annotation.Async;
      """;

  static final String STORE =
      IMPORTS
          + """
          public class Store {
            public static class Line {
              @Async Coroutine<Integer> count(int n) {
                for (int i = 0; i < n; i++) {
                  await(yieldNow());
                }
                return value(n);
              }
            }
            @Async static Coroutine<String> load(String name) {
              try {
                await(yieldNow());
              } catch (IllegalStateException e) {
                await(yieldNow());
              }
              return value(name);
            }
            public static void main(String[] args) {
              System.out.println(run(load("loaded")));
            }
          }
          """;

  static final String MISTAKE =
      IMPORTS
          + """
          class Mistake {
            @Async Coroutine<String> wrong() {
              synchronized (this) {
                await(yieldNow());
              }
              return value("");
            }
          }
          """;

  @TempDir Path folder;
  Path classes = Path.of("");

  record Run(int exitCode, String output, String errors) {}

  @BeforeEach
  void compiles() throws IOException {
    classes = compile("classes", Map.of("Store", STORE));
  }

  static Run run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    List<String> all = new ArrayList<>(List.of("--class-path", runtime()));
    all.addAll(List.of(arguments));
    int code =
        AsyncCli.run(
            new PrintWriter(out, true), new PrintWriter(err, true), all.toArray(String[]::new));
    return new Run(code, out.toString(), err.toString());
  }

  static String runtime() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> entry.contains("async-runtime") || entry.contains("async-annotations"))
        .reduce((a, b) -> a + File.pathSeparator + b)
        .orElseThrow();
  }

  Path compile(String name, Map<String, String> sources) throws IOException {
    Path target = folder.resolve(name);
    Path source = Files.createDirectories(folder.resolve(name + "-sources"));
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "-g",
                "-nowarn",
                "--release",
                "17",
                "-proc:none",
                "-d",
                target.toString(),
                "-cp",
                runtime()));
    for (Map.Entry<String, String> each : new TreeMap<>(sources).entrySet()) {
      Path file = source.resolve(each.getKey() + ".java");
      arguments.add(Files.writeString(file, each.getValue()).toString());
    }
    int result =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, arguments.toArray(String[]::new));
    assertThat(result).isZero();
    return target;
  }

  static Map<String, String> content(Path folder) throws IOException {
    Map<String, String> content = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        CRC32 crc = new CRC32();
        crc.update(Files.readAllBytes(file));
        content.put(
            folder.relativize(file).toString().replace('\\', '/'),
            crc.getValue() + " " + Files.getLastModifiedTime(file));
      }
    }
    return content;
  }

  /** A jar in an order of its own. */
  Path jar(String name, Path classes, List<String> more) throws IOException {
    Path jar = folder.resolve(name);
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar))) {
      out.setComment("of the jar");
      byte[] manifest =
          "Manifest-Version: 1.0\r\nMain-Class: dev.example.Store\r\n\r\n"
              .getBytes(StandardCharsets.UTF_8);
      put(out, "META-INF/MANIFEST.MF", manifest, false);
      for (String each : more) {
        put(out, each, new byte[] {1}, false);
      }
      put(out, "zebra.txt", new byte[100], false);
      put(out, "dev/", new byte[0], false);
      try (Stream<Path> files = Files.walk(classes)) {
        for (Path file :
            files
                .filter(Files::isRegularFile)
                .sorted(java.util.Comparator.reverseOrder())
                .toList()) {
          String entry = classes.relativize(file).toString().replace('\\', '/');
          put(out, entry, Files.readAllBytes(file), false);
        }
      }
      put(out, "last.bin", new byte[] {1, 2, 3}, true);
    }
    return jar;
  }

  static void put(ZipOutputStream out, String name, byte[] bytes, boolean stored)
      throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setTime(1_500_000_000_000L);
    if (stored) {
      CRC32 crc = new CRC32();
      crc.update(bytes);
      entry.setMethod(ZipEntry.STORED);
      entry.setSize(bytes.length);
      entry.setCrc(crc.getValue());
    }
    out.putNextEntry(entry);
    out.write(bytes);
  }

  static List<String> names(Path jar) throws IOException {
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      return zip.stream().map(ZipEntry::getName).toList();
    }
  }

  static String main(String name, Path classes) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classes + File.pathSeparator + runtime(),
                name)
            .redirectErrorStream(true)
            .start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
