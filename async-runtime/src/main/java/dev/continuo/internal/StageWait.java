package dev.continuo.internal;

import dev.continuo.coroutine.CoroutineFrame;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One suspension of a chain without a loop: decides which thread resumes it, exactly once.
 *
 * <pre>
 *   SUBSCRIBING ──leave──▶ WAITING ──the stage completes, or a cancel──▶ CLAIMED (by that thread)
 *        │
 *        └─the stage completes while we subscribe──▶ FIRED (the subscriber goes on, in a loop:
 *                                                           a resume from here would recurse)
 * </pre>
 */
final class StageWait implements BiConsumer<@Nullable Object, @Nullable Throwable> {

  private static final int SUBSCRIBING = 0;
  private static final int WAITING = 1;
  private static final int FIRED = 2;
  private static final int CLAIMED = 3;

  private final EagerDriver driver;
  private final CoroutineFrame<?> frame;
  private final CompletionStage<?> stage;
  private final AtomicInteger state = new AtomicInteger(SUBSCRIBING);

  // Written by the stage before it changes the state, read by whoever goes on because of that.
  private @Nullable Object value;
  private @Nullable Throwable failure;

  /** Written and read by the subscriber only. */
  private @Nullable Throwable cancellation;

  StageWait(EagerDriver driver, CoroutineFrame<?> frame, CompletionStage<?> stage) {
    this.driver = driver;
    this.frame = frame;
    this.stage = stage;
  }

  CoroutineFrame<?> frame() {
    return frame;
  }

  @Nullable Object value() {
    return value;
  }

  @Nullable Throwable failure() {
    return cancellation != null ? cancellation : failure;
  }

  boolean isWaiting() {
    return state.get() == WAITING;
  }

  void subscribe() {
    try {
      var unused = stage.whenComplete(this);
    } catch (RuntimeException | Error e) { // a stage of somebody else's may refuse
      accept(null, e);
    }
  }

  /**
   * The subscriber is done with the frames.
   *
   * @return true if it is to go on itself, with {@link #value} and {@link #failure}
   */
  boolean leave() {
    boolean fired = !state.compareAndSet(SUBSCRIBING, WAITING);
    Throwable requested = driver.takeCancellation();
    if (fired) { // nobody else will claim it
      cancellation = requested;
      return true;
    }
    if (requested == null) {
      return false;
    }
    if (claim()) {
      cancellation = requested;
      cancelStage();
      return true;
    }
    driver.giveCancellationBack();
    return false;
  }

  /** Called by the stage, on any thread. */
  @Override
  public void accept(@Nullable Object result, @Nullable Throwable thrown) {
    int now = state.get();
    if (now == CLAIMED || now == FIRED) {
      return; // cancelled before
    }
    value = result;
    failure = thrown == null ? null : Stages.unwrapped(thrown);
    if (!state.compareAndSet(SUBSCRIBING, FIRED) && claim()) {
      Throwable requested = driver.takeCancellation();
      driver.resume(frame, value, requested != null ? requested : failure);
    }
  }

  /** Takes the right and the duty to resume the chain. */
  boolean claim() {
    return state.compareAndSet(WAITING, CLAIMED);
  }

  void cancelStage() {
    if (stage instanceof Future<?> source) {
      try {
        source.cancel(true);
      } catch (UnsupportedOperationException e) {
        return; // a minimal stage: not waiting for it any more is all there is to do
      }
    }
  }
}
