package dev.continuo.transform;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.continuo.transform.TransformResult.Outcome;
import dev.continuo.transform.testing.JavaSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.commons.CodeSizeEvaluator;
import org.objectweb.asm.tree.ClassNode;

class ExplanationTest {

  private static Explanation explain(JavaSource source) {
    return new Transformer(source.locator(), TransformOptions.defaults())
        .explain(source.bytes("T"), "T.class");
  }

  @Test
  void theTextTellsPointsVariablesAndSizes() {
    Explanation explanation =
        explain(
            JavaSource.compile(
                """
                class T {
                  @Async private static Coroutine<Long> load(int id) {
                    return sleep(java.time.Duration.ZERO, (long) id);
                  }
                  @Async Coroutine<String> sum(int a, boolean b, String unused) {
                    long first = await(load(a));
                    String text = first + await(load(a + 1)) + (b ? "yes" : "no");
                    await(CompletableFuture.completedFuture(1), RuntimeException.class);
                    return value(text);
                  }
                  @Async AsyncGenerator<Integer> numbers(Coroutine<Integer> source) {
                    int n = await(source);
                    emit(n);
                    emit(n + 1);
                    return done();
                  }
                }
                """));
    assertThat(explanation.text().replaceAll("body [0-9]+ bytes", "body N bytes"))
        .isEqualTo(
            """
            class T: 3 @Async methods
              load(int) coroutine, object 24 bytes, body N bytes, 1 suspension point
                1 line 3 returns dev.continuo.Continuo.sleep; keeps nothing
              sum(int, boolean, java.lang.String) coroutine, object 48 bytes, body N bytes, 3 suspension points
                1 line 6 calls T.load; keeps int a, int b
                2 line 7 calls T.load; keeps int b, long (spill0)
                3 line 8 awaits java.util.concurrent.CompletableFuture.completedFuture; keeps java.lang.String text
              numbers(dev.continuo.Coroutine) async generator, object 32 bytes, body N bytes, 3 suspension points
                1 line 12 awaits dev.continuo.Coroutine; keeps nothing
                2 line 13 emits java.lang.Integer.valueOf; keeps int n
                3 line 14 emits java.lang.Integer.valueOf; keeps nothing
            """);
  }

  @Test
  void whatWaitsOnTheOperandStackHasNoName() {
    JavaSource source =
        JavaSource.compile(
            "class T { @Async static Coroutine<Integer> m(Coroutine<Integer> a, int[] b) {"
                + " b[0] += await(a); return value(1); } }");
    Explanation.Method method = explain(source).methods().get(0);
    assertThat(method.points().get(0).spilled())
        .extracting(s -> s.name() + " " + s.type())
        .containsExactly("null int[]", "null int", "null int");
    assertThat(method.coroutineClass()).isEqualTo("T$m$async");
  }

  @Test
  void withoutVariableNamesThereAreStillTypes() {
    JavaSource source =
        JavaSource.compile(
            "class T { @Async static Coroutine<Integer> m(Coroutine<Integer> a, String s) {"
                + " await(a); return value(s.length()); } }",
            "-g:none");
    Explanation.Point point = explain(source).methods().get(0).points().get(0);
    assertThat(point.line()).isEqualTo(-1);
    assertThat(point.spilled())
        .containsExactly(new Explanation.Spilled(null, "java.lang.String", "p1"));
  }

  @Test
  void theSizeOfTheBodyIsThatOfTheOutput() {
    JavaSource source =
        JavaSource.compile(
            "class T { @Async static Coroutine<Integer> m(int[] a, String[][] s) { int sum = 0;"
                + " for (int i = 0; i < a.length; i++) { if (a[i] > 3) { sum += await(value(i)); }"
                + " else if (s[i] == null) { sum--; } } return value(sum); } }");
    Explanation explanation = explain(source);
    int least = codeLength(source.transform().host(), "async");
    assertThat(explanation.methods().get(0).bodyBytes())
        .isBetween(least, least + 3); // the dispatch is a switch, with up to 3 bytes of padding
    assertThat(explanation.text()).contains("  m(int[], java.lang.String[][]) coroutine, object");
  }

