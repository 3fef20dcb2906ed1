package dev.continuo.benchmarks.run;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What our figure of a row may be.
 *
 * @param limit the bound; infinite without one
 * @param relative whether the bound is a multiple of the figure of the one written by hand
 * @param bytes how many bytes an operation may allocate; infinite without a bound
 */
record Goal(double limit, boolean relative, double bytes) {

  static final Goal NONE = new Goal(Double.POSITIVE_INFINITY, true, Double.POSITIVE_INFINITY);

  /** What the loop, the task and the main coroutine of a whole run may cost, per operation. */
  static final double ALLOCATION = 0.1;

  static Goal timesHand(double factor) {
    return new Goal(factor, true, Double.POSITIVE_INFINITY);
  }

  static Goal atMost(double figure) {
    return new Goal(figure, false, Double.POSITIVE_INFINITY);
  }

  Goal without(double bytesPerOperation) {
    return new Goal(limit, relative, bytesPerOperation);
  }

  /** Whether it is met; empty if something that it takes was not measured, or without a goal. */
  Optional<Boolean> isMet(
      OptionalDouble figure, OptionalDouble timesHand, OptionalDouble allocated) {
    OptionalDouble value = relative ? timesHand : figure;
    boolean bounded = Double.isFinite(bytes);
    if (Double.isInfinite(limit) || value.isEmpty() || (bounded && allocated.isEmpty())) {
      return Optional.empty();
    }
    return Optional.of(
        value.getAsDouble() <= limit && (!bounded || allocated.getAsDouble() <= bytes));
  }

  @Override
  public String toString() {
    if (Double.isInfinite(limit)) {
      return "";
    }
    String text = relative ? "≤ " + limit + " × hand" : "≤ " + limit;
    return Double.isInfinite(bytes) ? text : text + ", 0 B";
  }
}
