package dev.continuo.transform.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.continuo.transform.Diagnostic;
import dev.continuo.transform.DiagnosticCode;
import dev.continuo.transform.TransformResult;
import dev.continuo.transform.testing.JavaSource;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each diagnostic: its code, its line, its words; and that correct code has none. */
class EligibilityTest {

  private static TransformResult transform(String... lines) {
    return JavaSource.compile(String.join("\n", lines)).transform();
  }

  private static Diagnostic only(String... lines) {
    TransformResult result = transform(lines);
    assertThat(result.diagnostics()).hasSize(1);
    assertThat(result.outcome())
        .isEqualTo(
            result.diagnostics().get(0).isError()
                ? TransformResult.Outcome.FAILED
                : result.outcome());
    return result.diagnostics().get(0);
  }

  private static void assertDiagnostic(
      Diagnostic diagnostic, DiagnosticCode code, int line, String words) {
    assertThat(diagnostic.code()).isEqualTo(code);
    assertThat(diagnostic.line()).isEqualTo(line);
    assertThat(diagnostic.message()).contains(words);
    assertThat(diagnostic.format()).startsWith("T.java:[" + line + "] " + code.id() + " ");
    assertThat(diagnostic.format()).endsWith(": " + code.remedy());
  }

  @Test
  void awaitOutsideAnAsyncMethod() {
    assertDiagnostic(
        only("class T {", "  static int m() {", "    return await(value(1));", "  }", "}"),
        DiagnosticCode.OUTSIDE_ASYNC,
        3,
        "'await' outside @Async method");
  }

  @Test
  void emitAndEachOutsideAnAsyncMethod() {
    TransformResult result =
        transform(
            "class T {",
            "  static void m(AsyncIterable<String> s) {",
            "    emit(1);",
            "    for (String x : each(s)) { }",
            "  }",
            "}");
    assertThat(result.diagnostics()).hasSize(2);
    assertDiagnostic(
        result.diagnostics().get(0), DiagnosticCode.OUTSIDE_ASYNC, 3, "'emit' outside");
    assertDiagnostic(
        result.diagnostics().get(1), DiagnosticCode.OUTSIDE_ASYNC, 4, "'each' outside");
  }

  @Test
  void anotherLibrarysAnnotationOfTheSameNameIsNamed() {
    assertDiagnostic(
        only(
            "class T {",
            "  @interface Async { }",
            "  @T.Async static int m() {",
            "    return await(value(1));",
            "  }",
            "}"),
        DiagnosticCode.OUTSIDE_ASYNC,
        4,
        "annotated with T$Async, which is not dev.continuo.annotation.Async");
  }

  @Test
  void awaitInALambdaThatCannotSuspend() {
    assertDiagnostic(
        only(
            "class T {",
            "  @Async static Coroutine<Void> m(List<Coroutine<String>> list) {",
            "    list.forEach(",
            "        c -> await(c));",
            "    return done();",
            "  }",
            "}"),
        DiagnosticCode.LAMBDA_CANNOT_SUSPEND,
        4,
        "java.util.function.Consumer");
  }

  @Test
  void awaitInASynchronizedBlock() {
    assertDiagnostic(
        only(
            "class T {",
            "  @Async Coroutine<Integer> m() {",
            "    synchronized (this) {",
            "      return value(await(value(1)));",
            "    }",
            "  }",
            "}"),
        DiagnosticCode.INSIDE_SYNCHRONIZED,
        4,
        "inside a synchronized block");
  }

  @Test
  void awaitInASynchronizedMethod() {
    assertDiagnostic(
        only(
            "class T {",
            "  @Async synchronized Coroutine<Integer> m() {",
            "    return value(await(value(1)));",
            "  }",
            "}"),
        DiagnosticCode.INSIDE_SYNCHRONIZED,
        3,
        "inside the synchronized method m");
  }

  @Test
  void returnFromATryInASynchronizedBlock() {
    for (String end :
        List.of("finally { hashCode(); }", "catch (IllegalStateException e) { throw e; }")) {
      assertDiagnostic(
          only(
              "class T {",
              "  Coroutine<Integer> a() { return value(1); }",
              "  @Async Coroutine<Integer> m() {",
              "    synchronized (this) {",
              "      try {",
              "        return a();",
              "      } " + end,
              "    }",
              "  }",
              "}"),
          DiagnosticCode.INSIDE_SYNCHRONIZED,
          6,
          "return of what is to be awaited from a try statement inside a synchronized block");
    }
  }

  @Test
  void returnFromASynchronizedBlockIsFine() {
    assertThat(
            transform(
                    "class T {",
                    "  Coroutine<Integer> a() { return value(1); }",
                    "  void b() {}",
                    "  @Async Coroutine<Integer> m() {",
                    "    try { synchronized (this) { return a(); } } finally { b(); }",
                    "  }",
                    "  @Async Coroutine<Integer> n() {",
                    "    synchronized (this) {",
                    "      try { return value(1); } finally { b(); }",
                    "    }",
                    "  }",
                    "}")
                .diagnostics())
        .isEmpty();
  }

