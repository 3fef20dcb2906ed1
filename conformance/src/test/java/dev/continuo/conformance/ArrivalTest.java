package dev.continuo.conformance;

import static dev.continuo.Continuo.*;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.continuo.Coroutine;
import dev.continuo.EventLoop;
import dev.continuo.Task;
import dev.continuo.annotation.Async;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How what an @Async method gives or throws arrives where it is awaited. */
class ArrivalTest {

  // ---- null

  @Async
  @SuppressWarnings("NullAway") // does not read what the type variable of value() allows
  static Coroutine<@Nullable String> nothing(boolean suspends) {
    if (suspends) {
      await(sleep(ofSeconds(1)));
    }
    return value(null);
  }

  @Async
  static Coroutine<List<@Nullable Object>> nulls(boolean suspends) {
    List<@Nullable Object> seen = new ArrayList<>();
    seen.add(await(nothing(suspends)));
    Task<String> task = createTask(nothing(suspends));
    seen.add(await(task));
    seen.add(task.result());
    seen.addAll(await(gather(List.of(nothing(suspends), nothing(!suspends)))));
    CompletableFuture<@Nullable String> stage = CompletableFuture.completedFuture(null);
    seen.add(await(stage));
    return value(seen);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void nullIsAResultLikeAnother(boolean suspends) {
    assertThat(Programs.run(nulls(suspends))).containsExactly(null, null, null, null, null, null);
  }

  // ---- exceptions of every kind

  @Async
  static Coroutine<String> failing(Throwable failure, boolean suspends) throws Throwable {
    if (suspends) {
      await(sleep(ofSeconds(1)));
    }
    throw failure;
  }

  @Async
  static Coroutine<String> caught(Throwable failure, boolean suspends) throws Throwable {
    try {
      return value(await(failing(failure, suspends)));
    } catch (IOException | AssertionError e) {
      return value("caught the same: " + (e == failure));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aCheckedExceptionIsCaughtAsItIs(boolean suspends) throws Throwable {
    assertThat(Programs.run(caught(new IOException("disk"), suspends)))
        .isEqualTo("caught the same: true");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void anErrorThatIsNotFatalIsCaughtAsItIs(boolean suspends) throws Throwable {
    assertThat(Programs.run(caught(new AssertionError("no"), suspends)))
        .isEqualTo("caught the same: true");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whatNobodyCatchesLeavesRunAsItIs(boolean suspends) {
    var failure = new IOException("disk");
    assertThatThrownBy(() -> Programs.run(failing(failure, suspends))).isSameAs(failure);
  }

  @Async
  static Coroutine<String> inATask(Throwable failure, List<String> log) throws Throwable {
    Task<String> task = createTask(failing(failure, true));
    try {
      return value(await(task));
    } finally {
      log.add("failed: " + (task.exception() == failure));
    }
  }

  @Test
  void aFatalErrorInATaskStopsTheLoop() {
    var fatal = new NoClassDefFoundError("Gone");
    List<String> log = new ArrayList<>();
    assertThatThrownBy(() -> Programs.run(inATask(fatal, log))).isSameAs(fatal);
  }

  // ---- before the first await

  @Test
  void whatIsThrownBeforeTheFirstAwaitIsThrownByTheAwaitNotByTheCall() throws Throwable {
    var failure = new IOException("at once");
    Coroutine<String> coroutine = failing(failure, false); // nothing is thrown here
    assertThatThrownBy(() -> Programs.run(coroutine)).isSameAs(failure);
  }

  @Async
  static CompletableFuture<String> failingFuture(Throwable failure) throws Throwable {
    throw failure;
  }

  @Test
  void theFutureOfAnEagerMethodHoldsWhatWasThrownBeforeTheFirstAwait() throws Throwable {
    var failure = new IOException("at once");
    CompletableFuture<String> future = failingFuture(failure); // nothing is thrown here
    assertThatThrownBy(future::get).hasCause(failure);
  }

  // ---- gather

  @Async
  static Coroutine<String> oneOfThree(IOException failure, List<String> log) throws Throwable {
    Task<String> slow = createTask(after(ofSeconds(5), log));
    try {
      await(gather(List.of(slow, failing(failure, true), after(ofSeconds(2), log))));
      return value("not here");
    } catch (IOException e) {
      log.add("caught " + e.getMessage() + ", slow is done: " + slow.done());
      return value(await(slow));
    }
  }

  @Async
  static Coroutine<String> after(java.time.Duration time, List<String> log) {
    await(sleep(time));
    log.add("after " + time);
    return value("slow");
  }

  @Test
  void theFirstFailureOfGatherArrivesAtOnceAndTheOthersGoOn() throws Throwable {
    List<String> log = new ArrayList<>();
    assertThat(Programs.run(oneOfThree(new IOException("child"), log))).isEqualTo("slow");
    assertThat(log)
        .containsExactly("caught child, slow is done: false", "after PT2S", "after PT5S");
  }

  // ---- callbacks

  @Async
  static Coroutine<String> withFailingCallback(List<String> log) {
    EventLoop loop = EventLoop.running();
    loop.setExceptionHandler((where, context) -> log.add("handler: " + context.exception()));
    loop.callSoon(
        () -> {
          throw new IllegalStateException("callback");
        });
    await(sleep(ofSeconds(1)));
    return value("goes on");
  }

  @Test
  void aFailingCallbackIsReportedAndTheLoopGoesOn() {
    List<String> log = new ArrayList<>();
    assertThat(Programs.run(withFailingCallback(log))).isEqualTo("goes on");
    assertThat(log).containsExactly("handler: java.lang.IllegalStateException: callback");
  }

  // ---- CompletableFuture of another thread

  @Async
  static Coroutine<String> ofAnotherThread(IOException failure, CountDownLatch isAwaited) {
    CompletableFuture<String> future =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                isAwaited.await();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
              throw new java.util.concurrent.CompletionException(failure);
            });
    EventLoop.running().callSoon(isAwaited::countDown); // runs when this method is suspended
    Thread before = Thread.currentThread();
    try {
      return value(await(future, IOException.class));
    } catch (IOException e) {
      return value((e == failure) + " on the loop: " + (Thread.currentThread() == before));
    }
  }

  @Test
  void theFailureOfAFutureOfAnotherThreadArrivesUnwrappedOnTheLoop() {
    assertThat(Programs.run(ofAnotherThread(new IOException("remote"), new CountDownLatch(1))))
        .isEqualTo("true on the loop: true");
  }
}
