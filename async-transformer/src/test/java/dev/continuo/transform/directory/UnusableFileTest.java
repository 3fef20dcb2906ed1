package dev.continuo.transform.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnusableFileTest {

  @TempDir private Path folder;
  private ClassesDirectory classes;

  @BeforeEach
  void makeClassesDirectory() {
    classes = new ClassesDirectory(folder.resolve("classes"));
  }

  @Test
  void aClassFileThatCannotBeReadIsNamedAndStopsTheRun() throws IOException {
    classes.compile("dev/example/Store", "asyncBuy");
    SortedMap<String, String> before = classes.snapshot();
    Path dangling = classes.root.resolve("dev/example/Gone.class");
    Files.createSymbolicLink(dangling, folder.resolve("nowhere"));

    DirectoryReport report = classes.transform();

    assertThat(report.succeeded()).isFalse();
    assertThat(report.problems())
        .extracting(FileProblem::format)
        .containsExactly(
            dangling
                + ": cannot be read (no such file or directory): make it readable, or delete it and compile again");
    assertThat(classes.snapshot()).isEqualTo(before);
  }

  @Test
  void aFolderThatIsNamedAsAClassFileAndLinksThatLeadNowhereAreNoProblem() throws IOException {
    classes.compile("dev/example/Store", "asyncBuy");
    Files.createDirectories(classes.root.resolve("dev/example/Folder.class/inner"));
    Files.createSymbolicLink(classes.root.resolve("dev/example/gone"), folder.resolve("nowhere"));
    Files.createSymbolicLink(classes.root.resolve("dev/itself"), Path.of("itself"));

    DirectoryReport report = classes.transform();

    assertThat(report.problems()).isEmpty();
    assertThat(report.succeeded()).isTrue();
    assertThat(report.classes()).isEqualTo(1);
  }

  @Test
  void aReadOnlyDirectoryLeavesEveryOriginalUntouched() throws Exception {
    classes.compile("dev/example/a/Bank", "asyncPay");
    Path store = classes.compile("dev/example/b/Store", "asyncBuy");
    SortedMap<String, String> before = classes.snapshot();

    DirectoryReport report;
    try (ReadOnlyDirectory locked = new ReadOnlyDirectory(classes.root.resolve("dev/example/b"))) {
      assertThat(locked.isEffective()).as("directory can be made read-only").isTrue();
      report = classes.transform();
    }

    assertThat(report.succeeded()).isFalse();
    assertThat(report.written()).isFalse();
    assertThat(report.problems())
        .singleElement()
        .extracting(FileProblem::format)
        .asString()
        .startsWith(store.resolveSibling("Store$asyncBuy$async.class") + ": cannot be written (")
        .endsWith("make the file and its directory writable, or build into another directory");
    assertThat(classes.snapshot()).isEqualTo(before);
  }

  @Test
  void aDirectoryThatVanishesWhileTheRunIsAtWorkLeavesTheOthersUntouched() {
    classes.compile("dev/example/a/Bank", "asyncPay");
    SortedMap<String, String> before = classes.snapshot();
    Path store = classes.compile("dev/example/b/Store", "asyncBuy");
    ClassTransform vanishing =
        (bytes, location) -> {
          try {
            if (location.equals(store.toString())) {
              Files.move(store.getParent(), folder.resolve("elsewhere"));
            }
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
          return new MiniatureTransform().transform(bytes, location);
        };

    DirectoryReport report = DirectoryTransformation.of(classes.root).run(classes, vanishing);

    assertThat(report.succeeded()).isFalse();
    assertThat(report.written()).isFalse();
    assertThat(report.problems()).hasSize(1);
    assertThat(classes.snapshot()).isEqualTo(before);
  }

  @Test
  void aClassOfTheUserIsNeverOverwrittenByACoroutineClass() {
    classes.compile("dev/example/Store", "asyncBuy");
    Path user = classes.compile("dev/example/Store$asyncBuy$async");
    SortedMap<String, String> before = classes.snapshot();

    DirectoryReport report = classes.transform();

    assertThat(report.problems())
        .extracting(FileProblem::format)
        .containsExactly(
            user
                + ": is needed for a coroutine class of dev.example.Store, but is a class of its own"
                + ": rename that class, or delete the file if its source is gone");
    assertThat(classes.snapshot()).isEqualTo(before);
  }

  @Test
  void everyUnusableFileIsReportedNotOnlyTheFirst() throws IOException {
    classes.compile("dev/example/Store", "asyncBuy");
    for (String name : List.of("One.class", "Two.class")) {
      Files.createSymbolicLink(
          classes.root.resolve("dev/example").resolve(name), folder.resolve("nowhere"));
    }

    assertThat(classes.transform().problems()).hasSize(2);
  }
}
