package dev.continuo.transform.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.continuo.transform.Diagnostic;
import dev.continuo.transform.DiagnosticCode;
import dev.continuo.transform.TransformResult;
import dev.continuo.transform.testing.JavaSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The diagnostics of generators, of async for and of resources whose closing waits. */
class StreamDiagnosticsTest {

  private static List<Diagnostic> of(String... lines) {
    TransformResult result = JavaSource.compile(String.join("\n", lines)).transform();
    return result.diagnostics();
  }

  private static void assertOnly(
      List<Diagnostic> diagnostics, DiagnosticCode code, int line, String words) {
    assertThat(diagnostics).hasSize(1);
    assertThat(diagnostics.get(0).code()).isEqualTo(code);
    assertThat(diagnostics.get(0).line()).isEqualTo(line);
    assertThat(diagnostics.get(0).message()).contains(words);
  }

  // ---- generators

  @Test
  void emitAllInACoroutine() {
    assertOnly(
        of(
            "class T {",
            "  @Async Coroutine<Void> m() {",
            "    emitAll(java.util.List.of(1));",
            "    return done();",
            "  }",
            "}"),
        DiagnosticCode.EMIT_OUTSIDE_GENERATOR,
        3,
        "'emitAll' in @Async method m, which is no generator");
  }

  @Test
  void emitInALambdaThatReturnsACoroutine() {
    assertOnly(
        of(
            "class T {",
            "  AsyncCallable<Integer> f = () -> {",
            "    emit(1);",
            "    return value(1);",
            "  };",
            "}"),
        DiagnosticCode.EMIT_OUTSIDE_GENERATOR,
        3,
        "'emit' in this lambda");
  }

  @Test
  void awaitInAGenerator() {
    assertOnly(
        of(
            "class T {",
            "  @Async Generator<Integer> m() {",
            "    emit(await(value(1)));",
            "    return done();",
            "  }",
            "}"),
        DiagnosticCode.AWAIT_IN_GENERATOR,
        3,
        "'await' in @Async method m");
  }

  @Test
  void eachAndAnAwaitedCloseInAGenerator() {
    List<Diagnostic> diagnostics =
        of(
            "class T {",
            "  @Async Generator<Integer> m(AsyncGenerator<Integer> g) {",
            "    for (int i : each(g)) {",
            "      emit(i);",
            "    }",
            "    g.close();",
            "    return done();",
            "  }",
            "}");
    assertThat(diagnostics).hasSize(2);
    assertThat(diagnostics)
        .allSatisfy(d -> assertThat(d.code()).isEqualTo(DiagnosticCode.AWAIT_IN_GENERATOR));
    assertThat(diagnostics).extracting(Diagnostic::line).containsExactly(3, 6);
  }

  @Test
  void doneEndsAGeneratorOfAnything() {
    assertThat(
            of(
                "class T {",
                "  @Async Generator<Integer> m() { emit(1); return done(); }",
                "  @Async AsyncGenerator<Integer> n() { emit(1); await(value(2)); return done(); }",
                "}"))
        .isEmpty();
  }

  @Test
  void emitInASynchronizedBlock() {
    assertOnly(
        of(
            "class T {",
            "  @Async Generator<Integer> m() {",
            "    synchronized (this) {",
            "      emit(1);",
            "    }",
            "    return done();",
            "  }",
            "}"),
        DiagnosticCode.INSIDE_SYNCHRONIZED,
        4,
        "emit inside a synchronized block");
  }

  // ---- types of elements

  @Test
  void anElementOfAnotherClass() {
    assertOnly(
        of(
            "class T {",
            "  @Async Generator<String> m(int n) {",
            "    emit(\"fine\");",
            "    emit(n);",
            "    return done();",
            "  }",
            "}"),
        DiagnosticCode.EMITTED_TYPE,
        4,
        "m emits a java.lang.Integer, and its elements are declared as java.lang.String");
  }

  @Test
  void anElementOfAnotherInnerClassOfAGenericClass() {
    assertOnly(
        of(
            "class T<V> {",
            "  class Node {}",
            "  @Async Generator<Node> nodes(T<V> other) {",
            "    emit(other);",
            "    return done();",
            "  }",
            "}"),
        DiagnosticCode.EMITTED_TYPE,
        4,
        "nodes emits a T, and its elements are declared as T$Node");
  }

