package dev.continuo.conformance;

import static dev.continuo.Continuo.*;
import static dev.continuo.conformance.Attempts.*;
import static dev.continuo.sync.Select.select;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.continuo.CancelledError;
import dev.continuo.Coroutine;
import dev.continuo.EventLoop;
import dev.continuo.Task;
import dev.continuo.annotation.Async;
import dev.continuo.sync.AsyncLock;
import dev.continuo.sync.AsyncQueue;
import dev.continuo.sync.MemoryChannel;
import org.junit.jupiter.api.Test;

/** A select that is cancelled, times out, is nested or misused leaves everything as it was. */
class SelectCancellationTest extends LoggedPrograms {

  private final AsyncQueue<Integer> a = AsyncQueue.fifo();
  private final AsyncQueue<Integer> b = AsyncQueue.fifo();

  // ---- cancellation

  @Async
  private Coroutine<Void> cancelInTheTickOfTheTurn(boolean turnFirst, boolean another) {
    Task<?> selecting = start("select", select(a.get(), b.get()));
    if (another) {
      start("next", a.get());
    }
    await(turns(2));
    if (turnFirst) {
      a.putNowait(1);
    }
    selecting.cancel();
    if (!turnFirst) {
      a.putNowait(1);
    }
    await(turns(3));
    log.add(a.size());
    return done();
  }

  @Test
  void aSelectThatIsCancelledAfterItsTurnCameHandsTheItemOn() {
    logs(() -> cancelInTheTickOfTheTurn(true, true), "select CancelledError", "next 1", 0);
  }

  @Test
  void aSelectThatIsCancelledAfterItsTurnCameLeavesTheItem() {
    logs(() -> cancelInTheTickOfTheTurn(true, false), "select CancelledError", 1);
  }

  @Test
  void aSelectThatIsCancelledBeforeItsTurnComesIsPassedOver() {
    logs(() -> cancelInTheTickOfTheTurn(false, true), "select CancelledError", "next 1", 0);
  }

  @Async
  private Coroutine<Void> cancelledWithALock() {
    AsyncLock lock = new AsyncLock();
    await(lock.acquire());
    Task<?> selecting = createTask(select(a.get(), lock.acquire()));
    start("next", lock.acquire());
    await(turns(2));
    lock.release();
    selecting.cancel();
    await(turns(3));
    log.add(lock.locked());
    log.add(a.toString());
    return done();
  }

  @Test
  void theLockOfACancelledSelectGoesToTheNext() {
    logs(this::cancelledWithALock, "next", true, "AsyncQueue[fifo, size=0]");
  }

  @Async
  private Coroutine<Void> sendsAndGoesOn(MemoryChannel<Integer> out) {
    log.add(await(attempt(select(a.get(), out.sender().send(7)))).toString());
    log.add(await(attempt(sleep(ofSeconds(1)))));
    return done();
  }

  @Async
  private Coroutine<Void> cancelledAfterItsItemWasTaken() {
    MemoryChannel<Integer> out = MemoryChannel.of(0);
    Task<?> selecting = createTask(sendsAndGoesOn(out));
    await(turns(2));
    log.add(out.receiver().receiveNowait());
    selecting.cancel();
    a.putNowait(1);
    await(selecting);
    log.add(a.size());
    return done();
  }

  @Test
  void aSelectThatIsCancelledAfterItsItemWasSentSucceedsAndIsCancelledAtItsNextAwait() {
    logs(
        this::cancelledAfterItsItemWasTaken,
        7,
        "Selected[index=1, value=null]",
        "CancelledError",
        1);
  }

  @Async
  private Coroutine<Integer> cleansUp(int seconds) {
    try {
      await(sleep(ofSeconds(100)));
    } finally {
      await(sleep(ofSeconds(seconds)));
      log.add("cleaned up");
    }
    return value(0);
  }

