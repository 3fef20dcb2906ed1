package dev.continuo.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.continuo.transform.Diagnostic;
import dev.continuo.transform.DiagnosticCode;
import dev.continuo.transform.TransformException;
import dev.continuo.transform.directory.Defect;
import dev.continuo.transform.directory.DirectoryReport;
import dev.continuo.transform.directory.FileProblem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.logging.SystemStreamLog;
import org.junit.jupiter.api.Test;

class MavenListenerTest {

  private static final Path STORE = Path.of("target/classes/dev/example/Store.class");
  private static final DirectoryReport DONE =
      new DirectoryReport(0, 0, List.of(), 0, List.of(), List.of(), List.of(), true);
  private static final Diagnostic ERROR =
      new Diagnostic(DiagnosticCode.OUTSIDE_ASYNC, "Store.java", 17, "'await' outside");
  private static final Diagnostic WARNING =
      new Diagnostic(DiagnosticCode.BLOCKING_CALL, "Store.java", 18, "Thread.sleep");

  private final RecordingLog log = new RecordingLog();
  private final MavenListener listener = new MavenListener(log, true);

  @Test
  void aRunThatChangedNothingPrintsNothing() throws Exception {
    listener.finish(DONE, 7);

    assertThat(log.lines).isEmpty();
  }

  @Test
  void aRunThatWroteClassesPrintsOneLine() throws Exception {
    listener.transformed("dev.example.Store", 12);
    listener.finish(
        new DirectoryReport(12, 5, List.of(STORE), 0, List.of(), List.of(), List.of(), true), 48);

    assertThat(log.lines)
        .containsExactly("info Transformed 12 @Async methods in 5 classes (48 ms)");
  }

  @Test
  void aRunThatOnlyDeletedOrphansSaysSo() throws Exception {
    listener.finish(
        new DirectoryReport(0, 0, List.of(STORE), 0, List.of(), List.of(), List.of(), true), 48);

    assertThat(log.lines)
        .containsExactly("info Deleted coroutine classes that no class lists any more: 1");
  }

  @Test
  void mistakesAreErrorsInTheFormThatEditorsKnowAndCounted() {
    listener.diagnostic(ERROR);
    listener.diagnostic(WARNING);

    assertThat(log.lines).containsExactly("error " + ERROR.format(), "warn " + WARNING.format());
    assertThatThrownBy(
            () ->
                listener.finish(
                    new DirectoryReport(
                        0, 0, List.of(), 1, List.of("Store"), List.of(), List.of(), false),
                    1))
        .isInstanceOf(MojoFailureException.class)
        .hasMessage("1 error in async code, listed above; no class was changed");
  }

  @Test
  void toleratedMistakesAreWarningsAndNameTheClassesLeftAlone() throws Exception {
    MavenListener tolerant = new MavenListener(log, false);
    tolerant.diagnostic(ERROR);
    tolerant.finish(
        new DirectoryReport(
            0, 0, List.of(), 1, List.of("dev.example.Store"), List.of(), List.of(), true),
        1);

    assertThat(log.lines).hasSize(2).first().isEqualTo("warn " + ERROR.format());
    assertThat(log.lines.get(1)).startsWith("warn 1 error ").endsWith(": dev.example.Store");
  }

  @Test
  void unusableFilesAreListedAndFailTheBuild() {
    FileProblem problem = new FileProblem(STORE, "cannot be read", "make it readable");

    assertThatThrownBy(
            () ->
                listener.finish(
                    new DirectoryReport(
                        0, 0, List.of(), 0, List.of(), List.of(problem), List.of(), false),
                    1))
        .isInstanceOf(MojoExecutionException.class)
        .hasMessage("1 unusable file, listed above; no class was changed");
    assertThat(log.lines).containsExactly("error " + problem.format());
  }

  @Test
  void aDefectOfOursNamesTheFileAndKeepsItsCause() {
    TransformException cause = new TransformException("Store.buy: emit: GETFIELD", null);

    assertThatThrownBy(
            () ->
                listener.finish(
                    new DirectoryReport(
                        0,
                        0,
                        List.of(),
                        2,
                        List.of(),
                        List.of(),
                        List.of(new Defect(STORE, cause)),
                        false),
                    1))
        .isInstanceOf(MojoExecutionException.class)
        .hasMessageContaining(STORE.toString())
        .hasMessageContaining("Store.buy: emit: GETFIELD")
        .hasCause(cause);
  }

  private static final class RecordingLog extends SystemStreamLog {
    private final List<String> lines = new ArrayList<>();

    @Override
    public void info(CharSequence content) {
      lines.add("info " + content);
    }

    @Override
    public void warn(CharSequence content) {
      lines.add("warn " + content);
    }

    @Override
    public void error(CharSequence content) {
      lines.add("error " + content);
    }
  }
}
