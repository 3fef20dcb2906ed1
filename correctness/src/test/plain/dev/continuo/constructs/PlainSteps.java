package dev.continuo.constructs;

import dev.continuo.Awaitable;
import dev.continuo.CancelledError;
import dev.continuo.Continuo;
import dev.continuo.Coroutine;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The probe of the plain side: an awaitable decides when it is awaited, a coroutine when called. */
public final class PlainSteps extends Steps {

  private final int cancelAt;
  private int awaits;

  /**
   * @param cancelAt the await, from 1, at which CancelledError is thrown; 0 for none
   */
  public PlainSteps(Integer cancelAt) {
    this.cancelAt = cancelAt;
  }

  @Override
  public <T> Awaitable<T> later(T value) {
    return (Continuo.Plain<T>)
        () -> {
          awaited();
          return value;
        };
  }

  @Override
  public <T> Awaitable<T> fail(Throwable failure) {
    return (Continuo.Plain<T>)
        () -> {
          awaited();
          throw failure;
        };
  }

  @Override
  public <T> Coroutine<T> coroutine(T value) {
    awaited();
    return Continuo.value(value);
  }

  @Override
  public <T> Coroutine<T> failing(Throwable failure) {
    awaited();
    throw PlainSteps.<RuntimeException>sneaky(failure);
  }

  @Override
  public <T> CompletionStage<T> stage(T value) {
    return CompletableFuture.completedFuture(value);
  }

  @Override
  public <T> CompletionStage<T> failingStage(Throwable failure) {
    return CompletableFuture.failedFuture(failure);
  }

  @Override
  public int awaits() {
    return awaits;
  }

  private void awaited() {
    if (++awaits == cancelAt) {
      throw new CancelledError();
    }
  }

  @SuppressWarnings("unchecked")
  private static <X extends Throwable> RuntimeException sneaky(Throwable t) throws X {
    throw (X) t;
  }
}