  @Async
  private Coroutine<Void> cancelledWithCoroutines() {
    Task<?> selecting = start("select", select(cleansUp(5), a.get()));
    await(turns(3));
    selecting.cancel();
    await(selecting);
    log.add(EventLoop.running().time() / 1_000_000_000 >= 5);
    a.putNowait(1);
    log.add(a.size());
    return done();
  }

  @Test
  void aCancelledSelectCancelsAndWaitsForItsCoroutines() {
    logs(this::cancelledWithCoroutines, "cleaned up", "select CancelledError", true, 1);
  }

  @Async
  private Coroutine<Void> selectsAndGoesOn() {
    log.add(await(attempt(select(cleansUp(5), a.get()))).toString());
    log.add(await(attempt(sleep(ofSeconds(1)))));
    return done();
  }

  @Async
  private Coroutine<Void> cancelledDuringTheCleanup(int times) {
    Task<?> selecting = createTask(selectsAndGoesOn());
    await(turns(3));
    a.putNowait(1);
    for (int i = 0; i < times; i++) {
      await(sleep(ofSeconds(1)));
      selecting.cancel();
    }
    await(selecting);
    log.add(a.size());
    return done();
  }

  @Test
  void whatWasTakenIsNotLostWhenItIsCancelledWhileTheLosersCleanUp() {
    logs(
        () -> cancelledDuringTheCleanup(1),
        "cleaned up",
        "Selected[index=1, value=1]",
        "CancelledError",
        0);
  }

  @Test
  void cancellingItAgainAndAgainDoesNotLoseItEither() {
    logs(
        () -> cancelledDuringTheCleanup(3),
        "cleaned up",
        "Selected[index=1, value=1]",
        "CancelledError",
        0);
  }

  @Async
  private Coroutine<Integer> ignoresCancellation() {
    try {
      await(sleep(ofSeconds(100)));
    } catch (CancelledError e) {
      log.add("ignored");
    }
    return value(5);
  }

  @Async
  private Coroutine<Integer> failsInCleanup() {
    try {
      await(sleep(ofSeconds(100)));
    } finally {
      log.add("fails");
      throwsArithmetic();
    }
    return value(5);
  }

  private static void throwsArithmetic() {
    throw new ArithmeticException();
  }

  @Async
  private Coroutine<Void> losersThatMisbehave() {
    EventLoop.running().callLater(ofSeconds(1), () -> a.putNowait(1));
    log.add(await(select(ignoresCancellation(), failsInCleanup(), a.get())).toString());
    return done();
  }

  @Test
  void howALoserEndsDoesNotMatter() {
    run(this::losersThatMisbehave);
    assertThat(log).contains("ignored", "fails").endsWith("Selected[index=2, value=1]");
  }

  // ---- timeouts

  @Async
  private Coroutine<Void> timeouts() {
    for (int i = 0; i < 1000; i++) {
      log.add(await(timeoutOrNull(ofSeconds(1), () -> select(a.get(), b.get()))));
    }
    a.putNowait(1);
    log.add(a.getNowait());
    log.add(await(attempt(waitFor(select(a.get(), b.get()), ofSeconds(1)))));
    return done();
  }

  @Test
  void selectsThatGaveUpAreForgotten() {
    run(this::timeouts);
    assertThat(log.subList(0, 1000)).containsOnlyNulls();
    assertThat(log.subList(1000, 1002))
        .containsExactly(1, "DeadlineExceededException: the time limit passed");
  }

  @Async
  private Coroutine<Void> turnInTheTickOfTheTimeout() {
    EventLoop.running().callLater(ofSeconds(1), () -> a.putNowait(1)); // the first timer
    log.add(await(timeoutOrNull(ofSeconds(1), () -> select(a.get(), b.get()))));
    log.add(a.getNowait());
    return done();
  }

  @Test
  void anItemThatComesInTheTickOfTheTimeoutStays() {
    logs(this::turnInTheTickOfTheTimeout, null, 1);
  }
}
