package dev.continuo.transform.random;

import dev.continuo.transform.constructs.Mode;
import dev.continuo.transform.random.Trial.Difference;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;

/**
 * Many programs in a row, in batches. A program that differs is shrunk, and the shrunk one is
 * reported; the campaign goes on, up to a number of failures that somebody may want to read.
 */
final class Campaign {

  private static final int BATCH = 50;
  private static final int PROGRESS = 1000;
  private static final Duration SHRINKING = Duration.ofSeconds(60);
  private static final int ENOUGH = 10;

  /** A percentage, and the number that is allowed in any case. */
  private static final int MOST_LEFT_OUT = 100;

  private final Batch.Workshop workshop;
  private final long started = System.nanoTime();
  private final List<String> reports = new ArrayList<>();
  private int done;
  private int crashes;
  private int refused;

  Campaign(Batch.Workshop workshop) {
    this.workshop = workshop;
  }

  /** A report for each program that fails among {@code count} seeds from {@code first}. */
  List<String> run(long first, int count) throws IOException {
    for (long from = first; from < first + count && reports.size() < ENOUGH; from += BATCH) {
      long to = Math.min(from + BATCH, first + count);
      batch(LongStream.range(from, to).mapToObj(ProgramGenerator::generate).toList());
    }
    return reports;
  }

  private void batch(List<Program> programs) throws IOException {
    Batch batch;
    try {
      batch = workshop.batch(programs);
    } catch (MemoryCompiler.RejectedException e) {
      if (programs.size() == 1) { // there is nothing to compare
        if (e.isCrash()) {
          crashes++;
        } else {
          refused++;
        }
        if (crashes + refused > Math.max(MOST_LEFT_OUT, done / MOST_LEFT_OUT)) {
          throw new IllegalStateException("javac refuses too many: " + e.getMessage());
        }
        return;
      }
      batch(programs.subList(0, programs.size() / 2));
      batch(programs.subList(programs.size() / 2, programs.size()));
      return;
    }
    Trial trial = new Trial(batch);
    for (Program program : programs) {
      Difference difference = trial.run(program, Trial.modes(program));
      if (difference != null) {
        report(program, difference);
      }
      if (++done % PROGRESS == 0) {
        progress();
      }
    }
  }

  private void report(Program program, Difference difference) throws IOException {
    long deadline = System.nanoTime() + SHRINKING.toNanos();
    Program small =
        new Shrinker(smaller -> failsAlike(smaller, difference, deadline)).shrink(program);
    String report =
        "seed %d, mode %s, shrunk from %d nodes to %d: %s%n%s%n%s"
            .formatted(
                program.seed(),
                difference.mode().name(),
                program.methods().size(),
                small.methods().size(),
                difference.kind(),
                small.text(),
                difference.text());
    reports.add(report);
    Files.writeString(workshop.folder().resolve(program.name() + ".txt"), report);
  }

  private boolean failsAlike(Program program, Difference difference, long deadline) {
    if (!program.canRun() || System.nanoTime() > deadline) {
      return false;
    }
    try {
      Mode mode = difference.mode();
      Difference found = new Trial(workshop.batch(List.of(program))).run(program, List.of(mode));
      return found != null && found.like(difference);
    } catch (MemoryCompiler.RejectedException e) {
      return false;
    }
  }

  private void progress() {
    double seconds = Duration.ofNanos(System.nanoTime() - started).toMillis() / 1000.0;
    System.out.printf(
        Locale.ROOT,
        "%d random programs, %.0f s, %.0f per second, %d failures; left out: %d that javac"
            + " crashes on, %d that it refuses%n",
        done,
        seconds,
        done / seconds,
        reports.size(),
        crashes,
        refused);
  }
}
