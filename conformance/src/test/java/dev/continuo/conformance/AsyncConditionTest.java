package dev.continuo.conformance;

import static dev.continuo.Continuo.*;
import static dev.continuo.conformance.Attempts.*;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.continuo.Coroutine;
import dev.continuo.Task;
import dev.continuo.annotation.Async;
import dev.continuo.sync.AsyncCondition;
import dev.continuo.sync.AsyncLock;
import java.util.List;
import org.junit.jupiter.api.Test;

/** AsyncCondition: the cases of CPython's ConditionTests. */
class AsyncConditionTest extends LoggedPrograms {

  private final AsyncCondition condition = new AsyncCondition();
  private int state;

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

  @Async
  private Coroutine<Void> notifies(int most) {
    await(condition.acquire());
    condition.notify(most);
    condition.release();
    return done();
  }

  // ---- notification

  @Async
  private Coroutine<Void> oneAfterAnother() {
    for (String name : List.of("a", "b", "c", "d")) {
      startWaiter(name);
    }
    await(turns(5));
    log.add(condition.toString());
    await(notifies(1));
    log.add("one");
    await(turns(5));
    await(notifies(2));
    log.add("two");
    await(turns(5));
    await(notifies(2048));
    log.add("many");
    await(turns(5));
    log.add(condition.toString());
    return done();
  }

  @Test
  void whoWaitsLongestIsNotifiedFirst() {
    logs(
        this::oneAfterAnother,
        "AsyncCondition[AsyncLock[unlocked], 4 to be notified]",
        "one",
        "a",
        "two",
        "b",
        "c",
        "many",
        "d",
        "AsyncCondition[AsyncLock[unlocked]]");
  }

  @Async
  private Coroutine<Void> everybody() {
    for (String name : List.of("a", "b", "c")) {
      startWaiter(name);
    }
    await(turns(4));
    await(condition.acquire());
    condition.notifyAllWaiting();
    log.add("notified");
    await(turns(3));
    log.add("released");
    condition.release();
    await(turns(6));
    return done();
  }

  @Test
  void thoseWhoAreNotifiedWaitForTheLock() {
    logs(this::everybody, "notified", "released", "a", "b", "c");
  }

  @Async
  private Coroutine<Void> notifiedBeforeItWaits() {
    await(notifies(1));
    Task<?> late = startWaiter("late");
    await(turns(3));
    log.add(late.done());
    await(notifies(0));
    await(turns(3));
    log.add(late.done());
    await(condition.withLock(() -> notifiesOne()));
    await(late);
    return done();
  }

  @Async
  private Coroutine<Void> notifiesOne() {
    condition.notifyOne();
    return done();
  }

  @Test
  void aNotificationThatNobodyWaitsForIsLost() {
    logs(this::notifiedBeforeItWaits, false, false, "late");
  }

  @Async
  private Coroutine<Void> notifiedTwiceInOneTick() {
    startWaiter("a");
    startWaiter("b");
    await(turns(3));
    await(condition.acquire());
    condition.notifyOne();
    condition.notifyOne(); // not for a again
    condition.release();
    await(turns(4));
    return done();
  }

  @Test
  void everyNotificationIsForAnother() {
    logs(this::notifiedTwiceInOneTick, "a", "b");
  }

  // ---- the lock is to be held

  @Async
  private Coroutine<Void> withoutTheLock() {
    log.add(await(attempt(condition.untilNotified())));
    log.add(await(attempt(condition.until(() -> false))));
    log.add(await(attempt(condition.until(() -> true)))); // as asyncio: not looked at
    log.add(condition.toString());
    return done();
  }

  @Test
  void whoWaitsMustHoldTheLock() {
    logs(
        this::withoutTheLock,
        "IllegalStateException: cannot wait on un-acquired lock",
        "IllegalStateException: cannot wait on un-acquired lock",
        null,
        "AsyncCondition[AsyncLock[unlocked]]");
  }

  @Test
  void whoNotifiesMustHoldTheLock() {
    assertThatThrownBy(condition::notifyOne)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("cannot notify on un-acquired lock");
    assertThatThrownBy(condition::notifyAllWaiting).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> condition.notify(2)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(condition::release).hasMessage("Lock is not acquired.");
  }

