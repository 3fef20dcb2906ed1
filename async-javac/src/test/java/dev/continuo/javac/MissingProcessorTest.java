package dev.continuo.javac;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.annotation.processing.SupportedAnnotationTypes;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** javac runs the plugin, but not the processor: that is said, once, before anything is written. */
class MissingProcessorTest {

  private static final String ASYNC =
      """
      class T {
        int plain() { return 1; }
        @Async Coroutine<Integer> one() { return value(await(value(1))); }
        @Async Coroutine<Integer> two() { return one(); }
      }
      class Second { @Async Coroutine<Integer> three() { return value(3); } }
      """;

  @TempDir private Path folder;

  private void assertSaid(InProcess program) throws Exception {
    InProcess.Run run = program.compile().fails();

    assertThat(run.messages())
        .singleElement()
        .asString()
        .startsWith("ERROR @Async methods are not transformed")
        .contains("-processorpath", "-proc:none", "ContinuoProcessor", "-Xplugin:Continuo skip");
    assertThat(run.diagnostics().get(0).getLineNumber()).isEqualTo(3);
    assertThat(program.classFiles()).isEmpty();
  }

  @Test
  void withoutAnnotationProcessing() throws Exception {
    assertSaid(new InProcess(folder).options("-proc:none").source("T.java", ASYNC));
  }

  @Test
  void withThePluginNamed() throws Exception {
    assertSaid(
        new InProcess(folder)
            .options("-proc:none", "-Xplugin:Continuo debug")
            .source("T.java", ASYNC));
  }

  @Test
  void withOtherProcessorsOnly() throws Exception {
    assertSaid(new InProcess(folder).processors(new Greedy(false)).source("T.java", ASYNC));
  }

  @Test
  void withAProcessorBeforeThatClaimsEverything() throws Exception {
    // The list stands for a processor path on which the other stands first.
    assertSaid(
        new InProcess(folder)
            .options("-processor", Greedy.class.getName() + "," + ContinuoProcessor.class.getName())
            .source("T.java", ASYNC));
  }

  @Test
  void anAsyncLambdaIsAsyncCodeToo() throws Exception {
    InProcess.Run run =
        new InProcess(folder)
            .options("-proc:none")
            .source(
                "T.java",
                "class T {\n AsyncCallable<Integer> f =\n () -> value(await(value(1)));\n}")
            .compile()
            .fails();

    assertThat(run.messages()).hasSize(1);
    assertThat(run.diagnostics().get(0).getLineNumber()).isEqualTo(3);
  }

  @Test
  void nothingIsSaidOfOtherCode() throws Exception {
    InProcess program =
        new InProcess(folder).options("-proc:none").source("T.java", "class T { EventLoop loop; }");

    assertThat(program.compile().succeeds().messages()).isEmpty();
  }

  @Test
  void aSettingThatDoesNotExistIsSaidAsWhatItIs() throws Exception {
    InProcess.Run run =
        new InProcess(folder)
            .options("-proc:none", "-Xplugin:Continuo verfy=false")
            .source("T.java", "class T {}")
            .source("U.java", "class U {}")
            .compile()
            .fails();

    assertThat(run.messages())
        .singleElement()
        .asString()
        .startsWith("ERROR '-Xplugin:Continuo verfy=false' is no setting of Continuo: use one of");
    assertThat(run.diagnostics().get(0).getSource()).isNotNull();
  }

  @Test
  void nothingIsSaidIfTheUserSaysSkip() throws Exception {
    InProcess program =
        new InProcess(folder)
            .options("-proc:none", "-Xplugin:Continuo skip")
            .source("T.java", ASYNC);

    assertThat(program.compile().succeeds().messages()).isEmpty();
    assertThat(program.classFiles().keySet()).containsExactly("Second.class", "T.class");
  }

  @Test
  void processingAloneWritesAndSaysNothing() throws Exception {
    InProcess program = new InProcess(folder).options("-proc:only").source("T.java", ASYNC);

    assertThat(program.compile().succeeds().messages()).isEmpty();
    assertThat(program.classFiles()).isEmpty();
  }

  /** Claims all annotations, or none. */
  @SupportedAnnotationTypes("*")
  public static final class Greedy extends AbstractProcessor {
    private final boolean claims;

    /** For javac. */
    public Greedy() {
      this(true);
    }

    Greedy(boolean claims) {
      this.claims = claims;
    }

    @Override
    public SourceVersion getSupportedSourceVersion() {
      return SourceVersion.latestSupported();
    }

    // To be one that does it is the point.
    @SuppressWarnings("DoNotClaimAnnotations")
    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
      return claims;
    }
  }
}