  /** The code_length (JVMS 4.7.3) of the method whose name ends so, without padding. */
  private static int codeLength(byte[] classFile, String end) {
    ClassNode node = new ClassNode();
    new ClassReader(classFile).accept(node, 0);
    CodeSizeEvaluator size = new CodeSizeEvaluator(null);
    node.methods.stream().filter(m -> m.name.endsWith(end)).forEach(m -> m.accept(size));
    return size.getMinSize(); // no jump of a small method is wide
  }

  @Test
  void aClassThatIsNotTransformedSaysWhy() {
    JavaSource plain = JavaSource.compile("class T { Coroutine<Integer> c; }");
    assertThat(explain(plain).text())
        .isEqualTo("class T: nothing to transform, or transformed before\n");
    JavaSource wrong =
        JavaSource.compile("class T { void m(Coroutine<Integer> c) {\n await(c); } }");
    Explanation explanation = explain(wrong);
    assertThat(explanation.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(explanation.methods()).isEmpty();
    assertThat(explanation.text())
        .startsWith("class T: cannot be transformed\n  T.java:[2] ASYNC001");
  }

  /** The sizes of objects that the JVM makes, taken from what a thread has allocated. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "int a",
        "long a",
        "int a, long b",
        "int a, int b, long c, double d",
        "boolean a, byte b, char c, short d",
        "Object a, String b, float c",
        "long a, Object b, long c, Object d, long e"
      })
  void theSizeOfTheObjectIsWhatTheJvmAllocates(String parameters) throws Exception {
    int count = parameters.isEmpty() ? 0 : parameters.split(",", -1).length;
    String zeros =
        parameters
            .replaceAll("(Object|String) \\w", "null")
            .replaceAll("(boolean) \\w", "false")
            .replaceAll("(int|long|float|double|byte|char|short) (\\w)", "($1) 0");
    assertThat(zeros.isEmpty() ? 0 : zeros.split(",", -1).length).isEqualTo(count);
    JavaSource source =
        JavaSource.compile(
            "public class T implements Supplier<Object> { public Object get() { return m("
                + zeros
                + "); } @Async static Coroutine<Integer> m("
                + parameters
                + ") { Object o = await(sleep(java.time.Duration.ZERO, \"\"));"
                + " long n = await(sleep(java.time.Duration.ZERO, 1L));"
                + " await(sleep(java.time.Duration.ZERO)); return value((int) n + o.hashCode()); } }");
    int estimated = explain(source).methods().get(0).objectBytes();
    assertThat(allocated(source)).isEqualTo(estimated);
  }

  private static long allocated(JavaSource source) throws Exception {
    TransformResult result = source.transform();
    Map<String, byte[]> classes = new HashMap<>();
    classes.put("T", result.host());
    result.coroutines().forEach(c -> classes.put(c.internalName(), c.bytes()));
    Supplier<?> method =
        (Supplier<?>) new Memory(classes).loadClass("T").getConstructor().newInstance();
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    Object[] made = new Object[1000];
    made[0] = method.get(); // loads its class
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < made.length; i++) {
      made[i] = method.get();
    }
    return (threads.getCurrentThreadAllocatedBytes() - before) / made.length;
  }

  /**
   * Loads the classes and a runtime of their own: with assertions on, as in tests, the runtime
   * remembers where every coroutine was created, and that allocates.
   */
  private static final class Memory extends ClassLoader {
    private final Map<String, byte[]> classes;

    Memory(Map<String, byte[]> classes) {
      super(Memory.class.getClassLoader());
      this.classes = classes;
      clearAssertionStatus();
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      synchronized (getClassLoadingLock(name)) {
        Class<?> loaded = findLoadedClass(name);
        if (loaded != null) {
          return loaded;
        }
        return classes.containsKey(name) || name.startsWith("dev.continuo.")
            ? findClass(name)
            : super.loadClass(name, resolve);
      }
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      byte[] bytes = classes.computeIfAbsent(name, this::runtime);
      return defineClass(name, bytes, 0, bytes.length);
    }

    private byte[] runtime(String name) {
      try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
        return Objects.requireNonNull(in).readAllBytes();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
