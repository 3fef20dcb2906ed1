package dev.continuo.samples.radio.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Each option refuses what it does not take, and what would make it do nothing. */
class OptionsTest {

  @TempDir private Path folder = Path.of("");

  /** Values that no option of numbers takes. */
  private static final List<String> NO_NUMBERS = List.of("NaN", "Infinity", "-Infinity", "x", "");

  /** For each option that takes numbers, values out of its range. */
  private static final Map<String, List<String>> OUT_OF_RANGE = new TreeMap<>();

  /** For each option that takes words, wrong ones. */
  private static final Map<String, List<String>> NO_WORDS = new TreeMap<>();

  static {
    OUT_OF_RANGE.put(
        "--frequency", List.of("0", "-92.7M", "92.7", "4.3G", "1e400", "1e2147483647"));
    OUT_OF_RANGE.put("--rate", List.of("0", "-1", "0.4", "100k", "500k", "3.3M", "1e12"));
    OUT_OF_RANGE.put("--centre", List.of("0", "-1", "5G", "90M"));
    OUT_OF_RANGE.put("--gain", List.of("1e9", "-1e9", "101", "-11"));
    OUT_OF_RANGE.put("--ppm", List.of("1.5", "5000", "-5000", "99999999999"));
    OUT_OF_RANGE.put("--duration", List.of("0", "-1", "1e-9", "1e300"));
    OUT_OF_RANGE.put("--deemphasis", List.of("0", "60", "-50", "50.5"));
    OUT_OF_RANGE.put("--serve", List.of("-1", "65536", "1.5"));
    OUT_OF_RANGE.put("--station-frequency", List.of("0", "-1", "5G"));
    OUT_OF_RANGE.put("--station-tone", List.of("-1", "1000", "-1,0", "0,-1", "15001,0", "1,2,3"));
    OUT_OF_RANGE.put("--station-sweep", List.of("0", "-1", "1e-300", "1e9"));
    OUT_OF_RANGE.put(
        "--neighbour", List.of("5", "200k", "200k:", ":5", "200k:x", "1G:0", "5M:0", "0:999"));
    OUT_OF_RANGE.put("--cnr", List.of("-inf", "1e9", "-999"));
    OUT_OF_RANGE.put("--level", List.of("1e9", "-1000", "41"));
    OUT_OF_RANGE.put("--crystal-ppm", List.of("1e9", "-5000"));
    OUT_OF_RANGE.put("--dc", List.of("1.1", "-2"));
    OUT_OF_RANGE.put("--iq-imbalance", List.of("1", "30,0", "0,90", "0,NaN"));
    OUT_OF_RANGE.put("--fade", List.of("20:0", "20:-1", "-20:5", "20", "20:NaN", "1e9:5"));
    NO_WORDS.put("--source", List.of("", " ", "rtl_udp://host", "rtl_tcp://"));
    NO_WORDS.put("--format", List.of("", "mp3", "x.cu8"));
    NO_WORDS.put("--policy", List.of("", "hope", "DROP_OLDEST"));
    NO_WORDS.put("--host", List.of("", " "));
    NO_WORDS.put("--output", List.of("", " "));
    NO_WORDS.put("--spectrum", List.of("", " "));
    NO_WORDS.put("--waterfall", List.of("", " "));
    NO_WORDS.put("--constellation", List.of("", " "));
    NO_WORDS.put("--station-name", List.of("MUCH TOO LONG", "漢字", "a\u001b[2J"));
    NO_WORDS.put("--station-text", List.of("x".repeat(65), "漢字"));
    NO_WORDS.put("--station-pi", List.of("", "54213", "WDR", "-1", "0x"));
    NO_WORDS.put("--station-wav", List.of("", " "));
  }

  private static Stream<List<String>> wrong() {
    List<List<String>> all = new ArrayList<>();
    OUT_OF_RANGE.forEach((option, values) -> values.forEach(it -> all.add(List.of(option, it))));
    OUT_OF_RANGE
        .keySet()
        .forEach(option -> NO_NUMBERS.forEach(value -> all.add(List.of(option, value))));
    NO_WORDS.forEach((option, values) -> values.forEach(it -> all.add(List.of(option, it))));
    return all.stream();
  }

