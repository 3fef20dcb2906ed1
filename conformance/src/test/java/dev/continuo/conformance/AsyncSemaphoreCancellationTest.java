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

/** Permits of an AsyncSemaphore are given back however those end who wait for them or have them. */
class AsyncSemaphoreCancellationTest extends LoggedPrograms {

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
