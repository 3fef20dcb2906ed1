package dev.continuo.conformance;

import static dev.continuo.Continuo.*;
import static dev.continuo.conformance.Attempts.attempt;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.continuo.CancelledError;
import dev.continuo.Coroutine;
import dev.continuo.EventLoop;
import dev.continuo.Task;
import dev.continuo.annotation.Async;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Sleeping tasks that are cancelled at each moment: while the deadline is ahead, when it has passed
 * and the timer had no turn, and when it had. The order is CPython 3.13's.
 */
class SleepCancellationTest extends LoggedPrograms {

  @Async
  private Coroutine<Void> sleeper(Duration... durations) {
    for (Duration duration : durations) {
      try {
        await(sleep(duration));
        log.add("slept");
      } catch (CancelledError e) {
        log.add(e.getMessage());
      }
    }
    return done();
  }

  @Async
  private Coroutine<Void> ticks(int count) {
    for (int i = 0; i < count; i++) {
      log.add("tick " + i);
      await(yieldNow());
    }
    return done();
  }

  private void cancelLater(Task<?> task, Duration delay, boolean takesBack) {
    EventLoop.running()
        .callLater(
            delay,
            () -> {
              task.cancel("cancelled");
              log.add("cancel");
              if (takesBack) {
                task.uncancel();
              }
            });
  }

  @Async
  private Coroutine<Void> cancelsInTheTickOfTheDeadline(boolean before, boolean takesBack) {
    Task<Void> task = createTask(sleeper(ofMillis(10), ofMillis(10)));
    EventLoop.running().callLater(ofMillis(10), () -> createTask(ticks(3)));
    if (before) {
      cancelLater(task, ofMillis(10), takesBack);
    }
    await(yieldNow()); // now it sleeps
    if (!before) {
      cancelLater(task, ofMillis(10), takesBack);
    }
    await(task);
    return done();
  }

  private void isCancelled(boolean before, boolean takesBack) {
    logs(
        () -> cancelsInTheTickOfTheDeadline(before, takesBack),
        "cancel",
        "tick 0",
        "cancelled",
        "tick 1",
        "tick 2",
        "slept");
  }

  @Test
  void beforeItsTimerHadItsTurn() {
    isCancelled(true, false);
  }

  /** The request was delivered to the sleep already: to take it back does not undo that. */
  @Test
  void beforeItsTimerHadItsTurnAndTakenBack() {
    isCancelled(true, true);
  }

  @Test
  void afterItsTimerHadItsTurn() {
    isCancelled(false, false);
  }

  @Test
  void afterItsTimerHadItsTurnAndTakenBack() {
    logs(
        () -> cancelsInTheTickOfTheDeadline(false, true),
        "cancel",
        "tick 0",
        "slept",
        "tick 1",
        "tick 2",
        "slept");
  }

  @Async
  private Coroutine<Void> cancelsTwiceInTheTickOfTheDeadline() {
    Task<Void> task = createTask(sleeper(ofMillis(10), ofMillis(10), ofMillis(10)));
    cancelLater(task, ofMillis(10), false);
    cancelLater(task, ofMillis(10), false);
    await(task);
    return done();
  }

  /** The second request finds the sleep cancelled already, and is delivered with the first. */
  @Test
  void twiceBeforeItsTimerHadItsTurn() {
    logs(
        this::cancelsTwiceInTheTickOfTheDeadline,
        "cancel",
        "cancel",
        "cancelled",
        "slept",
        "slept");
  }

  @Async
  private Coroutine<Void> sleepsAgain(Duration first, Duration second, int others) {
    List<Task<Void>> sleepers = new ArrayList<>();
    for (int i = 0; i < others; i++) {
      sleepers.add(createTask(sleep(ofSeconds(1_000))));
    }
    long start = EventLoop.running().time();
    Task<Void> task = createTask(sleeper(first, second));
    await(sleep(ofMillis(1)));
    task.cancel("cancelled");
    await(task);
    log.add(Duration.ofNanos(EventLoop.running().time() - start).toMillis());
    sleepers.forEach(Task::cancel);
    return done();
  }