  @Test
  void awaitBesideASynchronizedBlockIsFine() {
    assertThat(
            transform(
                    "class T {",
                    "  int n;",
                    "  @Async Coroutine<Integer> m() {",
                    "    await(value(1));",
                    "    synchronized (this) { n++; }",
                    "    try { synchronized (this) { n++; if (n > 5) throw new RuntimeException(); } }",
                    "    catch (RuntimeException e) { await(value(2)); }",
                    "    return value(await(value(3)));",
                    "  }",
                    "}")
                .diagnostics())
        .isEmpty();
  }

  @Test
  void awaitInAConstructorOrInitialiser() {
    TransformResult result =
        transform(
            "class T {",
            "  int a = await(value(1));",
            "  static int b = await(value(2));",
            "  T() {",
            "    await(value(3));",
            "  }",
            "}");
    assertThat(result.diagnostics().stream().map(Diagnostic::line)).containsExactly(2, 3, 5);
    assertThat(result.diagnostics().stream().map(Diagnostic::code))
        .containsOnly(DiagnosticCode.IN_CONSTRUCTOR);
  }

  @Test
  void unsupportedReturnType() {
    assertDiagnostic(
        only("class T {", "  @Async String m() {", "    return \"\";", "  }", "}"),
        DiagnosticCode.UNSUPPORTED_RETURN_TYPE,
        3,
        "@Async method m returns java.lang.String");
  }

  @Test
  void nativeMethod() {
    assertThat(only("class T {", "  @Async native Coroutine<String> m();", "}").code())
        .isEqualTo(DiagnosticCode.NATIVE_METHOD);
  }

  @Test
  void anAbstractMethodMayBeAnnotated() {
    TransformResult result = transform("interface T {", "  @Async Coroutine<String> m();", "}");
    assertThat(result.diagnostics()).isEmpty();
    assertThat(result.outcome()).isEqualTo(TransformResult.Outcome.UNCHANGED);
  }

  @Test
  void emitInACoroutine() {
    assertDiagnostic(
        only(
            "class T {",
            "  @Async Coroutine<String> m() {",
            "    emit(1);",
            "    return value(\"\");",
            "  }",
            "}"),
        DiagnosticCode.EMIT_OUTSIDE_GENERATOR,
        3,
        "'emit' in @Async method m");
  }

  @Test
  void doneWhereAResultIsExpected() {
    assertDiagnostic(
        only(
            "class T {",
            "  @Async Coroutine<List<String>> m() {",
            "    return done();",
            "  }",
            "}"),
        DiagnosticCode.DONE_WITHOUT_VOID,
        3,
        "done() in m, whose result is a java.util.List");
  }

  @Test
  void doneIsFineForVoidAndWhereTheResultIsNotKnown() {
    assertThat(
            transform(
                    "class T {",
                    "  @Async Coroutine<Void> a() { return done(); }",
                    "  @Async CompletableFuture<?> b() { return done(); }",
                    "  @Async <X> Coroutine<X> c() { return done(); }",
                    "}")
                .diagnostics())
        .isEmpty();
  }

  @Test
  void awaitAsAMethodReference() {
    Diagnostic diagnostic =
        only(
            "class T {",
            "  static Function<Awaitable<String>, String> m() {",
            "    return Continuo::await;",
            "  }",
            "}");
    assertDiagnostic(diagnostic, DiagnosticCode.METHOD_REFERENCE, 3, "Continuo::await");
  }

  @Test
  void aDiscardedCoroutineIsAWarning() {
    TransformResult result =
        transform(
            "class T {",
            "  @Async static Coroutine<String> hello() { return value(\"\"); }",
            "  @Async static Coroutine<Void> m() {",
            "    hello();",
            "    return done();",
            "  }",
            "}");
    assertThat(result.outcome()).isEqualTo(TransformResult.Outcome.TRANSFORMED);
    assertDiagnostic(
        result.diagnostics().get(0),
        DiagnosticCode.DISCARDED_AWAITABLE,
        4,
        "the result of hello is never awaited");
  }

  @Test
  void anyAwaitableThatIsDiscardedIsAWarning() {
    TransformResult result =
        transform(
            "class T {",
            "  static class Mine implements Awaitable<Integer> {",
            "    public Awaitable<Integer> asAwaitable() { return value(1); }",
            "    Mine fluent() { return this; }",
            "    static Mine make() { return new Mine(); }",
            "  }",
            "  @Async static Generator<Integer> gen() { emit(1); return done(); }",
            "  @Async static Coroutine<Void> m(AsyncGenerator<Integer> g, List<Integer> l) {",
            "    Mine.make();",
            "    gen();",
            "    g.next();",
            "    g.toList();",
            "    new Mine().fluent();",
            "    gather(value(1));",
            "    Continuo.createTask(value(1));",
            "    l.stream();",
            "    value(1);",
            "    await(Mine.make());",
            "    return done();",
            "  }",
            "}");
    assertThat(result.diagnostics()).extracting(Diagnostic::line).containsExactly(9, 10, 11, 12);
    assertThat(result.diagnostics()).allMatch(d -> d.code() == DiagnosticCode.DISCARDED_AWAITABLE);
  }

