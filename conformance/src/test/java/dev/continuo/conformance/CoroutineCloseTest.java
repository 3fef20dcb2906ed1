package dev.continuo.conformance;

import static dev.continuo.Continuo.*;
import static dev.continuo.conformance.Attempts.attempt;

import dev.continuo.AsyncFuture;
import dev.continuo.CancelledError;
import dev.continuo.Coroutine;
import dev.continuo.EventLoop;
import dev.continuo.Task;
import dev.continuo.annotation.Async;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Coroutines that await again when they are closed: they are not, and go on. */
class CoroutineCloseTest extends LoggedPrograms {

  @Async
  private Coroutine<Integer> cleansUp() {
    try {
      await(yieldNow());
    } finally {
      await(sleep(Duration.ofSeconds(1)));
      log.add("cleaned up");
    }
    return value(1);
  }

  private void close(Coroutine<?> coroutine) {
    try {
      coroutine.close();
      log.add("closed");
    } catch (IllegalStateException e) {
      log.add(String.valueOf(e.getMessage()).replaceFirst(":.*", ""));
    }
  }

  @Async
  private Coroutine<Void> closesATasks() {
    Coroutine<Integer> coroutine = cleansUp();
    Task<Integer> task = createTask(coroutine);
    await(turns(1));
    close(coroutine);
    await(turns(4));
    log.add(task.done());
    await(sleep(Duration.ofSeconds(2)));
    log.add(task.cancelled());
    return done();
  }

  @Test
  void aCleanupThatAwaitsIsFinishedByTheTask() {
    logs(this::closesATasks, "coroutine ignored GeneratorExit", false, "cleaned up", true);
  }

  @Async
  private Coroutine<Integer> refuses(AsyncFuture<Integer> first, AsyncFuture<Integer> second) {
    try {
      return value(await(first));
    } catch (CancelledError e) {
      log.add("goes on");
    }
    return value(await(second) + await(sleep(Duration.ofSeconds(1), 1)));
  }

  @Async
  private Coroutine<Integer> caller(Coroutine<Integer> refusing) {
    return value(await(refusing) + 100);
  }

  @Async
  private Coroutine<Void> closesWithin(boolean closesTwice) {
    EventLoop loop = EventLoop.running();
    AsyncFuture<Integer> first = loop.createFuture();
    AsyncFuture<Integer> second = loop.createFuture();
    Coroutine<Integer> refusing = refuses(first, second);
    Task<Integer> task = createTask(caller(refusing));
    await(turns(1));
    close(refusing);
    if (closesTwice) {
      close(refusing);
      log.add(await(attempt(task)));
      return done();
    }
    first.setResult(0); // nobody waits for it any more
    await(turns(2));
    log.add(task.done());
    second.setResult(10);
    log.add(await(task));
    return done();
  }

  @Test
  void whoAwaitsOneThatGoesOnGetsItsResult() {
    logs(() -> closesWithin(false), "goes on", "coroutine ignored GeneratorExit", false, 111);
  }

  @Test
  void itCanBeClosedAgain() {
    logs(
        () -> closesWithin(true),
        "goes on",
        "coroutine ignored GeneratorExit",
        "closed",
        "IllegalStateException: cannot reuse already awaited coroutine");
  }

  @Async
  private Coroutine<Void> cancelsAndCloses(boolean cancelsFirst) {
    EventLoop loop = EventLoop.running();
    AsyncFuture<Integer> never = loop.createFuture();
    Coroutine<Integer> refusing = refuses(loop.createFuture(), never);
    Task<Integer> task = createTask(caller(refusing));
    await(turns(1));
    if (cancelsFirst) { // the future is cancelled then, and the task ready
      task.cancel("enough");
    }
    close(refusing);
    if (!cancelsFirst) {
      task.cancel("enough");
    }
    log.add(await(attempt(task)));
    log.add(never.cancelled());
    return done();
  }

  /** A request that was on its way is delivered at the next await, as CPython does. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void oneThatGoesOnCanBeCancelled(boolean cancelsFirst) {
    logs(
        () -> cancelsAndCloses(cancelsFirst),
        "goes on",
        "coroutine ignored GeneratorExit",
        "CancelledError: enough",
        true);
  }
}
