package dev.continuo.coroutine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BodyNamesTest {

  private static String shown(String type, String method) {
    StackTraceElement e =
        BodyNames.asWritten(new StackTraceElement("app", null, null, type, method, "X.java", 7));
    assertThat(e.getLineNumber()).isEqualTo(7);
    assertThat(e.getFileName()).isEqualTo("X.java");
    return e.getMethodName();
  }

  @Test
  void bodiesGetTheNameOfTheirMethod() {
    assertThat(shown("dev.example.Hello", "lambda$Hello$sum$async")).isEqualTo("sum");
    assertThat(shown("Hello", "lambda$Hello$sum$async$12")).isEqualTo("sum");
    assertThat(shown("a.Outer$Inner", "lambda$Outer$Inner$sum$async")).isEqualTo("sum");
    assertThat(shown("a.Outer$1", "lambda$Outer$1$with$dollar$async$2")).isEqualTo("with$dollar");
    assertThat(shown("a.Hello", "lambda$Hello$lambda$main$0$async")).isEqualTo("lambda$main$0");
    assertThat(shown("a.Hello", "lambda$Hello$get$async$async")).isEqualTo("get$async");
  }

  @Test
  void everythingElseKeepsItsName() {
    for (String method :
        new String[] {
          "sum",
          "lambda$main$0",
          "lambda$Other$sum$async",
          "lambda$Hello$sum$async$x",
          "lambda$Hello$async",
          "lambda$Hello$sum$asyncronous"
        }) {
      assertThat(shown("a.Hello", method)).isEqualTo(method);
    }
  }

  @Test
  void onlyTheResumeMethodsOfGeneratedClassesAreHidden() {
    assertThat(hidden("a.Hello$sum$async", "resume")).isTrue();
    assertThat(hidden("a.Hello$sum$async$2", "resume")).isTrue();
    assertThat(hidden("a.Hello$sum$async", "toString")).isFalse();
    assertThat(hidden("a.Player", "resume")).isFalse();
  }

  private static boolean hidden(String type, String method) {
    return BodyNames.isFrameClass(new StackTraceElement(type, method, "X.java", 1));
  }
}
