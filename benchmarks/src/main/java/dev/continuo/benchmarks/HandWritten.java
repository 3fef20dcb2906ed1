package dev.continuo.benchmarks;

import dev.continuo.Value;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * The contestant: the state machines that one would write by hand, on the smallest loop possible.
 */
final class HandWritten {

  static final Object SUSPENDED = new Object();

  private final ArrayDeque<Machine> ready = new ArrayDeque<>();

  Object completed(Value<Integer> value) {
    return value.isDone() ? value.value() : SUSPENDED;
  }

  int nested(int depth, int x) {
    return depth == 1 ? x : nested(depth - 1, x) + 1;
  }

  /** One suspension each round: put into the queue, taken out, entered in its switch. */
  int suspendAndResume(int count) {
    Machine machine = new Machine(count);
    ready.add(machine);
    Machine next;
    while ((next = ready.poll()) != null) {
      Object result = next.step();
      if (result != SUSPENDED) {
        return (Integer) result;
      }
      ready.add(next);
    }
    return -1;
  }

  /** {@code for (i = 0; i < count; i++) { await(yieldNow()); sum += i; }}. */
  static final class Machine {
    private final int count;
    private int state;
    private int i;
    private int sum;

    Machine(int count) {
      this.count = count;
    }

    @Nullable Object step() {
      switch (state) {
        case 0 -> i = 0;
        default -> {
          sum += i;
          i++;
        }
      }
      if (i < count) {
        state = 1;
        return SUSPENDED;
      }
      return sum;
    }
  }
}
