package dev.continuo.transform.directory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.continuo.transform.TransformException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryDiagnosticsTest {

  @TempDir private Path folder;
  private ClassesDirectory classes;

  @BeforeEach
  void makeClassesDirectory() {
    classes = new ClassesDirectory(folder.resolve("classes"));
  }

  @Test
  void oneErrorKeepsEveryClassFromBeingWritten() {
    classes.compile("dev/example/Bank", "asyncPay");
    classes.compile("dev/example/Store", "asyncBuy", "badSell");
    SortedMap<String, String> before = classes.snapshot();

    DirectoryReport report = classes.transform();

    assertThat(report.succeeded()).isFalse();
    assertThat(report.errors()).isEqualTo(1);
    assertThat(report.classes()).isZero();
    assertThat(report.untransformed()).containsExactly("dev.example.Store");
    assertThat(classes.snapshot()).isEqualTo(before);
  }

  @Test
  void allDiagnosticsOfAllClassesAreReportedSortedByPlaceAndOnce() {
    classes.compile("dev/example/Store", "plain", "badSell");
    classes.compile("dev/example/Store$Line", "badLine");
    classes.compile("dev/example/Bank", "badPay", "oddRefund");
    classes.compile("dev/example/Bank$1", "badPay");

    classes.transform();

    assertThat(classes.diagnostics)
        .extracting(line -> line.substring(0, line.indexOf('\'') - 1))
        .containsExactly(
            "dev/example/Bank.java:[1] ASYNC001",
            "dev/example/Bank.java:[2] ASYNC103",
            "dev/example/Store.java:[1] ASYNC001",
            "dev/example/Store.java:[2] ASYNC001");
  }

  @Test
  void warningsDoNotKeepAnythingFromBeingWritten() {
    classes.compile("dev/example/Store", "asyncBuy", "oddSell");

    DirectoryReport report = classes.transform();

    assertThat(report.succeeded()).isTrue();
    assertThat(report.errors()).isZero();
    assertThat(classes.diagnostics).hasSize(1);
    assertThat(classes.progress).containsExactly("dev.example.Store 1");
  }

  @Test
  void toleratedErrorsLeaveOnlyTheirOwnClassUntransformed() throws IOException {
    classes.compile("dev/example/Bank", "asyncPay");
    Path store = classes.compile("dev/example/Store", "asyncBuy", "badSell");
    byte[] asCompiled = Files.readAllBytes(store);

    DirectoryReport report =
        classes.transform(DirectoryTransformation.of(classes.root).withFailOnMisuse(false));

    assertThat(report.succeeded()).isTrue();
    assertThat(report.errors()).isEqualTo(1);
    assertThat(report.untransformed()).containsExactly("dev.example.Store");
    assertThat(classes.progress).containsExactly("dev.example.Bank 1");
    assertThat(Files.readAllBytes(store)).isEqualTo(asCompiled);
  }

  @Test
  void theSourceIsThePathOfTheFileBelowASourceRoot() throws IOException {
    classes.compile("dev/example/Store", "badSell");
    Path roots = folder.resolve("src/main/java");
    Path source = roots.resolve("dev/example/Store.java");
    Files.createDirectories(source.getParent());
    Files.writeString(source, "");

    classes.transform(
        DirectoryTransformation.of(classes.root)
            .withSourceRoots(List.of(folder.resolve("no-such-root"), roots)));

    assertThat(classes.diagnostics).singleElement().asString().startsWith(source + ":[1] ASYNC001");
  }

  @Test
  void aCorruptClassFileIsNamedAndLeftAlone() {
    Path corrupt = classes.put("dev/example/Broken.class", new byte[] {1, 2, 3});
    classes.compile("dev/example/Store", "asyncBuy");
    SortedMap<String, String> before = classes.snapshot();

    DirectoryReport report = classes.transform();

    assertThat(report.succeeded()).isFalse();
    assertThat(classes.diagnostics)
        .containsExactly(
            corrupt + " ASYNC011 the class file is corrupt: delete it and compile again");
    assertThat(classes.snapshot()).isEqualTo(before);
  }

  @Test
  void aDefectOfTheTransformerNamesTheFileAndStopsTheRunButHidesNoDiagnostic() {
    Path file = classes.compile("dev/example/Bank", "defectPay");
    classes.compile("dev/example/Store", "asyncBuy", "badSell");
    SortedMap<String, String> before = classes.snapshot();

    DirectoryReport report =
        classes.transform(DirectoryTransformation.of(classes.root).withFailOnMisuse(false));

    assertThat(report.succeeded()).isFalse();
    assertThat(report.defects()).hasSize(1);
    assertThat(report.defects().get(0).classFile()).isEqualTo(file);
    assertThat(report.defects().get(0).cause()).isInstanceOf(TransformException.class);
    assertThat(report.defects().get(0).format()).contains("dev/example/Bank.defectPay: emit");
    assertThat(classes.diagnostics).hasSize(1);
    assertThat(classes.snapshot()).isEqualTo(before);
  }
}
