package dev.continuo.conformance;

import static dev.continuo.Continuo.*;
import static dev.continuo.conformance.Attempts.*;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.continuo.CancelledError;
import dev.continuo.Coroutine;
import dev.continuo.Task;
import dev.continuo.annotation.Async;
import dev.continuo.sync.AsyncLock;
import org.junit.jupiter.api.Test;

/** AsyncLock: the cases of CPython's LockTests, and that nobody barges in. */
class AsyncLockTest extends LoggedPrograms {

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
