package dev.continuo.samples.radio.app;

import static dev.continuo.samples.radio.app.OptionRules.Use.*;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Which options do something for what the program is asked to do. One that would do nothing is
 * refused: who has written it expects something of it.
 */
final class OptionRules {

  /** What the program is asked to do. */
  enum Use {
    /** Listening to the simulated station. */
    STATION("the simulated station"),
    /** Listening to a receiver on the network. */
    RECEIVER("--source rtl_tcp://…"),
    /** Listening to a recording. */
    RECORDING("a recording"),
    /** Serving the simulated station. */
    SERVED_STATION("--serve"),
    /** Serving a recording. */
    SERVED_RECORDING("--serve of a recording"),
    /** Measuring quality or speed. */
    MEASURED("--measure and --bench");

    private final String words;

    Use(String words) {
      this.words = words;
    }
  }

  private static final Set<Use> LISTENING = EnumSet.of(STATION, RECEIVER, RECORDING);
  private static final Set<Use> SERVING = EnumSet.of(SERVED_STATION, SERVED_RECORDING);
  private static final Set<Use> ALL_BUT_MEASURED = EnumSet.complementOf(EnumSet.of(MEASURED));

  /** By the longest name; what is not here, and not of the station, is {@code --help}. */
  private static final Map<String, Set<Use>> RULES = new LinkedHashMap<>();

  static {
    allow(EnumSet.of(STATION, RECEIVER, RECORDING, SERVED_STATION), "--frequency");
    allow(ALL_BUT_MEASURED, "--source", "--rate");
    allow(EnumSet.of(STATION, RECEIVER, RECORDING, SERVED_STATION), "--centre");
    allow(EnumSet.of(RECORDING, SERVED_RECORDING), "--format");
    allow(EnumSet.of(STATION, RECEIVER), "--gain", "--ppm");
    allow(LISTENING, "--duration", "--output", "--play", "--lines", "--mono", "--policy");
    allow(LISTENING, "--spectrum", "--waterfall", "--constellation");
    allow(EnumSet.of(STATION, RECEIVER, RECORDING, SERVED_STATION), "--deemphasis");
    allow(EnumSet.of(RECEIVER), "--reconnect");
    allow(EnumSet.of(STATION, RECORDING, SERVED_STATION, SERVED_RECORDING), "--fast");
    allow(SERVING, "--serve", "--host");
    allow(EnumSet.of(MEASURED), "--measure", "--bench");
  }

  private static void allow(Set<Use> uses, String... options) {
    for (String option : options) {
      RULES.put(option, uses);
    }
  }

  /** Of each two, the first one makes the second one useless. */
  private static final List<List<String>> APART =
      List.of(
          List.of("--station-wav", "--station-tone"),
          List.of("--station-wav", "--station-sweep"),
          List.of("--station-tone", "--station-sweep"),
          List.of("--station-no-rds", "--station-name"),
          List.of("--station-no-rds", "--station-text"),
          List.of("--station-no-rds", "--station-pi"));

  private OptionRules() {}

  /**
   * Checks what was given.
   *
   * @param command after it was parsed
   * @param use what it asks for
   * @param stationOptions the name of the mixin of the simulated station's options
   * @throws Mistake if something given would do nothing
   */
  static void check(CommandSpec command, Use use, String stationOptions) {
    CommandSpec mixin = Objects.requireNonNull(command.mixins().get(stationOptions));
    Map<String, OptionSpec> ofStation = mixin.optionsMap();
    Set<Use> station = EnumSet.of(STATION, SERVED_STATION);
    Map<String, OptionSpec> given = new LinkedHashMap<>();
    for (OptionSpec option : command.commandLine().getParseResult().matchedOptionsSet()) {
      String name = option.longestName();
      given.put(name, option);
      Set<Use> uses = ofStation.containsKey(name) ? station : RULES.get(name);
      if (uses != null && !uses.contains(use)) {
        throw new Mistake(name + " does nothing for " + use.words + "; " + instead(name, uses));
      }
    }
    for (List<String> pair : APART) {
      if (given.keySet().containsAll(pair)) {
        throw new Mistake(pair.get(1) + " does nothing beside " + pair.get(0));
      }
    }
  }

  private static String instead(String name, Set<Use> uses) {
    List<String> words = uses.stream().map(use -> use.words).toList();
    return String.format(Locale.ROOT, "%s is for %s", name, String.join(", ", words));
  }
}
