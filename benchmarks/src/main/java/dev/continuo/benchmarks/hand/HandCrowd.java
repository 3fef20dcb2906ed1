package dev.continuo.benchmarks.hand;

import dev.continuo.benchmarks.hand.HandLoop.Step;
import dev.continuo.benchmarks.peers.Crowd;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code async waiter() { return await(future); }} and {@code async sleeper(d) { await(sleep(d));
 * return 1; }}, each with a task that has a result and can be waited for.
 */
public final class HandCrowd implements Crowd {

  @Override
  public int suspended(int count, Observer observer) {
    HandLoop loop = new HandLoop();
    Future future = new Future(loop);
    Task[] tasks = new Task[count];
    for (int i = 0; i < count; i++) {
      tasks[i] = new Task(loop, new Waiter(future));
      loop.callSoon(tasks[i]);
    }
    whenAllWait(loop, observer, () -> future.complete(1));
    loop.run();
    return sum(tasks);
  }

  @Override
  public int sleeping(int count, long nanos, Observer observer) {
    HandLoop loop = new HandLoop();
    Task[] tasks = new Task[count];
    for (int i = 0; i < count; i++) {
      tasks[i] = new Task(loop, new Sleeper(loop, nanos + Crowd.extraNanos(i)));
      loop.callSoon(tasks[i]);
    }
    whenAllWait(loop, observer, () -> {});
    loop.run();
    return sum(tasks);
  }

  /** After all tasks that are new; and when the loop had nothing to do. */
  private static void whenAllWait(HandLoop loop, Observer observer, Runnable wake) {
    Callback idle =
        new Callback(
            () -> {
              observer.idle();
              wake.run();
            });
    loop.callSoon(
        new Callback(
            () -> {
              observer.started();
              loop.callAt(System.nanoTime() + 1_000_000, idle);
            }));
  }

  private static int sum(Task[] tasks) {
    int sum = 0;
    for (Task task : tasks) {
      if (!(task.result instanceof Integer result)) {
        throw new IllegalStateException("a task is not done");
      }
      sum += result;
    }
    return sum;
  }

  private static final class Future {
    private final HandLoop loop;
    private final List<Step> waiters = new ArrayList<>();
    private @Nullable Object result;

    Future(HandLoop loop) {
      this.loop = loop;
    }

    void complete(Object value) {
      result = value;
      for (Step waiter : waiters) {
        loop.callSoon(waiter);
      }
      waiters.clear();
    }
  }

  private abstract static class Frame {
    /** The result, or null while it is suspended. */
    abstract @Nullable Object resume(Task task);
  }

  private static final class Waiter extends Frame {
    private final Future future;

    Waiter(Future future) {
      this.future = future;
    }

    @Override
    @Nullable Object resume(Task task) {
      Object result = future.result;
      if (result == null) {
        future.waiters.add(task);
      }
      return result;
    }
  }

  private static final class Sleeper extends Frame {
    private final HandLoop loop;
    private final long nanos;
    private int state;

    Sleeper(HandLoop loop, long nanos) {
      this.loop = loop;
      this.nanos = nanos;
    }

    @Override
    @Nullable Object resume(Task task) {
      if (state == 1) {
        return 1;
      }
      state = 1;
      loop.callAt(System.nanoTime() + nanos, task);
      return null;
    }
  }

  private static final class Task extends Step {
    private final HandLoop loop;
    private final Frame frame;
    private @Nullable Object result;
    private @Nullable Step waiter;

    Task(HandLoop loop, Frame frame) {
      this.loop = loop;
      this.frame = frame;
    }

    @Override
    public void run() {
      result = frame.resume(this);
      if (result != null && waiter != null) {
        loop.callSoon(waiter);
      }
    }
  }

  private static final class Callback extends Step {
    private final Runnable callback;

    Callback(Runnable callback) {
      this.callback = callback;
    }

    @Override
    public void run() {
      callback.run();
    }
  }
}