  @Test
  void aTransactionThatEndsWithTheCallIsAWarning() {
    String annotation =
        "@java.lang.annotation.Retention(java.lang.annotation.RetentionPolicy.RUNTIME)";
    TransformResult result =
        transform(
            "class T {",
            "  " + annotation + " @interface Transactional {}",
            "  " + annotation + " @interface Other {}",
            "  @Async @Other Coroutine<Void> other() { return done(); }",
            "  @Transactional void plain() {}",
            "  @Async @Transactional Coroutine<Void> save() {",
            "    await(value(1));",
            "    return done();",
            "  }",
            "}");
    assertThat(result.diagnostics()).hasSize(1);
    assertDiagnostic(
        result.diagnostics().get(0),
        DiagnosticCode.TRANSACTION_RAMP,
        7,
        "the transaction of @Async method save ends when the call returns");
  }

  @Test
  void blockingCallsInAsyncCodeAreWarnings() {
    TransformResult result =
        transform(
            "class T {",
            "  @dev.continuo.annotation.Blocking static void load() { }",
            "  static class Sleeper extends Thread { }",
            "  @Async static Coroutine<Void> m(Future<String> f) throws Exception {",
            "    Thread.sleep(1);",
            "    Sleeper.sleep(1);",
            "    f.get();",
            "    load();",
            "    value(1).hashCode();",
            "    return done();",
            "  }",
            "  static void plain() throws Exception { Thread.sleep(1); load(); }",
            "}");
    assertThat(result.outcome()).isEqualTo(TransformResult.Outcome.TRANSFORMED);
    assertThat(result.diagnostics().stream().map(d -> d.line() + " " + d.code().id()))
        .containsExactly("5 ASYNC103", "6 ASYNC103", "7 ASYNC103", "8 ASYNC103");
    assertThat(result.diagnostics().get(0).message()).contains("Thread.sleep blocks the thread");
  }

  @Test
  void aSynchronizedMethodWithoutAwaitIsAWarning() {
    assertThat(
            only(
                    "class T {",
                    "  @Async synchronized Coroutine<Integer> m() { return value(1); }",
                    "}")
                .code())
        .isEqualTo(DiagnosticCode.SYNCHRONIZED_RAMP);
  }

  @Test
  void allMistakesOfAClassAreReportedInTheOrderOfTheirLines() {
    List<Diagnostic> diagnostics =
        transform(
                "class T {",
                "  void a() { await(value(1)); }",
                "  T() { await(value(1)); }",
                "  @Async int b() { return 1; }",
                "  @Async synchronized Coroutine<Integer> c() { return value(await(value(1))); }",
                "}")
            .diagnostics();
    assertThat(diagnostics.stream().map(d -> d.line() + " " + d.code().id()))
        .containsExactly("2 ASYNC001", "3 ASYNC004", "4 ASYNC006", "5 ASYNC003");
  }

  @Test
  void aMethodReferenceWhoseResultIsDropped() {
    assertDiagnostic(
        only(
            "class T {",
            "  static Coroutine<Void> save(String s) { return null; }",
            "  void all(List<String> l) {",
            "    l.forEach(T::save);",
            "  }",
            "}"),
        DiagnosticCode.DISCARDED_AWAITABLE,
        4,
        "the result of save is never awaited, so nothing of it runs: java.util.function.Consumer");
  }

  @Test
  void methodReferencesWhoseResultIsUsedOrRunsAnywayAreFine() {
    assertThat(
            transform(
                    "class T {",
                    "  static Coroutine<Void> save(String s) { return null; }",
                    "  static CompletableFuture<Void> send(String s) { return null; }",
                    "  static int count(String s) { return 1; }",
                    "  static class Plan implements Awaitable<Void> {",
                    "    Plan add(String s) { return this; }",
                    "    public Awaitable<Void> asAwaitable() { return save(null); }",
                    "  }",
                    "  Function<String, Coroutine<Void>> f = T::save;",
                    "  void all(List<String> l) {",
                    "    l.stream().map(T::save).toList();",
                    "    l.forEach(T::send);",
                    "    l.forEach(T::count);",
                    "    l.forEach(new Plan()::add);",
                    "    l.forEach(System.out::println);",
                    "  }",
                    "}")
                .diagnostics())
        .isEmpty();
  }
}
