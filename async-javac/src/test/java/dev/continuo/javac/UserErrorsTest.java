package dev.continuo.javac;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Errors of the user's own are javac's business: nothing is added to them. */
class UserErrorsTest {

  private static final String GOOD =
      "class A { @Async Coroutine<Integer> m(B b) throws Exception {"
          + " try (b) { return value(await(value(1))); } } }";

  @TempDir private Path folder;

  @Test
  void anErrorOfTypesIsTheOnlyMessage() throws Exception {
    InProcess program =
        new InProcess(folder)
            .source("A.java", GOOD)
            .source("B.java", "class B implements AsyncCloseable { int x = \"text\"; }");

    assertThat(program.compile().fails().messages())
        .hasSize(2) // the other is the method that B does not implement
        .allMatch(message -> message.startsWith("ERROR ") && !message.contains("ASYNC"));
  }

  @Test
  void aMissingTypeIsTheOnlyMessage() throws Exception {
    InProcess program =
        new InProcess(folder)
            .source("A.java", GOOD)
            .source("B.java", "abstract class B extends Missing implements AsyncCloseable { }");

    assertThat(program.compile().fails().messages())
        .singleElement()
        .asString()
        .contains("cannot find symbol");
  }

  @Test
  void anErrorOfSyntaxIsTheOnlyMessage() throws Exception {
    InProcess program =
        new InProcess(folder).source("A.java", "class A { @Async Coroutine<Integer> m( { } }");

    assertThat(program.compile().fails().messages()).allMatch(m -> !m.contains("ASYNC"));
    assertThat(program.classFiles()).isEmpty();
  }

  @Test
  void classesThatJavacHasWrittenBeforeTheErrorAreWhole() throws Exception {
    InProcess program =
        new InProcess(folder)
            .source("A.java", GOOD)
            .source(
                "B.java",
                "class B implements AsyncCloseable {"
                    + " @Async public Coroutine<Void> closeAsync() { return done(); } }")
            .source("C.java", "class C { int m() { } }");

    assertThat(program.compile().fails().messages())
        .singleElement()
        .asString()
        .contains("missing return statement");
    if (program.classFiles().containsKey("A.class")) {
      assertThat(program.classFiles()).containsKey("A$m$async.class");
    }
  }

  @Test
  void aMethodThatIsTooLargeForJavacIsTheOnlyMessage() throws Exception {
    String statements = "x = x * 31 + System.identityHashCode(this) % 7;\n".repeat(5000);
    InProcess program =
        new InProcess(folder)
            .source("A.java", "class A { @Async Coroutine<Integer> m() { return value(1); } }")
            .source(
                "Large.java",
                "class Large { int x; @Async Coroutine<Integer> m() {\n"
                    + statements
                    + "return value(x); } }");

    assertThat(program.compile().fails().messages())
        .singleElement()
        .asString()
        .contains("code too large");
  }
}
