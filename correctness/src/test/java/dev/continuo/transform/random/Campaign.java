package dev.continuo.transform.random;

import dev.continuo.transform.constructs.Mode;
import dev.continuo.transform.random.Trial.Difference;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Many programs, in batches, on all cores. A program that differs is shrunk, and the shrunk one is
 * reported; the campaign goes on, up to a number of failures that somebody may want to read.
 */
final class Campaign {

  private static final int BATCH = 50;
  private static final int PROGRESS = 1000;
  private static final Duration SHRINKING = Duration.ofSeconds(60);
  private static final int ENOUGH = 10;

  /** Of so many programs one may be left out; and a few in any case, as a run may be short. */
  private static final int ONE_LEFT_OUT_OF = 100;

  private static final int A_FEW = 5;

  private final Batch.Workshop workshop;
  private final long started = System.nanoTime();
  private final List<String> reports = Collections.synchronizedList(new ArrayList<>());
  private final AtomicInteger done = new AtomicInteger();
  private final AtomicInteger crashes = new AtomicInteger();
  private final AtomicInteger refused = new AtomicInteger();
  private final AtomicInteger tooLarge = new AtomicInteger();

  Campaign(Batch.Workshop workshop) {
    this.workshop = workshop;
  }

  /** A report for each program that fails among {@code count} seeds from {@code first}. */
  List<String> run(long first, int count) throws Exception {
    ExecutorService workers =
        Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    try {
      List<Future<?>> batches = new ArrayList<>();
      for (long from = first; from < first + count; from += BATCH) {
        long start = from;
        long end = Math.min(from + BATCH, first + count);
        batches.add(
            workers.submit(
                () -> {
                  if (reports.size() < ENOUGH) {
                    batch(
                        LongStream.range(start, end).mapToObj(ProgramGenerator::generate).toList());
                  }
                  return null;
                }));
      }
      for (Future<?> batch : batches) {
        batch.get();
      }
      progress(done.get());
    } catch (ExecutionException e) {
      throw new IllegalStateException("before that: " + reports, e);
    } finally {
      workers.shutdownNow();
    }
    return reports;
  }

  private void batch(List<Program> programs) throws IOException {
    Batch batch;
    try {
      batch = workshop.batch(programs);
    } catch (MemoryCompiler.RejectedException e) {
      if (programs.size() == 1) { // there is nothing to compare
        leftOut(e.isCrash() ? crashes : refused, e.getMessage());
        return;
      }
      batch(programs.subList(0, programs.size() / 2));
      batch(programs.subList(programs.size() / 2, programs.size()));
      return;
    }
    Trial trial = new Trial(batch, program -> leftOut(tooLarge, program.name() + " is too large"));
    for (Program program : programs) {
      Difference difference = trial.run(program, Trial.modes(program));
      if (difference != null) {
        report(program, difference);
      }
      int finished = done.incrementAndGet();
      if (finished % PROGRESS == 0) {
        progress(finished);
      }
    }
  }

  /** Counts a program that is not compared: if there are many, the comparison says nothing. */
  private void leftOut(AtomicInteger counter, @Nullable String why) {
    counter.incrementAndGet();
    int all = crashes.get() + refused.get() + tooLarge.get();
    if (all > A_FEW + done.get() / ONE_LEFT_OUT_OF) {
      throw new IllegalStateException("too many programs are not compared: " + why);
    }
  }

  private void report(Program program, Difference difference) throws IOException {
    long deadline = System.nanoTime() + SHRINKING.toNanos();
    Program small =
        new Shrinker(smaller -> failsAlike(smaller, difference, deadline)).shrink(program);
    Difference shrunk = alone(small, difference.mode());
    String report =
        "seed %d, mode %s, shrunk from %d nodes to %d: %s%n%s%n%s"
            .formatted(
                program.seed(),
                difference.mode().name(),
                program.methods().size(),
                small.methods().size(),
                difference.kind(),
                small.text(),
                (shrunk == null ? difference : shrunk).text());
    reports.add(report);
    Files.writeString(workshop.folder().resolve(program.name() + ".txt"), report);
  }

  private boolean failsAlike(Program program, Difference difference, long deadline) {
    if (!program.canRun() || System.nanoTime() > deadline) {
      return false;
    }
    Difference found = alone(program, difference.mode());
    return found != null && found.like(difference);
  }

  /** What a program does wrong in a mode; null if nothing, or if it does not compile. */
  private @Nullable Difference alone(Program program, Mode mode) {
    try {
      return new Trial(workshop.batch(List.of(program)), any -> {}).run(program, List.of(mode));
    } catch (MemoryCompiler.RejectedException e) {
      return null;
    }
  }

  private void progress(int finished) {
    double seconds = Duration.ofNanos(System.nanoTime() - started).toMillis() / 1000.0;
    System.out.printf(
        Locale.ROOT,
        "%d random programs, %.0f s, %.0f per second, %d failures; left out: %d that javac"
            + " crashes on, %d that it refuses, %d that do not fit into a method%n",
        finished,
        seconds,
        finished / seconds,
        reports.size(),
        crashes.get(),
        refused.get(),
        tooLarge.get());
  }
}
