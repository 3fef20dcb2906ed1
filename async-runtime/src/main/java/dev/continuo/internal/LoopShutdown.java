package dev.continuo.internal;

import dev.continuo.ExceptionContext;
import dev.continuo.Handle;
import dev.continuo.Task;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * How a Runner ends its loop: cancel all tasks, wait for them, report their failures, close the
 * async generators, join the executor, close. Every wait is bounded.
 */
public final class LoopShutdown {

  /** How long tasks may clean up, and calls in the executor may take, unless the runner says so. */
  public static final Duration GRACE =
      Duration.ofSeconds(Math.max(0, Long.getLong("continuo.shutdownSeconds", 30)));

  private static final System.Logger LOG = System.getLogger("dev.continuo");

  private LoopShutdown() {}

  /**
   * Ends a loop.
   *
   * @param loop a loop that does not run
   * @param mark when the runner started, for the report of forgotten coroutines
   * @param grace how long each wait may take
   */
  public static void shutDown(DefaultLoop loop, long mark, Duration grace) {
    // An interrupt has done its work by now, and would end every wait below at once.
    boolean interrupted = Thread.interrupted();
    loop.beginShutdown();
    List<Runnable> steps =
        List.of(
            () -> cancelTasks(loop, grace),
            () -> closeGenerators(loop, grace),
            () -> joinExecutor(loop, grace));
    try {
      Throwable fatal = null;
      for (Runnable step : steps) {
        Throwable failure = attempt(loop, step);
        fatal = fatal != null ? fatal : failure;
        interrupted |= Thread.interrupted();
      }
      if (fatal != null) {
        throw Sneaky.rethrow(fatal);
      }
    } finally {
      closeAndTell(loop, mark, interrupted);
    }
  }

  /** Takes a step, and reports its failure so that the next one comes; gives one that is fatal. */
  private static @Nullable Throwable attempt(DefaultLoop loop, Runnable step) {
    try {
      step.run();
    } catch (Throwable t) {
      if (Fatal.is(t)) {
        return t;
      }
      loop.callExceptionHandler(new ExceptionContext("failure while the loop was shut down", t));
    }
    return null;
  }

  private static void closeAndTell(DefaultLoop loop, long mark, boolean interrupted) {
    try {
      loop.close();
    } finally {
      try {
        loop.reportForgotten(mark);
      } finally {
        if (interrupted) {
          Thread.currentThread().interrupt();
        }
      }
    }
  }

  /** The start of a runner's life, to be given to {@link #shutDown}. */
  public static long mark() {
    return LoopDriver.forgottenMark();
  }

  private static void cancelTasks(DefaultLoop loop, Duration grace) {
    Set<Task<?>> tasks = loop.allTasks();
    if (tasks.isEmpty()) {
      return;
    }
    Set<Task<?>> pending = new LinkedHashSet<>(tasks);
    Set<Task<?>> unasked = new HashSet<>(tasks);
    unasked.removeIf(task -> task.cancelling() > 0);
    LoopFuture<Void> finished = loop.newFuture();
    for (Task<?> task : tasks) {
      if (task.cancelling() == 0 || !unasked.contains(task)) { // else another passed it on: one
        task.cancel(); // request is enough, and a long chain of tasks is walked once
      }
      ((LoopTask<?>) task)
          .onDone(
              done -> {
                pending.remove(task);
                if (pending.isEmpty()) {
                  finished.complete(null);
                }
              });
    }
    runBounded(loop, finished, grace);
    if (!pending.isEmpty()) {
      LOG.log(
          System.Logger.Level.WARNING,
          () ->
              "tasks did not end within "
                  + grace
                  + " after they were cancelled; they are left behind:\n"
                  + TaskGraph.of(loop, pending, TaskGraph.MOST_TASKS));
    }
    tasks.forEach(task -> reportFailure(loop, (LoopTask<?>) task));
  }

  private static void closeGenerators(DefaultLoop loop, Duration grace) {
    if (loop.generators.isEmpty()) {
      return;
    }
    LoopTask<?> closing = loop.createTask(loop.shutdownAsyncGenerators(), null, null, false);
    LoopFuture<Void> finished = loop.newFuture();
    closing.onDone(done -> finished.complete(null));
    runBounded(loop, finished, grace);
    if (!closing.done()) {
      LOG.log(
          System.Logger.Level.WARNING,
          "async generators did not end within {0} after they were closed; they are left behind",
          grace);
    }
    reportFailure(loop, closing);
  }

  private static void joinExecutor(DefaultLoop loop, Duration grace) {
    if (loop.usesDefaultExecutor()) {
      loop.runUntilComplete(loop.shutdownDefaultExecutor(grace));
    }
  }

  /**
   * Runs the loop until {@code finished} is done, which it is when the time is over: that of the
   * loop, or real time, as a task that spins with yieldNow keeps a virtual clock from moving.
   */
  private static void runBounded(DefaultLoop loop, LoopFuture<Void> finished, Duration grace) {
    Handle alarm = loop.callLater(grace, () -> finished.complete(null));
    CompletableFuture<Void> realAlarm = new CompletableFuture<>();
    var unused =
        realAlarm
            .completeOnTimeout(null, BlockingCalls.saturatedNanos(grace), TimeUnit.NANOSECONDS)
            .thenRun(() -> loop.tryPost(() -> finished.complete(null)));
    try {
      loop.runUntilComplete(finished);
    } finally {
      alarm.cancel();
      realAlarm.cancel(false);
    }
  }

  private static void reportFailure(DefaultLoop loop, LoopTask<?> task) {
    if (task.done() && !task.cancelled()) {
      Throwable failure = task.takeFailure();
      if (failure != null && failure != loop.stoppedBy) { // else the caller of run has it
        loop.callExceptionHandler(
            new ExceptionContext("unhandled exception during shutdown", failure, task, null));
      }
    }
  }
}