  @Test
  void anElementThatMayBeOfTheDeclaredTypeIsFine() {
    assertThat(
            of(
                "class T {",
                "  @Async Generator<Number> m(Object o, Integer i, CharSequence c, Number n) {",
                "    emit(o);",
                "    emit(i);",
                "    emit(c);",
                "    emit(n);",
                "    emit(null);",
                "    emit(java.util.List.of(1).get(0));",
                "    return done();",
                "  }",
                "  @Async Generator<java.util.List<String>> l() {",
                "    emit(new java.util.ArrayList<String>());",
                "    return done();",
                "  }",
                "  @Async <E> AsyncGenerator<E> g(E e) { emit(e); emit(1); return done(); }",
                "  static class Tree<V> {",
                "    class Node { class Leaf {} }",
                "    Node root = new Node();",
                "    @Async Generator<Node> nodes() { emit(root); return done(); }",
                "    @Async Generator<Node.Leaf> leaves() { emit(root.new Leaf()); return done(); }",
                "    @Async Generator<Node[]> arrays() { emit(new Object[0]); return done(); }",
                "    @Async Generator<V> values(V v) { emit(v); emit(2); return done(); }",
                "    @Async Generator<? super Node> any() { emit(1); return done(); }",
                "    @Async Generator<?> all() { emit(1); return done(); }",
                "  }",
                "}"))
        .isEmpty();
  }

  // ---- each

  @Test
  void anEachInAVariable() {
    assertOnly(
        of(
            "class T {",
            "  @Async Coroutine<Void> m(AsyncIterable<String> s) {",
            "    Each<String> e = each(s);",
            "    return done();",
            "  }",
            "}"),
        DiagnosticCode.EACH_ESCAPES,
        3,
        "something else than a loop");
  }

  @Test
  void anEachThatIsPassedOnReturnedOrDropped() {
    List<Diagnostic> diagnostics =
        of(
            "class T {",
            "  Iterable<String> field;",
            "  static void use(Iterable<String> i) { }",
            "  @Async Coroutine<Void> m(AsyncIterable<String> s) {",
            "    use(each(s));",
            "    field = each(s);",
            "    each(s);",
            "    each(s).forEach(x -> { });",
            "    return done();",
            "  }",
            "}");
    assertThat(diagnostics)
        .allSatisfy(d -> assertThat(d.code()).isEqualTo(DiagnosticCode.EACH_ESCAPES));
    assertThat(diagnostics).extracting(Diagnostic::line).containsExactly(5, 6, 7, 8);
  }

  @Test
  void anIteratorThatEscapes() {
    List<Diagnostic> diagnostics =
        of(
            "class T {",
            "  static void use(java.util.Iterator<String> i) { }",
            "  @Async Coroutine<Void> m(AsyncIterable<String> s) {",
            "    java.util.Iterator<String> it = each(s).iterator();",
            "    use(it);",
            "    it.remove();",
            "    Runnable r = () -> use(it);",
            "    return done();",
            "  }",
            "}");
    assertThat(diagnostics)
        .allSatisfy(d -> assertThat(d.code()).isEqualTo(DiagnosticCode.EACH_ESCAPES));
    assertThat(diagnostics).extracting(Diagnostic::line).containsExactly(5, 6, 7);
  }

  @Test
  void loopsAndIteratorsInTheMethodAreFine() {
    assertThat(
            of(
                "class T {",
                "  @Async Coroutine<Void> m(AsyncIterable<String> s, java.util.List<String> l) {",
                "    for (String x : each(s)) { System.out.println(x); }",
                "    var it = each(s).iterator();",
                "    while (it.hasNext()) { System.out.println(it.next()); }",
                "    var other = l.iterator();",
                "    l.forEach(x -> { });",
                "    other.remove();",
                "    java.util.Objects.requireNonNull(other);",
                "    return done();",
                "  }",
                "}"))
        .isEmpty();
  }

  // ---- resources

  @Test
  void tryWithResourcesOutsideAnAsyncMethod() {
    List<Diagnostic> diagnostics =
        of(
            "class T {",
            "  void m(AsyncGenerator<String> g) {",
            "    try (g) {",
            "      System.out.println();",
            "    }",
            "  }",
            "}");
    assertThat(diagnostics)
        .allSatisfy(d -> assertThat(d.code()).isEqualTo(DiagnosticCode.CLOSE_OUTSIDE_ASYNC))
        .extracting(Diagnostic::line)
        .containsExactly(3);
    assertThat(diagnostics.get(0).message())
        .isEqualTo("the close of an AsyncCloseable outside @Async method, in m");
  }

  @Test
  void tryWithResourcesInALambdaThatCannotSuspend() {
    List<Diagnostic> diagnostics =
        of(
            "class T {",
            "  Runnable m(AsyncGenerator<String> g) {",
            "    return () -> g.close();",
            "  }",
            "}");
    assertOnly(diagnostics, DiagnosticCode.LAMBDA_CANNOT_SUSPEND, 3, "java.lang.Runnable");
  }

