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
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import javax.tools.ToolProvider;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command as its user sees it: what it prints, writes, and how it ends. */
class CommandTest {

  private static final String IMPORTS =
      """
      package dev.example;
      import static dev.continuo.Continuo.*;
      import dev.continuo.*;
      import dev.continuo.annotation.Async;
      """;

  private static final String STORE =
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

  private static final String MISTAKE =
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

  @TempDir private Path folder;
  private Path classes = Path.of("");

  private record Run(int exitCode, String output, String errors) {}

  @BeforeEach
  void compiles() throws IOException {
    classes = compile("classes", Map.of("Store", STORE));
  }

  @Test
  void aDirectoryInPlaceAndAgain() throws IOException {
    assertThat(run(classes.toString()))
        .isEqualTo(new Run(0, classes + ": transformed 2 @Async methods in 2 classes\n", ""));
    Map<String, String> once = content(classes);
    assertThat(once.keySet())
        .containsExactly(
            "dev/example/Store$Line$count$async.class",
            "dev/example/Store$Line.class",
            "dev/example/Store$load$async.class",
            "dev/example/Store.class");
    assertThat(run(classes.toString()).output()).isEqualTo(classes + ": nothing to transform\n");
    assertThat(content(classes)).isEqualTo(once);
    assertThat(main("dev.example.Store", classes)).isEqualTo("loaded\n");
  }

  @Test
  void aDirectoryIntoAnother() throws IOException {
    Map<String, String> before = content(classes);
    Path out = folder.resolve("out");
    assertThat(run("-d", out.toString(), classes.toString()).exitCode()).isZero();
    assertThat(content(classes)).isEqualTo(before);
    assertThat(main("dev.example.Store", out)).isEqualTo("loaded\n");
    assertThat(run("-d", classes.resolve("out").toString(), classes.toString()).exitCode())
        .isEqualTo(3);
  }

  @Test
  void aJarKeepsItsOrderItsManifestAndItsTimes() throws IOException {
    Path jar = jar("app.jar", classes, List.of());
    Path out = folder.resolve("out.jar");
    assertThat(run("-d", out.toString(), jar.toString()))
        .isEqualTo(new Run(0, out + ": transformed 2 @Async methods in 2 classes\n", ""));
    assertThat(names(out))
        .containsExactly(
            "META-INF/MANIFEST.MF",
            "zebra.txt",
            "dev/",
            "dev/example/Store.class",
            "dev/example/Store$load$async.class",
            "dev/example/Store$Line.class",
            "dev/example/Store$Line$count$async.class",
            "last.bin");
    try (JarFile old = new JarFile(jar.toFile());
        JarFile made = new JarFile(out.toFile())) {
      assertThat(made.getManifest()).isEqualTo(old.getManifest());
      assertThat(made.getComment()).isEqualTo("of the jar");
      ZipEntry stored = made.getEntry("last.bin");
      assertThat(stored.getMethod()).isEqualTo(ZipEntry.STORED);
      for (String name : names(out)) {
        assertThat(made.getEntry(name).getTime()).as(name).isEqualTo(1_500_000_000_000L);
      }
    }
    assertThat(main("dev.example.Store", out)).isEqualTo("loaded\n");
  }

