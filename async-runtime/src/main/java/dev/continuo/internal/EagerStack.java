package dev.continuo.internal;

import dev.continuo.coroutine.CoroutineFrame;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * The chains without a loop that run on a thread. Completing a future inside one may resume another
 * on top of it, and so on; when the Java stack is deep, the next one waits until the lowest has
 * suspended or ended.
 */
final class EagerStack {

  private final ArrayDeque<Runnable> postponed = new ArrayDeque<>();
  private @Nullable EagerDriver top;

  /** Runs a chain on this thread, now or a little later. */
  void run(
      EagerDriver driver,
      CoroutineFrame<?> frame,
      @Nullable Object value,
      @Nullable Throwable failure) {
    EagerDriver outer = top;
    if (outer != null && !outer.hasRoom()) {
      postponed.add(() -> runOn(null, driver, frame, value, failure));
      return;
    }
    runOn(outer, driver, frame, value, failure);
    if (outer == null) {
      for (Runnable next = postponed.poll(); next != null; next = postponed.poll()) {
        next.run();
      }
    }
  }

  private void runOn(
      @Nullable EagerDriver outer,
      EagerDriver driver,
      CoroutineFrame<?> frame,
      @Nullable Object value,
      @Nullable Throwable failure) {
    EagerDriver before = top;
    top = driver;
    try {
      driver.advance(outer, frame, value, failure);
    } finally {
      top = before;
    }
  }
}
