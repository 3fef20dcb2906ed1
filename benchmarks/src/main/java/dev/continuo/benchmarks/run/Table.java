package dev.continuo.benchmarks.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** Writes what was measured as Markdown. A cell is one figure for each JDK. */
final class Table {

  /** The columns, by the names of the contestants. */
  private static final Map<String, String> COLUMNS = new LinkedHashMap<>();

  static {
    COLUMNS.put("hand", "by hand");
    COLUMNS.put("ours", "Continuo");
    COLUMNS.put("kotlinRaw", "Kotlin, intrinsics");
    COLUMNS.put("kotlin", "kotlinx.coroutines");
    COLUMNS.put("eaAsync", "ea-async");
    COLUMNS.put("tascalate", "Tascalate");
    COLUMNS.put("completableFuture", "Completable­Future");
    COLUMNS.put("virtualThreads", "virtual threads");
    COLUMNS.put("cpython", "CPython asyncio");
  }

  /** One line of the table. */
  record Line(String id, String title, Goal goal, List<String> contestants) {}

  private final Results results;
  private final List<Integer> jdks;
  private final List<Line> lines;
  private final StringBuilder out = new StringBuilder();

  Table(Results results, List<Integer> jdks, List<Line> lines) {
    this.results = results;
    this.jdks = jdks;
    this.lines = lines;
  }

  String text() {
    String versions = jdks.stream().map(String::valueOf).collect(Collectors.joining(" / "));
    out.append("<!-- Written by scripts/bench: change that, not this. -->\n\n");
    out.append("# Measured\n\n");
    out.append("Each cell is JDK ")
        .append(versions)
        .append(
            ", the median of all rounds; a round is a JVM of its own, and the contestants take turns."
                + " Only ratios inside one run mean anything.\n\n");
    results
        .facts()
        .forEach(
            (name, fact) -> out.append("- ").append(name).append(": ").append(fact).append('\n'));
    out.append('\n');
    matrix();
    verdicts();
    others();
    failures();
    return out.toString();
  }

  private void matrix() {
    out.append("| workload | ").append(String.join(" | ", COLUMNS.values())).append(" |\n");
    out.append("|---|").append("---|".repeat(COLUMNS.size())).append('\n');
    for (Line line : lines) {
      out.append("| ").append(line.title());
      for (String contestant : COLUMNS.keySet()) {
        out.append(" | ").append(cell(line.id(), contestant));
      }
      out.append(" |\n");
    }
    out.append('\n');
  }

  private String cell(String row, String contestant) {
    OptionalDouble single = results.median(row, contestant, Results.NO_JDK);
    if (single.isPresent()) {
      return figure(single.getAsDouble());
    }
    List<String> cells = new ArrayList<>();
    for (int jdk : jdks) {
      OptionalDouble median = results.median(row, contestant, jdk);
      cells.add(
          median.isPresent()
              ? figure(median.getAsDouble())
              : results.failure(row, contestant, jdk).filter(Table::isFailure).isPresent()
                  ? "fails"
                  : "–");
    }
    boolean nothing = cells.stream().allMatch("–"::equals);
    return nothing ? "" : String.join(" / ", cells);
  }

  /** One that is not made for it does not fail. */
  private static boolean isFailure(String why) {
    return !why.contains("UnsupportedOperationException");
  }

  private void verdicts() {
    out.append("## Goals\n\n");
    out.append(
        "| workload | ÷ by hand | goal | met | B/op | peers ahead of us |\n|---|---|---|---|---|---|\n");
    for (Line line : lines) {
      List<String> ratios = new ArrayList<>();
      List<String> met = new ArrayList<>();
      List<String> bytes = new ArrayList<>();
      List<String> ahead = new ArrayList<>();
      for (int jdk : jdks) {
        OptionalDouble ours = results.median(line.id(), "ours", jdk);
        if (ours.isEmpty()) {
          continue;
        }
        OptionalDouble hand = results.median(line.id(), "hand", jdk);
        double allocated = results.median(line.id(), "ours" + JmhRun.ALLOCATED, jdk).orElse(0);
        ratios.add(hand.isEmpty() ? "–" : figure(ours.getAsDouble() / hand.getAsDouble()));
        if (Double.isFinite(line.goal().limit())) {
          boolean isMet = line.goal().isMet(ours.getAsDouble(), hand.orElse(Double.NaN), allocated);
          met.add(isMet ? "yes" : "**no**");
        }
        results
            .median(line.id(), "ours" + JmhRun.ALLOCATED, jdk)
            .ifPresent(each -> bytes.add(figure(each)));
        ahead.addAll(ahead(line, jdk, ours.getAsDouble()));
      }
      if (!ratios.isEmpty()) {
        out.append("| ").append(line.title());
        out.append(" | ").append(String.join(" / ", ratios));
        out.append(" | ").append(line.goal());
        out.append(" | ").append(String.join(" / ", met));
        out.append(" | ").append(String.join(" / ", bytes));
        out.append(" | ").append(String.join(", ", ahead)).append(" |\n");
      }
    }
    out.append('\n');
  }

  private List<String> ahead(Line line, int jdk, double ours) {
    List<String> ahead = new ArrayList<>();
    for (String contestant : COLUMNS.keySet()) {
      if (contestant.equals("hand") || contestant.equals("ours")) {
        continue;
      }
      OptionalDouble peer = results.median(line.id(), contestant, jdk);
      if (contestant.equals("cpython")) {
        peer = results.median(line.id(), contestant, Results.NO_JDK);
      }
      if (peer.isPresent() && peer.getAsDouble() < ours) {
        ahead.add(COLUMNS.get(contestant) + " on " + jdk);
      }
    }
    return ahead;
  }

  /** Contestants that only one row or two have. */
  private void others() {
    StringBuilder list = new StringBuilder();
    for (Line line : lines) {
      for (String contestant : line.contestants()) {
        String cell = COLUMNS.containsKey(contestant) ? "" : cell(line.id(), contestant);
        if (!cell.isEmpty()) {
          list.append("| ").append(line.title()).append(" | ").append(contestant);
          list.append(" | ").append(cell).append(" |\n");
        }
      }
    }
    if (!list.isEmpty()) {
      out.append("## Other contestants\n\n| workload | contestant | figure |\n|---|---|---|\n");
      out.append(list).append('\n');
    }
  }

  private void failures() {
    if (results.failures().isEmpty()) {
      return;
    }
    out.append("## Who could not take part\n\n");
    Map<String, List<String>> byReason = new LinkedHashMap<>();
    results
        .failures()
        .forEach((who, why) -> byReason.computeIfAbsent(why, any -> new ArrayList<>()).add(who));
    byReason.forEach(
        (why, who) ->
            out.append("- `")
                .append(why)
                .append("`: ")
                .append(String.join(", ", who))
                .append('\n'));
  }

  static String figure(double value) {
    double size = Math.abs(value);
    String format = size >= 100 ? "%,.0f" : size >= 10 ? "%.1f" : "%.2f";
    return String.format(Locale.ROOT, format, value);
  }
}
