package dev.continuo.conformance;

import static dev.continuo.Continuo.*;
import static dev.continuo.conformance.Attempts.*;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.continuo.CancelledError;
import dev.continuo.Coroutine;
import dev.continuo.EventLoop;
import dev.continuo.Task;
import dev.continuo.annotation.Async;
import dev.continuo.sync.AsyncLock;
import dev.continuo.sync.Permit;
import java.io.IOException;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** AsyncLock: the cases of CPython's LockTests, and that nobody barges in. */
class AsyncLockTest extends LoggedPrograms {

  private static final String LATE = "DeadlineExceededException: the time limit passed";

  private final AsyncLock lock = new AsyncLock();

  @Async
  private Coroutine<Void> holds(String name, int turns) {
    await(lock.acquire());
    log.add(name + " in");
    await(turns(turns));
    log.add(name + " out");
    lock.release();
    return done();
  }

  // ---- order

  @Async
  private Coroutine<Void> threeHolders() {
    var all = gather(holds("a", 2), holds("b", 0), holds("c", 1));
    await(all);
    log.add(lock.locked());
    return done();
  }

  @Test
  void oneAtATimeInTheOrderInWhichTheyCame() {
    logs(this::threeHolders, "a in", "a out", "b in", "b out", "c in", "c out", false);
  }

  @Async
  private Coroutine<Void> aFreeLock() {
    createTask(turns(0)).addDoneCallback(t -> log.add("another task ran"));
    await(lock.acquire());
    lock.release();
    await(lock.acquire());
    log.add("acquired twice");
    await(turns(2));
    return done();
  }

  @Test
  void aFreeLockIsTakenWithoutSuspending() {
    logs(this::aFreeLock, "acquired twice", "another task ran");
  }

  @Test
  void acquireIsLazy() {
    lock.acquire().close();
    assertThat(lock.locked()).isFalse();
  }

  @Async
  private Coroutine<Void> tickByTick() {
    await(lock.acquire());
    start("a", lock.acquire());
    start("b", lock.acquire());
    await(turns(1));
    for (int i = 1; i <= 3; i++) {
      log.add("release " + i);
      lock.release();
      log.add(lock.locked());
      await(turns(1));
    }
    return done();
  }

  @Test
  void whoWaitsRunsInTheTickAfterTheRelease() {
    logs(this::tickByTick, "release 1", true, "a", "release 2", true, "b", "release 3", false);
  }

  // ---- no barging: here ours differs from asyncio's, whose lock is free until the woken one runs

  @Async
  private Coroutine<Void> comesWhileAnotherIsWoken() {
    await(lock.acquire());
    start("woken", lock.acquire());
    await(turns(1));
    lock.release();
    log.add(lock.locked());
    log.add(lock.tryAcquire());
    await(timeoutOrNull(ofSeconds(1), () -> logged("late", lock.acquire())));
    return done();
  }

  @Test
  void aLockOnItsWayToOneWhoWaitedIsNotTaken() {
    logs(this::comesWhileAnotherIsWoken, true, false, "woken", "late CancelledError");
  }

  @Async
  private Coroutine<Void> releasesAndTakesAgain(String name) {
    for (int i = 0; i < 3; i++) {
      await(lock.acquire());
      log.add(name + i);
      await(turns(1));
      lock.release();
    }
    return done();
  }

  @Async
  private Coroutine<Void> alternating() {
    await(gather(releasesAndTakesAgain("a"), releasesAndTakesAgain("b")));
    return done();
  }

  @Test
  void tasksThatReleaseAndAcquireAtOnceTakeTurns() {
    logs(this::alternating, "a0", "b0", "a1", "b1", "a2", "b2");
  }

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

  // ---- permits

  @Test
  void aPermitIsClosedOnce() {
    logs(this::permits, "Permit[AsyncLock[locked by main]]", false, "Permit[released]", true);
  }

  @Async
  private Coroutine<Void> permits() {
    Task<?> me = Objects.requireNonNull(currentTask());
    me.setName("main");
    Permit permit = await(lock.acquire());
    log.add(permit.toString());
    permit.close();
    log.add(lock.locked());
    await(lock.acquire());
    permit.close(); // does nothing to who holds it now
    log.add(permit.toString());
    log.add(lock.locked());
    return done();
  }

  @Async
  private Coroutine<Void> permitAndRelease() {
    Permit permit = await(lock.acquire());
    lock.release();
    permit.close();
    return done();
  }

  @Test
  void aPermitOfALockThatWasReleasedAlreadyCannotBeClosed() {
    assertThatThrownBy(() -> run(this::permitAndRelease))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("AsyncLock[unlocked] was released already");
  }

  @Async
  @SuppressWarnings("try") // only held
  private Coroutine<Void> inATryStatement() {
    try (Permit held = await(lock.acquire())) {
      log.add(lock.locked());
      await(turns(1));
    }
    log.add(lock.locked());
    try (Permit held = await(lock.acquire())) {
      throw new ArithmeticException("in the body");
    } catch (ArithmeticException e) {
      log.add(lock.locked());
    }
    return done();
  }

  @Test
  void theTryStatementReleases() {
    logs(this::inATryStatement, true, false, false);
  }

  // ---- withLock