  @Test
  void anExplicitCloseOfAnythingElseIsFine() {
    assertThat(
            of(
                "class T {",
                "  void m(Coroutine<String> c, Generator<String> g) throws Exception {",
                "    c.close();",
                "    g.close();",
                "    try (g) { System.out.println(); }",
                "  }",
                "}"))
        .isEmpty();
  }

  @Test
  void theEndOfAScopeThatIsNotRecognised() {
    assertOnly(
        of(
            "class T {",
            "  @Async Coroutine<Void> m(AsyncScope scope) {",
            "    try {",
            "      await(value(1));",
            "    } finally {",
            "      scope.close();",
            "      System.out.println();",
            "    }",
            "    return done();",
            "  }",
            "}"),
        DiagnosticCode.SCOPE_SHAPE,
        6,
        "the close of an AsyncScope where an exception is pending");
  }

  @Test
  void scopesInTryWithResourcesAndFinallyAreFine() {
    assertThat(
            of(
                "class T {",
                "  @Async Coroutine<Void> m(AsyncScope a, AsyncScope b) {",
                "    try (a; b) {",
                "      await(value(1));",
                "    } catch (IllegalStateException e) {",
                "      System.out.println(e);",
                "    } finally {",
                "      System.out.println();",
                "    }",
                "    try {",
                "      await(value(1));",
                "    } finally {",
                "      a.close();",
                "    }",
                "    b.close();",
                "    return done();",
                "  }",
                "}"))
        .isEmpty();
  }

  @Test
  void anElementOfABoundedWildcardIsComparedToo() {
    assertOnly(
        of(
            "class T {",
            "  @Async Generator<? extends Number> m() {",
            "    emit(\"s\");",
            "    return done();",
            "  }",
            "  @Async Coroutine<? extends Object> v() { await(value(1)); return done(); }",
            "}"),
        DiagnosticCode.EMITTED_TYPE,
        3,
        "m emits a java.lang.String, and its elements are declared as java.lang.Number");
  }

  @Test
  void aValueThatIsReturnedFromAGenerator() {
    assertOnly(
        of(
            "class T {",
            "  @Async Generator<Integer> m() {",
            "    emit(1);",
            "    return (Generator<Integer>) (Object) value(2);",
            "  }",
            "}"),
        DiagnosticCode.VALUE_IN_GENERATOR,
        4,
        "return value(x) in m");
  }

  // ---- scopes and closes

