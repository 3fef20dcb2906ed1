package dev.continuo.internal;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Finds what holds up the loop: a daemon thread looks at the loop's stack once a callback has taken
 * too long, while the culprit is still on it; when the callback ends its time is reported with that
 * stack.
 */
final class SlowCallbackWatch {

  private static final long SAMPLE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final DebugMode owner;
  private final long limitNanos;
  private @Nullable Thread watcher;

  private volatile boolean stopped;
  private volatile @Nullable Turn turn;

  SlowCallbackWatch(DebugMode owner, long limitNanos) {
    this.owner = owner;
    this.limitNanos = limitNanos;
  }

  Turn begin() {
    if (watcher == null) {
      watcher = new Thread(this::watch, "continuo-slow-callback-watch");
      watcher.setDaemon(true);
      watcher.start();
    }
    Turn begun = new Turn(Thread.currentThread(), System.nanoTime());
    turn = begun;
    return begun;
  }

  void end(Turn ended, Object item) {
    turn = null;
    long took = System.nanoTime() - ended.startedAt;
    if (took >= limitNanos) {
      owner.slow(item, took, ended.seen);
    }
  }

  void stop() {
    stopped = true;
    if (watcher != null) {
      LockSupport.unpark(watcher);
    }
  }

  private void watch() {
    long sampled = System.nanoTime();
    while (!stopped) {
      long pause = Math.max(limitNanos / 4, 100_000);
      LockSupport.parkNanos(this, Math.min(pause, SAMPLE_NANOS));
      Turn now = turn;
      if (now != null && now.seen == null && System.nanoTime() - now.startedAt >= limitNanos / 2) {
        List<StackTraceElement> seen = AsyncTrace.visible(now.thread.getStackTrace());
        if (turn == now) { // else this may be the stack of the next callback
          now.seen = seen;
        }
      }
      if (!stopped && System.nanoTime() - sampled >= SAMPLE_NANOS) {
        sampled = System.nanoTime();
        owner.sampleLag();
      }
    }
  }

  /** One callback or step that runs. */
  static final class Turn {
    private final Thread thread;
    private final long startedAt;
    private volatile @Nullable List<StackTraceElement> seen;

    Turn(Thread thread, long startedAt) {
      this.thread = thread;
      this.startedAt = startedAt;
    }
  }
}
