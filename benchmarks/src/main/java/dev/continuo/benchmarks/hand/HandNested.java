package dev.continuo.benchmarks.hand;

import dev.continuo.benchmarks.hand.HandLoop.Step;
import org.jspecify.annotations.Nullable;

/**
 * Calls inside each other whose innermost may suspend:
 *
 * <pre>
 * nested(depth, x) = depth == 1 ? { if (suspends) await(yieldNow()); x } : await(nested(depth - 1, x)) + 1
 * </pre>
 *
 * <p>A call that does not suspend is a Java call that returns an int. Only when the innermost
 * suspends each caller makes a frame on the way out, and hangs it behind the one that it called.
 * The task resumes them from the innermost outwards in a loop.
 */
public final class HandNested {

  private static final long SUSPENDED = Long.MIN_VALUE;

  private final HandLoop loop = new HandLoop();

  /** Sums up {@code count} calls; one in {@code every} suspends (0: none). */
  public int run(int count, int depth, int every) {
    Main main = new Main(count, depth, every);
    Task task = new Task(main);
    main.task = task;
    loop.callSoon(task);
    loop.run();
    return main.sum;
  }

  private static long nested(Task task, int depth, int x, boolean suspends) {
    if (depth == 1) {
      if (suspends) {
        Frame frame = new Innermost(x);
        task.innermost = frame;
        task.outermost = frame;
        task.yield();
        return SUSPENDED;
      }
      return x;
    }
    long result = nested(task, depth - 1, x, suspends);
    if (result == SUSPENDED) {
      task.suspended(new Level());
      return SUSPENDED;
    }
    return result + 1;
  }

  private abstract static class Frame {
    @Nullable Frame caller;

    abstract long resume(long value);
  }

  private static final class Innermost extends Frame {
    private final int x;

    Innermost(int x) {
      this.x = x;
    }

    @Override
    long resume(long value) {
      return x;
    }
  }

  private static final class Level extends Frame {
    @Override
    long resume(long value) {
      return value + 1;
    }
  }

  private static final class Main extends Frame {
    private final int count;
    private final int depth;
    private final int every;
    private @Nullable Task task;
    private int i;
    private int sum;

    Main(int count, int depth, int every) {
      this.count = count;
      this.depth = depth;
      this.every = every;
    }

    @Override
    long resume(long value) {
      Task task = this.task;
      int i = this.i;
      int sum = this.sum;
      if (i > 0) {
        sum += (int) value;
      }
      while (i < count) {
        boolean suspends = every != 0 && i % every == 0;
        long result = nested(task, depth, i & 63, suspends);
        i++;
        if (result == SUSPENDED) {
          this.i = i;
          this.sum = sum;
          task.suspended(this);
          return SUSPENDED;
        }
        sum += (int) result;
      }
      this.sum = sum;
      return sum;
    }
  }

  private final class Task extends Step {
    private Frame innermost;
    private Frame outermost;

    Task(Frame main) {
      innermost = main;
      outermost = main;
    }

    void yield() {
      loop.callSoon(this);
    }

    void suspended(Frame frame) {
      outermost.caller = frame;
      outermost = frame;
    }

    @Override
    public void run() {
      long value = 0;
      for (Frame next = innermost; next != null; next = next.caller) {
        value = next.resume(value);
        if (value == SUSPENDED) {
          return;
        }
      }
    }
  }
}
