package dev.continuo.transform.constructs;

import java.lang.reflect.Array;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Values and exceptions as text that does not depend on their class loader or identity. */
final class Description {

  private Description() {}

  /** Type and content; arrays element by element. */
  static String of(@Nullable Object value) {
    if (value == null) {
      return "null";
    }
    if (value instanceof Throwable failure) {
      return ofThrowable(failure);
    }
    if (!value.getClass().isArray()) {
      return value.getClass().getName() + ":" + value;
    }
    StringJoiner elements =
        new StringJoiner(", ", value.getClass().getComponentType().getName() + "[", "]");
    for (int i = 0; i < Array.getLength(value); i++) {
      elements.add(of(Array.get(value, i)));
    }
    return elements.toString();
  }

  /** Type and message, causes and suppressed exceptions included. */
  static String ofThrowable(Throwable failure) {
    StringBuilder out = new StringBuilder();
    append(out, failure, Collections.newSetFromMap(new IdentityHashMap<>()));
    return out.toString();
  }

  private static void append(StringBuilder out, Throwable failure, Set<Throwable> seen) {
    if (!seen.add(failure)) {
      out.append("(the same)");
      return;
    }
    out.append(failure.getClass().getName()).append(": ").append(message(failure));
    if (failure.getCause() != null) {
      append(out.append(" cause {"), failure.getCause(), seen);
      out.append('}');
    }
    for (Throwable suppressed : failure.getSuppressed()) {
      append(out.append(" suppressed {"), suppressed, seen);
      out.append('}');
    }
  }

  /** The JVM's own texts name local variables by slot, and class loaders. */
  private static @Nullable String message(Throwable failure) {
    boolean madeByTheJvm =
        failure instanceof NullPointerException || failure instanceof ClassCastException;
    return madeByTheJvm ? "(text of the JVM)" : failure.getMessage();
  }
}
