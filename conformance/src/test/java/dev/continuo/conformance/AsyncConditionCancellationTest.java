package dev.continuo.conformance;

import static dev.continuo.Continuo.*;
import static dev.continuo.conformance.Attempts.*;
import static java.time.Duration.ofSeconds;

import dev.continuo.Coroutine;
import dev.continuo.Task;
import dev.continuo.annotation.Async;
import dev.continuo.sync.AsyncCondition;
import org.junit.jupiter.api.Test;

/**
 * Whoever waits at an AsyncCondition and is cancelled ends with the lock, and hands notifications
 * on.
 */
class AsyncConditionCancellationTest extends LoggedPrograms {

  private final AsyncCondition condition = new AsyncCondition();

  /** Waits once; logs with what it ended, and whether it has the lock then. */
  @Async
  private Coroutine<Void> waiter(String name) {
    await(condition.acquire());
    Object result = await(attempt(condition.untilNotified()));
    log.add(name + (result == null ? "" : " " + result) + (condition.locked() ? "" : " unlocked"));
    condition.release();
    return done();
  }

  private Task<?> startWaiter(String name) {
    return createTask(waiter(name), name);
  }

  // ---- cancellation

  @Async
  private Coroutine<Void> cancelledWhileItWaits() {
    Task<?> waiter = startWaiter("waiter");
    await(turns(2));
    waiter.cancel();
    await(turns(2));
    log.add(condition.toString());
    return done();
  }

  @Test
  void aCancelledWaiterHasTheLockAgain() {
    logs(
        this::cancelledWhileItWaits,
        "waiter CancelledError",
        "AsyncCondition[AsyncLock[unlocked]]");
  }

  @Async
  private Coroutine<Void> cancelledWhileAnotherHoldsTheLock(int cancels) {
    Task<?> waiter = startWaiter("waiter");
    await(turns(2));
    await(condition.acquire());
    for (int i = 0; i < cancels; i++) {
      waiter.cancel("cancel " + i);
      await(turns(2));
    }
    log.add(waiter.done());
    condition.release();
    await(turns(2));
    log.add(condition.locked());
    return done();
  }

  @Test
  void aCancelledWaiterWaitsForTheLockBeforeItFails() {
    logs(
        () -> cancelledWhileAnotherHoldsTheLock(1),
        false,
        "waiter CancelledError: cancel 0",
        false);
  }

  @Test
  void cancellingItAgainAndAgainDoesNotHaveItFailWithoutTheLock() {
    logs(
        () -> cancelledWhileAnotherHoldsTheLock(5),
        false,
        "waiter CancelledError: cancel 4",
        false);
  }

  @Async
  private Coroutine<Void> cancelledAfterTheNotification(int turns) {
    Task<?> first = startWaiter("first");
    startWaiter("second");
    await(turns(3));
    await(condition.acquire());
    condition.notifyOne();
    await(turns(turns)); // 0: it has not run since; 1: it waits for the lock
    first.cancel();
    await(turns(1));
    condition.release();
    await(turns(6));
    return done();
  }

  @Test
  void aNotificationIsHandedOnByOneThatIsCancelledInTheSameTick() {
    logs(() -> cancelledAfterTheNotification(0), "first CancelledError", "second");
  }

  @Test
  void aNotificationIsHandedOnByOneThatIsCancelledWhileItWaitsForTheLock() {
    logs(() -> cancelledAfterTheNotification(1), "first CancelledError", "second");
  }

  @Async
  private Coroutine<Void> cancelledBeforeTheNotification() {
    Task<?> first = startWaiter("first");
    Task<?> second = startWaiter("second");
    startWaiter("third");
    await(turns(4));
    await(condition.acquire());
    first.cancel();
    second.cancel();
    condition.notifyOne();
    condition.release();
    await(turns(6));
    return done();
  }

  @Test
  void oneThatIsCancelledBeforeTheNotificationDoesNotUseItUp() {
    logs(
        this::cancelledBeforeTheNotification,
        "first CancelledError",
        "second CancelledError",
        "third");
  }

  @Async
  private Coroutine<Void> cancelledInTheTickOfTheLock() {
    Task<?> first = startWaiter("first");
    startWaiter("second");
    await(turns(3));
    await(condition.acquire());
    condition.notifyOne();
    await(turns(1));
    condition.release(); // the lock is on its way to first
    first.cancel();
    await(turns(6));
    log.add(condition.locked());
    return done();
  }

  @Test
  void oneThatIsCancelledWhileTheLockIsOnItsWayHandsBothOn() {
    logs(this::cancelledInTheTickOfTheLock, "first CancelledError", "second", false);
  }

  @Async
  private Coroutine<Void> untilFull() {
    await(condition.acquire());
    await(condition.until(() -> false));
    condition.release();
    return done();
  }

  @Async
  private Coroutine<Void> cancelledInUntil() {
    Task<?> waiter = createTask(untilFull());
    await(turns(2));
    waiter.cancel("enough");
    log.add(await(attempt(waiter)));
    log.add(condition.locked()); // untilFull releases only when it succeeds
    return done();
  }

  @Test
  void aCancelledUntilEndsWithTheLock() {
    logs(this::cancelledInUntil, "CancelledError: enough", true);
  }

  @Async
  private Coroutine<Void> timeouts() {
    await(condition.acquire());
    log.add(await(attempt(waitFor(condition.untilNotified(), ofSeconds(1)))));
    log.add(condition.locked());
    log.add(await(attempt(withTimeout(ofSeconds(1), () -> condition.until(() -> false)))));
    log.add(condition.locked());
    log.add(await(timeoutOrNull(ofSeconds(1), condition::untilNotified)));
    condition.release();
    log.add(condition.toString());
    return done();
  }

  @Test
  void afterATimeoutTheLockIsHeldAgain() {
    String late = "DeadlineExceededException: the time limit passed";
    logs(this::timeouts, late, true, late, true, null, "AsyncCondition[AsyncLock[unlocked]]");
  }
}
