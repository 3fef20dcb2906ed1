package dev.continuo.benchmarks.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes what was measured as Markdown. A cell is one figure for each JDK. */
final class Table {

  private static final String HAND = "hand";
  private static final String OURS = "ours";
  private static final String CPYTHON = "cpython";
  private static final String NOTHING = "–";

  /** The columns, by the names of the contestants. */
  private static final Map<String, String> COLUMNS = new LinkedHashMap<>();

  static {
    COLUMNS.put(HAND, "by hand");
    COLUMNS.put(OURS, "Continuo");
    COLUMNS.put("kotlinRaw", "Kotlin, intrinsics");
    COLUMNS.put("kotlin", "kotlinx.coroutines");
    COLUMNS.put("eaAsync", "ea-async");
    COLUMNS.put("tascalate", "Tascalate");
    COLUMNS.put("completableFuture", "Completable­Future");
    COLUMNS.put("virtualThreads", "virtual threads");
    COLUMNS.put(CPYTHON, "CPython asyncio");
  }

  /** Peers are ahead of us from here on: differences of single JVMs are as large. */
  private static final double AHEAD = 1.1;

  /**
   * One line of the table.
   *
   * @param id the row
   * @param sameByHand whether who is written by hand does the same, so that a ratio says something
   */
  record Line(String id, String title, Goal goal, List<String> contestants, boolean sameByHand) {

    Line(String id, String title, Goal goal, List<String> contestants) {
      this(id, title, goal, contestants, true);
    }
  }

  private final Results results;
  private final List<String> otherRows;
  private final List<Integer> jdks;
  private final List<Line> lines;
  private final StringBuilder out = new StringBuilder();

  /** One of these lines; {@code otherRows} were measured too, and may have failures. */
  Table(Results results, List<Integer> jdks, List<Line> lines, List<String> otherRows) {
    this.results = results;
    this.otherRows = otherRows;
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
    out.append(
        "“(2 of 3)”: in the other rounds its JVM failed; “–”: it has no such feature, or not on this"
            + " JDK, or it was not measured.\n\n");
    results.facts().forEach((name, fact) -> item(name + ": " + fact));
    origins();
    out.append('\n');
    matrix();
    verdicts();
    others();
    failures();
    return out.toString();
  }

  private void item(String text) {
    out.append("- ").append(text).append('\n');
  }

  /** Of which commits the rows are, if they are not all of one. */
  private void origins() {
    Map<String, List<String>> rows = new LinkedHashMap<>();
    for (String row : rows()) {
      for (int jdk : jdks) {
        results
            .origin(row, jdk)
            .ifPresent(
                origin ->
                    rows.computeIfAbsent(origin, any -> new ArrayList<>()).add(row + "@" + jdk));
      }
    }
    rows.forEach(
        (origin, names) ->
            item("measured: " + origin + (rows.size() == 1 ? "" : " " + String.join(", ", names))));
  }

  private List<String> rows() {
    return Stream.concat(lines.stream().map(Line::id), otherRows.stream()).toList();
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
    if (lines.stream().anyMatch(line -> line.id().startsWith("Suspended"))) {
      out.append(
          "Suspended tasks: with CompletableFuture, ea-async and Tascalate all waiters go on inside"
              + " the call that completes the future; the others queue each of them for its turn.\n\n");
    }
  }

  private String cell(String row, String contestant) {
    if (contestant.equals(CPYTHON)) {
      String cell = cell(row, contestant, Results.NO_JDK);
      return cell.equals(NOTHING) ? "" : cell;
    }
    List<String> cells = jdks.stream().map(jdk -> cell(row, contestant, jdk)).toList();
    return cells.stream().allMatch(NOTHING::equals) ? "" : String.join(" / ", cells);
  }

  private String cell(String row, String contestant, int jdk) {
    OptionalDouble median = results.median(row, contestant, jdk);
    if (median.isEmpty()) {
      boolean fails = results.failure(row, contestant, jdk).filter(Table::isFailure).isPresent();
      return fails ? "fails" : NOTHING;
    }
    int rounds = results.rounds(row, contestant, jdk);
    int all = results.rounds(row, jdk);
    String figure = figure(median.getAsDouble());
    return rounds == all ? figure : figure + " (" + rounds + " of " + all + ")";
  }

  private static String cell(OptionalDouble figure) {
    return figure.isPresent() ? figure(figure.getAsDouble()) : NOTHING;
  }

