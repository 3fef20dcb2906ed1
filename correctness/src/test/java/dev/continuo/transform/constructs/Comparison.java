package dev.continuo.transform.constructs;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.fail;

import java.time.Duration;
import java.util.stream.IntStream;

/**
 * One construct, compiled one way, run one way, compared with plain Java.
 *
 * @param variant how it was compiled
 * @param construct what is run
 * @param mode how it is run
 * @param plain the yardstick
 * @param classes the transformer's output
 */
record Comparison(
    Variant variant, Construct construct, Mode mode, PlainSide plain, TransformedClasses classes) {

  private static final Duration LIMIT = Duration.ofSeconds(20);

  /** {@code 5 operand stack / CompoundAssignment.arrayElementPlus [javac17, SUSPEND]}. */
  String name() {
    return construct.title() + " [" + variant.name() + ", " + mode.name() + "]";
  }

  /** Fails with a message that starts with the name: surefire's report does not show it. */
  void run() {
    assertTimeoutPreemptively(
        LIMIT,
        () -> {
          try {
            compare();
          } catch (Differs e) {
            fail(name() + " " + e.getMessage() + dump(), e.getCause());
          } catch (Exception | LinkageError | AssertionError e) {
            fail(name() + " " + e + "\n" + dump(), e);
          }
        },
        this::name);
  }

  private void compare() throws Exception {
    PlainSide.Run yardstick = plain.run(construct);
    TransformedSide side = new TransformedSide(classes);
    if (mode.timing() != Mode.Timing.CANCEL) {
      check("", side.run(construct, mode, 0, yardstick.awaits()), yardstick);
      return;
    }
    for (int n : cancellations(yardstick.awaits())) {
      TransformedSide.Run run = side.run(construct, mode, n, yardstick.awaits());
      check(" when cancelled at await " + n, run, plain.run(construct, n));
    }
  }

  private static void check(String when, TransformedSide.Run run, PlainSide.Run plain) {
    String differences = run.outcome().differencesFrom(plain.outcome());
    if (!differences.isEmpty()) {
      throw new Differs("differs from plain Java" + when + ":\n" + differences, run.failure());
    }
  }

  /** Every await, or the first and last ones of many. */
  private static int[] cancellations(int awaits) {
    return IntStream.rangeClosed(1, awaits).filter(n -> n <= 8 || n > awaits - 2).toArray();
  }

  private String dump() {
    return "classes and listings: " + classes.dump(construct.className());
  }

  /** The two sides are not the same. */
  private static final class Differs extends RuntimeException {
    private static final long serialVersionUID = 1;

    Differs(String message, Throwable transformed) {
      super(message, transformed);
    }
  }
}
