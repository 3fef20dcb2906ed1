package dev.continuo.javac;

import dev.continuo.transform.TransformOptions;
import dev.continuo.transform.directory.ClassFilter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What the user has set. An argument of the plugin wins over a processor option of the same name.
 *
 * @param skip whether classes stay as javac writes them
 * @param filter which classes may be rewritten
 * @param failOnMisuse whether errors in async code fail the compilation
 * @param options settings of the transformer
 */
record Settings(boolean skip, ClassFilter filter, boolean failOnMisuse, TransformOptions options) {

  private static final String PREFIX = "continuo.";
  private static final List<String> NAMES =
      List.of("skip", "includes", "excludes", "failOnMisuse", "verify", "debug");

  /** The names as processor options. */
  static Set<String> optionNames() {
    return NAMES.stream().map(name -> PREFIX + name).collect(Collectors.toUnmodifiableSet());
  }

  /**
   * Reads the settings.
   *
   * @param arguments of the plugin: {@code verify=false}, {@code continuo.skip}
   * @param processorOptions all of them, also those of other processors; a value may be null
   * @throws InvalidSettingException if one is not known, or has a value that it cannot have
   */
  static Settings of(List<String> arguments, Map<String, String> processorOptions)
      throws InvalidSettingException {
    Map<String, String> values = new LinkedHashMap<>();
    for (Map.Entry<String, String> option : processorOptions.entrySet()) {
      if (option.getKey().startsWith(PREFIX)) {
        String value = option.getValue() == null ? "true" : option.getValue();
        put(values, option.getKey(), value, "-A" + option.getKey());
      }
    }
    for (String argument : arguments) {
      int equals = argument.indexOf('=');
      String name = equals < 0 ? argument : argument.substring(0, equals);
      String value = equals < 0 ? "true" : argument.substring(equals + 1);
      put(values, name, value, "-Xplugin:Continuo " + argument);
    }
    return new Settings(
        flag(values, "skip", false),
        ClassFilter.of(patterns(values, "includes"), patterns(values, "excludes")),
        flag(values, "failOnMisuse", true),
        new TransformOptions(flag(values, "verify", true), flag(values, "debug", false)));
  }

  private static void put(Map<String, String> values, String name, String value, String where)
      throws InvalidSettingException {
    String plain = name.startsWith(PREFIX) ? name.substring(PREFIX.length()) : name;
    if (!NAMES.contains(plain)) {
      throw new InvalidSettingException(
          "'%s' is no setting of Continuo: use one of %s"
              .formatted(where, String.join(", ", new TreeSet<>(optionNames()))));
    }
    values.put(plain, value);
  }

  private static boolean flag(Map<String, String> values, String name, boolean otherwise)
      throws InvalidSettingException {
    String value = values.getOrDefault(name, String.valueOf(otherwise)).toLowerCase(Locale.ROOT);
    if (!value.equals("true") && !value.equals("false")) {
      throw new InvalidSettingException(
          "continuo.%s is '%s': say true or false".formatted(name, values.get(name)));
    }
    return value.equals("true");
  }

  private static List<String> patterns(Map<String, String> values, String name) {
    return Arrays.stream(values.getOrDefault(name, "").split(","))
        .map(String::strip)
        .filter(pattern -> !pattern.isEmpty())
        .toList();
  }

  /** Says which setting is wrong, and what it may be. */
  static final class InvalidSettingException extends Exception {
    private static final long serialVersionUID = 1;

    InvalidSettingException(String message) {
      super(message);
    }
  }
}
