package dev.continuo.benchmarks.hand;

import dev.continuo.benchmarks.hand.HandLoop.Step;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A result that comes once, and those that wait for it. It knows neither failure nor removal. */
public final class HandFuture {

  private @Nullable Object result;

  // Most futures have one waiter: the list is made for the second.
  private @Nullable Step waiter;
  private @Nullable List<Step> others;

  /** Null until it is complete. */
  public @Nullable Object result() {
    return result;
  }

  /** Whether a step has to wait; it is ready again when the result is there. */
  public boolean suspends(Step step) {
    if (result != null) {
      return false;
    }
    if (waiter == null) {
      waiter = step;
    } else {
      if (others == null) {
        others = new ArrayList<>();
      }
      others.add(step);
    }
    return true;
  }

  /** Makes ready all that wait, in the order in which they came. */
  public void complete(HandLoop loop, Object value) {
    if (result != null) {
      throw new IllegalStateException("it is complete already");
    }
    result = value;
    if (waiter != null) {
      loop.callSoon(waiter);
      waiter = null;
    }
    if (others != null) {
      others.forEach(loop::callSoon);
      others = null;
    }
  }
}
