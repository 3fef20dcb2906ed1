package dev.continuo.conformance;

import static dev.continuo.Continuo.*;
import static dev.continuo.conformance.Attempts.*;
import static java.time.Duration.ZERO;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.continuo.AsyncGenerator;
import dev.continuo.CancelledError;
import dev.continuo.ContextVar;
import dev.continuo.Coroutine;
import dev.continuo.EventLoop;
import dev.continuo.Task;
import dev.continuo.annotation.Async;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A step of an async generator is part of its consumer's task: cancellation, timeouts, context. */
class GeneratorsAndTasksTest {

  private final List<@Nullable Object> log = new ArrayList<>();

  @Async
  private AsyncGenerator<Integer> slow() {
    try {
      for (int n = 1; ; n++) {
        await(sleep(ofSeconds(10)));
        emit(n);
      }
    } finally {
      log.add("closing");
      await(sleep(ofSeconds(10)));
      log.add("closed");
    }
  }

  @Async
  private AsyncGenerator<Object> stubborn() {
    int n = 0;
    while (true) {
      try {
        n++;
        await(sleep(ofSeconds(10)));
        emit(n);
      } catch (CancelledError e) {
        log.add("ignored cancel");
        emit("cancel caught");
      }
    }
  }

  // ---- cancellation

  @Async
  private Coroutine<List<@Nullable Object>> consume(AsyncGenerator<?> g, int most) {
    List<@Nullable Object> seen = new ArrayList<>();
    for (Object element : each(g)) {
      log.add("got " + element);
      seen.add(element);
      if (seen.size() == most) {
        break;
      }
    }
    return value(seen);
  }

  @Async
  private Coroutine<List<@Nullable Object>> cancelWhileTheBodyAwaits() {
    AsyncGenerator<Integer> g = slow();
    Task<?> consumer = createTask(consume(g, 9));
    await(sleep(ofSeconds(25)));
    consumer.cancel();
    List<@Nullable Object> seen = results(await(attempt(consumer)));
    log.add("consumer done at " + EventLoop.running().time() / 1_000_000_000);
    seen.add(await(attempt(g.next())));
    return value(seen);
  }

  @Test
  void cancellingTheConsumerWhileTheBodyAwaitsRunsTheBodysFinally() {
    assertThat(Programs.run(cancelWhileTheBodyAwaits())).containsExactly("CancelledError", STOPPED);
    assertThat(log).containsExactly("got 1", "got 2", "closing", "closed", "consumer done at 35");
  }

  @Async
  private Coroutine<List<@Nullable Object>> cancelIsCaught() {
    AsyncGenerator<Object> g = stubborn();
    Task<?> consumer = createTask(consume(g, 4));
    await(sleep(ofSeconds(15)));
    consumer.cancel();
    return value(results(await(attempt(consumer)), consumer.cancelling(), await(g.next())));
  }

  @Test
  void aBodyMayCatchTheCancellationAndGoOn() {
    assertThat(Programs.run(cancelIsCaught()))
        .containsExactly(List.of(1, "cancel caught", 3, 4), 1, 5);
  }

  @Async
  private Coroutine<List<@Nullable Object>> busyLoop(AsyncGenerator<?> g) {
    for (Object element : each(g)) {
      log.add("got " + element);
      await(sleep(ofSeconds(1_000)));
    }
    return value(log);
  }

  @Async
  private Coroutine<List<@Nullable Object>> cancelBetweenElements() {
    AsyncGenerator<Integer> g = slow();
    Task<?> consumer = createTask(busyLoop(g));
    await(sleep(ofSeconds(15)));
    consumer.cancel();
    return value(results(await(attempt(consumer)), await(g.next()), await(g.closeAsync())));
  }

  @Test
  void cancellingTheConsumerBetweenElementsLeavesTheGeneratorOpen() {
    assertThat(Programs.run(cancelBetweenElements())).containsExactly("CancelledError", 2, null);
    assertThat(log).containsExactly("got 1", "closing", "closed");
  }

  @Async
  private Coroutine<List<@Nullable Object>> cancelOneStep() {
    AsyncGenerator<Integer> g = slow();
    Task<@Nullable Object> step = createTask(attempt(g.next()));
    await(yieldNow());
    step.cancel();
    return value(results(await(step), await(attempt(g.next()))));
  }

  @Test
  void cancellingAStepEndsTheGenerator() {
    assertThat(Programs.run(cancelOneStep())).containsExactly("CancelledError", STOPPED);
    assertThat(log).containsExactly("closing", "closed");
  }

  @Async
  private Coroutine<List<@Nullable Object>> cancelBeforeTheFirstStep() {
    AsyncGenerator<Integer> g = slow();
    Task<Integer> step = createTask(first(g));
    step.cancel();
    return value(results(await(attempt(step)), await(g.next()), await(g.closeAsync())));
  }

