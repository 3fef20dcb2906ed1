package dev.continuo.benchmarks.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A million tasks that wait, and a million that sleep: a JVM for each contestant and round. */
final class CrowdRun {

  private static final int COUNT = 1_000_000;
  private static final int ROUNDS_IN_JVM = 5;
  private static final List<String> KINDS = List.of("Suspended", "Sleeping");
  private static final String COST = "Cost";

  private final Options options;
  private final Results results;

  CrowdRun(Options options, Results results) {
    this.options = options;
    this.results = results;
  }

  static List<Table.Line> lines(Options options) {
    List<String> names = List.copyOf(Crowds.CONTESTANTS.keySet());
    List<Table.Line> lines = new ArrayList<>();
    if (options.wants("Suspended")) {
      lines.add(
          new Table.Line(
              "Suspended",
              "1,000,000 tasks suspended on one future, bytes each",
              Goal.atMost(96),
              names));
      lines.add(
          new Table.Line(
              "SuspendedCost", "the same, create + complete, ns each", Goal.NONE, names));
    }
    if (options.wants("Sleeping")) {
      lines.add(
          new Table.Line(
              "Sleeping", "1,000,000 tasks sleeping, bytes each", Goal.atMost(120), names));
      lines.add(
          new Table.Line(
              "SleepingCost", "the same, create + complete, ns each", Goal.timesHand(1.3), names));
    }
    return lines;
  }

  void run(List<Jdk> jdks) throws IOException {
    for (String kind : KINDS) {
      if (options.wants(kind)) {
        measure(kind, jdks);
      }
    }
  }

  private void measure(String kind, List<Jdk> jdks) throws IOException {
    for (Jdk jdk : jdks) {
      results.forget(kind, jdk.feature());
      results.forget(kind + COST, jdk.feature());
    }
    results.forget(kind, Results.NO_JDK);
    results.forget(kind + COST, Results.NO_JDK);
    for (int round = 1; round <= options.rounds(); round++) {
      for (Jdk jdk : jdks) {
        Bench.progress(
            "JDK %s: a million %s, round %d of %d",
            jdk.version(), kind.toLowerCase(java.util.Locale.ROOT), round, options.rounds());
        for (String contestant : Crowds.CONTESTANTS.keySet()) {
          one(kind, jdk, contestant);
        }
        results.save();
      }
    }
    if (CpythonRun.isPresent()) {
      Bench.progress("CPython: a million");
      add(kind, "cpython", Results.NO_JDK, new CpythonRun(options, results).crowd(kind, COUNT));
    }
  }

  private void one(String kind, Jdk jdk, String contestant) throws IOException {
    if (results.failure(kind, contestant, jdk.feature()).isPresent()) {
      return;
    }
    try {
      add(kind, contestant, jdk.feature(), figures(jdk, contestant, kind, COUNT, ROUNDS_IN_JVM));
    } catch (Commands.FailedException e) {
      results.fails(kind, contestant, jdk.feature(), e.getMessage());
    }
  }

  /** What {@link Crowds} prints in a JVM of its own. */
  static String figures(Jdk jdk, String contestant, String kind, int count, int rounds)
      throws IOException {
    String heap = count > COUNT ? "8g" : "3g";
    List<String> settings =
        List.of(
            "-Xms" + heap,
            "-Xmx" + heap,
            "-Xmn128m",
            "-XX:+AlwaysPreTouch",
            "-Djdk.virtualThreadScheduler.parallelism=1",
            "-Djdk.virtualThreadScheduler.maxPoolSize=1");
    Path log = Results.FOLDER.resolve("crowd-" + contestant + ".log");
    Files.deleteIfExists(log);
    try {
      return Commands.output(
          Commands.jvm(
              jdk,
              settings,
              Crowds.class,
              contestant,
              kind,
              String.valueOf(count),
              String.valueOf(rounds)),
          log);
    } catch (Commands.FailedException e) {
      throw new Commands.FailedException(
          Files.readAllLines(log).stream()
              .filter(line -> line.contains("Exception") || line.contains("Error"))
              .reduce((first, last) -> last)
              .orElse(e.getMessage())
              .replace("Exception in thread \"main\" ", ""));
    }
  }

  /** The median of all rounds of the JVM but the first two, which warm up. */
  private void add(String kind, String contestant, int jdk, String figures) {
    double[][] rounds = parse(figures);
    results.add(kind, contestant, jdk, median(rounds, 0));
    results.add(
        kind + COST,
        contestant,
        jdk,
        Results.median(Arrays.stream(rounds).mapToDouble(round -> round[1] + round[2]).toArray()));
  }

  private static double median(double[][] rounds, int column) {
    return Results.median(Arrays.stream(rounds).mapToDouble(round -> round[column]).toArray());
  }

  /** Lines of numbers, without those that warm up. */
  static double[][] parse(String figures) {
    List<String> lines = figures.lines().toList();
    return lines.subList(lines.size() > 2 ? 2 : 0, lines.size()).stream()
        .map(line -> Arrays.stream(line.split(" ")).mapToDouble(Double::parseDouble).toArray())
        .toArray(double[][]::new);
  }
}