  @Async
  private Coroutine<Void> theLockIsGivenBack() {
    await(condition.acquire());
    start("notified", condition.untilNotified());
    log.add(condition.locked());
    await(turns(1));
    log.add(condition.locked());
    await(condition.acquire());
    log.add("other");
    condition.notifyOne();
    condition.release();
    await(turns(3));
    log.add(condition.locked());
    return done();
  }

  @Test
  void whoWaitsGivesTheLockBackAndEndsWithIt() {
    logs(this::theLockIsGivenBack, true, false, "other", "notified", true);
  }

  // ---- predicates

  @Async
  private Coroutine<Void> untilState(int wanted) {
    await(condition.acquire());
    await(condition.until(() -> state >= wanted));
    log.add("wanted " + wanted + ", is " + state);
    condition.release();
    return done();
  }

  @Async
  private Coroutine<Void> counts() {
    createTask(untilState(2));
    createTask(untilState(0));
    createTask(untilState(1));
    for (int i = 1; i <= 2; i++) {
      await(turns(6));
      await(condition.acquire());
      state = i;
      condition.notifyAllWaiting();
      condition.release();
    }
    await(turns(6));
    return done();
  }

  @Test
  void untilAsksAgainAfterEveryNotification() {
    logs(this::counts, "wanted 0, is 0", "wanted 1, is 1", "wanted 2, is 2");
  }

  private boolean failsWhen(int bad) {
    if (state == bad) {
      throw new ArithmeticException("state " + bad);
    }
    return false;
  }

  @Async
  private Coroutine<Void> failingPredicates() {
    await(condition.acquire());
    log.add(await(attempt(condition.until(() -> failsWhen(0)))));
    log.add(condition.locked());
    start("later", condition.until(() -> failsWhen(7)));
    await(turns(1));
    await(condition.acquire());
    state = 7;
    condition.notifyOne();
    condition.release();
    await(turns(3));
    log.add(condition.locked());
    return done();
  }

  @Test
  void whatThePredicateThrowsArrivesWithTheLockHeld() {
    logs(
        this::failingPredicates,
        "ArithmeticException: state 0",
        true,
        "later ArithmeticException: state 7",
        true);
  }

  // ---- shared locks, bodies, loops

  @Async
  private Coroutine<Void> waitsAt(String name, AsyncCondition place) {
    await(place.acquire());
    await(place.untilNotified());
    log.add(name);
    place.release();
    return done();
  }

  @Async
  private Coroutine<Void> twoConditions() {
    AsyncLock lock = new AsyncLock();
    AsyncCondition full = new AsyncCondition(lock);
    AsyncCondition empty = new AsyncCondition(lock);
    createTask(waitsAt("full", full));
    createTask(waitsAt("empty", empty));
    await(turns(3));
    await(lock.acquire());
    log.add(full.locked() && empty.locked());
    empty.notifyAllWaiting();
    lock.release();
    await(turns(3));
    await(full.acquire());
    full.notifyOne();
    empty.release();
    await(turns(3));
    log.add(lock.locked());
    return done();
  }

  @Test
  void severalConditionsShareALock() {
    logs(this::twoConditions, true, "empty", "full", false);
  }

  @Async
  private Coroutine<Void> bodies() {
    log.add(await(condition.withLock(() -> value(condition.locked()))));
    log.add(await(attempt(condition.withLock(() -> condition.until(() -> failsWhen(0))))));
    log.add(
        await(
            timeoutOrNull(
                ofSeconds(1), () -> condition.withLock(() -> condition.until(() -> false)))));
    log.add(condition.locked());
    return done();
  }

  @Test
  void aBodyGivesTheLockBack() {
    logs(this::bodies, true, "ArithmeticException: state 0", null, false);
  }

  @Async
  private Coroutine<Void> waitsBriefly() {
    await(timeoutOrNull(ofSeconds(1), () -> condition.withLock(condition::untilNotified)));
    return done();
  }

  @Test
  void aConditionBelongsToTheLoopOfTheFirstWhoWaited() {
    run(this::waitsBriefly);
    assertThatThrownBy(() -> run(this::waitsBriefly))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageEndingWith("is bound to a different event loop");
    assertThat(condition.locked()).isFalse();
  }
}
