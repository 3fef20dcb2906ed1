package dev.continuo.conformance;

import static dev.continuo.Continuo.*;
import static dev.continuo.conformance.Attempts.*;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.continuo.Coroutine;
import dev.continuo.EventLoop;
import dev.continuo.Task;
import dev.continuo.annotation.Async;
import dev.continuo.sync.AsyncLock;
import dev.continuo.sync.Permit;
import org.junit.jupiter.api.Test;

/** What becomes of an AsyncLock when those who wait for it are cancelled. */
class AsyncLockCancellationTest extends LoggedPrograms {

  private static final String LATE = "DeadlineExceededException: the time limit passed";

  private final AsyncLock lock = new AsyncLock();

  // ---- cancellation

  @Async
  private Coroutine<Void> cancelledWhileItWaits() {
    await(lock.acquire());
    Task<?> waiter = start("waiter", lock.acquire());
    await(turns(1));
    waiter.cancel();
    await(turns(1));
    log.add(lock.toString());
    lock.release();
    log.add(lock.tryAcquire());
    return done();
  }

  @Test
  void aCancelledWaiterTakesNothing() {
    run(this::cancelledWhileItWaits);
    assertThat(log).containsExactly("waiter CancelledError", "AsyncLock[locked by Task-1]", true);
  }

  @Async
  private Coroutine<Void> cancelRace(boolean cancelFirst) {
    await(lock.acquire());
    Task<?> b = start("b", lock.acquire());
    Task<?> c = start("c", lock.acquire());
    start("d", lock.acquire());
    await(turns(1));
    if (cancelFirst) {
      b.cancel();
    }
    lock.release();
    if (!cancelFirst) {
      b.cancel();
    }
    await(c);
    log.add(lock.locked());
    lock.release();
    await(turns(2));
    return done();
  }

  @Test
  void oneThatIsCancelledBeforeTheReleaseIsPassedOver() {
    logs(() -> cancelRace(true), "b CancelledError", "c", true, "d");
  }

  @Test
  void oneThatIsCancelledAfterItWasWokenHandsTheLockOn() {
    logs(() -> cancelRace(false), "b CancelledError", "c", true, "d");
  }

  @Async
  private Coroutine<Void> severalCancelled() {
    await(lock.acquire());
    Task<?> a = start("a", lock.acquire());
    Task<?> b = start("b", lock.acquire());
    Task<?> c = start("c", lock.acquire());
    start("d", lock.acquire());
    await(turns(1));
    c.cancel();
    lock.release(); // for a
    a.cancel();
    b.cancel();
    await(turns(3));
    log.add(lock.locked());
    lock.release();
    log.add(lock.locked());
    return done();
  }

  @Test
  void severalThatAreCancelledInOneTickPassTheLockToTheFirstThatIsNot() {
    logs(
        this::severalCancelled,
        "c CancelledError",
        "a CancelledError",
        "b CancelledError",
        "d",
        true,
        false);
  }

  @Async
  private Coroutine<Void> handedOnThroughACancelledChain() {
    await(lock.acquire());
    Task<?> a = start("a", lock.acquire());
    Task<?> b = start("b", lock.acquire());
    await(turns(1));
    lock.release();
    a.cancel();
    await(turns(1)); // a hands on to b
    b.cancel();
    await(turns(1));
    log.add(lock.locked());
    return done();
  }

  @Test
  void aLockThatNobodyIsLeftForIsFree() {
    logs(this::handedOnThroughACancelledChain, "a CancelledError", "b CancelledError", false);
  }

  @Async
  private Coroutine<Void> comesAfterTheOnlyWaiterWasCancelled() {
    await(lock.acquire());
    Task<?> a = start("a", lock.acquire());
    await(turns(1));
    a.cancel();
    lock.release();
    log.add(lock.locked());
    await(lock.acquire()); // need not wait for a
    log.add("acquired");
    await(turns(1));
    return done();
  }

  @Test
  void oneThatWasCancelledHoldsNobodyUp() {
    logs(this::comesAfterTheOnlyWaiterWasCancelled, false, "acquired", "a CancelledError");
  }

  @Async
  private Coroutine<Void> cancelledBeforeItsFirstStep() {
    Task<?> task = createTask(lock.acquire());
    task.cancel();
    await(turns(2));
    log.add(lock.locked());
    return done();
  }

  @Test
  void oneThatIsCancelledBeforeItsFirstStepDoesNotTakeTheLock() {
    logs(this::cancelledBeforeItsFirstStep, false);
  }

  // ---- timeouts

  @Async
  private Coroutine<Void> underTimeouts() {
    await(lock.acquire());
    for (int i = 0; i < 1000; i++) {
      log.add(await(timeoutOrNull(ofSeconds(1), lock::acquire)));
    }
    log.add(await(attempt(waitFor(lock.acquire(), ofSeconds(1)))));
    log.add(await(attempt(withTimeout(ofSeconds(1), lock::acquire))));
    lock.release();
    Permit permit = await(waitFor(lock.acquire(), ofSeconds(1)));
    permit.close();
    log.add(lock.toString());
    return done();
  }

  @Test
  void waitersThatGaveUpAreForgotten() {
    run(this::underTimeouts);
    assertThat(log.subList(0, 1000)).containsOnlyNulls();
    assertThat(log.subList(1000, 1003)).containsExactly(LATE, LATE, "AsyncLock[unlocked]");
  }

  @Async
  private Coroutine<Void> releasedInTheTickOfTheTimeout() {
    await(lock.acquire());
    EventLoop.running().callLater(ofSeconds(1), lock::release); // the first timer
    Task<?> limited = start("limited", waitFor(lock.acquire(), ofSeconds(1)));
    start("next", lock.acquire());
    await(limited);
    await(turns(2));
    log.add(lock.locked());
    return done();
  }

  @Test
  void aWaiterThatWasWokenInTheTickOfItsTimeoutHandsTheLockOn() {
    logs(this::releasedInTheTickOfTheTimeout, "limited " + LATE, "next", true);
  }
}
