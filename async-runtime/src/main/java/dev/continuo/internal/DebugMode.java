package dev.continuo.internal;

import java.time.Duration;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/** What a loop does in debug mode only: places of creation, and a watch on slow callbacks. */
final class DebugMode {

  private static final StackWalker STACK = StackWalker.getInstance();

  private final Map<LoopFuture<?>, StackTraceElement> places = new WeakHashMap<>();
  private long slowNanos = Duration.ofMillis(100).toNanos();
  private @Nullable SlowCallbackWatch watch;

  DebugMode(boolean on) {
    turn(on);
  }

  boolean isOn() {
    return watch != null;
  }

  void turn(boolean on) {
    if (on && watch == null) {
      LoopDriver.trackForgotten();
      watch = new SlowCallbackWatch(slowNanos);
    } else if (!on && watch != null) {
      watch.stop();
      watch = null;
    }
  }

  void setSlowCallbackDuration(Duration duration) {
    slowNanos = BlockingCalls.saturatedNanos(duration);
    if (watch != null) {
      watch.stop();
      watch = new SlowCallbackWatch(slowNanos);
    }
  }

  @Nullable SlowCallbackWatch watch() {
    return watch;
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
