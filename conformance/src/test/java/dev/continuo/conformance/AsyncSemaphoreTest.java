package dev.continuo.conformance;

import static dev.continuo.Continuo.*;
import static dev.continuo.conformance.Attempts.*;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.continuo.Coroutine;
import dev.continuo.Task;
import dev.continuo.annotation.Async;
import dev.continuo.sync.AsyncSemaphore;
import dev.continuo.sync.Permit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** AsyncSemaphore: the cases of CPython's SemaphoreTests, and that nobody barges in. */
class AsyncSemaphoreTest extends LoggedPrograms {

  // ---- counting

  @Test
  void permitsAreCounted() {
    AsyncSemaphore semaphore = new AsyncSemaphore(2);
    assertThat(results(semaphore.available(), semaphore.locked())).containsExactly(2, false);
    assertThat(semaphore.tryAcquire()).isTrue();
    assertThat(semaphore.tryAcquire()).isTrue();
    assertThat(semaphore.tryAcquire()).isFalse();
    assertThat(results(semaphore.available(), semaphore.locked())).containsExactly(0, true);
    semaphore.release(3); // grows
    assertThat(semaphore.available()).isEqualTo(3);
    assertThat(semaphore).hasToString("AsyncSemaphore[3 available]");
  }

  @Test
  void mistakesAreNamed() {
    AsyncSemaphore bounded = AsyncSemaphore.bounded(1);
    assertThatThrownBy(bounded::release)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("BoundedSemaphore released too many times");
    assertThat(bounded.available()).isEqualTo(1);
    assertThatThrownBy(() -> new AsyncSemaphore(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("permits is -1, must be at least 0");
    assertThatThrownBy(() -> AsyncSemaphore.bounded(-1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> bounded.release(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("permits is 0, must be at least 1");
    AsyncSemaphore full = new AsyncSemaphore(Integer.MAX_VALUE);
    assertThatThrownBy(full::release)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("Semaphore released too many times");
  }

  @Test
  void aBoundedOneCountsWhatIsOut() {
    AsyncSemaphore bounded = AsyncSemaphore.bounded(2);
    assertThat(bounded.tryAcquire()).isTrue();
    assertThatThrownBy(() -> bounded.release(2)).isInstanceOf(IllegalStateException.class);
    assertThat(bounded.available()).isEqualTo(1);
    bounded.release();
    assertThat(bounded.available()).isEqualTo(2);
  }

  @Test
  void acquireIsLazy() {
    AsyncSemaphore semaphore = new AsyncSemaphore(1);
    semaphore.acquire().close();
    assertThat(semaphore.available()).isEqualTo(1);
  }

  @Test
  void aBoundedOneOfNothingLetsNobodyIn() {
    AsyncSemaphore none = AsyncSemaphore.bounded(0);
    assertThat(none.tryAcquire()).isFalse();
    assertThatThrownBy(none::release).isInstanceOf(IllegalStateException.class);
  }

  // ---- order

  @Async
  private Coroutine<Void> twice(String tag, AsyncSemaphore semaphore) {
    for (int i = 1; i <= 2; i++) {
      await(semaphore.acquire());
      log.add(tag + "_" + i);
      await(sleep(ofMillis(10)));
      semaphore.release();
    }
    return done();
  }

  @Async
  private Coroutine<Void> acquireFifoOrder() {
    AsyncSemaphore semaphore = new AsyncSemaphore(1);
    await(gather(twice("c1", semaphore), twice("c2", semaphore), twice("c3", semaphore)));
    return done();
  }

  @Test
  void firstComeFirstServed() {
    logs(this::acquireFifoOrder, "c1_1", "c2_1", "c3_1", "c1_2", "c2_2", "c3_2");
  }

  @Async
  private Coroutine<Void> releasesAndComesAgain(AsyncSemaphore semaphore) {
    await(semaphore.acquire());
    log.add(2);
    semaphore.release();
    await(semaphore.acquire());
    log.add(4);
    return done();
  }

  @Async
  private Coroutine<Void> acquireFifoOrder2() {
    AsyncSemaphore semaphore = new AsyncSemaphore(1);
    Task<?> first = start("1", semaphore.acquire());
    Task<?> second = createTask(releasesAndComesAgain(semaphore));
    Task<?> third = start("3", semaphore.acquire());
    await(turns(1));
    semaphore.release();
    semaphore.release();
    await(gather(first, second, third));
    return done();
  }

  @Test
  void whoReleasesAndComesAgainIsBehindThoseWhoWereWoken() {
    logs(this::acquireFifoOrder2, "1", 2, "3", 4);
  }

  @Async
  private Coroutine<Void> comesWhileAnotherIsWoken() {
    AsyncSemaphore semaphore = new AsyncSemaphore(0);
    start("early", semaphore.acquire());
    await(turns(1));
    semaphore.release(2); // more than early needs
    log.add(semaphore.locked()); // acquire would queue behind early
    log.add(semaphore.available());
    Task<?> late = createTask(logged("late", semaphore.acquire()));
    await(late);
    log.add(semaphore.toString());
    return done();
  }

  @Test
  void whoComesBehindAWokenOneIsServedByTheSameRelease() {
    logs(this::comesWhileAnotherIsWoken, true, 0, "early", "late", "AsyncSemaphore[0 available]");
  }

  @Async
  private Coroutine<Void> queuesInTheTickOfTheRelease() {
    AsyncSemaphore semaphore = new AsyncSemaphore(0);
    start("early", semaphore.acquire());
    await(turns(1));
    semaphore.release(3);
    await(semaphore.acquire());
    log.add("main");
    log.add(semaphore.available());
    return done();
  }

  @Test
  void aPermitThatIsLeftAfterAWokenOneGoesToTheNext() {
    logs(this::queuesInTheTickOfTheRelease, "early", "main", 1);
  }

  @Async
  private Coroutine<Void> triesWhileOthersAreWoken() {
    AsyncSemaphore semaphore = new AsyncSemaphore(0);
    start("a", semaphore.acquire());
    await(turns(1));
    semaphore.release();
    log.add(semaphore.tryAcquire());
    await(turns(1));
    semaphore.release();
    log.add(semaphore.tryAcquire());
    return done();
  }

  @Test
  void tryAcquireTakesNoPermitThatAnotherWasWokenFor() {
    logs(this::triesWhileOthersAreWoken, false, "a", true);
  }

  @Async
  private Coroutine<Void> manyAtOnce() {
    AsyncSemaphore semaphore = new AsyncSemaphore(0);
    for (String name : List.of("a", "b", "c", "d")) {
      start(name, semaphore.acquire());
    }
    await(turns(1));
    log.add(semaphore.toString());
    semaphore.release(3);
    log.add("released");
    await(turns(1));
    log.add(semaphore.toString());
    semaphore.release();
    await(turns(1));
    return done();
  }

  @Test
  void severalPermitsWakeSeveralInOneTick() {
    logs(
        this::manyAtOnce,
        "AsyncSemaphore[0 available, 4 waiting]",
        "released",
        "a",
        "b",
        "c",
        "AsyncSemaphore[0 available, 1 waiting]",
        "d");
  }

  // ---- cancellation

  @Async
  private Coroutine<Void> cancelBeforeAwoken() {
    AsyncSemaphore semaphore = new AsyncSemaphore(0);
    List<Task<?>> tasks = new ArrayList<>();
    for (String name : List.of("1", "2", "3", "4")) {
      tasks.add(start(name, semaphore.acquire()));
    }
    await(turns(1));
    tasks.get(0).cancel();
    tasks.get(1).cancel();
    semaphore.release();
    await(turns(2));
    log.add(tasks.get(3).done());
    semaphore.release();
    await(turns(1));
    return done();
  }

  @Test
  void thoseWhoWereCancelledBeforeTheReleaseArePassedOver() {
    logs(this::cancelBeforeAwoken, "1 CancelledError", "2 CancelledError", "3", false, "4");
  }

  @Async
  private Coroutine<Void> cancelAfterAwoken() {
    AsyncSemaphore semaphore = AsyncSemaphore.bounded(2);
    await(semaphore.acquire());
    await(semaphore.acquire());
    List<Task<?>> tasks = new ArrayList<>();
    for (String name : List.of("1", "2", "3")) {
      tasks.add(start(name, semaphore.acquire()));
    }
    await(turns(1));
    semaphore.release(2);
    tasks.get(0).cancel();
    tasks.get(1).cancel();
    await(turns(2));
    log.add(semaphore.available());
    semaphore.release();
    log.add(semaphore.available());
    return done();
  }

  @Test
  void thoseWhoWereCancelledAfterTheReleaseHandTheirPermitsOn() {
    logs(this::cancelAfterAwoken, "1 CancelledError", "2 CancelledError", "3", 1, 2);
  }

  @Async
  private Coroutine<Void> acquireHang() {
    AsyncSemaphore semaphore = new AsyncSemaphore(0);
    Task<?> first = start("first", semaphore.acquire());
    start("second", semaphore.acquire());
    await(turns(1));
    first.cancel();
    semaphore.release();
    await(turns(2));
    log.add(semaphore.locked());
    return done();
  }

  @Test
  void aCancelledWaiterSwallowsNoPermit() {
    logs(this::acquireHang, "first CancelledError", "second", true);
  }

  @Async
  private Coroutine<Void> entersAndCancels(AsyncSemaphore semaphore, List<Task<?>> others) {
    await(semaphore.withPermit(() -> turns(1)));
    others.get(0).cancel();
    return done();
  }

  @Async
  private Coroutine<Void> acquireNoHang() {
    AsyncSemaphore semaphore = new AsyncSemaphore(1);
    List<Task<?>> others = new ArrayList<>();
    Task<?> first = createTask(entersAndCancels(semaphore, others));
    others.add(start("second", semaphore.withPermit(() -> logged("entered", turns(1)))));
    await(first);
    await(others.get(0));
    await(waitFor(semaphore.acquire(), ofSeconds(1)));
    log.add("acquired");
    return done();
  }

  @Test
  void aWokenWaiterThatIsCancelledLeavesThePermitForLater() {
    logs(this::acquireNoHang, "second CancelledError", "acquired");
  }

  @Async
  private Coroutine<Void> queuedBehindAWokenOneThatIsCancelled() {
    AsyncSemaphore semaphore = new AsyncSemaphore(0);
    Task<?> woken = start("woken", semaphore.acquire());
    await(turns(1));
    Task<?> behind = start("behind", semaphore.acquire());
    semaphore.release();
    woken.cancel();
    await(behind);
    log.add(semaphore.available());
    return done();
  }

  @Test
  void whoQueuedBehindAWokenOneGetsItsPermitIfItIsCancelled() {
    logs(this::queuedBehindAWokenOneThatIsCancelled, "woken CancelledError", "behind", 0);
  }

  // ---- timeouts, permits, bodies

  @Async
  private Coroutine<Void> underTimeouts() {
    AsyncSemaphore semaphore = AsyncSemaphore.bounded(1);
    await(semaphore.acquire());
    for (int i = 0; i < 100; i++) {
      log.add(await(timeoutOrNull(ofMillis(i), semaphore::acquire)));
    }
    semaphore.release();
    log.add(semaphore.toString());
    return done();
  }

  @Test
  void waitersThatGaveUpAreForgotten() {
    run(this::underTimeouts);
    assertThat(log.subList(0, 100)).containsOnlyNulls();
    assertThat(log.get(100)).isEqualTo("AsyncSemaphore[1 available]");
  }

  @Async
  private Coroutine<Void> permits() {
    AsyncSemaphore semaphore = AsyncSemaphore.bounded(2);
    Permit first = await(semaphore.acquire());
    Permit second = await(semaphore.acquire());
    log.add(first.toString());
    first.close();
    first.close();
    log.add(semaphore.available());
    semaphore.release();
    log.add(attempt(() -> closed(second)));
    log.add(semaphore.available());
    return done();
  }

  private static String closed(Permit permit) {
    permit.close();
    return permit.toString();
  }

  @Test
  void aPermitIsGivenBackOnce() {
    logs(
        this::permits,
        "Permit[AsyncSemaphore[0 available]]",
        1,
        "IllegalStateException: AsyncSemaphore[2 available] was released already",
        2);
  }

  @Async
  private Coroutine<Integer> inside(int[] count, boolean fails) {
    count[0]++;
    log.add(count[0]);
    await(turns(2));
    count[0]--;
    if (fails) {
      throw new ArithmeticException();
    }
    return value(count[0]);
  }

  @Async
  private Coroutine<Void> limitedBodies() {
    AsyncSemaphore semaphore = AsyncSemaphore.bounded(2);
    int[] count = {0};
    List<Task<Integer>> tasks = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      boolean fails = i % 2 == 0;
      tasks.add(createTask(semaphore.withPermit(() -> inside(count, fails))));
    }
    await(gatherOutcomes(tasks));
    log.add(semaphore.available());
    return done();
  }

  @Test
  void asManyBodiesAsPermits() {
    logs(this::limitedBodies, 1, 2, 1, 2, 1, 2, 2);
  }

  @Async
  private Coroutine<Void> failingBodies() {
    AsyncSemaphore semaphore = AsyncSemaphore.bounded(1);
    log.add(await(attempt(semaphore.withPermit(() -> inside(new int[1], true)))));
    log.add(
        await(
            attempt(
                semaphore.withPermit(
                    () -> {
                      throw new ArithmeticException("no coroutine");
                    }))));
    log.add(semaphore.available());
    return done();
  }

  @Test
  void aFailingBodyGivesItsPermitBack() {
    logs(this::failingBodies, 1, "ArithmeticException", "ArithmeticException: no coroutine", 1);
  }

  @Async
  private Coroutine<Void> waitsBriefly(AsyncSemaphore semaphore) {
    log.add(await(timeoutOrNull(ofSeconds(1), semaphore::acquire)));
    return done();
  }

  @Test
  void aSemaphoreBelongsToTheLoopOfTheFirstWhoWaited() {
    AsyncSemaphore semaphore = new AsyncSemaphore(0);
    run(() -> waitsBriefly(semaphore));
    assertThatThrownBy(() -> run(() -> waitsBriefly(semaphore)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("AsyncSemaphore[0 available] is bound to a different event loop");
  }
}
