package dev.continuo.transform.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrphanedCoroutineClassTest {

  @TempDir private Path folder;
  private ClassesDirectory classes;
  private Path host;
  private Path buy;
  private Path sell;

  @BeforeEach
  void transformAHostWithTwoCoroutines() {
    classes = new ClassesDirectory(folder.resolve("classes"));
    host = classes.compile("dev/example/Store", "asyncBuy", "asyncSell");
    classes.transform();
    buy = host.resolveSibling("Store$asyncBuy$async.class");
    sell = host.resolveSibling("Store$asyncSell$async.class");
    assertThat(List.of(buy, sell)).allMatch(Files::exists);
  }

  @Test
  void isDeletedWhenItsMethodIsGone() {
    classes.compile("dev/example/Store", "asyncBuy");

    DirectoryReport report = classes.transform();

    assertThat(report.deleted()).containsExactly(sell);
    assertThat(buy).exists();
    assertThat(sell).doesNotExist();
  }

  @Test
  void isDeletedWhenItsHostIsGone() throws IOException {
    Files.delete(host);

    assertThat(classes.transform().deleted()).containsExactly(buy, sell);
    assertThat(classes.files()).isEmpty();
  }

  @Test
  void isDeletedWhenItsHostHasNoAsyncMethodAnyMore() {
    classes.compile("dev/example/Store", "plain");

    assertThat(classes.transform().deleted()).containsExactly(buy, sell);
    assertThat(classes.files()).containsExactly("dev/example/Store.class");
  }

  @Test
  void isKeptWhenItsHostIsExcludedButStillTransformed() {
    DirectoryTransformation none =
        DirectoryTransformation.of(classes.root)
            .withFilter(ClassFilter.of(List.of("org.**"), List.of()));

    assertThat(classes.transform(none).deleted()).isEmpty();
    assertThat(classes.files()).hasSize(3);
  }

  @Test
  void isKeptWhenTheRunFindsAnError() {
    classes.compile("dev/example/Store", "asyncBuy");
    classes.compile("dev/example/Bank", "badPay");

    assertThat(classes.transform().succeeded()).isFalse();
    assertThat(List.of(buy, sell)).allMatch(Files::exists);
  }

  @Test
  void isDeletedWhenItsHostIsLeftUntransformedBecauseOfToleratedErrors() {
    classes.compile("dev/example/Store", "asyncBuy", "badSell");

    DirectoryReport report =
        classes.transform(DirectoryTransformation.of(classes.root).withFailOnMisuse(false));

    assertThat(report.deleted()).containsExactly(buy, sell);
  }

  @Test
  void aMissingOneIsReportedWithTheHostToCompileAgain() throws IOException {
    Files.delete(sell);

    DirectoryReport report = classes.transform();

    assertThat(report.succeeded()).isFalse();
    assertThat(report.problems())
        .extracting(FileProblem::format)
        .containsExactly(
            host
                + ": was transformed before, but its coroutine class Store$asyncSell$async.class is gone"
                + ": delete the class file and compile again");
  }
}
