package dev.continuo.transform.constructs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.continuo.transform.Diagnostic;
import dev.continuo.transform.DiagnosticCode;
import dev.continuo.transform.TransformOptions;
import dev.continuo.transform.Transformer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.bytebuddy.dynamic.ClassFileLocator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** ASYNC107: Eclipse's compiler forgets what a finally block drops, and the user is told. */
class LosingFinallyTest {

  private static final String LEAVES =
      """
      import static dev.continuo.Continuo.*;
      import dev.continuo.*;
      import dev.continuo.annotation.Async;
      class T {
        @Async static Coroutine<Integer> f(Coroutine<Integer> c) {
          try {
            return c;
          } finally {
            return value(1);
          }
        }
        @Async static void nothing() {
          try {
            await(value(1));
          } finally {
            return;
          }
        }
        static AsyncCallable<Integer> lambda(Coroutine<Integer> c) {
          return () -> {
            while (await(value(true))) {
              try {
                return c;
              } finally {
                System.out.println();
                break;
              }
            }
            return value(3);
          };
        }
      }
      """;

  private static final String ENDS_NORMALLY =
      """
      import static dev.continuo.Continuo.*;
      import dev.continuo.*;
      import dev.continuo.annotation.Async;
      class T {
        @Async static Coroutine<Integer> f(Coroutine<Integer> c, boolean b) {
          try {
            return c;
          } finally {
            if (b) throw new IllegalStateException();
          }
        }
        static Coroutine<Integer> plain(Coroutine<Integer> c) {
          try {
            return c;
          } finally {
            return c;
          }
        }
      }
      """;

  @TempDir Path folder;

  @Test
  void aBlockThatLeavesIsAWarningWithEclipsesCompiler() throws IOException {
    List<Diagnostic> found = diagnostics(Variant.Compiler.ECJ, LEAVES);
    assertThat(found).allMatch(d -> d.code() == DiagnosticCode.LOSING_FINALLY);
    assertThat(found).extracting(Diagnostic::line).containsExactly(9, 25);
    assertThat(found.get(0).format())
        .contains(
            "ASYNC107 a finally block of f always leaves by itself", "compile the class with");
  }

  @Test
  void javacKeepsWhatIsReturned() throws IOException {
    assertThat(diagnostics(Variant.Compiler.JAVAC, LEAVES)).isEmpty();
  }

  @Test
  void aBlockThatMayEndNormallyIsNone() throws IOException {
    assertThat(diagnostics(Variant.Compiler.ECJ, ENDS_NORMALLY)).isEmpty();
  }

  private List<Diagnostic> diagnostics(Variant.Compiler compiler, String source)
      throws IOException {
    Path file = Files.writeString(folder.resolve("T.java"), source);
    var variant = new Variant("finally", compiler, 17, List.of("-g"), 0, false);
    SourceCompiler.compile(variant, List.of(file), System.getProperty("java.class.path"), folder);
    var classPath = ClassFileLocator.ForClassLoader.of(getClass().getClassLoader());
    return new Transformer(classPath, TransformOptions.defaults())
        .transform(Files.readAllBytes(folder.resolve("T.class")), "T.class")
        .diagnostics();
  }
}
