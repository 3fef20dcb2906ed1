package dev.continuo.internal;

import dev.continuo.internal.observe.LoopEvents;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What a loop does in debug mode only: places of creation, and a watch on slow callbacks. The watch
 * is also there while the flight recorder wants to know what it sees.
 */
final class DebugMode {

  private static final System.Logger LOG = System.getLogger("dev.continuo");
  private static final StackWalker STACK = StackWalker.getInstance();

  private final LoopServices loop;
  private final Map<LoopFuture<?>, StackTraceElement> places = new WeakHashMap<>();
  private long slowNanos = Duration.ofMillis(100).toNanos();
  private @Nullable SlowCallbackWatch watch;

  /**
   * Whether there is a watch: asked in every tick, mostly in programs that never load the class.
   */
  boolean isWatching;

  private int slowCallbacks;

  // Volatile: management tools ask.
  private volatile boolean on;

  DebugMode(LoopServices loop, boolean on) {
    this.loop = loop;
    turn(on);
  }

  boolean isOn() {
    return on;
  }

  void turn(boolean on) {
    this.on = on;
    if (on) {
      LoopDriver.trackForgotten();
    }
    refresh();
  }

  /** Looks whether a recording has begun or ended; the loop asks when it is idle. */
  void refresh() {
    boolean wanted = on || LoopEvents.recordsSlowCallbacks() || LoopEvents.recordsLag();
    if (wanted != (watch != null)) {
      stop();
      watch = wanted ? new SlowCallbackWatch(this, slowNanos) : null;
      isWatching = wanted;
    }
  }

  /** The loop is closed. */
  void close() {
    on = false;
    stop();
  }

  private void stop() {
    if (watch != null) {
      watch.stop();
      watch = null;
      isWatching = false;
    }
  }

  void setSlowCallbackDuration(Duration duration) {
    slowNanos = BlockingCalls.saturatedNanos(duration);
    stop();
    refresh();
  }

  @Nullable SlowCallbackWatch watch() {
    return watch;
  }

  int slowCallbacks() {
    return slowCallbacks;
  }

  /** A callback or step took too long. */
  void slow(Object item, long nanos, @Nullable List<StackTraceElement> seen) {
    slowCallbacks++;
    if (on) {
      LOG.log(
          System.Logger.Level.WARNING,
          "Executing {0} took {1} ms{2}",
          item,
          Long.toString(nanos / 1_000_000),
          text(seen));
    }
    if (LoopEvents.recordsSlowCallbacks()) {
      LoopEvents.slowCallback(loop.label(), TaskGraph.words(item), nanos, seen);
    }
  }

  /** Called by the thread of the watch, once a second: has the loop say how late it is. */
  void sampleLag() {
    if (LoopEvents.recordsLag()) {
      long asked = System.nanoTime();
      boolean unused =
          loop.tryPost(() -> LoopEvents.loopLag(loop.label(), System.nanoTime() - asked));
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

  /** Remembers which line of the program made a future. */
  void created(LoopFuture<?> future) {
    STACK
        .walk(
            stack ->
                stack
                    .map(StackWalker.StackFrame::toStackTraceElement)
                    .map(ChainDriver::asUsersSeeIt)
                    .filter(e -> e != null && !e.getClassName().startsWith("dev.continuo."))
                    .findFirst())
        .ifPresent(place -> places.put(future, place));
  }

  @Nullable StackTraceElement place(LoopFuture<?> future) {
    return places.get(future);
  }
}
