package dev.continuo.transform.directory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.continuo.transform.Diagnostic;
import dev.continuo.transform.TransformOptions;
import dev.continuo.transform.testing.JavaSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Only the files that were written are transformed, and only what belongs to them is deleted. */
class WrittenClassesTest {

  private static final JavaSource BOTH =
      JavaSource.compile(
          "class T { @Async Coroutine<Integer> a() { return value(await(value(1))); } }\n"
              + "class Other { @Async Coroutine<Integer> b() { return value(await(value(2))); } }");
  private static final JavaSource LESS = JavaSource.compile("class T { }");
  private static final JavaSource WRONG =
      JavaSource.compile(
          "class T { int a() { return await(value(1)); } }\n"
              + "class Other { @Async Coroutine<Integer> b() { return value(await(value(2))); } }");

  @TempDir private Path folder;
  private final List<String> codes = new ArrayList<>();

  @Test
  void onlyTheFilesThatAreNamed() throws IOException {
    DirectoryReport report = run(BOTH, true, "T");

    assertThat(report.succeeded()).isTrue();
    assertThat(files()).containsExactly("Other.class", "T$a$async.class", "T.class");
    assertThat(Files.readAllBytes(folder.resolve("Other.class"))).isEqualTo(BOTH.bytes("Other"));
  }

  @Test
  void coroutineClassesOfTheNamedAndOfTheGoneAreDeletedIfNobodyListsThem() throws IOException {
    run(BOTH, true, "T", "Other");
    Files.copy(folder.resolve("T$a$async.class"), folder.resolve("T$old$async.class"));
    Files.copy(folder.resolve("Other$b$async.class"), folder.resolve("Other$old$async.class"));

    run(LESS, true, "T");
    assertThat(files())
        .containsExactly("Other$b$async.class", "Other$old$async.class", "Other.class", "T.class");

    Files.delete(folder.resolve("Other.class"));
    assertThat(run(LESS, true, "T").deleted()).hasSize(2);
    assertThat(files()).containsExactly("T.class");
  }

  @Test
  void anErrorWritesNothingAndTheFilesCanBeDeleted() throws IOException {
    run(BOTH, true, "T");

    DirectoryReport report = run(WRONG, true, "T", "Other");

    assertThat(report.succeeded()).isFalse();
    assertThat(codes).containsExactly("ASYNC001");
    assertThat(files()).containsExactly("Other.class", "T$a$async.class", "T.class");
    assertThat(written(true, "T").delete()).isEmpty();
    assertThat(files()).containsExactly("Other.class");
  }

  @Test
  void aToleratedErrorLeavesItsClass() throws IOException {
    DirectoryReport report = run(WRONG, false, "T", "Other");

    assertThat(report.succeeded()).isTrue();
    assertThat(report.untransformed()).containsExactly("T");
    assertThat(files()).containsExactly("Other$b$async.class", "Other.class", "T.class");
  }

  @Test
  void aClassOfTheUserThatIsNamedLikeACoroutineClassIsNoneOfOurs() throws IOException {
    Path own = Files.write(folder.resolve("T$mine$async.class"), LESS.bytes("T"));

    run(LESS, true, "T");
    written(true, "T").delete();

    assertThat(own).exists();
  }

  private DirectoryReport run(JavaSource source, boolean failOnMisuse, String... names)
      throws IOException {
    for (var compiled : source.classes().entrySet()) {
      Path file = folder.resolve(compiled.getKey() + ".class");
      if (Set.of(names).contains(compiled.getKey()) || !Files.exists(file)) {
        Files.write(file, compiled.getValue());
      }
    }
    codes.clear();
    return written(failOnMisuse, names).transform(source.locator(), new Codes());
  }

  private WrittenClasses written(boolean failOnMisuse, String... names) {
    TreeMap<String, Path> files = new TreeMap<>();
    for (String name : names) {
      files.put(name, folder.resolve(name + ".class"));
    }
    return new WrittenClasses(files, ClassFilter.all(), TransformOptions.defaults(), failOnMisuse);
  }

  private Set<String> files() throws IOException {
    try (Stream<Path> list = Files.list(folder)) {
      return new TreeSet<>(list.map(file -> file.getFileName().toString()).toList());
    }
  }

  private final class Codes implements DirectoryListener {
    @Override
    public void diagnostic(Diagnostic diagnostic) {
      codes.add(diagnostic.code().id());
    }

    @Override
    public void warning(String message) {
      throw new AssertionError(message);
    }

    @Override
    public void transformed(String className, int methods) {}
  }
}