  @Async
  private Coroutine<Void> bodies() {
    log.add(await(lock.withLock(() -> value(lock.locked()))));
    log.add(await(lock.<String>withLock(() -> result(1))));
    log.add(await(attempt(lock.withLock(() -> fails(1)))));
    log.add(await(attempt(lock.withLock(() -> fails(0)))));
    log.add(
        await(
            attempt(
                lock.withLock(
                    () -> {
                      throw new IOException("no coroutine at all");
                    }))));
    log.add(lock.locked());
    return done();
  }

  @Async
  private Coroutine<String> result(int turns) {
    await(turns(turns));
    return value("result, locked " + lock.locked());
  }

  @Async
  private Coroutine<Void> fails(int turns) {
    await(turns(turns));
    throw new ArithmeticException("after " + turns);
  }

  @Test
  void theLockIsReleasedHoweverTheBodyEnds() {
    logs(
        this::bodies,
        true,
        "result, locked true",
        "ArithmeticException: after 1",
        "ArithmeticException: after 0",
        "IOException: no coroutine at all",
        false);
  }

  @Async
  private Coroutine<Void> cancelledBody() {
    Task<?> task = start("body", lock.withLock(() -> sleep(ofSeconds(9))));
    start("next", lock.withLock(() -> logged("in", turns(1))));
    await(turns(2));
    task.cancel();
    await(turns(4));
    log.add(lock.locked());
    return done();
  }

  @Test
  void aCancelledBodyReleases() {
    logs(this::cancelledBody, "body CancelledError", "in", "next", false);
  }

  @Async
  private Coroutine<Void> cancelledBeforeTheBody() {
    await(lock.acquire());
    Task<?> task = start("with", lock.withLock(() -> logged("never", turns(1))));
    await(turns(1));
    lock.release();
    task.cancel();
    await(turns(2));
    log.add(lock.locked());
    return done();
  }

  @Test
  void aBodyWhoseTaskIsCancelledWhileTheLockIsOnItsWayNeverRuns() {
    logs(this::cancelledBeforeTheBody, "with CancelledError", false);
  }

  @Async
  private Coroutine<Void> nobodyWillRelease() {
    await(lock.withLock(() -> lock.withLock(() -> logged("never", turns(1)))));
    return done();
  }

  @Test
  void theLockIsNotReentrant() {
    assertThatThrownBy(() -> run(this::nobodyWillRelease))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("withLock");
  }

  // ---- misuse, loops, texts

  @Test
  void aLockThatNobodyHoldsCannotBeReleased() {
    assertThatThrownBy(lock::release)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("Lock is not acquired.");
    assertThat(lock.tryAcquire()).isTrue(); // without a loop
    assertThat(lock.tryAcquire()).isFalse();
    assertThat(lock).hasToString("AsyncLock[locked]");
    lock.release();
    assertThatThrownBy(lock::release).isInstanceOf(IllegalStateException.class);
    assertThat(lock).hasToString("AsyncLock[unlocked]");
  }

  @Async
  private Coroutine<Void> releasedWhileItIsOnItsWay() {
    await(lock.acquire());
    start("a", lock.acquire());
    start("b", lock.acquire());
    await(turns(1));
    lock.release();
    log.add(attempt(() -> release()));
    await(turns(2));
    return done();
  }

  private String release() {
    lock.release();
    return "released";
  }

  @Test
  void aLockOnItsWayCannotBeReleasedAgain() {
    logs(
        this::releasedWhileItIsOnItsWay,
        "IllegalStateException: Lock is not acquired.",
        "a",
        "b CancelledError"); // by the end of the program
  }

  @Async
  private Coroutine<Void> anotherReleases() {
    await(lock.acquire());
    createTask(releases());
    await(lock.acquire());
    log.add("acquired again");
    return done();
  }

  @Async
  private Coroutine<Void> releases() {
    lock.release();
    return done();
  }

  @Test
  void anyTaskMayRelease() {
    logs(this::anotherReleases, "acquired again");
  }

  @Async
  private Coroutine<Void> texts() {
    Task<?> holder = createTask(holds("holder", 3), "holder");
    await(turns(1));
    Task<?> waiter = createTask(holds("waiter", 1), "waiter");
    await(turns(1));
    log.add(lock.toString());
    await(gather(holder, waiter));
    log.add(lock.toString());
    return done();
  }

  @Test
  void theTextNamesTheHolderAndHowManyWait() {
    run(this::texts);
    assertThat(log)
        .contains("AsyncLock[locked by holder, 1 waiting]")
        .endsWith("AsyncLock[unlocked]");
  }

  @Async
  private Coroutine<Void> waitsBriefly() {
    log.add(await(timeoutOrNull(ofSeconds(1), lock::acquire)));
    return done();
  }

  @Test
  void aLockBelongsToTheLoopOfTheFirstWhoWaited() {
    assertThat(lock.tryAcquire()).isTrue();
    run(this::waitsBriefly);
    assertThatThrownBy(() -> run(this::waitsBriefly))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("AsyncLock[locked] is bound to a different event loop");
    lock.release();
    run(() -> lock.withLock(() -> done())); // need not wait
    assertThat(lock.locked()).isFalse();
  }

  @Async
  private Coroutine<Void> cancelMessage() {
    await(lock.acquire());
    Task<?> task = createTask(lock.acquire());
    await(turns(1));
    task.cancel("no longer needed");
    try {
      await(task);
    } catch (CancelledError e) {
      log.add(e.getMessage());
    }
    return done();
  }

  @Test
  void theMessageOfTheCancellationArrives() {
    logs(this::cancelMessage, "no longer needed");
  }
}
