package dev.continuo.benchmarks.run;

import dev.continuo.benchmarks.rows.AsyncGenerators;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/** All of it: see {@code scripts/bench}. */
final class Bench {

  private final Options options;
  private final Results results;

  private Bench(Options options, Results results) {
    this.options = options;
    this.results = results;
  }

  public static void main(String[] args) throws IOException {
    Options options;
    try {
      options = Options.parse(args);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(2);
      return;
    }
    Files.createDirectories(Results.FOLDER);
    new Bench(options, Results.load()).run();
  }

  private void run() throws IOException {
    List<Jdk> jdks = Jdk.find(options.jdks());
    try {
      if (!options.reportOnly()) {
        measure(jdks);
      }
    } finally {
      write(jdks); // of what there is
    }
  }

  private void measure(List<Jdk> jdks) throws IOException {
    Environment.record(results, jdks, options);
    JmhRun rows = new JmhRun(options, results);
    if (rows.hasRows()) {
      measureRows(rows, jdks);
    }
    new CrowdRun(options, results).run(jdks);
    new BuildCost(options, results).run(jdks);
    new Growth(options, results).run(jdks);
    results.save();
  }

  private void measureRows(JmhRun rows, List<Jdk> jdks) throws IOException {
    for (Jdk jdk : jdks) {
      progress("JDK %s: do all contestants compute the same?", jdk.version());
      rows.check(jdk);
    }
    for (int round = 1; round <= options.rounds(); round++) {
      for (Jdk jdk : jdks) {
        progress("JDK %s: round %d of %d", jdk.version(), round, options.rounds());
        rows.round(jdk, round);
        results.save();
      }
    }
    new CpythonRun(options, results).run();
    results.save();
  }

  private void write(List<Jdk> jdks) throws IOException {
    List<Table.Line> lines = new ArrayList<>();
    for (TableRow row : TableRow.values()) {
      if (options.wants(row.id())) {
        boolean sameByHand = row.benchmark != AsyncGenerators.class; // an Iterator there
        lines.add(new Table.Line(row.id(), row.title, row.goal, row.contestants(), sameByHand));
      }
    }
    lines.addAll(CrowdRun.lines(options));
    lines.addAll(BuildCost.lines(options));
    List<Integer> features = jdks.stream().map(Jdk::feature).toList();
    Table table = new Table(results, features, lines, Growth.rows(options));
    Path out = options.out().toAbsolutePath();
    Files.createDirectories(out.getParent());
    Path draft = out.resolveSibling(out.getFileName() + ".new");
    Files.writeString(draft, table.text());
    Files.move(draft, out, StandardCopyOption.REPLACE_EXISTING);
    System.out.println(out);
    new Growth(options, results).draw(jdks, out.resolveSibling("performance-growth.svg"));
  }

  static void progress(String format, Object... arguments) {
    System.err.println(String.format(format, arguments));
  }
}
