package dev.continuo.conformance;

import static dev.continuo.Continuo.*;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.continuo.Coroutine;
import dev.continuo.Task;
import dev.continuo.annotation.Async;
import dev.continuo.sync.AsyncBarrier;
import org.junit.jupiter.api.Test;

/** AsyncBarrier: those who wait when it is reset or aborted, and those who come then. */
class AsyncBarrierResetTest extends LoggedPrograms {

  private static final String BROKEN =
      " BrokenBarrier: AsyncBarrier[0 of 3 arrived] was aborted or reset";
  private static final String ABORTED = " BrokenBarrier: AsyncBarrier[broken] was aborted or reset";

  private final AsyncBarrier barrier = new AsyncBarrier(3);

  private Task<?> arrive(String name) {
    return start(name, barrier.arrive());
  }

  // ---- reset and abort

  @Async
  private Coroutine<Void> resetWhileTheyWait() {
    barrier.reset();
    arrive("a");
    arrive("b");
    await(turns(2));
    barrier.reset();
    log.add(barrier.toString());
    arrive("c");
    arrive("d");
    arrive("e");
    await(turns(3));
    return done();
  }

  @Test
  void resetFailsThoseWhoWaitAndThenItIsAsNew() {
    logs(
        this::resetWhileTheyWait,
        "AsyncBarrier[0 of 3 arrived]",
        "a" + BROKEN,
        "b" + BROKEN,
        "e 2",
        "c 0",
        "d 1");
  }

  @Async
  private Coroutine<Void> abortWhileTheyWait() {
    arrive("a");
    arrive("b");
    await(turns(2));
    barrier.abort();
    log.add(barrier.isBroken());
    arrive("c");
    await(turns(2));
    log.add(barrier.toString());
    barrier.reset();
    log.add(barrier.isBroken());
    arrive("d");
    await(turns(2));
    log.add(barrier.toString());
    return done();
  }

  @Test
  void abortFailsThoseWhoWaitAndThoseWhoComeUntilTheReset() {
    logs(
        this::abortWhileTheyWait,
        true,
        "a" + ABORTED,
        "b" + ABORTED,
        "c" + ABORTED,
        "AsyncBarrier[broken]",
        false,
        "AsyncBarrier[1 of 3 arrived]",
        "d CancelledError"); // by the end of the program
  }

  @Async
  private Coroutine<Void> abortInTheTickOfTheLast(boolean abort) {
    arrive("a");
    arrive("b");
    await(turns(2));
    log.add(await(barrier.arrive()));
    if (abort) {
      barrier.abort();
    } else {
      barrier.reset();
    }
    await(turns(2));
    return done();
  }

  @Test
  void whoseRoundIsCompleteGoesOnThoughItIsAbortedBeforeTheyRun() {
    logs(() -> abortInTheTickOfTheLast(true), 2, "a 0", "b 1");
  }

  @Test
  void whoseRoundIsCompleteGoesOnThoughItIsResetBeforeTheyRun() {
    // in CPython those who drain fail
    logs(() -> abortInTheTickOfTheLast(false), 2, "a 0", "b 1");
  }

  @Async
  private Coroutine<Void> resetThenArrivals() {
    arrive("a");
    arrive("b");
    await(turns(2));
    barrier.reset();
    log.add(await(timeoutOrNull(ofSeconds(1), barrier::arrive)));
    log.add(barrier.waiting());
    return done();
  }

  @Test
  void whoComesInTheTickOfTheResetBelongsToTheNextRound() {
    String broken = BROKEN.replace("0 of", "1 of"); // the state when they run
    logs(this::resetThenArrivals, "a" + broken, "b" + broken, null, 0);
  }

  @Async
  private Coroutine<Void> cancelledAndAborted() {
    Task<?> a = arrive("a");
    Task<?> b = arrive("b");
    await(turns(2));
    a.cancel();
    barrier.abort();
    b.cancel();
    barrier.reset();
    await(turns(2));
    log.add(barrier.waiting());
    return done();
  }

  @Test
  void aCancellationInTheTickOfAnAbortIsThatOfTheTask() {
    logs(this::cancelledAndAborted, "a CancelledError", "b CancelledError", 0);
  }

  @Async
  private Coroutine<Void> fails(String name) {
    try {
      if (name.equals("bad")) {
        throw new ArithmeticException();
      }
      log.add(name + " " + await(barrier.arrive()));
    } catch (ArithmeticException e) {
      barrier.abort();
    } catch (RuntimeException e) {
      log.add(name + " " + e.getClass().getSimpleName());
    }
    return done();
  }

  @Async
  private Coroutine<Void> oneFails() {
    await(gather(fails("a"), fails("bad"), fails("c")));
    log.add(barrier.isBroken());
    return done();
  }

  @Test
  void oneThatFailsAbortsForAll() {
    logs(this::oneFails, "c BrokenBarrier", "a BrokenBarrier", true);
  }

  @Test
  void itIsAbortedAndResetWithoutALoop() {
    barrier.abort();
    barrier.abort();
    assertThat(barrier.isBroken()).isTrue();
    assertThatThrownBy(() -> Programs.run(barrier.arrive())).hasMessageContaining("aborted");
    barrier.reset();
    assertThat(barrier.isBroken()).isFalse();
  }

  @Async
  private Coroutine<Void> waitsBriefly() {
    await(timeoutOrNull(ofSeconds(1), barrier::arrive));
    return done();
  }

  @Test
  void aBarrierBelongsToTheLoopOfTheFirstWhoWaited() {
    run(this::waitsBriefly);
    assertThatThrownBy(() -> run(this::waitsBriefly))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("AsyncBarrier[0 of 3 arrived] is bound to a different event loop");
    assertThat(barrier.waiting()).isZero();
  }
}
