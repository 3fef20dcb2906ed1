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
  private static final int WARM_UP = 2;
  private static final int ROUNDS_IN_JVM = 3;
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
      results.begin(kind, jdk.feature());
      results.begin(kind + COST, jdk.feature());
    }
    results.begin(kind, Results.NO_JDK);
    results.begin(kind + COST, Results.NO_JDK);
    for (int round = 1; round <= options.rounds(); round++) {
      for (Jdk jdk : jdks) {
        Bench.progress(
            "JDK %s: a million %s, round %d of %d",
            jdk.version(), kind.toLowerCase(java.util.Locale.ROOT), round, options.rounds());
        for (String contestant : Crowds.CONTESTANTS.keySet()) {
          one(kind, jdk, contestant, round);
        }
        results.save();
      }
    }
    if (CpythonRun.isPresent()) {
      Bench.progress("CPython: a million");
      try {
        add(
            kind,
            "cpython",
            Results.NO_JDK,
            1,
            new CpythonRun(options, results).crowd(kind, COUNT));
      } catch (Commands.FailedException e) {
        fails(kind, "cpython", Results.NO_JDK, e);
      }
    }
  }

  private void one(String kind, Jdk jdk, String contestant, int round) throws IOException {
    if (results.failure(kind, contestant, jdk.feature()).filter(Table::isMissing).isPresent()) {
      return; // a crash may have been chance
    }
    try {
      String figures = figures(jdk, contestant, kind, COUNT, WARM_UP, ROUNDS_IN_JVM);
      add(kind, contestant, jdk.feature(), round, figures);
    } catch (Commands.FailedException e) {
      fails(kind, contestant, jdk.feature(), e);
    }
  }

  private void fails(String kind, String contestant, int jdk, Commands.FailedException failure) {
    results.fails(kind, contestant, jdk, failure.getMessage());
    results.fails(kind + COST, contestant, jdk, failure.getMessage());
  }

  /** What {@link Crowds} prints in a JVM of its own. */
  static String figures(
      Jdk jdk, String contestant, String kind, int count, int warmUp, int rounds, String... more)
      throws IOException {
    String heap = count > COUNT ? "8g" : count == COUNT ? "3g" : "1g"; // touching it takes time
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
      List<String> command = Commands.jvm(jdk, settings, Crowds.class, contestant, kind);
      command.addAll(List.of("" + count, "" + warmUp, "" + rounds));
      command.addAll(List.of(more));
      return Commands.output(command, log);
    } catch (Commands.FailedException e) {
      throw new Commands.FailedException(
          Files.readAllLines(log).stream()
              .filter(line -> line.contains("Exception") || line.contains("Error"))
              .reduce((first, last) -> last)
              .orElse(e.getMessage())
              .replace("Exception in thread \"main\" ", ""));
    }
  }

  private void add(String kind, String contestant, int jdk, int round, String figures) {
    results.add(kind, contestant, jdk, round, Results.median(column(figures, 0)));
    results.add(kind + COST, contestant, jdk, round, cost(figures));
  }

  /** The median of what creating and completing took together. */
  static double cost(String figures) {
    double[] create = column(figures, 1);
    double[] complete = column(figures, 2);
    Arrays.setAll(create, i -> create[i] + complete[i]);
    return Results.median(create);
  }

  private static double[] column(String figures, int column) {
    return figures
        .lines()
        .mapToDouble(line -> Double.parseDouble(line.split(" ")[column]))
        .toArray();
  }
}