  @ParameterizedTest
  @ValueSource(
      strings = {
        "try { await(value(1)); } catch (CancelledError e) {\n a.close(); throw e; }",
        "try { await(value(1)); }\n finally { f.close(); }",
        "try { b(); } catch (Throwable e) { try { b(); } finally {\n a.close(); } throw e; }",
        "try { await(value(1)); } catch (Throwable e) {\n a.close(); throw new Error(e); }",
        "try { a = b; await(value(1)); }\n finally { a.close(); }"
      })
  void aScopeThatWouldLoseTheException(String body) {
    assertOnly(
        of(
            "class T { AsyncScope f; void b() {}"
                + " @Async Coroutine<Void> m(AsyncScope a, AsyncScope b) {",
            body,
            "return done(); } }"),
        DiagnosticCode.SCOPE_SHAPE,
        3,
        "the close of an AsyncScope where an exception is pending");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "try { io(); await(value(1)); } catch (java.io.IOException | RuntimeException e) { a.close(); }",
        "try { await(value(1)); } catch (Throwable e) { try (AsyncScope s = a) { await(value(2)); } }",
        "try (a) { try { await(value(1)); } catch (Throwable e) { return done(); } }",
        "try { await(value(1)); } finally { try (AsyncScope s = a) { await(value(2)); } }",
        "a.close(); await(value(1)); f.close();"
      })
  void aScopeThatLosesNothing(String body) {
    assertThat(
            of(
                "class T { AsyncScope f; void io() throws java.io.IOException {}",
                "@Async Coroutine<Void> m(AsyncScope a) throws java.io.IOException { io();",
                body,
                "return done(); } }"))
        .isEmpty();
  }

  @Test
  void returnOfAGeneratorInsideAnotherTryIsFine() {
    assertThat(
            of(
                "class T {",
                "  @Async Generator<Integer> m(Generator<Integer> g, AutoCloseable c) throws Exception {",
                "    try (c) { return g; } finally { System.out.println(); }",
                "  }",
                "}"))
        .isEmpty();
  }

  @Test
  void returnOfAGeneratorInsideAScope() {
    assertOnly(
        of(
            "class T {",
            "  @Async Generator<Integer> inner() { emit(1); return done(); }",
            "  @Async AsyncGenerator<Integer> m(AsyncGenerator<Integer> g) {",
            "    try (Timeout t = timeout(java.time.Duration.ZERO)) {",
            "      return g;",
            "    }",
            "  }",
            "}"),
        DiagnosticCode.EMIT_IN_SCOPE,
        5,
        "return of a generator, which emits all of it, while an AsyncScope of m is open");
  }

  @Test
  void emitInsideAScope() {
    List<Diagnostic> diagnostics =
        of(
            "class T {",
            "  @Async AsyncGenerator<Integer> m() {",
            "    emit(1);",
            "    try (Timeout t = timeout(java.time.Duration.ZERO)) {",
            "      emit(await(value(2)));",
            "      emitAll(List.of(3));",
            "    }",
            "    emit(4);",
            "    return done();",
            "  }",
            "}");
    assertThat(diagnostics)
        .allMatch(d -> d.code() == DiagnosticCode.EMIT_IN_SCOPE)
        .extracting(Diagnostic::line)
        .containsExactly(5, 6);
    assertThat(diagnostics.get(0).message()).contains("'emit' while an AsyncScope of m is open");
  }

  @Test
  void emitWhileAnotherResourceIsOpen() {
    assertThat(
            of(
                "class T {",
                "  @Async AsyncGenerator<Integer> m(AsyncCloseable r, AutoCloseable c) throws Exception {",
                "    try (r; c) {",
                "      emit(await(value(2)));",
                "    }",
                "    return done();",
                "  }",
                "}"))
        .isEmpty();
  }

  @Test
  void eachTryOutsideAsyncIsOneMistakeWhateverItsEnds() {
    assertThat(
            of(
                "class T {",
                "  int m(AsyncGenerator<String> a, AsyncGenerator<String> b) {",
                "    for (int i = 0; i < 3; i++) {",
                "      try (a;",
                "          AsyncGenerator<String> c = b) {",
                "        if (i == 1) continue;",
                "        if (i == 2) return 1;",
                "        c.close();",
                "      }",
                "    }",
                "    try (a) {",
                "      System.out.println();",
                "    }",
                "    Runnable r = () -> {",
                "      try (b) {",
                "        System.out.println();",
                "      }",
                "    };",
                "    a.close();",
                "    return 0;",
                "  }",
                "}"))
        .extracting(d -> d.code().id() + " " + d.line())
        .containsExactly( // javac has one line for both resources of the first
            "ASYNC019 4", "ASYNC019 4", "ASYNC019 8", "ASYNC019 11", "ASYNC002 15", "ASYNC019 19");
  }

  @Test
  void aCloseAsAMethodReference() {
    List<Diagnostic> diagnostics =
        of(
            "class T {",
            "  @Async Coroutine<Void> m(AsyncGenerator<Integer> g, Generator<Integer> s) {",
            "    Runnable r = g::close;",
            "    Runnable fine = s::close;",
            "    await(value(1));",
            "    return done();",
            "  }",
            "  void n(Timeout t) {",
            "    java.util.stream.Stream.of(1).onClose(t::close);",
            "  }",
            "}");
    assertThat(diagnostics)
        .allMatch(d -> d.code() == DiagnosticCode.CLOSE_OUTSIDE_ASYNC)
        .extracting(Diagnostic::line)
        .containsExactly(3, 9);
    assertThat(diagnostics.get(0).message()).contains("as a method reference");
  }

  // ---- Kotlin's use, which javac lets one write as its compiler does

  @Test
  void kotlinsUseOfAnAsyncCloseable() {
    assertOnly(
        of(
            "class T {",
            "  @Async Coroutine<Void> m(Timeout t) {",
            "    kotlin.jdk7.AutoCloseableKt.closeFinally(t, null);",
            "    return done();",
            "  }",
            "}"),
        DiagnosticCode.CLOSE_BY_LIBRARY,
        3,
        "Kotlin's use { } of an AsyncCloseable, in m");
  }

  @Test
  void kotlinsUseOutsideAsync() {
    assertOnly(
        of(
            "class T {",
            "  void m(AsyncCloseable a) {",
            "    kotlin.jdk7.AutoCloseableKt.closeFinally(a, null);",
            "  }",
            "}"),
        DiagnosticCode.CLOSE_BY_LIBRARY,
        3,
        "in m, cannot await");
  }

  @Test
  void kotlinsUseOfAnythingElse() {
    assertThat(
            of(
                "class T {",
                "  @Async Coroutine<Void> m(java.io.Reader r) {",
                "    kotlin.io.CloseableKt.closeFinally(r, await(value(null)));",
                "    kotlin.jdk7.AutoCloseableKt.closeFinally(null, null);",
                "    return done();",
                "  }",
                "}"))
        .isEmpty();
  }
}
