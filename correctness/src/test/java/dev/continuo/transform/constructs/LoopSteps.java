package dev.continuo.transform.constructs;

import dev.continuo.AsyncFuture;
import dev.continuo.Awaitable;
import dev.continuo.Continuo;
import dev.continuo.Coroutine;
import dev.continuo.EventLoop;
import dev.continuo.constructs.StepCoroutines;
import dev.continuo.constructs.Steps;
import java.time.Duration;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The probe of the transformed side on an event loop. The kinds of awaitable take turns: values,
 * coroutines, futures, awaitables of a user.
 */
final class LoopSteps extends Steps {

  private final StepCoroutines coroutines;
  private final EventLoop loop;
  private final Mode mode;
  private final int cancelAt;
  private final Random random;
  private int made;
  private int awaits;

  /**
   * @param cancelAt the await, from 1, at which the current task is cancelled, if the mode is
   *     CANCEL
   */
  LoopSteps(StepCoroutines coroutines, EventLoop loop, Mode mode, int cancelAt) {
    this.coroutines = coroutines;
    this.loop = loop;
    this.mode = mode;
    this.cancelAt = cancelAt;
    this.random = new Random(mode.seed());
  }

  @Override
  public <T> Awaitable<T> later(T value) {
    return awaitable(value, null);
  }

  @Override
  public <T> Awaitable<T> fail(Throwable failure) {
    return awaitable(null, failure);
  }

  @Override
  public <T> Coroutine<T> coroutine(T value) {
    return coroutine(value, null);
  }

  @Override
  public <T> Coroutine<T> failing(Throwable failure) {
    return coroutine(null, failure);
  }

  @Override
  public <T> CompletionStage<T> stage(T value) {
    return foreign(value, null);
  }

  @Override
  public <T> CompletionStage<T> failingStage(Throwable failure) {
    return foreign(null, failure);
  }

  @Override
  public int awaits() {
    return awaits;
  }

  private boolean suspends() {
    return switch (mode.timing()) {
      case IMMEDIATE -> false;
      case SUSPEND, CANCEL -> true;
      case MIXED -> random.nextBoolean();
    };
  }

  private <T> Awaitable<T> awaitable(@Nullable T value, @Nullable Throwable failure) {
    if (mode.timing() == Mode.Timing.CANCEL) {
      return counted(value, failure);
    }
    try {
      return suspends() ? suspending(value, failure) : immediate(value, failure);
    } catch (Throwable t) {
      throw new IllegalStateException("a coroutine threw at the call", t);
    }
  }

  private <T> Awaitable<T> suspending(@Nullable T value, @Nullable Throwable failure)
      throws Throwable {
    return switch (made++ % 5) {
      case 0 -> coroutines.afterYield(value, failure);
      case 1 -> future(value, failure, Duration.ZERO);
      case 2 -> future(value, failure, Duration.ofMillis(1));
      case 3 -> () -> future(value, failure, Duration.ZERO);
      default -> coroutines.afterNestedYield(value, failure);
    };
  }

  private <T> Awaitable<T> immediate(@Nullable T value, @Nullable Throwable failure)
      throws Throwable {
    return switch (made++ % 4) {
      case 0 -> failure == null ? Continuo.value(value) : coroutines.atOnce(value, failure);
      case 1 -> coroutines.atOnce(value, failure);
      case 2 -> {
        AsyncFuture<T> future = loop.createFuture();
        complete(future, value, failure);
        yield future;
      }
      default -> () -> unchecked(() -> coroutines.atOnce(value, failure));
    };
  }

  private <T> Coroutine<T> coroutine(@Nullable T value, @Nullable Throwable failure) {
    return unchecked(
        () -> {
          if (mode.timing() == Mode.Timing.CANCEL) {
            return coroutines.awaiting(this.<T>counted(value, failure));
          }
          return suspends()
              ? coroutines.afterYield(value, failure)
              : coroutines.atOnce(value, failure);
        });
  }

  /** Suspends, and cancels the task that awaits it if its turn has come. */
  private <T> Awaitable<T> counted(@Nullable T value, @Nullable Throwable failure) {
    return () -> {
      if (++awaits != cancelAt) {
        return future(value, failure, Duration.ZERO);
      }
      var task = Objects.requireNonNull(Continuo.currentTask());
      loop.callSoon(task::cancel);
      return loop.createFuture();
    };
  }

  private <T> AsyncFuture<T> future(
      @Nullable T value, @Nullable Throwable failure, Duration delay) {
    AsyncFuture<T> future = loop.createFuture();
    Runnable completion = () -> complete(future, value, failure);
    if (delay.isZero()) {
      loop.callSoon(completion);
    } else {
      loop.callLater(delay, completion);
    }
    return future;
  }

  private static <T> void complete(
      AsyncFuture<T> future, @Nullable T value, @Nullable Throwable failure) {
    if (failure == null) {
      future.setResult(value);
    } else {
      future.setException(failure);
    }
  }

  private <T> CompletionStage<T> foreign(@Nullable T value, @Nullable Throwable failure) {
    boolean now = mode.timing() == Mode.Timing.CANCEL || !suspends();
    Executor executor = now ? Runnable::run : loop::callSoon;
    return ForeignStages.completedBy(executor, made++, value, failure);
  }

  private static <T> T unchecked(ThrowingSupplier<T> supplier) {
    try {
      return supplier.get();
    } catch (Throwable t) {
      throw new IllegalStateException("a coroutine threw at the call", t);
    }
  }

  private interface ThrowingSupplier<T> {
    T get() throws Throwable;
  }
}
