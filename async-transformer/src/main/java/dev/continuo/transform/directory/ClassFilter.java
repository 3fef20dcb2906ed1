package dev.continuo.transform.directory;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Which classes may be rewritten, by their binary names.
 *
 * <pre>
 * dev.example.Store       that class and its nested classes
 * dev.example.*           the classes of that package
 * dev.example.**          … and of the packages below it
 * **.*Service             a name ending, in any package or none
 * dev/example/Store.class the same as dev.example.Store
 * </pre>
 *
 * {@code *} and {@code ?} match within one name, {@code **} across dots. A class is chosen if it
 * matches an include, or there are none, and matches no exclude.
 */
public final class ClassFilter {

  private final List<Pattern> includes;
  private final List<Pattern> excludes;

  private ClassFilter(List<Pattern> includes, List<Pattern> excludes) {
    this.includes = includes;
    this.excludes = excludes;
  }

  /**
   * The filter that chooses every class.
   *
   * @return a filter without patterns
   */
  public static ClassFilter all() {
    return of(List.of(), List.of());
  }

  /**
   * A filter of patterns.
   *
   * @param includes patterns of which one must match; empty for every class
   * @param excludes patterns of which none may match
   * @return the filter
   */
  public static ClassFilter of(List<String> includes, List<String> excludes) {
    return new ClassFilter(compile(includes), compile(excludes));
  }

  /**
   * Whether a class may be rewritten.
   *
   * @param className its binary name, {@code dev.example.Store$Line}
   * @return true if it is chosen
   */
  public boolean accepts(String className) {
    return (includes.isEmpty() || matches(includes, className)) && !matches(excludes, className);
  }

  private static boolean matches(List<Pattern> patterns, String className) {
    for (Pattern pattern : patterns) {
      if (pattern.matcher(className).matches()) {
        return true;
      }
    }
    return false;
  }

  private static List<Pattern> compile(List<String> patterns) {
    List<Pattern> compiled = new ArrayList<>();
    for (String pattern : patterns) {
      compiled.add(compile(pattern));
    }
    return List.copyOf(compiled);
  }

  private static Pattern compile(String pattern) {
    String dotted = pattern.strip().replace('/', '.').replaceFirst("\\.class$", "");
    List<String> regex = new ArrayList<>();
    for (int i = 0; i < dotted.length(); ) {
      if (dotted.startsWith("**.", i)) {
        regex.add("(?:.*\\.)?");
        i += 3;
      } else if (dotted.startsWith("**", i)) {
        regex.add(".*");
        i += 2;
      } else {
        char c = dotted.charAt(i++);
        regex.add(
            switch (c) {
              case '*' -> "[^.]*";
              case '?' -> "[^.]";
              default -> Pattern.quote(String.valueOf(c));
            });
      }
    }
    return Pattern.compile(String.join("", regex) + "(?:\\$.*)?");
  }
}
