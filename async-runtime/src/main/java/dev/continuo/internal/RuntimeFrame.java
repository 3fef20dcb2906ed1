package dev.continuo.internal;

import dev.continuo.coroutine.Await;
import dev.continuo.coroutine.CoroutineFrame;
import dev.continuo.coroutine.Driver;
import org.jspecify.annotations.Nullable;

/**
 * Base of the coroutines that the runtime brings itself, written as the transformer would: {@code
 * sleep}, {@code waitFor} and the like.
 */
public abstract class RuntimeFrame<T extends @Nullable Object> extends CoroutineFrame<T> {

  /** For most. */
  protected RuntimeFrame() {}

  /** For those that end their own constructor with {@link #track}. */
  protected RuntimeFrame(boolean tracksItself) {
    super(tracksItself);
  }

  /** The name of the function that users see in traces. */
  protected abstract String function();

  /** The type of the API that has the function, below {@code dev.continuo}. */
  protected String type() {
    return "Continuo";
  }

  /**
   * What a task waits for whose innermost frame this is, for dumps: something whose {@code
   * toString} says more than that of the future that is awaited.
   *
   * @return null if the future says it all
   */
  protected @Nullable Object waitsFor() {
    return null;
  }

  @Override
  protected final String metadata() {
    String type = type();
    String file = type.substring(type.lastIndexOf('.') + 1) + ".java";
    return "dev.continuo." + type + '\n' + function() + '\n' + file + "\n-1";
  }

  /**
   * Awaits {@code awaited} at suspension point {@code point}; when that suspends, this frame is
   * linked already, and returns {@link Driver#SUSPENDED}.
   */
  protected final @Nullable Object await(Object awaited, Driver driver, int point)
      throws Throwable {
    Object result = Await.begin(awaited, driver);
    if (result == Driver.CALL) {
      result = Await.callee(awaited, driver).resume(driver);
      driver.leave();
    }
    if (result == Driver.SUSPENDED) {
      driver.suspended(this, point);
    }
    return result;
  }
}
