package dev.continuo.internal;

import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Logs what holds up the loop: a daemon thread looks at the loop's stack once a callback has taken
 * too long, while the culprit is still on it; when the callback ends its time is logged with that
 * stack.
 */
final class SlowCallbackWatch {

  private static final System.Logger LOG = System.getLogger("dev.continuo");

  private final long limitNanos;
  private @Nullable Thread watcher;

  private volatile boolean stopped;
  private volatile @Nullable Turn turn;

  SlowCallbackWatch(long limitNanos) {
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
      LOG.log(
          System.Logger.Level.WARNING,
          "Executing {0} took {1} ms{2}",
          item,
          Long.toString(took / 1_000_000),
          text(ended.seen));
    }
  }

  void stop() {
    stopped = true;
    if (watcher != null) {
      LockSupport.unpark(watcher);
    }
  }

  private void watch() {
    while (!stopped) {
      LockSupport.parkNanos(this, Math.max(limitNanos / 4, 100_000));
      Turn now = turn;
      if (now != null && now.seen == null && System.nanoTime() - now.startedAt >= limitNanos / 2) {
        List<StackTraceElement> seen = AsyncTrace.visible(now.thread.getStackTrace());
        if (turn == now) { // else this may be the stack of the next callback
          now.seen = seen;
        }
      }
    }
  }

  private static String text(@Nullable List<StackTraceElement> stack) {
    if (stack == null) {
      return "";
    }
    StringBuilder text = new StringBuilder(", seen at");
    for (StackTraceElement element : stack) {
      text.append("\n    at ").append(element);
    }
    return text.toString();
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
