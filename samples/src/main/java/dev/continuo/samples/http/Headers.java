package dev.continuo.samples.http;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The header of a request; names are the same in upper and lower case (RFC 9110, 5.1). */
class Headers {

  private final Map<String, List<String>> values = new LinkedHashMap<>();

  void add(String name, String value) {
    values.computeIfAbsent(name.toLowerCase(Locale.ROOT), n -> new ArrayList<>()).add(value);
  }

  /** The values of all lines of this name. */
  List<String> all(String name) {
    return values.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
  }

  /** The values of all lines of this name as one list, or null if there is none. */
  @Nullable String get(String name) {
    List<String> all = all(name);
    return all.isEmpty() ? null : String.join(", ", all);
  }

  /** The elements of a list of tokens, in lower case. */
  List<String> tokens(String name) {
    List<String> tokens = new ArrayList<>();
    for (String line : all(name)) {
      for (String token : line.split(",", -1)) {
        if (!token.isBlank()) {
          tokens.add(token.strip().toLowerCase(Locale.ROOT));
        }
      }
    }
    return tokens;
  }
}