  /** What an option needs beside it so that it would do something. */
  private static List<String> with(List<String> option) {
    List<String> arguments = new ArrayList<>(option);
    switch (option.get(0)) {
      case "--format" -> arguments.addAll(List.of("--source", "x.iq"));
      case "--host" -> arguments.addAll(List.of("--serve", "0"));
      default -> {}
    }
    return arguments;
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void aWrongValueIsAMistakeThatNamesTheOption(List<String> option) {
    String words = Program.errors(2, with(option).toArray(String[]::new));
    assertThat(words).startsWith("fm-radio: ").contains(option.get(0));
    assertThat(words).contains("fm-radio --help lists the options").doesNotContain("Exception");
    // What was given: as it was written, if it is no number that may be written otherwise.
    boolean isNumber = option.get(1).matches("[-+0-9.,:kMGe]*");
    assertThat(isNumber || words.contains(option.get(1))).as(words).isTrue();
  }

  @Test
  void noOptionIsForgottenHere() {
    TreeSet<String> tested = new TreeSet<>(OUT_OF_RANGE.keySet());
    tested.addAll(NO_WORDS.keySet());
    TreeSet<String> all = new TreeSet<>();
    for (OptionSpec option : new CommandLine(new FmRadio()).getCommandSpec().options()) {
      if (option.arity().max() > 0) {
        all.add(option.longestName());
      }
    }
    assertThat(tested).isEqualTo(all);
  }

  // ---- together

  private static void together(String option, String... arguments) {
    String words = Program.errors(2, arguments);
    assertThat(words).contains(option + " does nothing ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--output x.wav",
        "--play",
        "--duration 1",
        "--lines",
        "--mono",
        "--policy suspend",
        "--spectrum s.png",
        "--waterfall w.png",
        "--constellation c.png",
        "--gain 20",
        "--ppm 1",
        "--reconnect",
        "--format cu8"
      })
  void serveRefusesWhatIsForListening(String option) {
    together(option.split(" ", -1)[0], ("--serve 0 " + option).split(" ", -1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"--measure", "--bench"})
  void measuringRefusesAllElse(String what) {
    for (OptionSpec option : new CommandLine(new FmRadio()).getCommandSpec().options()) {
      String name = option.longestName();
      if (List.of("--measure", "--bench", "--help").contains(name)) {
        continue;
      }
      List<String> arguments = new ArrayList<>(List.of(what, name));
      if (option.arity().max() > 0) {
        arguments.add(right(name));
      }
      together(name, arguments.toArray(String[]::new));
    }
  }

  private static String right(String option) {
    return switch (option) {
      case "--station-tone", "--neighbour", "--fade", "--iq-imbalance" -> "1,1";
      case "--policy" -> "suspend";
      case "--deemphasis" -> "75";
      case "--format" -> "cu8";
      default -> "1";
    };
  }

  @Test
  void stationOptionsAreForTheSimulatedStation() throws IOException {
    String file = Files.write(folder.resolve("a.cu8"), new byte[1000]).toString();
    Map<String, CommandSpec> mixins = new CommandLine(new FmRadio()).getCommandSpec().mixins();
    List<OptionSpec> options = Objects.requireNonNull(mixins.get("station")).options();
    assertThat(options).hasSizeGreaterThan(14);
    for (OptionSpec option : options) {
      for (String source : List.of("rtl_tcp://127.0.0.1:1", file)) {
        List<String> arguments = new ArrayList<>(List.of("--source", source, option.longestName()));
        if (option.arity().max() > 0) {
          arguments.add(right(option.longestName()));
        }
        together(option.longestName(), arguments.toArray(String[]::new));
      }
    }
  }

  @Test
  void whatASourceDoesNotHaveIsRefused() throws IOException {
    String cu8 = Files.write(folder.resolve("a.cu8"), new byte[1000]).toString();
    together("--gain", "-s", cu8, "-r", "1M", "--gain", "20");
    together("--ppm", "-s", cu8, "-r", "1M", "--ppm", "1");
    together("--reconnect", "-s", cu8, "-r", "1M", "--reconnect");
    together("--reconnect", "--reconnect");
    together("--format", "--format", "cu8");
    together("--format", "-s", "rtl_tcp://127.0.0.1:1", "--format", "cu8");
    together("--fast", "-s", "rtl_tcp://127.0.0.1:1", "--fast");
    together("--host", "--host", "localhost");
    together("--deemphasis", "--serve", "0", "-s", cu8, "--deemphasis", "75");
    together("--frequency", "--serve", "0", "-s", cu8, "--frequency", "92.7M");
    assertThat(Program.errors(2, "--serve", "0", "-s", "rtl_tcp://127.0.0.1:1"))
        .contains("--serve serves the simulated station or a recording");
    assertThat(Program.errors(2, "-s", "a.WAV", "--format", "cu8"))
        .contains("--format cu8 does nothing for a WAV file");
  }

  @Test
  void aStationPlaysOneThing() {
    together("--station-tone", "--station-tone", "1,1", "--station-wav", "a.wav");
    together("--station-sweep", "--station-sweep", "1", "--station-wav", "a.wav");
    together("--station-sweep", "--station-sweep", "1", "--station-tone", "1,1");
    together("--station-name", "--station-no-rds", "--station-name", "X");
    together("--station-text", "--station-no-rds", "--station-text", "X");
    together("--station-pi", "--station-no-rds", "--station-pi", "1");
  }

  @Test
  void aRateThatNoReceiverHasIsAMistake() {
    for (String source : List.of("simulated", "rtl_tcp://127.0.0.1:1")) {
      assertThat(Program.errors(2, "--source", source, "--rate", "500k"))
          .contains("--rate 500000 samples a second: ", "225,001 to 300,000");
    }
  }

  @Test
  void aStationOutsideTheBandOfARecordingIsAMistake() throws IOException {
    String cu8 = Files.write(folder.resolve("a.cu8"), new byte[1000]).toString();
    String[] arguments = {"-s", cu8, "-r", "1M", "--centre", "90M", "-f", "92.7M", "--fast"};
    assertThat(Program.errors(2, arguments))
        .contains("--frequency and --centre: 92.700 MHz is not in the 1.000 MHz around 90.000 MHz");
  }

  @Test
  void helpNamesEveryOption() {
    String help = new CommandLine(new FmRadio()).getUsageMessage();
    OUT_OF_RANGE.keySet().forEach(option -> assertThat(help).contains(option));
    assertThat(help).doesNotContain("null");
  }
}
