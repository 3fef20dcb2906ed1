package dev.continuo.transform.constructs;

import dev.continuo.Awaitable;
import dev.continuo.Continuo;
import dev.continuo.Coroutine;
import dev.continuo.constructs.StepCoroutines;
import dev.continuo.constructs.Steps;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The probe of the transformed side where no loop runs: other threads complete what is awaited. */
final class ThreadSteps extends Steps {

  private final StepCoroutines coroutines;
  private final Executor otherThreads;
  private final Mode mode;
  private final Random random;
  private final AtomicInteger made = new AtomicInteger();

  ThreadSteps(StepCoroutines coroutines, Executor otherThreads, Mode mode) {
    this.coroutines = coroutines;
    this.otherThreads = otherThreads;
    this.mode = mode;
    this.random = new Random(mode.seed());
  }

  @Override
  public <T> Awaitable<T> later(T value) {
    return coroutine(value);
  }

  @Override
  public <T> Awaitable<T> fail(Throwable failure) {
    return failing(failure);
  }

  @Override
  public <T> Coroutine<T> coroutine(T value) {
    return made.get() % 2 == 0 && mode.timing() == Mode.Timing.IMMEDIATE
        ? Continuo.value(value)
        : awaiting(stage(value));
  }

  @Override
  public <T> Coroutine<T> failing(Throwable failure) {
    return awaiting(failingStage(failure));
  }

  @Override
  public <T> CompletionStage<T> stage(T value) {
    return stage(value, null);
  }

  @Override
  public <T> CompletionStage<T> failingStage(Throwable failure) {
    return stage(null, failure);
  }

  @Override
  public int awaits() {
    return made.get();
  }

  private <T> Coroutine<T> awaiting(CompletionStage<T> stage) {
    try {
      return coroutines.awaitingStage(stage);
    } catch (Throwable t) {
      throw new IllegalStateException("a coroutine threw at the call", t);
    }
  }

  private <T> CompletionStage<T> stage(@Nullable T value, @Nullable Throwable failure) {
    boolean now =
        switch (mode.timing()) {
          case IMMEDIATE -> true;
          case MIXED -> random.nextBoolean();
          case SUSPEND, CANCEL -> false;
        };
    Executor executor = now ? Runnable::run : otherThreads;
    return ForeignStages.completedBy(executor, made.getAndIncrement(), value, failure);
  }
}
