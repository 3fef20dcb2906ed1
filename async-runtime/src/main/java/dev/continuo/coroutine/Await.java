package dev.continuo.coroutine;

import dev.continuo.Awaitable;
import org.jspecify.annotations.Nullable;

/**
 * The static entry points of a suspension point. What the transformer emits for {@code await(x)}:
 *
 * <pre>
 *   r = Await.begin(x, driver)               // complete: its value; else SUSPENDED, and x is recorded;
 *                                            // or CALL, if it is a coroutine, which is started now
 *   if (!(r instanceof Sentinel)) goto join
 *   if (r == CALL) {
 *     r = Await.callee(x, driver).resume(driver)
 *     driver.leave()
 *   }
 *   if (r == SUSPENDED) {
 *     if (frame == null) frame = new Frame(this, arguments)
 *     spill live variables into frame
 *     driver.suspended(frame, k)             // callers link themselves to the tail as the chain unwinds
 *     return SUSPENDED
 *   }
 *   goto join
 * resume_k:                                  // reached through the state dispatch
 *   restore live variables
 *   r = driver.result()
 * join:
 * </pre>
 *
 * and for {@code await(f(a))} where f's body is known:
 *
 * <pre>
 *   depth = driver.descend()
 *   r = depth >= 0 ? body_f(a, driver, null), driver.ascend(depth)
 *                  : Await.defer(f(a), driver)
 * </pre>
 */
public final class Await {

  private Await() {}

  /**
   * Decides how an awaited object is continued with. The body of a coroutine is called by the
   * generated code and not here, so that the JIT knows for each await which body that is.
   *
   * @param awaited an Awaitable or a CompletionStage
   * @param driver the driver of the chain
   * @return the value; {@link Driver#SUSPENDED}; or {@link Driver#CALL} if {@link #callee} is to be
   *     resumed now
   * @throws Throwable the original failure of what was awaited
   */
  public static @Nullable Object begin(@Nullable Object awaited, Driver driver) throws Throwable {
    return driver.begin(awaited);
  }

  /**
   * The same for {@code return x} where x is itself awaitable (tail await); null is refused with a
   * message that says how to return it.
   *
   * @param returned what the method returned
   * @param driver the driver of the chain
   * @return as {@link #begin}
   * @throws Throwable the original failure of what was returned
   */
  public static @Nullable Object tail(@Nullable Object returned, Driver driver) throws Throwable {
    if (returned == null) {
      throw new NullPointerException(
          "an @Async method returned null where a coroutine or future was expected: to make null"
              + " its result, write `return value(null)`, or `return done()` if the result type is"
              + " Void");
    }
    return begin(returned, driver);
  }

  /**
   * The coroutine that is to be called after {@link #begin} returned {@link Driver#CALL}.
   *
   * @param awaited what begin was given
   * @param driver the driver of the chain
   * @return that object, or the coroutine that it stands for
   */
  public static CoroutineFrame<?> callee(@Nullable Object awaited, Driver driver) {
    return awaited instanceof CoroutineFrame<?> coroutine ? coroutine : driver.takeCallee();
  }

  /**
   * Records a call that would make the Java stack too deep; the driver makes it when the chain has
   * unwound.
   *
   * @param callee a new coroutine
   * @param driver the driver of the chain
   * @return {@link Driver#SUSPENDED}
   */
  public static Object defer(Object callee, Driver driver) {
    return driver.defer(((CoroutineFrame<?>) callee).start());
  }

  /**
   * Called at the start of every exception handler that covers a suspension point: the trace of an
   * exception that crossed an await gets the awaiting methods, under the names the user wrote.
   *
   * @param failure the exception that was caught
   * @param driver the driver of the chain
   */
  public static void caught(Throwable failure, Driver driver) {
    driver.crossed(failure);
  }

  /** Asks an awaitable of the user what it stands for, until the driver knows the answer. */
  static @Nullable Object resolved(@Nullable Object awaited, Driver driver) throws Throwable {
    Object current = awaited;
    while (current instanceof Awaitable<?> awaitable) {
      Object next = awaitable.asAwaitable();
      if (next == awaitable) {
        throw new IllegalStateException(
            "asAwaitable() of "
                + awaitable.getClass().getName()
                + " returned the object itself: it must return a coroutine, a future, or another"
                + " awaitable");
      }
      if (next instanceof CoroutineFrame<?> coroutine) {
        Object result = driver.admit(coroutine.start());
        if (result == Driver.CALL) {
          driver.callee(coroutine);
        }
        return result;
      }
      if (next == null) {
        throw new NullPointerException(
            "asAwaitable() of " + awaitable.getClass().getName() + " returned null");
      }
      Object result = driver.poll(next);
      if (result != Driver.UNKNOWN) {
        return result;
      }
      current = next;
    }
    if (current == null) {
      throw new NullPointerException("await(null): there is nothing to wait for");
    }
    throw new IllegalArgumentException(
        "object of "
            + current.getClass().getName()
            + " can't be used in an await: it is neither an Awaitable nor a CompletionStage");
  }
}
