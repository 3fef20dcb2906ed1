package dev.continuo.samples.tutorial;

import static dev.continuo.Continuo.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.continuo.Coroutine;
import dev.continuo.samples.Compilation;
import dev.continuo.samples.Transcript;
import dev.continuo.transform.DiagnosticCode;
import dev.continuo.transform.TransformOptions;
import dev.continuo.transform.TransformResult;
import dev.continuo.transform.TransformResult.Outcome;
import dev.continuo.transform.Transformer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.bytebuddy.dynamic.ClassFileLocator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The programs that show mistakes. */
class MistakesTest {

  private static final Path SOURCES = Path.of("src/main/java/dev/continuo/samples/tutorial");

  @TempDir Path output;

  @Test
  void whatOnlyPretendsToBeACoroutineIsRefused() throws Exception {
    Transcript t = Transcript.ofRealTime(NotACoroutine::main);

    assertThat(t.lines())
        .containsExactly("IllegalArgumentException: a coroutine was expected, got Impostor[]");
  }

  @Test
  @SuppressWarnings("NullAway") // null is what is tested
  void nullIsNoCoroutine() {
    Coroutine<String> nothing = null;
    assertThatThrownBy(() -> run(nothing))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a coroutine was expected, got null");
  }

  @Test
  void onlyCoroutinesCompile() throws Exception {
    assertThat(errorsOf("run(hello());")).isEmpty();
    assertThat(errorsOf("run(\"hello\");")).hasSize(1);
    assertThat(errorsOf("run(plainHello());")).hasSize(1);
    assertThat(errorsOf("isAwaitable(Program::hello);")).hasSize(1);
  }

  @Test
  void aMethodReferenceIsNoCoroutine() throws Exception {
    assertThat(errorsOf("run(Program::hello);")).hasSize(1);
    assertThat(errorsOf("createTask(() -> {});")).hasSize(1);
  }

  private List<String> errorsOf(String statement) throws Exception {
    String source =
        """
        import static dev.continuo.Continuo.*;
        import dev.continuo.Coroutine;
        class Program {
          static Coroutine<String> hello() { return value("hello"); }
          static String plainHello() { return "hello"; }
          void test() { %s }
        }
        """
            .formatted(statement);
    return Compilation.of("Program", source, output).errors();
  }

  @Test
  void awaitOutsideAnAsyncMethodFailsTheBuildAtItsLine() throws Exception {
    String source = Files.readString(SOURCES.resolve("AwaitOutsideAsync.java"));
    int line = 1 + (int) source.substring(0, source.indexOf("await(name)")).lines().count() - 1;
    assertThat(Compilation.of("AwaitOutsideAsync", source, output).errors()).isEmpty();
    String file = "dev/continuo/samples/tutorial/AwaitOutsideAsync.class";
    byte[] bytes = Files.readAllBytes(output.resolve(file));

    TransformResult result =
        new Transformer(
                ClassFileLocator.ForClassLoader.of(getClass().getClassLoader()),
                TransformOptions.defaults())
            .transform(bytes, file);

    assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(result.host()).isSameAs(bytes);
    assertThat(result.diagnostics()).hasSize(1);
    assertThat(result.diagnostics().get(0).code()).isEqualTo(DiagnosticCode.OUTSIDE_ASYNC);
    assertThat(result.diagnostics().get(0).format())
        .startsWith(
            "dev/continuo/samples/tutorial/AwaitOutsideAsync.java:["
                + line
                + "] ASYNC001 'await' outside @Async method");
  }

  @Test
  void theCommentOfAwaitOutsideAsyncNamesTheRightLine() throws Exception {
    List<String> lines = Files.readAllLines(SOURCES.resolve("AwaitOutsideAsync.java"));
    int line = 1 + lines.indexOf("    return \"hello \" + await(name);");

    assertThat(lines).anyMatch(text -> text.contains("AwaitOutsideAsync.java:[" + line + "]"));
  }

  @Test
  void awaitInAClassThatWasNotTransformedThrows() throws Exception {
    Transcript t = Transcript.ofRealTime(AwaitOutsideAsync::main);

    assertThat(t.lines()).hasSize(1);
    assertThat(t.lines().get(0))
        .startsWith("NotTransformedError: await ran in a class that was not transformed.");
  }
}