  @Test
  void oneThatSleepsAgainIsNotWokenByTheFirstDeadline() {
    logs(() -> sleepsAgain(ofMillis(10), ofMillis(100), 0), "cancelled", "slept", 101L);
  }

  @Test
  void oneThatSleepsAgainIsNotWokenByTheFirstDeadlineAmongMany() {
    logs(() -> sleepsAgain(ofMillis(10), ofMillis(100), 1_000), "cancelled", "slept", 101L);
  }

  @Test
  void oneThatSleepsForAShorterTimeIsWokenThenAmongMany() {
    logs(() -> sleepsAgain(ofSeconds(100), ofMillis(5), 1_000), "cancelled", "slept", 6L);
  }

  @Async
  private Coroutine<Void> givesAValue() {
    Task<String> task = createTask(sleep(ofMillis(10), "value"));
    Task<String> cancelled = createTask(sleep(ofMillis(10), "value"));
    await(sleep(ofMillis(1)));
    cancelled.cancel("cancelled");
    log.add(await(attempt(cancelled)));
    log.add(await(task));
    return done();
  }

  @Test
  void oneThatGivesAValue() {
    logs(this::givesAValue, "CancelledError: cancelled", "value");
  }

  @Async
  private Coroutine<Void> waitsFor(Coroutine<Void> sleeping, Duration duration) {
    await(sleeping);
    await(sleep(duration));
    return done();
  }

  /** The body of the task is closed while it sleeps, or in one of the ticks that end that. */
  @Async
  private Coroutine<Void> closes(int millis, boolean beforeItsTimer) {
    Coroutine<Void> coroutine = sleeper(ofMillis(10));
    Task<Void> task = createTask(waitsFor(coroutine, ofMillis(10)));
    if (!beforeItsTimer) {
      await(yieldNow());
    }
    EventLoop.running().callLater(ofMillis(millis), coroutine::close);
    log.add(await(attempt(task)));
    await(sleep(ofMillis(100)));
    return done();
  }

  @ParameterizedTest
  @CsvSource({"5, true", "10, true", "10, false"})
  void oneThatIsClosed(int millis, boolean beforeItsTimer) {
    logs(
        () -> closes(millis, beforeItsTimer),
        "closed",
        "IllegalStateException: cannot reuse already awaited coroutine");
  }

  @Async
  private Coroutine<Void> cancelsAroundTheDeadline(int count) {
    List<Task<String>> tasks = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Task<String> task = createTask(sleepsTwice());
      tasks.add(task);
      int ticks = i % 4;
      EventLoop.running().callLater(ofMillis(10), () -> createTask(cancelsAfter(task, ticks)));
    }
    for (Task<String> task : tasks) {
      log.add(await(task));
    }
    return done();
  }

  @Async
  private Coroutine<Void> cancelsAfter(Task<String> task, int ticks) {
    await(turns(ticks));
    task.cancel();
    return done();
  }

  @Async
  private Coroutine<String> sleepsTwice() {
    EventLoop loop = EventLoop.running();
    long start = loop.time();
    try {
      await(sleep(ofMillis(10)));
      await(sleep(ofSeconds(1)));
      return value("not cancelled");
    } catch (CancelledError e) {
      await(sleep(ofMillis(30)));
      return value("cancelled, awake " + (loop.time() - start) / 1_000_000);
    }
  }

  /** In any order of the callbacks of a tick each request is delivered once, and wakes one once. */
  @Test
  void inAnyOrderOfEachTick() {
    for (long seed = 0; seed < 200; seed++) {
      log.clear();
      EventLoop loop = EventLoop.virtualTime(seed);
      int count = 1 + (int) (seed % 5);
      loop.runUntilComplete(cancelsAroundTheDeadline(count));
      loop.close();
      assertThat(log).as("seed %d", seed).hasSize(count).containsOnly("cancelled, awake 40");
    }
  }
}