  @Async
  private static Coroutine<Integer> first(AsyncGenerator<Integer> g) {
    return value(await(g.next()));
  }

  @Test
  void aTaskCancelledBeforeItsFirstStepDoesNotTouchTheGenerator() {
    assertThat(Programs.run(cancelBeforeTheFirstStep())).containsExactly("CancelledError", 1, null);
  }

  @Async
  private Coroutine<List<@Nullable Object>> cancelledTwice() {
    AsyncGenerator<Integer> g = slow();
    Task<?> consumer = createTask(consume(g, 9));
    await(sleep(ofSeconds(5)));
    consumer.cancel();
    await(sleep(ofSeconds(5)));
    consumer.cancel();
    return value(results(await(attempt(consumer)), await(attempt(g.next()))));
  }

  @Test
  void aSecondCancellationInterruptsTheAwaitInTheFinally() {
    assertThat(Programs.run(cancelledTwice())).containsExactly("CancelledError", STOPPED);
    assertThat(log).containsExactly("closing");
  }

  // ---- timeouts

  @Async
  private Coroutine<List<@Nullable Object>> timeout(AsyncGenerator<?> g) {
    List<@Nullable Object> seen = results(await(attempt(waitFor(g.next(), ofSeconds(1)))));
    seen.add(EventLoop.running().time() / 1_000_000_000);
    seen.add(await(attempt(g.next())));
    return value(seen);
  }

  @Test
  void aTimeoutAroundNextEndsTheGeneratorAndWaitsForItsFinally() {
    assertThat(Programs.run(timeout(slow())))
        .containsExactly("DeadlineExceededException: the time limit passed", 11L, STOPPED);
    assertThat(log).containsExactly("closing", "closed");
  }

  @Test
  void aBodyThatSuppressesTheCancellationGivesItsNextElement() {
    assertThat(Programs.run(timeout(stubborn()))).containsExactly("cancel caught", 1L, 2);
  }

  @Async
  private Coroutine<List<@Nullable Object>> noTime() {
    AsyncGenerator<Integer> g = slow();
    return value(
        results(
            await(attempt(waitFor(g.next(), ZERO))),
            await(waitFor(g.next(), ofMillis(10_001))),
            await(g.closeAsync())));
  }

  @Test
  void aTimeoutOfZeroDoesNotStartTheStep() {
    assertThat(Programs.run(noTime()))
        .containsExactly("DeadlineExceededException: the time limit passed", 1, null);
  }

  // ---- task and context

  private static final ContextVar<String> VAR = new ContextVar<>("var", "none");

  private static Task<?> self() {
    return Objects.requireNonNull(currentTask(), "no task runs");
  }

  @Async
  private AsyncGenerator<String> inContext() {
    log.add(VAR.get());
    VAR.set("by body");
    emit(self().name());
    await(sleep(ofSeconds(1)));
    log.add(VAR.get());
    VAR.set("by body again");
    emit(self().name());
    return done();
  }

  @Async
  private static Coroutine<List<@Nullable Object>> nextAndVar(AsyncGenerator<String> g) {
    return value(results(await(g.next()), VAR.get()));
  }

  @Async
  private Coroutine<List<@Nullable Object>> context() {
    self().setName("main");
    VAR.set("by consumer");
    AsyncGenerator<String> g = inContext();
    List<@Nullable Object> seen = results(await(g.next()), VAR.get());
    VAR.set("again");
    seen.addAll(await(createTask(nextAndVar(g), "other")));
    seen.add(VAR.get());
    return value(seen);
  }

  @Test
  void aStepRunsInTheTaskAndContextOfItsConsumer() {
    assertThat(Programs.run(context()))
        .containsExactly("main", "by body", "other", "by body again", "again");
    assertThat(log).containsExactly("by consumer", "again");
  }

  @Async
  private Coroutine<List<@Nullable Object>> oneAfterTheOther() {
    AsyncGenerator<Integer> g = slow();
    List<@Nullable Object> seen = await(createTask(consume(g, 2)));
    seen.addAll(await(createTask(consume(g, 2))));
    await(g.closeAsync());
    return value(seen);
  }

  @Test
  void twoTasksMayConsumeAGeneratorOneAfterTheOther() {
    assertThat(Programs.run(oneAfterTheOther())).containsExactly(1, 2, 3, 4);
    assertThat(log).endsWith("closing", "closed");
  }

  @Async
  private static AsyncGenerator<Integer> immediate() {
    emit(1);
    emit(2);
    return done();
  }

  @Async
  private Coroutine<List<@Nullable Object>> noTurn() {
    EventLoop.running().callSoon(() -> log.add("another turn"));
    await(consume(immediate(), 9));
    log.add("end");
    return value(results());
  }

  @Test
  void elementsThatNeedNoWaitingTakeNoTurnOfTheLoop() {
    Programs.run(noTurn());
    assertThat(log).containsExactly("got 1", "got 2", "end", "another turn");
  }
}
