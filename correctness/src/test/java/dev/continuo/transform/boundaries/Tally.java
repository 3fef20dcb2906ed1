package dev.continuo.transform.boundaries;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What became of the methods; used by several threads. */
final class Tally {

  private static final int MOST_FAILURES = 20;

  private final Map<String, Integer> refused = new TreeMap<>();
  private final List<String> failures = new ArrayList<>();
  private long boundaries;
  private int passed;
  private int skipped;
  private int failed;

  synchronized void passed(int methods, int awaits) {
    passed += methods;
    boundaries += awaits;
  }

  synchronized void skipped(String className) {
    skipped++;
  }

  synchronized void refused(String why) {
    refused.merge(why, 1, Integer::sum);
  }

  synchronized void failed(String where, Throwable failure) {
    failed++;
    if (failures.size() < MOST_FAILURES) {
      failures.add(where + "\n    " + failure);
    }
  }

  synchronized int failed() {
    return failed;
  }

  /** The codes of what was refused. */
  synchronized Set<String> refusals() {
    return refused.keySet().stream().map(why -> why.substring(0, 8)).collect(Collectors.toSet());
  }

  synchronized int methods() {
    return passed;
  }

  synchronized List<String> failures() {
    return List.copyOf(failures);
  }

  /** For a report. */
  synchronized String text() {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%,d methods passed, %,d failed; %,d awaits inserted; %,d classes skipped, as the JVM does"
                + " not link them as they are%n",
            passed,
            failed,
            boundaries,
            skipped));
    refused.forEach((why, count) -> text.append(String.format("  refused %5d  %s%n", count, why)));
    failures.forEach(failure -> text.append("  FAILED ").append(failure).append('\n'));
    return text.toString();
  }
}
