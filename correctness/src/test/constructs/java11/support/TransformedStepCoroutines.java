package support;

import static dev.continuo.Continuo.*;

import dev.continuo.Awaitable;
import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import dev.continuo.constructs.StepCoroutines;
import java.util.concurrent.CompletionStage;

/** See the interface. Straight-line code only, so that the probe depends on little. */
public final class TransformedStepCoroutines implements StepCoroutines {

  @Async
  @Override
  public <T> Coroutine<T> atOnce(T value, Throwable failure) throws Throwable {
    if (failure != null) {
      throw failure;
    }
    return value(value);
  }

  @Async
  @Override
  public <T> Coroutine<T> afterYield(T value, Throwable failure) throws Throwable {
    await(yieldNow());
    if (failure != null) {
      throw failure;
    }
    return value(value);
  }

  @Async
  @Override
  public <T> Coroutine<T> afterNestedYield(T value, Throwable failure) throws Throwable {
    return value(await(nested(value, failure)));
  }

  @Async
  private <T> Coroutine<T> nested(T value, Throwable failure) throws Throwable {
    return afterYield(value, failure);
  }

  @Async
  @Override
  public <T> Coroutine<T> awaiting(Awaitable<T> awaited) {
    return value(await(awaited));
  }

  @Async
  @Override
  public <T> Coroutine<T> awaitingStage(CompletionStage<T> stage) {
    return value(await(stage));
  }
}
