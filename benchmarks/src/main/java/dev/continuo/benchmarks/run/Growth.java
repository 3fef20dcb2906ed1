package dev.continuo.benchmarks.run;

import java.awt.BasicStroke;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** What a task and a timer cost when there are more and more of them, as a picture. */
final class Growth {

  private static final List<Integer> COUNTS =
      List.of(1_000, 3_000, 10_000, 30_000, 100_000, 300_000, 1_000_000, 3_000_000, 10_000_000);
  private static final List<Integer> SHORT = List.of(1_000, 10_000, 100_000, 1_000_000);
  private static final int JVMS_OF_LONG = 3;

  /** As many tasks are made before the first round counts, or the JIT has not seen enough. */
  private static final int WARM_UP = 400_000;

  private static final int ROUNDS_IN_JVM = 5;
  private static final List<String> CONTESTANTS = List.of("hand", "ours", "kotlin");
  private static final List<Color> COLORS =
      List.of(Color.GRAY, new Color(0x1f77b4), new Color(0xd9822b));
  private static final String ROW = "Growth";
  private static final List<String> KINDS = List.of("Suspended", "Sleeping");

  private final Options options;
  private final Results results;

  Growth(Options options, Results results) {
    this.options = options;
    this.results = results;
  }

  void run(List<Jdk> jdks) throws IOException {
    if (!options.wants(ROW)) {
      return;
    }
    for (Jdk jdk : jdks) {
      for (String kind : KINDS) {
        results.begin(ROW + kind, jdk.feature());
      }
    }
    for (int round = 1; round <= (options.isLong() ? JVMS_OF_LONG : 1); round++) {
      for (String kind : KINDS) {
        for (int count : options.isLong() ? COUNTS : SHORT) {
          for (Jdk jdk : jdks) {
            point(round, kind, count, jdk);
          }
          results.save();
        }
      }
    }
  }

  /** The contestants soon after each other: they are compared, a count is not with the next. */
  private void point(int round, String kind, int count, Jdk jdk) throws IOException {
    Bench.progress("JDK %s: growth, %s, %,d, round %d", jdk.version(), kind, count, round);
    for (String contestant : CONTESTANTS) {
      if (count > 1_000_000 && contestant.equals("kotlin")) {
        continue; // too much memory
      }
      String name = contestant + "-" + count;
      int warmUp = (WARM_UP + count - 1) / count;
      try {
        String figures =
            CrowdRun.figures(jdk, contestant, kind, count, warmUp, ROUNDS_IN_JVM, "time");
        results.add(ROW + kind, name, jdk.feature(), round, CrowdRun.cost(figures));
      } catch (Commands.FailedException e) {
        results.fails(ROW + kind, name, jdk.feature(), e.getMessage());
      }
    }
  }

  /** The rows, none of which is a line of the table. */
  static List<String> rows(Options options) {
    return options.wants(ROW) ? KINDS.stream().map(kind -> ROW + kind).toList() : List.of();
  }

  /** One picture of all curves that there are; none without a curve. */
  void draw(List<Jdk> jdks, Path file) throws IOException {
    if (!options.wants(ROW)) {
      return;
    }
    System.setProperty("java.awt.headless", "true");
    XYChart chart =
        new XYChartBuilder()
            .width(900)
            .height(520)
            .title("Create + complete, nanoseconds each")
            .xAxisTitle("tasks at the same time")
            .yAxisTitle("ns")
            .build();
    chart.getStyler().setXAxisLogarithmic(true);
    chart.getStyler().setYAxisLogarithmic(true);
    chart.getStyler().setLegendPosition(LegendPosition.OutsideE);
    chart.getStyler().setChartBackgroundColor(Color.WHITE);
    // Dashed ones are a path for each dash: 400 KB.
    chart.getStyler().setPlotGridLinesStroke(new BasicStroke(0.5f));
    chart.getStyler().setAxisTickMarksStroke(new BasicStroke(0.5f));
    for (Jdk jdk : jdks) {
      for (String kind : KINDS) {
        for (String contestant : CONTESTANTS) {
          add(chart, jdk, kind, contestant);
        }
      }
    }
    if (!chart.getSeriesMap().isEmpty()) {
      wholeDecades(chart);
      Files.createDirectories(file.getParent());
      VectorGraphicsEncoder.saveVectorGraphic(chart, file.toString(), VectorGraphicsFormat.SVG);
      System.out.println(file);
    }
  }

  /** Or an axis without a power of ten in its range has no labels. */
  private static void wholeDecades(XYChart chart) {
    double least = Double.POSITIVE_INFINITY;
    double most = 1;
    for (XYSeries series : chart.getSeriesMap().values()) {
      least = Math.min(least, series.getYMin());
      most = Math.max(most, series.getYMax());
    }
    chart.getStyler().setYAxisMin(Math.pow(10, Math.floor(Math.log10(least))));
    chart.getStyler().setYAxisMax(Math.pow(10, Math.ceil(Math.log10(most))));
  }

  private void add(XYChart chart, Jdk jdk, String kind, String contestant) {
    List<Integer> counts = new ArrayList<>();
    List<Double> costs = new ArrayList<>();
    for (int count : COUNTS) {
      OptionalDouble cost = results.median(ROW + kind, contestant + "-" + count, jdk.feature());
      if (cost.isPresent()) {
        counts.add(count);
        costs.add(cost.getAsDouble());
      }
    }
    if (!counts.isEmpty()) {
      String name =
          Table.column(contestant) + ", " + (kind.equals("Sleeping") ? "timers" : "tasks");
      XYSeries series = chart.addSeries(name + ", JDK " + jdk.feature(), counts, costs);
      series.setLineStyle(new BasicStroke(jdk.feature() == 17 ? 1 : 2.5f));
      series.setLineColor(COLORS.get(CONTESTANTS.indexOf(contestant)));
      series.setMarkerColor(COLORS.get(CONTESTANTS.indexOf(contestant)));
      series.setMarker(kind.equals("Sleeping") ? SeriesMarkers.DIAMOND : SeriesMarkers.CIRCLE);
    }
  }
}
