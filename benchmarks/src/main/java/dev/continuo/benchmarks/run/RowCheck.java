package dev.continuo.benchmarks.run;

import com.google.gson.Gson;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Has every contestant of every row compute its number once, and compares: a contestant that
 * computes something else is a mistake of the benchmark and ends everything; one that throws cannot
 * take part on this JDK, which is a result. Prints why, as JSON, by {@code Row.contestant}.
 */
final class RowCheck {

  private RowCheck() {}

  public static void main(String[] args) throws ReflectiveOperationException {
    System.out.println(new Gson().toJson(failures(Pattern.compile(args[0]))));
    System.exit(0); // whoever failed may have left threads
  }

  static Map<String, String> failures(Pattern rows) throws ReflectiveOperationException {
    Map<String, String> failures = new LinkedHashMap<>();
    for (TableRow row : TableRow.values()) {
      if (!rows.matcher(row.benchmark.getSimpleName()).find()) {
        continue;
      }
      Object instance = row.benchmark.getConstructor().newInstance();
      Object expected = null;
      for (Method method : row.methods()) {
        String name = row.benchmark.getSimpleName() + "." + method.getName();
        try {
          Object result = method.invoke(instance);
          if (expected == null) {
            expected = result;
          } else if (!expected.equals(result)) {
            throw new IllegalStateException(name + ": " + result + " instead of " + expected);
          }
        } catch (InvocationTargetException e) {
          failures.put(name, reason(e.getCause()));
        }
      }
    }
    return failures;
  }

  private static String reason(Throwable failure) {
    Throwable last = failure;
    while (last.getCause() != null) {
      last = last.getCause();
    }
    return last.toString();
  }
}