  /** One that is not made for it does not fail. */
  private static boolean isFailure(String why) {
    return !isMissing(why);
  }

  /** Whether somebody does not have what a row measures, or not on that JDK. */
  static boolean isMissing(String why) {
    return why.contains("UnsupportedOperationException");
  }

  private void verdicts() {
    out.append("## Goals\n\n");
    out.append("The ratios are medians of those of each round. Peers are ahead from 10 % on.\n\n");
    out.append("| workload | ÷ by hand | goal | met | B/op | peers ahead of us |\n");
    out.append("|---|---|---|---|---|---|\n");
    for (Line line : lines) {
      List<Integer> measured =
          jdks.stream().filter(jdk -> results.median(line.id(), OURS, jdk).isPresent()).toList();
      if (!measured.isEmpty()) {
        verdict(line, measured);
      }
    }
    out.append('\n');
  }

  private void verdict(Line line, List<Integer> measured) {
    List<String> ratios = new ArrayList<>();
    List<String> met = new ArrayList<>();
    List<String> bytes = new ArrayList<>();
    for (int jdk : measured) {
      OptionalDouble ours = results.median(line.id(), OURS, jdk);
      OptionalDouble ratio = results.ratio(line.id(), OURS, HAND, jdk);
      OptionalDouble allocated = results.median(line.id(), OURS + JmhRun.ALLOCATED, jdk);
      ratios.add(line.sameByHand() ? cell(ratio) : NOTHING);
      met.add(
          line.goal()
              .isMet(ours, ratio, allocated)
              .map(isMet -> isMet ? "yes" : "**no**")
              .orElse(NOTHING));
      bytes.add(cell(allocated));
    }
    out.append("| ").append(line.title());
    out.append(" | ").append(String.join(" / ", ratios));
    out.append(" | ").append(line.goal());
    out.append(" | ").append(line.goal().equals(Goal.NONE) ? "" : String.join(" / ", met));
    out.append(" | ").append(String.join(" / ", bytes));
    out.append(" | ").append(ahead(line, measured)).append(" |\n");
  }

  private String ahead(Line line, List<Integer> measured) {
    List<String> ahead = new ArrayList<>();
    for (String contestant : COLUMNS.keySet()) {
      List<String> on =
          measured.stream()
              .filter(jdk -> !contestant.equals(HAND) && lead(line.id(), contestant, jdk) >= AHEAD)
              .map(String::valueOf)
              .toList();
      if (!on.isEmpty()) {
        // CPython has no JDK: there it is ours that differs.
        boolean always = contestant.equals(CPYTHON) && on.size() == measured.size();
        ahead.add(COLUMNS.get(contestant) + (always ? "" : " on " + String.join(", ", on)));
      }
    }
    return String.join("; ", ahead);
  }

  /** How many times as long as a peer ours takes; 0 if nobody knows. */
  private double lead(String row, String peer, int jdk) {
    if (peer.equals(CPYTHON)) {
      OptionalDouble its = results.median(row, peer, Results.NO_JDK);
      return its.isEmpty() ? 0 : results.median(row, OURS, jdk).orElse(0) / its.getAsDouble();
    }
    return results.ratio(row, OURS, peer, jdk).orElse(0);
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
    Map<String, List<String>> byReason = new LinkedHashMap<>();
    results
        .failures()
        .forEach(
            (who, why) -> {
              if (isShown(who) && isFailure(why)) {
                byReason.computeIfAbsent(why, any -> new ArrayList<>()).add(who);
              }
            });
    if (!byReason.isEmpty()) {
      out.append("## Who could not take part, or not in all rounds\n\n");
      byReason.forEach((why, who) -> item("`" + why + "`: " + String.join(", ", who)));
    }
  }

  private boolean isShown(String failed) {
    String row = failed.substring(0, failed.indexOf('.'));
    int jdk = Integer.parseInt(failed.substring(failed.lastIndexOf('@') + 1));
    return rows().contains(row) && (jdk == Results.NO_JDK || jdks.contains(jdk));
  }

  /** What the table calls a contestant. */
  static String column(String contestant) {
    return COLUMNS.getOrDefault(contestant, contestant);
  }

  static String figure(double value) {
    double size = Math.abs(value);
    String format = size >= 100 ? "%,.0f" : size >= 10 ? "%.1f" : "%.2f";
    return String.format(Locale.ROOT, format, value);
  }
}
