package dev.continuo.internal.stream;

import dev.continuo.coroutine.Await;
import dev.continuo.coroutine.CoroutineFrame;
import dev.continuo.coroutine.Driver;
import org.jspecify.annotations.Nullable;

/** How the frames of this package call what they wait for, as generated code does. */
final class Call {
  private Call() {}

  /**
   * Asks {@code source} for its next element, at suspension point {@code point} of {@code frame}.
   *
   * @return the element, {@link Driver#ENDED}, or {@link Driver#SUSPENDED} when frame is linked
   */
  static @Nullable Object pull(Pull<?> source, Driver driver, CoroutineFrame<?> frame, int point)
      throws Throwable {
    Object result;
    if (driver.enter()) {
      source.state = CoroutineFrame.STARTED;
      result = source.resume(driver);
      driver.leave();
    } else {
      result = Await.defer(source, driver);
    }
    if (result == Driver.SUSPENDED) {
      driver.suspended(frame, point);
    }
    return result;
  }

  /** Awaits {@code awaited} at suspension point {@code point} of {@code frame}. */
  static @Nullable Object await(
      @Nullable Object awaited, Driver driver, CoroutineFrame<?> frame, int point)
      throws Throwable {
    Object result = Await.begin(awaited, driver);
    if (result == Driver.CALL) {
      result = Await.callee(awaited, driver).resume(driver);
      driver.leave();
    }
    if (result == Driver.SUSPENDED) {
      driver.suspended(frame, point);
    }
    return result;
  }

  /** What {@link CoroutineFrame#metadata} returns for a method of AsyncIterable. */
  static String metadata(String operator) {
    return "dev.continuo.AsyncIterable\n" + operator + "\nAsyncIterable.java\n-1";
  }
}
