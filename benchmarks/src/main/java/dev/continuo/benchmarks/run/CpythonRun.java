package dev.continuo.benchmarks.run;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** The rows in CPython's asyncio, if there is a python3. */
final class CpythonRun {

  private final Options options;
  private final Results results;
  private final Path log = Results.FOLDER.resolve("cpython.log");

  CpythonRun(Options options, Results results) {
    this.options = options;
    this.results = results;
  }

  static boolean isPresent() {
    return !Commands.line("python3", "-c", "import asyncio; print(1)").isEmpty();
  }

  void run() throws IOException {
    if (!isPresent()) {
      System.err.println("There is no python3 with asyncio: its column stays empty.");
      return;
    }
    for (TableRow row : TableRow.values()) {
      if (options.wants(row.id())) {
        results.begin(row.id(), Results.NO_JDK);
      }
    }
    for (int round = 1; round <= options.rounds(); round++) {
      Bench.progress("CPython: round %d of %d", round, options.rounds());
      try {
        round(round);
      } catch (Commands.FailedException e) {
        System.err.println("CPython, round " + round + ": " + e.getMessage());
      }
    }
  }

  private void round(int round) throws IOException {
    String pattern = options.rows().pattern();
    String figures = Commands.output(List.of("python3", script().toString(), pattern), log);
    for (String line : figures.lines().toList()) {
      String[] parts = line.split(" ");
      results.add(parts[0], "cpython", Results.NO_JDK, round, Double.parseDouble(parts[1]));
    }
  }

  /** The figures of a crowd: bytes, nanoseconds to create, nanoseconds to complete. */
  String crowd(String kind, int count) throws IOException {
    return Commands.output(
        List.of("python3", script().toString(), "crowd", kind, String.valueOf(count)), log);
  }

  private static Path script() throws IOException {
    Path script = Results.FOLDER.resolve("asyncio_rows.py");
    try (InputStream source = CpythonRun.class.getResourceAsStream("/asyncio_rows.py")) {
      if (source == null) {
        throw new IOException("asyncio_rows.py is missing in the jar");
      }
      Files.copy(source, script, StandardCopyOption.REPLACE_EXISTING);
    }
    return script;
  }
}
