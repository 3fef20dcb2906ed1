package dev.continuo.transform.debug;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.continuo.Continuo;
import dev.continuo.Coroutine;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * An exception that is thrown after a resume shows the user's file, line and method first, whatever
 * construct the code was resumed in; and the method that awaits it next.
 */
class TracesTest {

  private static final String PROGRAM = "Traces";

  /** Methods whose exception comes from another one. */
  private static final Map<String, String> THROWN_BY =
      Map.of("callee", "divide", "generator", "numbers", "lambda", "lambda$lambda$0");

  @ParameterizedTest
  @EnumSource(names = {"DEBUG", "DEFAULT", "LINES"})
  void theFirstElementIsTheLineThatThrew(DebuggeeBuild build) throws Exception {
    List<String> lines = ExpectedStops.lines(PROGRAM);
    List<String> expected = new ArrayList<>();
    List<String> seen = new ArrayList<>();
    try (URLClassLoader loader = loader(build)) {
      for (Method method : methods(loader)) {
        List<StackTraceElement> trace = userTrace(method);
        String thrower = THROWN_BY.getOrDefault(method.getName(), method.getName());
        String declared = thrower.startsWith("lambda$") ? method.getName() : thrower;
        expected.add(thrower + " Traces.java:" + markedLine(lines, declared));
        seen.add(shown(trace.get(0)));
        if (!thrower.equals(method.getName())) {
          expected.add("… awaited by " + method.getName());
          seen.add("… awaited by " + trace.get(1).getMethodName());
        }
      }
    }
    assertThat(seen).isEqualTo(expected).hasSizeGreaterThan(20);
  }

  private static URLClassLoader loader(DebuggeeBuild build) throws IOException {
    URL classes = build.classes().toUri().toURL();
    return new URLClassLoader(new URL[] {classes}, TracesTest.class.getClassLoader());
  }

  private static List<Method> methods(ClassLoader loader) throws ClassNotFoundException {
    return Stream.of(loader.loadClass("debuggee." + PROGRAM).getDeclaredMethods())
        .filter(m -> m.getReturnType() == Coroutine.class && m.getParameterCount() == 0)
        .filter(m -> !m.isSynthetic())
        .sorted((a, b) -> a.getName().compareTo(b.getName()))
        .toList();
  }

  private static List<StackTraceElement> userTrace(Method method) {
    method.setAccessible(true);
    Throwable failure = catchThrowable(() -> Continuo.run(coroutine(method)));
    assertThat(failure).as(method.getName()).isInstanceOf(ArithmeticException.class);
    return Arrays.stream(failure.getStackTrace())
        .filter(e -> e.getClassName().startsWith("debuggee."))
        .toList();
  }

  private static Coroutine<?> coroutine(Method method)
      throws IllegalAccessException, InvocationTargetException {
    return (Coroutine<?>) Objects.requireNonNull(method.invoke(null));
  }

  private static String shown(StackTraceElement element) {
    return element.getMethodName() + " " + element.getFileName() + ":" + element.getLineNumber();
  }

  /** The first marked line behind the declaration of a method. */
  private static int markedLine(List<String> lines, String method) {
    int line = 0;
    while (!lines.get(line).matches(".* " + method + "\\(.*\\) \\{")) {
      line++;
    }
    while (!lines.get(line).endsWith("//!")) {
      line++;
    }
    return line + 1;
  }
}
