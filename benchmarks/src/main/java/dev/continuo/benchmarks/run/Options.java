package dev.continuo.benchmarks.run;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the command line says.
 *
 * @param rows which rows, by their names
 * @param rounds how many JVMs measure each contestant, one after the other in turns with the others
 * @param iterations of the warm-up, and as many of the measurement
 * @param millis the length of an iteration
 * @param jdks the versions; empty: this one, and 25
 * @param out where the table goes
 * @param reportOnly whether nothing is measured
 * @param isLong whether it is the long run
 */
record Options(
    Pattern rows,
    int rounds,
    int iterations,
    int millis,
    List<Integer> jdks,
    Path out,
    boolean reportOnly,
    boolean isLong) {

  static final String USAGE =
      "usage: bench short|long [--rows REGEX] [--jdks 17,25] [--rounds N] [--out FILE]"
          + " [--no-build] [--report-only]";

  static Options parse(String... args) {
    if (args.length == 0 || !List.of("short", "long").contains(args[0])) {
      throw new IllegalArgumentException(USAGE);
    }
    boolean isLong = args[0].equals("long");
    String rows = ".";
    int rounds = isLong ? 5 : 3;
    List<Integer> jdks = List.of();
    Path out = null;
    boolean reportOnly = false;
    for (int i = 1; i < args.length; i++) {
      switch (args[i]) {
        case "--rows" -> rows = argument(args, ++i);
        case "--rounds" -> rounds = Integer.parseInt(argument(args, ++i));
        case "--jdks" ->
            jdks = List.of(argument(args, ++i).split(",")).stream().map(Integer::valueOf).toList();
        case "--out" -> out = Path.of(argument(args, ++i));
        case "--no-build" -> {} // the script has seen it
        case "--report-only" -> reportOnly = true;
        default -> throw new IllegalArgumentException(args[i] + "?\n" + USAGE);
      }
    }
    return new Options(
        Pattern.compile(rows),
        rounds,
        isLong ? 5 : 3,
        isLong ? 1000 : 300,
        jdks,
        out == null ? destination(rows) : out,
        reportOnly,
        isLong);
  }

  private static Path destination(String rows) {
    return rows.equals(".")
        ? Path.of("docs/performance-table.md")
        : Results.FOLDER.resolve("table.md");
  }

  private static String argument(String[] args, int index) {
    @Nullable String value = index < args.length ? args[index] : null;
    if (value == null) {
      throw new IllegalArgumentException(args[index - 1] + " needs a value\n" + USAGE);
    }
    return value;
  }

  boolean wants(String row) {
    return rows.matcher(row).find();
  }
}
