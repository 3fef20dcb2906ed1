package dev.continuo.transform.directory;

import static dev.continuo.transform.directory.ClassesDirectory.COMPILED;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryTransformationTest {

  @TempDir private Path folder;
  private ClassesDirectory classes;

  @BeforeEach
  void makeClassesDirectory() {
    classes = new ClassesDirectory(folder.resolve("classes"));
  }

  @Test
  void writesCoroutineClassesBesideTheirHosts() {
    classes.compile("dev/example/Store", "asyncBuy", "asyncSell", "plain");
    classes.compile("dev/example/Plain", "plain");
    classes.compile("Top", "asyncRun");

    DirectoryReport report = classes.transform();

    assertThat(report.succeeded()).isTrue();
    assertThat(report.methods()).isEqualTo(3);
    assertThat(report.classes()).isEqualTo(2);
    assertThat(classes.progress).containsExactly("Top 1", "dev.example.Store 2");
    assertThat(classes.files())
        .containsExactly(
            "Top$asyncRun$async.class",
            "Top.class",
            "dev/example/Plain.class",
            "dev/example/Store$asyncBuy$async.class",
            "dev/example/Store$asyncSell$async.class",
            "dev/example/Store.class");
  }

  @Test
  void everyWrittenFileHasTheTimeAndPermissionsOfItsHost() throws IOException {
    Path host = classes.compile("dev/example/Store", "asyncBuy");
    Files.setPosixFilePermissions(host, PosixFilePermissions.fromString("rw-r-----"));

    classes.transform();

    for (Path file : List.of(host, host.resolveSibling("Store$asyncBuy$async.class"))) {
      assertThat(Files.getLastModifiedTime(file)).isEqualTo(COMPILED);
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-r-----");
    }
  }

  @Test
  void aSecondRunChangesNoByteAndNoTimestamp() {
    classes.compile("dev/example/Store", "asyncBuy");
    classes.transform();
    SortedMap<String, String> first = classes.snapshot();

    DirectoryReport second = classes.transform();

    assertThat(classes.snapshot()).isEqualTo(first);
    assertThat(second.classes()).isZero();
    assertThat(second.methods()).isZero();
    assertThat(second.deleted()).isEmpty();
  }

  @Test
  void aClassThatWasRecompiledAloneIsTransformedAlone() throws IOException {
    classes.compile("dev/example/Store", "asyncBuy");
    classes.compile("dev/example/Bank", "asyncPay");
    classes.transform();
    Path recompiled = classes.compile("dev/example/Bank", "asyncPay", "asyncRefund");
    FileTime later = FileTime.fromMillis(COMPILED.toMillis() + 60_000);
    Files.setLastModifiedTime(recompiled, later);
    classes.progress.clear();

    DirectoryReport report = classes.transform();

    assertThat(classes.progress).containsExactly("dev.example.Bank 2");
    assertThat(report.methods()).isEqualTo(2);
    assertThat(Files.getLastModifiedTime(recompiled)).isEqualTo(later);
  }

  @Test
  void moduleInfoIsLeftAlone() {
    classes.put("module-info.class", new byte[] {1});
    classes.put("META-INF/versions/21/module-info.class", new byte[] {1});

    assertThat(classes.transform()).isEqualTo(DirectoryReport.NOTHING_TO_DO);
    assertThat(classes.diagnostics).isEmpty();
  }

  @Test
  void classesOfAMultiReleaseJarStayInTheirVersion() {
    classes.compile("dev/example/Store", "asyncBuy");
    classes.put(
        "META-INF/versions/21/dev/example/Store.class",
        MiniatureTransform.classFile("dev/example/Store", "asyncNewer"));

    DirectoryReport report = classes.transform();

    assertThat(report.classes()).isEqualTo(2);
    assertThat(classes.files())
        .contains("META-INF/versions/21/dev/example/Store$asyncNewer$async.class")
        .contains("dev/example/Store$asyncBuy$async.class")
        .hasSize(4);
    assertThat(classes.transform().deleted()).isEmpty();
  }

  @Test
  void aDirectoryThatDoesNotExistIsNothingToDo() {
    assertThat(classes.transform()).isEqualTo(DirectoryReport.NOTHING_TO_DO);
  }

  @Test
  void aFileInPlaceOfTheDirectoryIsAProblem() throws IOException {
    Path jar = Files.createFile(folder.resolve("classes.jar"));

    DirectoryReport report = classes.transform(DirectoryTransformation.of(jar));

    assertThat(report.succeeded()).isFalse();
    assertThat(report.problems().get(0).format())
        .isEqualTo(
            jar
                + ": is a file, not a directory of classes: unpack it, or name the output directory");
  }

  @Test
  void theOutputDirectoryMayBeASymbolicLink() throws IOException {
    classes.compile("dev/example/Store", "asyncBuy");
    Path link = Files.createSymbolicLink(folder.resolve("link"), classes.root);

    DirectoryReport report = classes.transform(DirectoryTransformation.of(link));

    assertThat(report.classes()).isEqualTo(1);
  }

  @Test
  void classesThatTheFilterRejectsAreLeftAlone() {
    classes.compile("dev/example/Store", "asyncBuy");
    classes.compile("dev/example/gen/Stub", "asyncCall", "badCall");
    ClassFilter filter = ClassFilter.of(List.of(), List.of("dev.example.gen.**"));

    DirectoryReport report =
        classes.transform(DirectoryTransformation.of(classes.root).withFilter(filter));

    assertThat(report.succeeded()).isTrue();
    assertThat(classes.progress).containsExactly("dev.example.Store 1");
    assertThat(classes.diagnostics).isEmpty();
  }

  @Test
  void theFilterKnowsTheNamesOfClassesInAnExecutableJar() {
    for (String root : List.of("BOOT-INF/classes/", "WEB-INF/classes/")) {
      byte[] bytes = MiniatureTransform.classFile("dev/example/Store", "asyncBuy");
      classes.put(root + "dev/example/Store.class", bytes);
      classes.put(root + "META-INF/versions/21/dev/example/Store.class", bytes);
      classes.put(root + "dev/example/gen/Stub.class", bytes);
    }
    ClassFilter filter = ClassFilter.of(List.of("dev.example.*"), List.of());

    classes.transform(DirectoryTransformation.of(classes.root).withFilter(filter));

    assertThat(classes.progress).hasSize(4).containsOnly("dev.example.Store 1");
  }

  @Test
  void linksToFoldersAreFollowedAndCirclesEnd() throws IOException {
    ClassesDirectory elsewhere = new ClassesDirectory(folder.resolve("elsewhere"));
    elsewhere.compile("Linked", "asyncBuy");
    classes.compile("dev/example/Store", "asyncBuy");
    Files.createSymbolicLink(classes.root.resolve("linked"), elsewhere.root);
    Files.createSymbolicLink(classes.root.resolve("dev/circle"), classes.root);

    DirectoryReport report = classes.transform();

    assertThat(report.problems()).isEmpty();
    assertThat(report.classes()).isEqualTo(2);
    assertThat(elsewhere.files()).containsExactly("Linked$asyncBuy$async.class", "Linked.class");
  }

  @Test
  void temporaryFilesOfARunThatGoesOnAreLeftAlone() {
    classes.compile("dev/example/Store", "asyncBuy");
    String own = StagedFiles.prefix(ProcessHandle.current());
    String live = "dev/example/" + own + "1-0.tmp";
    // The number of a live process, but of one that was started long ago.
    long pid = ProcessHandle.current().pid();
    classes.put(live, new byte[100]);
    classes.put("dev/example/.continuo-" + pid + "-5678-1-0.tmp", new byte[100]);

    classes.transform();

    assertThat(classes.files())
        .containsExactly(live, "dev/example/Store$asyncBuy$async.class", "dev/example/Store.class");
  }

  @Test
  void temporaryFilesOfAnInterruptedRunAreDeleted() {
    classes.compile("dev/example/Store", "asyncBuy");
    classes.put("dev/example/.continuo-1234-5678-0.tmp", new byte[100]);

    DirectoryReport report = classes.transform();

    assertThat(report.deleted()).isEmpty();
    assertThat(classes.files())
        .containsExactly("dev/example/Store$asyncBuy$async.class", "dev/example/Store.class");
  }

  @Test
  void aRunThatWasInterruptedBeforeTheHostWasWrittenCanBeRepeated() {
    byte[] asCompiled = MiniatureTransform.classFile("dev/example/Store", "asyncBuy");
    classes.put("dev/example/Store.class", asCompiled);
    classes.transform();
    SortedMap<String, String> complete = classes.snapshot();
    classes.put("dev/example/Store.class", asCompiled);

    classes.transform();

    assertThat(classes.snapshot()).isEqualTo(complete);
  }
}
