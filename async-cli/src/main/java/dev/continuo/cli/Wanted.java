package dev.continuo.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Type;

/**
 * What somebody wants explained.
 *
 * <pre>
 * dev.example.Store                          the class, also as dev.example.Outer.Inner
 * dev.example.Store.load                     all methods of that name, and their lambdas
 * dev.example.Store.load(int, List&lt;String&gt;)   one of them, with simple names or whole ones
 * </pre>
 *
 * @param className a binary name, {@code dev.example.Outer$Inner}
 * @param method a name; null for the whole class
 * @param parameters the types of the parameters, as they were written; null for those of any method
 */
record Wanted(String className, @Nullable String method, @Nullable List<String> parameters) {

  /** {@code a.B.c}: the class a.B.c, a.B$c or a$B$c, or the method c of the class a.B or a$B. */
  static List<Wanted> readings(String text) {
    List<Wanted> readings = new ArrayList<>();
    int open = text.indexOf('(');
    String name = open < 0 ? text : text.substring(0, open).strip();
    if (open < 0) {
      for (String nesting : nestings(name)) {
        readings.add(new Wanted(nesting, null, null));
      }
    }
    int dot = name.lastIndexOf('.');
    if (dot > 0) {
      List<String> parameters = open < 0 ? null : types(text.substring(open + 1));
      for (String nesting : nestings(name.substring(0, dot))) {
        readings.add(new Wanted(nesting, name.substring(dot + 1), parameters));
      }
    }
    return readings;
  }

  private static List<String> nestings(String name) {
    List<String> all = new ArrayList<>(List.of(name));
    String next = name;
    for (int dot = next.lastIndexOf('.'); dot > 0; dot = next.lastIndexOf('.')) {
      next = next.substring(0, dot) + "$" + next.substring(dot + 1);
      all.add(next);
    }
    return all;
  }

  /** What stands behind the opening parenthesis, without the type arguments. */
  private static List<String> types(String text) {
    String plain = text.replaceAll("[\\s)]", "").replace("...", "[]");
    for (String before = ""; !plain.equals(before); ) {
      before = plain;
      plain = plain.replaceAll("<[^<>]*>", "");
    }
    return plain.isEmpty() ? List.of() : Arrays.asList(plain.split(",", -1));
  }

  /** Whether it means a method of its class; lambdas belong to all methods of the name. */
  boolean means(String name, String descriptor) {
    return parameters == null
        ? isCalled(name) || name.startsWith("lambda$" + method + "$")
        : isCalled(name) && fits(parameters, Type.getArgumentTypes(descriptor));
  }

  /** Whether a method has the name that is wanted. */
  boolean isCalled(String name) {
    return name.equals(method);
  }

  private static boolean fits(List<String> wanted, Type[] types) {
    if (wanted.size() != types.length) {
      return false;
    }
    for (int i = 0; i < types.length; i++) {
      String type = "." + types[i].getClassName().replace('$', '.');
      if (!type.endsWith("." + wanted.get(i).replace('$', '.'))) {
        return false;
      }
    }
    return true;
  }
}
