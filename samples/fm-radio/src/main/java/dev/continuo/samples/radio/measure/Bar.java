package dev.continuo.samples.radio.measure;

import java.io.PrintStream;
import java.util.Locale;

/**
 * A figure and what it has to be.
 *
 * @param name what was measured
 * @param figure what it is
 * @param unit of both numbers
 * @param atLeast whether the bar is the least that is good enough; false: the most
 * @param bar the limit
 */
record Bar(String name, double figure, String unit, boolean atLeast, double bar) {
  static Bar atLeast(String name, double figure, double bar, String unit) {
    return new Bar(name, figure, unit, true, bar);
  }

  static Bar atMost(String name, double figure, double bar, String unit) {
    return new Bar(name, figure, unit, false, bar);
  }

  /** NaN never meets a bar. */
  boolean met() {
    return atLeast ? figure >= bar : figure <= bar;
  }

  /** A line, at once: into a pipe as well. */
  void print(PrintStream out) {
    out.printf(
        Locale.ROOT,
        "%-52s %9.1f %-5s %s %7.1f  %s%n",
        name,
        figure,
        unit,
        atLeast ? ">=" : "<=",
        bar,
        met() ? "met" : "MISSED");
    out.flush();
  }
}
