package dev.continuo.transform.constructs;

import dev.continuo.AsyncFuture;
import dev.continuo.Coroutine;
import dev.continuo.EventLoop;
import dev.continuo.ExceptionContext;
import dev.continuo.Task;
import dev.continuo.constructs.StepCoroutines;
import dev.continuo.constructs.Steps;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Runs a construct after the transformer, as a mode says. */
public final class TransformedSide {

  private static final String COROUTINES = "support.TransformedStepCoroutines";

  private final TransformedClasses classes;

  /** Runs what {@code classes} makes. */
  public TransformedSide(TransformedClasses classes) {
    this.classes = classes;
  }

  /**
   * What a run left.
   *
   * @param outcome to be compared
   * @param failure what the outcome says was thrown, with its stack trace
   */
  public record Run(Outcome outcome, @Nullable Throwable failure) {}

  /**
   * One run.
   *
   * @param cancelAt the await, from 1, at which the task is cancelled, if the mode is CANCEL
   * @param awaits how many awaitables of the probe are awaited when nothing is cancelled
   */
  public Run run(Construct construct, Mode mode, int cancelAt, int awaits) throws Exception {
    ClassLoader loader = construct.needsFreshClasses() ? classes.newLoader() : classes.loader();
    Method method =
        loader.loadClass(construct.className()).getDeclaredMethod(construct.method(), Steps.class);
    method.setAccessible(true);
    var coroutines = (StepCoroutines) loader.loadClass(COROUTINES).getConstructor().newInstance();
    if (!mode.onLoop()) {
      return withoutLoop(method, new ThreadSteps(coroutines, ForkJoinPool.commonPool(), mode));
    }
    try (EventLoop loop = EventLoop.virtualTime()) {
      List<ExceptionContext> unhandled = new ArrayList<>();
      loop.setExceptionHandler((l, context) -> unhandled.add(context));
      Steps steps = new LoopSteps(coroutines, loop, mode, cancelAt);
      Run run =
          switch (construct.returns()) {
            case COROUTINE -> coroutine(loop, method, steps, mode, awaits);
            case STAGE -> stage(loop, method, steps);
            case NOTHING -> background(loop, method, steps, unhandled);
          };
      if (!unhandled.isEmpty()) {
        throw new AssertionError("the loop's exception handler got " + unhandled);
      }
      return run;
    }
  }

  private static Run coroutine(EventLoop loop, Method method, Steps steps, Mode mode, int awaits)
      throws Exception {
    Coroutine<?> coroutine;
    try {
      coroutine = (Coroutine<?>) method.invoke(null, steps);
    } catch (InvocationTargetException e) {
      throw new AssertionError("threw at the call, not through the coroutine", e.getCause());
    }
    if (!steps.log().isEmpty()) {
      throw new AssertionError("ran at the call: " + steps.log());
    }
    Task<?> task = loop.createTask(coroutine);
    boolean[] doneInItsFirstStep = new boolean[1];
    loop.callSoon(() -> doneInItsFirstStep[0] = task.done());
    Run run = finish(() -> loop.runUntilComplete(task), steps);
    checkTiming(mode, awaits, doneInItsFirstStep[0]);
    return run;
  }

  /** A mode that does not do what it says would make the comparison worth nothing. */
  private static void checkTiming(Mode mode, int awaits, boolean doneInItsFirstStep) {
    if (mode.timing() == Mode.Timing.IMMEDIATE && !doneInItsFirstStep) {
      throw new AssertionError("suspended although every awaitable was complete");
    }
    if (mode.timing() == Mode.Timing.SUSPEND && awaits > 0 && doneInItsFirstStep) {
      throw new AssertionError("did not suspend although no awaitable was complete");
    }
  }

  private static Run stage(EventLoop loop, Method method, Steps steps) {
    AsyncFuture<Object> finished = loop.createFuture();
    loop.callSoon(
        () ->
            ((CompletionStage<?>) invoke(method, steps))
                .whenComplete(
                    (value, failure) -> {
                      if (failure == null) {
                        finished.setResult(value);
                      } else {
                        finished.setException(failure);
                      }
                    }));
    return finish(() -> loop.runUntilComplete(finished), steps);
  }

  private static Run withoutLoop(Method method, Steps steps) {
    return finish(
        () -> {
          CompletionStage<?> stage = (CompletionStage<?>) invoke(method, steps);
          try {
            return stage.toCompletableFuture().get(10, TimeUnit.SECONDS);
          } catch (ExecutionException e) {
            throw e.getCause();
          }
        },
        steps);
  }

  private static Run background(
      EventLoop loop, Method method, Steps steps, List<ExceptionContext> unhandled) {
    AsyncFuture<Object> finished = loop.createFuture();
    loop.callSoon(
        () -> {
          invoke(method, steps);
          finishWhenIdle(loop, finished);
        });
    return finish(
        () -> {
          loop.runUntilComplete(finished);
          if (!unhandled.isEmpty()) {
            throw unhandled.remove(0).exception();
          }
          return null;
        },
        steps);
  }

  private static void finishWhenIdle(EventLoop loop, AsyncFuture<Object> finished) {
    if (loop.allTasks().isEmpty()) {
      finished.setResult(null);
    } else {
      loop.callLater(Duration.ofMillis(1), () -> finishWhenIdle(loop, finished));
    }
  }

  private static @Nullable Object invoke(Method method, Steps steps) {
    try {
      return method.invoke(null, steps);
    } catch (InvocationTargetException e) {
      throw new AssertionError("threw at the call", e.getCause());
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }

  private interface Body {
    @Nullable Object run() throws Throwable;
  }

  private static Run finish(Body body, Steps steps) {
    Object value = null;
    Throwable failure = null;
    try {
      value = body.run();
    } catch (LinkageError e) {
      throw e;
    } catch (Throwable t) {
      failure = t;
    }
    return new Run(Outcome.of(value, failure, steps), failure);
  }
}