  @Test
  void aJarInPlaceAndAgain() throws IOException {
    Path jar = jar("app.jar", classes, List.of());
    assertThat(run(jar.toString()).exitCode()).isZero();
    byte[] once = Files.readAllBytes(jar);
    assertThat(run(jar.toString()).output()).isEqualTo(jar + ": nothing to transform\n");
    assertThat(Files.readAllBytes(jar)).isEqualTo(once);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("app.jar", "classes", "classes-sources");
    }
  }

  @Test
  void severalInputs() throws IOException {
    Path jar = jar("app.jar", classes, List.of());
    Path out = folder.resolve("out");
    assertThat(run("-d", out.toString(), jar.toString(), classes.toString()).exitCode()).isZero();
    assertThat(main("dev.example.Store", out.resolve("app.jar"))).isEqualTo("loaded\n");
    assertThat(main("dev.example.Store", out)).isEqualTo("loaded\n");
  }

  @Test
  void misuseWritesNothing() throws IOException {
    Path wrong = compile("wrong", Map.of("Store", STORE, "Mistake", MISTAKE));
    Path jar = jar("wrong.jar", wrong, List.of());
    Map<String, String> before = content(wrong);
    byte[] jarBefore = Files.readAllBytes(jar);
    Path out = folder.resolve("out");
    for (List<String> arguments :
        List.of(
            List.of(wrong.toString()),
            List.of(jar.toString()),
            List.of("-d", out.toString(), wrong.toString()),
            List.of("-d", out.toString(), jar.toString()),
            List.of("--check", wrong.toString()),
            List.of("--check", jar.toString()))) {
      Run run = run(arguments.toArray(String[]::new));
      assertThat(run.exitCode()).as("%s", arguments).isEqualTo(1);
      assertThat(run.errors())
          .startsWith("error: dev/example/Mistake.java:[8] ASYNC003 ")
          .hasLineCount(1);
      assertThat(run.output()).isEmpty();
    }
    assertThat(content(wrong)).isEqualTo(before);
    assertThat(Files.readAllBytes(jar)).isEqualTo(jarBefore);
    assertThat(out).doesNotExist();
    Run tolerated = run("--no-fail-on-misuse", jar.toString());
    assertThat(tolerated.exitCode()).isZero();
    assertThat(tolerated.errors()).startsWith("warning: dev/example/Mistake.java:[8] ASYNC003");
    assertThat(tolerated.output()).contains("left untransformed: dev.example.Mistake");
    assertThat(main("dev.example.Store", jar)).isEqualTo("loaded\n");
  }

  @Test
  void checkingWritesNothing() throws IOException {
    Path jar = jar("app.jar", classes, List.of());
    byte[] before = Files.readAllBytes(jar);
    assertThat(run("--check", jar.toString()))
        .isEqualTo(new Run(0, jar + ": would transform 2 @Async methods in 2 classes\n", ""));
    assertThat(Files.readAllBytes(jar)).isEqualTo(before);
    assertThat(run("-q", "--check", classes.toString())).isEqualTo(new Run(0, "", ""));
  }

  @Test
  void aSignedJarIsRefusedUnlessTold() throws IOException {
    Path jar = jar("signed.jar", classes, List.of("META-INF/KEY.SF", "META-INF/KEY.RSA"));
    byte[] before = Files.readAllBytes(jar);
    Run refused = run(jar.toString());
    assertThat(refused.exitCode()).isEqualTo(3);
    assertThat(refused.errors()).contains("is signed").contains("--strip-signatures");
    assertThat(Files.readAllBytes(jar)).isEqualTo(before);
    assertThat(run("--strip-signatures", jar.toString()).exitCode()).isZero();
    assertThat(names(jar)).doesNotContain("META-INF/KEY.SF", "META-INF/KEY.RSA");
    assertThat(main("dev.example.Store", jar)).isEqualTo("loaded\n");
  }

  @Test
  void filesThatAreNoneOfBoth() throws IOException {
    Path text = Files.writeString(folder.resolve("a.txt"), "no jar");
    Run run = run(text.toString());
    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.errors()).contains("a.txt").contains("nothing was changed");
    assertThat(Files.readString(text)).isEqualTo("no jar");
    Run missing = run(folder.resolve("missing").toString());
    assertThat(missing.exitCode()).isEqualTo(2);
    assertThat(missing.errors()).contains("does not exist");
    assertThat(run().exitCode()).isEqualTo(2);
    assertThat(run("--wrong", classes.toString()).exitCode()).isEqualTo(2);
  }

  @Test
  void aJarThatWantsOutOfItsFolder() throws IOException {
    Path jar = folder.resolve("evil.jar");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar))) {
      out.putNextEntry(new ZipEntry("../evil.txt"));
      out.write(1);
    }
    Run run = run(jar.toString());
    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.errors()).contains("leads out of it");
  }

  @Test
  void explanations() throws Exception {
    Path svg = folder.resolve("load.svg");
    Run run =
        run("--explain", "dev.example.Store.load", "--svg", svg.toString(), classes.toString());
    assertThat(run.errors()).isEmpty();
    assertThat(run.output())
        .startsWith("class dev.example.Store: 1 @Async method\n  load(java.lang.String) coroutine")
        .contains("1 line 16 awaits dev.continuo.Continuo.yieldNow; keeps java.lang.String name");
    var document = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(svg.toFile());
    // start → 1, start → 2 (when yieldNow throws), 1 → 2, 1 → end, 2 → end, and the arrows' tip
    assertThat(document.getElementsByTagName("path").getLength()).isEqualTo(6);
    assertThat(document.getDocumentElement().getTextContent())
        .contains("1  line 16  await dev.continuo.Continuo.yieldNow")
        .contains("keeps java.lang.String name");

    Path jar = jar("app.jar", classes, List.of());
    assertThat(run("--explain", "dev.example.Store.Line.count", jar.toString()).output())
        .startsWith("class dev.example.Store$Line: 1 @Async method\n  count(int)");
    assertThat(run("--explain", "dev.example.Store", jar.toString()).output())
        .contains("load(java.lang.String)");
    Run unknown = run("--explain", "dev.example.Store.none", classes.toString());
    assertThat(unknown.exitCode()).isEqualTo(3);
    assertThat(unknown.errors()).contains("there is no class or method dev.example.Store.none");
    assertThat(run("--svg", svg.toString(), classes.toString()).exitCode()).isEqualTo(2);
  }

  // ---- the user's side

  private static Run run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    List<String> all = new ArrayList<>(List.of("--class-path", runtime()));
    all.addAll(List.of(arguments));
    int code =
        AsyncCli.run(
            new PrintWriter(out, true), new PrintWriter(err, true), all.toArray(String[]::new));
    return new Run(code, out.toString(), err.toString());
  }

  private static String runtime() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> entry.contains("async-runtime") || entry.contains("async-annotations"))
        .reduce((a, b) -> a + File.pathSeparator + b)
        .orElseThrow();
  }

  private Path compile(String name, Map<String, String> sources) throws IOException {
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

  private static Map<String, String> content(Path folder) throws IOException {
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
  private Path jar(String name, Path classes, List<String> more) throws IOException {
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

  private static void put(ZipOutputStream out, String name, byte[] bytes, boolean stored)
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

  private static List<String> names(Path jar) throws IOException {
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      return zip.stream().map(ZipEntry::getName).toList();
    }
  }

  private static String main(String name, Path classes) throws IOException {
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
