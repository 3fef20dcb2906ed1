package dev.continuo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;

/** The command as its user sees it: what it prints, writes, and how it ends. */
class CommandTest extends UserSide {

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
  void aCheckEndsAsTheRunWould() throws IOException {
    Path signed = jar("signed.jar", classes, List.of("META-INF/KEY.SF", "META-INF/KEY.RSA"));
    byte[] before = Files.readAllBytes(signed);
    Run check = run("--check", signed.toString());
    assertThat(check.exitCode()).isEqualTo(3);
    assertThat(check.output()).isEmpty();
    assertThat(check).isEqualTo(run(signed.toString()));
    assertThat(run("--check", "--strip-signatures", signed.toString()))
        .isEqualTo(new Run(0, signed + ": would transform 2 @Async methods in 2 classes\n", ""));
    assertThat(run("--check", "-d", folder.toString(), signed.toString()))
        .isEqualTo(run("-d", folder.toString(), signed.toString()))
        .extracting(Run::exitCode)
        .isEqualTo(3);
    assertThat(Files.readAllBytes(signed)).isEqualTo(before);

    Path plain = compile("plain", Map.of("Plain", "package dev.example; class Plain {}"));
    Path idle = jar("idle.jar", plain, List.of("META-INF/KEY.SF", "META-INF/KEY.RSA"));
    assertThat(run("--check", idle.toString()))
        .isEqualTo(new Run(0, idle + ": nothing to transform\n", ""));
  }

  /** The run deletes it, and the signatures do not fit any more. */
  @Test
  void aCheckKnowsOfCoroutineClassesThatNoClassLists() throws IOException {
    assertThat(run(classes.toString()).exitCode()).isZero();
    Path orphans = folder.resolve("orphans");
    Path orphan = Path.of("dev/example/Store$load$async.class");
    Files.createDirectories(orphans.resolve(orphan).getParent());
    Files.copy(classes.resolve(orphan), orphans.resolve(orphan));
    Path other = compile("other", Map.of("Store", "package dev.example; public class Store {}"));
    Files.copy(
        other.resolve("dev/example/Store.class"), orphans.resolve("dev/example/Store.class"));
    Path jar = jar("orphans.jar", orphans, List.of("META-INF/KEY.SF"));
    Run check = run("--check", jar.toString());
    assertThat(check).isEqualTo(run(jar.toString()));
    assertThat(check.errors()).contains("is signed");
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
}
