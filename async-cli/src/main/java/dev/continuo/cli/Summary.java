package dev.continuo.cli;

import dev.continuo.transform.directory.DirectoryReport;

/** One line about what was done. */
final class Summary {

  private Summary() {}

  static String of(DirectoryReport report, boolean check) {
    String text =
        report.classes() == 0
            ? "nothing to transform"
            : "%s %s in %s"
                .formatted(
                    check ? "would transform" : "transformed",
                    count(report.methods(), "@Async method", "@Async methods"),
                    count(report.classes(), "class", "classes"));
    return report.untransformed().isEmpty()
        ? text
        : text + "; left untransformed: " + String.join(", ", report.untransformed());
  }

  private static String count(int number, String one, String many) {
    return number + " " + (number == 1 ? one : many);
  }
}
