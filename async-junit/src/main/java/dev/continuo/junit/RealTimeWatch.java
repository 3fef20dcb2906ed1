package dev.continuo.junit;

import dev.continuo.EventLoop;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Ends a run of a loop that takes too long.
 *
 * <pre>
 *   started ──the limit is over──▶ asks the loop to stop ──no turn of the loop within a second──▶
 *      │                                ▲                              interrupts its thread
 *      │                                └────────not ended within another second──────┘
 *      └───────────the run ends, whenever that is──────▶ ended
 * </pre>
 */
final class RealTimeWatch {

  private static final Duration PATIENCE = Duration.ofSeconds(1);

  /** One thread for all tests; it only ever looks and asks. */
  private static final ScheduledThreadPoolExecutor TIMER = newTimer();

  private final EventLoop loop;
  private final Thread thread = Thread.currentThread();
  private @Nullable ScheduledFuture<?> alarm;
  private boolean interrupted;
  private boolean ended;

  /** What there was to see when the limit was over. */
  private @Nullable String report;

  private RealTimeWatch(EventLoop loop) {
    this.loop = loop;
  }

  /** Watches the loop that this thread is about to run; no limit is null. */
  static RealTimeWatch start(EventLoop loop, @Nullable Duration limit) {
    RealTimeWatch watch = new RealTimeWatch(loop);
    if (limit != null) {
      watch.schedule(limit, watch::isOver);
    }
    return watch;
  }

  /**
   * The run has ended.
   *
   * @return who waited for what when the limit was over, or null if that did not happen
   */
  synchronized @Nullable String end() {
    ended = true;
    if (alarm != null) {
      alarm.cancel(false);
    }
    if (interrupted) {
      var unused = Thread.interrupted();
    }
    return report;
  }

  private synchronized void schedule(Duration delay, Runnable action) {
    alarm = TIMER.schedule(action, saturatedNanos(delay), TimeUnit.NANOSECONDS);
  }

  private static long saturatedNanos(Duration delay) {
    try {
      return delay.toNanos();
    } catch (ArithmeticException e) {
      return Long.MAX_VALUE; // 292 years
    }
  }

  private synchronized void isOver() {
    if (ended) {
      return;
    }
    try {
      var unused = loop.callSoonThreadsafe(this::stop);
    } catch (IllegalStateException e) {
      return; // closed: the end is near
    }
    schedule(PATIENCE, this::isStuck);
  }

  /** Runs in the loop. */
  private synchronized void stop() {
    if (!ended) {
      if (report == null) {
        report = "its tasks:\n" + loop.dump();
      }
      loop.stop();
    }
  }

  private synchronized void isStuck() {
    if (ended) {
      return;
    }
    if (report == null) {
      // Its tasks can be read in its thread only: what comes is where that thread is.
      report =
          "the thread does not come back to the loop:\n" + loop.snapshot(Duration.ZERO).toText();
    }
    interrupted = true;
    thread.interrupt();
    schedule(PATIENCE, this::isOver); // there may be more to end
  }

  private static ScheduledThreadPoolExecutor newTimer() {
    ScheduledThreadPoolExecutor timer =
        new ScheduledThreadPoolExecutor(
            1,
            work -> {
              Thread thread = new Thread(work, "continuo-test-limit");
              thread.setDaemon(true);
              return thread;
            });
    timer.setRemoveOnCancelPolicy(true);
    return timer;
  }
}
