package dev.continuo.transform.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What javac writes, through the real transformer. */
class CompiledClassesTest {

  private static final String STORE =
      """
      package dev.example;

      import static dev.continuo.Continuo.await;
      import static dev.continuo.Continuo.value;

      import dev.continuo.AsyncCallable;
      import dev.continuo.Coroutine;
      import dev.continuo.annotation.Async;
      import java.util.concurrent.CompletableFuture;

      class Store {
        @Async Coroutine<String> getUrl() { return value(await(getURL()) + "!"); }

        @Async Coroutine<String> getURL() { return value("url"); }

        @Async Coroutine<String> getURL(int n) { return value(await(getURL()) + n); }

        static class Bank {
          @Async CompletableFuture<Integer> pay(CompletableFuture<Integer> sum) {
            return value(await(sum) + 1);
          }
        }

        AsyncCallable<String> later() { return () -> value(await(getUrl())); }
      }
      """;

  @TempDir private Path folder;
  private ClassesDirectory classes;
  private Path sources;

  @BeforeEach
  void makeDirectories() throws IOException {
    classes = new ClassesDirectory(folder.resolve("classes"));
    sources = folder.resolve("src");
    Files.createDirectories(sources.resolve("dev/example"));
  }

  @Test
  void areTransformedOnce() throws IOException {
    compile(STORE);

    DirectoryReport first = run();
    SortedMap<String, String> afterFirst = classes.snapshot();
    DirectoryReport second = run();

    assertThat(first.succeeded()).isTrue();
    assertThat(first.classes()).isEqualTo(2);
    assertThat(first.methods()).isEqualTo(5);
    // One file each, also where a disk does not tell getUrl from getURL.
    assertThat(classes.files()).hasSize(2 + 5);
    assertThat(classes.files().stream().map(file -> file.toLowerCase(java.util.Locale.ROOT)))
        .doesNotHaveDuplicates();
    assertThat(second.classes()).isZero();
    assertThat(classes.snapshot()).isEqualTo(afterFirst);
    assertThat(classes.warnings).isEmpty();
    assertThat(classes.diagnostics).isEmpty();
  }

  @Test
  void giveTheSameBytesInEveryRun() throws IOException {
    compile(STORE);
    run();
    SortedMap<String, byte[]> first = classes.contents();
    compile(STORE);

    run();

    assertThat(classes.contents()).containsExactlyEntriesOf(first);
  }

  @Test
  void loseTheCoroutineClassOfARemovedMethod() throws IOException {
    compile(STORE);
    run();
    compile(STORE.replaceAll("@Async Coroutine<String> getURL\\(int n\\).*", ""));

    DirectoryReport report = run();

    assertThat(report.methods()).isEqualTo(4);
    assertThat(report.deleted()).hasSize(1);
    assertThat(classes.files()).hasSize(2 + 4);
  }

  @Test
  void aMistakeNamesTheSourceFileAndLine() throws IOException {
    Path source =
        compile(STORE.replace("@Async Coroutine<String> getUrl", "Coroutine<String> getUrl"));
    SortedMap<String, String> before = classes.snapshot();

    DirectoryReport report = run();

    assertThat(report.succeeded()).isFalse();
    assertThat(classes.diagnostics)
        .singleElement()
        .asString()
        .startsWith(source + ":[12] ASYNC001 'await' outside @Async method");
    assertThat(classes.snapshot()).isEqualTo(before);
  }

  private DirectoryReport run() {
    return DirectoryTransformation.of(classes.root)
        .withClassPath(
            Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .toList())
        .withSourceRoots(List.of(sources))
        .run(classes);
  }

  private Path compile(String code) throws IOException {
    Path source = Files.writeString(sources.resolve("dev/example/Store.java"), code);
    int exit =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-g",
                "--release",
                "17",
                "-d",
                classes.root.toString(),
                "-cp",
                System.getProperty("java.class.path"),
                source.toString());
    assertThat(exit).isZero();
    return source;
  }
}
