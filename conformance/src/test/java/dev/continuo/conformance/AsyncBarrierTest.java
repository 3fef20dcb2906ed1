package dev.continuo.conformance;

import static dev.continuo.Continuo.*;
import static dev.continuo.conformance.Attempts.*;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.continuo.Coroutine;
import dev.continuo.Task;
import dev.continuo.annotation.Async;
import dev.continuo.sync.AsyncBarrier;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * AsyncBarrier: the cases of CPython's BarrierTests. On purpose ours has no draining phase: who
 * comes after the last of a round belongs to the next one at once.
 */
class AsyncBarrierTest extends LoggedPrograms {

  private final AsyncBarrier barrier = new AsyncBarrier(3);

  private Task<?> arrive(String name) {
    return start(name, barrier.arrive());
  }

  // ---- passing

  @Async
  private Coroutine<Void> three() {
    arrive("a");
    arrive("b");
    await(turns(2));
    log.add(barrier.toString());
    arrive("c");
    await(turns(2));
    log.add(barrier.toString());
    return done();
  }

  @Test
  void theLastGoesOnFirstThenTheOthersInTheirOrder() {
    logs(
        this::three,
        "AsyncBarrier[2 of 3 arrived]",
        "c 2",
        "a 0",
        "b 1",
        "AsyncBarrier[0 of 3 arrived]");
  }

  @Async
  private Coroutine<Void> theLastDoesNotSuspend() {
    arrive("a");
    arrive("b");
    await(turns(1));
    createTask(turns(0)).addDoneCallback(t -> log.add("another task ran"));
    log.add(await(barrier.arrive()));
    await(turns(2));
    return done();
  }

  @Test
  void theLastToArriveDoesNotSuspend() {
    logs(this::theLastDoesNotSuspend, 2, "a 0", "b 1", "another task ran");
  }

  @Async
  private Coroutine<Void> alone() {
    AsyncBarrier single = new AsyncBarrier(1);
    createTask(turns(0)).addDoneCallback(t -> log.add("another task ran"));
    log.add(await(single.arrive()));
    log.add(await(single.arrive()));
    log.add(single.waiting());
    await(turns(2));
    return done();
  }

  @Test
  void oneAloneNeverWaits() {
    logs(this::alone, 0, 0, 0, "another task ran");
  }

  @Test
  void theNumberOfPartiesIsChecked() {
    assertThat(results(barrier.parties(), barrier.waiting(), barrier.isBroken()))
        .containsExactly(3, 0, false);
    assertThatThrownBy(() -> new AsyncBarrier(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("parties is 0, must be at least 1");
    barrier.arrive().close();
    assertThat(barrier.waiting()).isZero();
  }

  @Async
  private Coroutine<Void> party(String name, int rounds) {
    for (int i = 0; i < rounds; i++) {
      log.add(name + i);
      int place = await(barrier.arrive());
      if (place == 0) {
        log.add("--");
      }
    }
    return done();
  }

  @Async
  private Coroutine<Void> rounds() {
    await(gather(party("a", 3), party("b", 3), party("c", 3)));
    log.add(barrier.waiting());
    return done();
  }

  @Test
  void itIsUsedAgainAndAgain() {
    logs(this::rounds, "a0", "b0", "c0", "c1", "--", "a1", "b1", "b2", "--", "c2", "a2", "--", 0);
  }

  @Async
  private Coroutine<Void> sevenAtOnce() {
    List<Task<?>> tasks = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      tasks.add(arrive("p" + i));
    }
    await(turns(3));
    log.add(barrier.waiting());
    tasks.get(6).cancel();
    await(turns(1));
    return done();
  }

  @Test
  void moreThanAllGoOnInRounds() {
    logs(this::sevenAtOnce, "p2 2", "p5 2", "p0 0", "p1 1", "p3 0", "p4 1", 1, "p6 CancelledError");
  }

  // ---- cancellation

  @Async
  private Coroutine<Void> cancelOne() {
    Task<?> a = arrive("a");
    arrive("b");
    await(turns(2));
    a.cancel();
    await(turns(2));
    log.add(barrier.waiting());
    arrive("c");
    await(turns(2));
    log.add(barrier.waiting());
    arrive("d");
    await(turns(2));
    return done();
  }

  @Test
  void oneThatIsCancelledIsAsIfItHadNotCome() {
    // CPython gives place 1 twice and place 0 to nobody
    logs(this::cancelOne, "a CancelledError", 1, 2, "d 2", "b 0", "c 1");
  }

  @Async
  private Coroutine<Void> cancelledInTheTickOfTheLast() {
    Task<?> a = arrive("a");
    arrive("b");
    await(turns(2));
    a.cancel();
    log.add(barrier.waiting());
    Task<?> c = arrive("c");
    log.add(await(timeoutOrNull(ofSeconds(1), () -> logged("main", barrier.arrive()))));
    log.add(c.done());
    return done();
  }

  @Test
  void oneThatIsCancelledBeforeTheLastComesDoesNotCount() {
    // in CPython the last would go on with the cancelled one counted
    logs(
        this::cancelledInTheTickOfTheLast,
        1,
        "a CancelledError",
        "c 2",
        "b 0",
        "main 1",
        null,
        true);
  }

  @Async
  private Coroutine<Void> cancelledAfterTheLastCame() {
    arrive("a");
    Task<?> b = arrive("b");
    await(turns(2));
    log.add(await(barrier.arrive()));
    b.cancel();
    await(turns(2));
    log.add(barrier.toString());
    return done();
  }

  @Test
  void oneThatIsCancelledAfterTheLastCameHoldsNobodyBack() {
    logs(
        this::cancelledAfterTheLastCame,
        2,
        "a 0",
        "b CancelledError",
        "AsyncBarrier[0 of 3 arrived]");
  }

  @Async
  private Coroutine<Void> allCancelled() {
    Task<?> a = arrive("a");
    Task<?> b = arrive("b");
    await(turns(2));
    a.cancel();
    b.cancel();
    arrive("c");
    arrive("d");
    await(turns(2));
    log.add(barrier.waiting());
    arrive("e");
    await(turns(2));
    return done();
  }

  @Test
  void severalThatAreCancelledInOneTickDoNotCount() {
    logs(this::allCancelled, "a CancelledError", "b CancelledError", 2, "e 2", "c 0", "d 1");
  }

  @Async
  private Coroutine<Void> timeouts() {
    for (int i = 0; i < 100; i++) {
      log.add(await(timeoutOrNull(ofSeconds(1), barrier::arrive)));
    }
    log.add(barrier.waiting());
    log.add(await(attempt(waitFor(barrier.arrive(), ofSeconds(1)))));
    return done();
  }

  @Test
  void thoseWhoGaveUpAreForgotten() {
    run(this::timeouts);
    assertThat(log.subList(0, 100)).containsOnlyNulls();
    assertThat(log.subList(100, 102))
        .containsExactly(0, "DeadlineExceededException: the time limit passed");
  }
}
