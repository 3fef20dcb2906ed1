package dev.continuo.transform.random;

import dev.continuo.transform.DiagnosticCode;
import dev.continuo.transform.constructs.Construct;
import dev.continuo.transform.constructs.Mode;
import dev.continuo.transform.constructs.PlainSide;
import dev.continuo.transform.constructs.TransformedSide;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Compares one program with plain Java in every mode. */
final class Trial {

  private static final int CANCELLED_AWAITS = 20;
  private static final int SECONDS = 30;

  private final Batch batch;
  private final Consumer<Program> tooLarge;

  /**
   * @param tooLarge told of programs that do not fit into a method, and so are not compared
   */
  Trial(Batch batch, Consumer<Program> tooLarge) {
    this.batch = batch;
    this.tooLarge = tooLarge;
  }

  /**
   * A way in which the two sides differ.
   *
   * @param mode the mode of the run
   * @param kind what went wrong, without what depends on the program
   * @param text for people
   */
  record Difference(Mode mode, String kind, String text) {

    boolean like(Difference other) {
      return mode.timing() == other.mode.timing() && kind.equals(other.kind);
    }
  }

  /** The modes of a program. */
  static List<Mode> modes(Program program) {
    long seed = program.seed();
    return List.of(
        new Mode("IMMEDIATE", Mode.Timing.IMMEDIATE, 0, true),
        new Mode("SUSPEND", Mode.Timing.SUSPEND, 0, true),
        new Mode("MIXED " + 2 * seed, Mode.Timing.MIXED, 2 * seed, true),
        new Mode("MIXED " + (2 * seed + 1), Mode.Timing.MIXED, 2 * seed + 1, true),
        new Mode("CANCEL", Mode.Timing.CANCEL, 0, true));
  }

  /**
   * The first difference, or null if there is none.
   *
   * @param modes which to run
   */
  @Nullable Difference run(Program program, List<Mode> modes) {
    // A daemon of its own, because a program that never ends can only be left behind.
    FutureTask<@Nullable Difference> task = new FutureTask<>(() -> compare(program, modes));
    Thread thread = new Thread(task, program.name());
    thread.setDaemon(true);
    thread.start();
    try {
      return task.get(SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      StackTraceElement[] stack = thread.getStackTrace();
      return new Difference(modes.get(0), "no end", "runs for too long, at " + List.of(stack));
    } catch (ExecutionException | InterruptedException e) {
      throw new IllegalStateException("trial of " + program.name(), e);
    }
  }

  private @Nullable Difference compare(Program program, List<Mode> modes) throws Exception {
    Construct construct =
        new Construct("programs." + program.name(), "run", Construct.Returns.COROUTINE);
    PlainSide.Run yardstick = batch.plain().run(construct, 0);
    for (Mode mode : modes) {
      Difference difference = compare(construct, mode, yardstick);
      if (difference != null) {
        if (difference.text().contains(DiagnosticCode.TOO_LARGE.id())) {
          tooLarge.accept(program); // of a few hundred awaits: that is said, and no defect
          return null;
        }
        return difference;
      }
    }
    return null;
  }

  private @Nullable Difference compare(Construct construct, Mode mode, PlainSide.Run yardstick)
      throws Exception {
    if (mode.timing() != Mode.Timing.CANCEL) {
      return compare(construct, mode, 0, yardstick, yardstick);
    }
    for (int n : cancellations(yardstick.awaits())) {
      PlainSide.Run plain = batch.plain().run(construct, n);
      Difference difference = compare(construct, mode, n, yardstick, plain);
      if (difference != null) {
        return difference;
      }
    }
    return null;
  }

  private @Nullable Difference compare(
      Construct construct, Mode mode, int cancelAt, PlainSide.Run yardstick, PlainSide.Run plain) {
    TransformedSide.Run run;
    try {
      run =
          new TransformedSide(batch.transformed())
              .run(construct, mode, cancelAt, yardstick.awaits());
    } catch (Exception | LinkageError | AssertionError e) {
      StringWriter stack = new StringWriter();
      e.printStackTrace(new PrintWriter(stack));
      return new Difference(mode, kind(e), stack.toString());
    }
    String differences = run.outcome().differencesFrom(plain.outcome());
    if (differences.isEmpty()) {
      return null;
    }
    String when = cancelAt == 0 ? "" : " when cancelled at await " + cancelAt;
    return new Difference(mode, "differs", "differs from plain Java" + when + ":\n" + differences);
  }

  /** Class and the start of the message: what comes later names classes and instructions. */
  private static String kind(Throwable failure) {
    String message = String.valueOf(failure.getMessage()).replaceAll("Program\\d+", "Program");
    return failure.getClass().getSimpleName()
        + " "
        + message.substring(0, Math.min(message.length(), 25));
  }

  /** Every await, or the first and the last ones of many. */
  private static int[] cancellations(int awaits) {
    int last = awaits - CANCELLED_AWAITS / 4;
    return IntStream.rangeClosed(1, awaits)
        .filter(n -> n <= CANCELLED_AWAITS * 3 / 4 || n > last)
        .toArray();
  }
}
