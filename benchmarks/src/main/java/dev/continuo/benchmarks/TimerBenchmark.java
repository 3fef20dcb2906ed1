package dev.continuo.benchmarks;

import dev.continuo.EventLoop;
import dev.continuo.TimerHandle;
import java.time.Duration;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A million timers of which every other one is cancelled, beside what the JDK has; and the timeout
 * that is set and cancelled while 100,000 others wait. Nanoseconds per timer.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {"-Xms2g", "-Xmx2g", "-XX:+AlwaysPreTouch"})
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class TimerBenchmark {

  private static final int COUNT = 1_000_000;
  private static final int WAITING = 100_000;
  private static final int TURNS = 1_000_000;
  private static final long HOUR = TimeUnit.HOURS.toNanos(1);

  private final long[] delays =
      new Random(1).longs(COUNT, HOUR, 2 * HOUR).toArray(); // none is due while this runs

  @Benchmark
  @OperationsPerInvocation(COUNT)
  public void halfCancelled() {
    try (EventLoop loop = EventLoop.create()) {
      for (int i = 0; i < COUNT; i++) {
        TimerHandle timer = loop.callAt(delays[i], () -> {});
        if ((i & 1) == 0) {
          timer.cancel();
        }
      }
    }
  }

  @Benchmark
  @OperationsPerInvocation(COUNT)
  public void halfCancelledScheduledExecutor() {
    ScheduledThreadPoolExecutor executor = executor();
    for (int i = 0; i < COUNT; i++) {
      ScheduledFuture<?> timer = executor.schedule(() -> {}, delays[i], TimeUnit.NANOSECONDS);
      if ((i & 1) == 0) {
        timer.cancel(false);
      }
    }
    executor.shutdownNow();
  }

  @Benchmark
  @OperationsPerInvocation(COUNT)
  public int halfCancelledDelayQueue() {
    DelayQueue<Timer> queue = new DelayQueue<>();
    for (int i = 0; i < COUNT; i++) {
      Timer timer = new Timer(delays[i]);
      queue.add(timer);
      if ((i & 1) == 0) {
        timer.cancelled = true; // removing it costs O(n): whoever takes it looks
      }
    }
    return queue.size();
  }

  @Benchmark
  @OperationsPerInvocation(COUNT)
  public int halfCancelledPriorityQueue() {
    PriorityQueue<Timer> queue = new PriorityQueue<>();
    for (int i = 0; i < COUNT; i++) {
      Timer timer = new Timer(delays[i]);
      queue.add(timer);
      if ((i & 1) == 0) {
        timer.cancelled = true;
      }
    }
    return queue.size();
  }

  @Benchmark
  @OperationsPerInvocation(TURNS)
  public void setAndCancelled() {
    try (EventLoop loop = EventLoop.create()) {
      for (int i = 0; i < WAITING; i++) {
        loop.callAt(delays[i], () -> {});
      }
      Duration limit = Duration.ofSeconds(30);
      for (int i = 0; i < TURNS; i++) {
        loop.callLater(limit, () -> {}).cancel();
      }
    }
  }

  @Benchmark
  @OperationsPerInvocation(TURNS)
  public void setAndCancelledScheduledExecutor() {
    ScheduledThreadPoolExecutor executor = executor();
    for (int i = 0; i < WAITING; i++) {
      executor.schedule(() -> {}, delays[i], TimeUnit.NANOSECONDS);
    }
    for (int i = 0; i < TURNS; i++) {
      executor.schedule(() -> {}, 30, TimeUnit.SECONDS).cancel(false);
    }
    executor.shutdownNow();
  }

  private static ScheduledThreadPoolExecutor executor() {
    ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1);
    executor.setRemoveOnCancelPolicy(true);
    return executor;
  }

  private static final class Timer implements Delayed {
    private final long when;
    private boolean cancelled;

    Timer(long when) {
      this.when = when;
    }

    @Override
    public long getDelay(TimeUnit unit) {
      return cancelled ? 0 : unit.convert(when - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    @Override
    public int compareTo(Delayed other) {
      return Long.compare(when, ((Timer) other).when);
    }
  }
}
