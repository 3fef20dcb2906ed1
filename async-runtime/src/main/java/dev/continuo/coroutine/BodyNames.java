package dev.continuo.coroutine;

import org.jspecify.annotations.Nullable;

/**
 * Translates the names of generated code in stack traces into those the user wrote.
 *
 * <pre>
 *   Outer$Inner.lambda$Outer$Inner$sum$async      the body        → Outer$Inner.sum
 *   Outer$Inner.lambda$Outer$Inner$sum$async$2    of an overload  → Outer$Inner.sum
 *   Outer$Inner$sum$async.resume                  the frame class → hidden
 * </pre>
 */
final class BodyNames {
  private static final String PREFIX = "lambda$";
  private static final String SUFFIX = "$async";

  private BodyNames() {}

  /** The element with the user's name for the method, or the same element. */
  static StackTraceElement asWritten(StackTraceElement element) {
    String method = method(element);
    // The JVM hides the names of its own loaders in traces; an element made by hand shows them.
    String loader = element.getClassLoaderName();
    return method == null
        ? element
        : new StackTraceElement(
            "app".equals(loader) ? null : loader,
            element.getModuleName(),
            element.getModuleVersion(),
            element.getClassName(),
            method,
            element.getFileName(),
            element.getLineNumber());
  }

  /** Whether the element is the resume method of a generated class. */
  static boolean isFrameClass(StackTraceElement element) {
    return element.getMethodName().equals("resume") && element.getClassName().contains(SUFFIX);
  }

  private static @Nullable String method(StackTraceElement element) {
    String name = element.getMethodName();
    if (!name.startsWith(PREFIX)) {
      return null;
    }
    String host = element.getClassName();
    String prefix = PREFIX + host.substring(host.lastIndexOf('.') + 1) + '$';
    int end = name.lastIndexOf(SUFFIX);
    if (end < prefix.length() || !name.startsWith(prefix) || !isNumberOrEmpty(name, end)) {
      return null;
    }
    return name.substring(prefix.length(), end);
  }

  /** Whether nothing or {@code $n} follows the suffix. */
  private static boolean isNumberOrEmpty(String name, int end) {
    int at = end + SUFFIX.length();
    if (at == name.length()) {
      return true;
    }
    return name.charAt(at) == '$'
        && at + 1 < name.length()
        && name.chars().skip(at + 1L).allMatch(Character::isDigit);
  }
}
