package dev.continuo.conformance;

import static dev.continuo.Continuo.*;
import static dev.continuo.conformance.Attempts.*;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.continuo.AsyncIterator;
import dev.continuo.Coroutine;
import dev.continuo.QueueEmpty;
import dev.continuo.QueueFull;
import dev.continuo.QueueShutDown;
import dev.continuo.Runner;
import dev.continuo.Task;
import dev.continuo.annotation.Async;
import dev.continuo.sync.AsyncQueue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** AsyncQueue: asyncio's queues, without barging. */
class AsyncQueueTest {

  private final List<@Nullable Object> log = new ArrayList<>();

  @Async
  private Coroutine<Void> get(String name, AsyncQueue<?> queue) {
    log.add(name + " " + await(attempt(queue.get())));
    return done();
  }

  @Async
  private Coroutine<Void> put(AsyncQueue<Integer> queue, int item) {
    Object result = await(attempt(queue.put(item)));
    log.add("put " + item + (result == null ? "" : " " + result));
    return done();
  }

  @Async
  private Coroutine<Void> turns(int count) {
    for (int i = 0; i < count; i++) {
      await(yieldNow());
    }
    return done();
  }

  private void run(Supplier<Coroutine<Void>> main) {
    Programs.run(main.get());
  }

  // ---- order

  @Test
  @SuppressWarnings("NullAway") // does not know @Nullable type arguments
  void theOldestFirst() {
    AsyncQueue<@Nullable Integer> queue = AsyncQueue.fifo();
    queue.putNowait(1);
    queue.putNowait(null);
    queue.putNowait(3);
    assertThat(results(queue.getNowait(), queue.getNowait(), queue.getNowait()))
        .containsExactly(1, null, 3);
  }

  @Test
  @SuppressWarnings("NullAway") // does not know @Nullable type arguments
  void theNewestFirst() {
    AsyncQueue<@Nullable Integer> queue = AsyncQueue.lifo();
    queue.putNowait(1);
    queue.putNowait(null);
    queue.putNowait(3);
    assertThat(results(queue.getNowait(), queue.getNowait(), queue.getNowait()))
        .containsExactly(3, null, 1);
  }

  @Test
  void theLeastFirstAndTheOldestOfEqualOnes() {
    AsyncQueue<String> queue = AsyncQueue.priority(Comparator.comparing(String::length), 0);
    for (String item : List.of("ccc", "b1", "a", "b2", "b3")) {
      queue.putNowait(item);
    }
    List<String> taken = new ArrayList<>();
    while (!queue.isEmpty()) {
      taken.add(queue.getNowait());
    }
    assertThat(taken).containsExactly("a", "b1", "b2", "b3", "ccc");
    AsyncQueue<Integer> natural = AsyncQueue.priority();
    natural.putNowait(2);
    natural.putNowait(1);
    assertThat(natural.getNowait()).isEqualTo(1);
  }

  // ---- at once

  @Test
  void whatCannotBeDoneAtOnceFails() {
    AsyncQueue<Integer> queue = AsyncQueue.fifo(1);
    assertThat(results(queue.size(), queue.isEmpty(), queue.isFull(), queue.capacity()))
        .containsExactly(0, true, false, 1);
    assertThatThrownBy(queue::getNowait)
        .isInstanceOf(QueueEmpty.class)
        .hasMessage("AsyncQueue[fifo, size=0, capacity=1] is empty");
    queue.putNowait(1);
    assertThat(results(queue.size(), queue.isEmpty(), queue.isFull()))
        .containsExactly(1, false, true);
    assertThatThrownBy(() -> queue.putNowait(2))
        .isInstanceOf(QueueFull.class)
        .hasMessage("AsyncQueue[fifo, size=1, capacity=1] is full");
    assertThatThrownBy(() -> AsyncQueue.fifo(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("capacity is -1");
  }

  @Test
  void getAndPutAreLazy() {
    AsyncQueue<Integer> queue = AsyncQueue.fifo();
    Coroutine<?> put = queue.put(1);
    assertThat(queue.size()).isZero();
    put.close();
  }

  @Async
  private Coroutine<Void> withoutWaiting() {
    AsyncQueue<Integer> queue = AsyncQueue.fifo(2);
    createTask(turns(1)).addDoneCallback(t -> log.add("another task ran"));
    await(queue.put(1));
    await(queue.put(2));
    log.add(await(queue.get()));
    log.add(await(queue.get()));
    return done();
  }

  @Test
  void whatNeedNotWaitDoesNotYield() {
    run(this::withoutWaiting);
    assertThat(log).containsExactly(1, 2, "another task ran");
  }

  // ---- waiting

  @Async
  private Coroutine<Void> gettersAreServedInOrder() {
    AsyncQueue<Integer> queue = AsyncQueue.fifo();
    for (String name : List.of("a", "b", "c")) {
      createTask(get(name, queue));
    }
    await(turns(2));
    for (int i = 1; i <= 3; i++) {
      queue.putNowait(i);
    }
    log.add(queue.size());
    await(turns(2));
    return done();
  }

  @Test
  void gettersAreServedFirstComeFirstServed() {
    run(this::gettersAreServedInOrder);
    assertThat(log).containsExactly(0, "a 1", "b 2", "c 3");
  }

  @Async
  private Coroutine<Void> puttersAreServedInOrder() {
    AsyncQueue<Integer> queue = AsyncQueue.fifo(1);
    for (int i = 1; i <= 3; i++) {
      createTask(put(queue, i));
    }
    await(turns(2));
    for (int i = 1; i <= 3; i++) {
      log.add("got " + await(queue.get()));
      await(turns(2));
    }
    return done();
  }

  @Test
  void puttersAreServedFirstComeFirstServed() {
    run(this::puttersAreServedInOrder);
    assertThat(log).containsExactly("put 1", "got 1", "put 2", "got 2", "put 3", "got 3");
  }

  @Async
  private Coroutine<Void> noBarging() {
    AsyncQueue<Integer> queue = AsyncQueue.fifo();
    createTask(get("waiting", queue));
    await(turns(2));
    queue.putNowait(1);
    log.add(attempt(queue::getNowait));
    log.add(queue.isEmpty());
    createTask(get("late", queue)); // behind the one that was woken
    queue.putNowait(2);
    await(turns(3));
    return done();
  }

  @Test
  void anItemThatAGetterWasWokenForIsNotTaken() {
    run(this::noBarging);
    assertThat(log)
        .containsExactly(
            "QueueEmpty: AsyncQueue[fifo, size=0] is empty", true, "waiting 1", "late 2");
  }

  @Async
  private Coroutine<Void> noBargingOfPutters() {
    AsyncQueue<Integer> queue = AsyncQueue.fifo(2);
    queue.putNowait(1);
    queue.putNowait(2);
    createTask(put(queue, 3));
    await(turns(2));
    log.add(queue.getNowait());
    log.add(attempt(() -> putOrFail(queue, 4)));
    log.add(queue.getNowait());
    await(queue.put(5)); // there is a place, but behind the one that was woken
    log.add(queue.getNowait());
    log.add(queue.getNowait());
    return done();
  }

  private static boolean putOrFail(AsyncQueue<Integer> queue, int item) {
    queue.putNowait(item);
    return true;
  }

  @Test
  void aPlaceThatAPutterWasWokenForIsNotTaken() {
    run(this::noBargingOfPutters);
    assertThat(log)
        .containsExactly(
            1, "QueueFull: AsyncQueue[fifo, size=1, capacity=2] is full", 2, "put 3", 3, 5);
  }

  // ---- cancellation

  @Async
  private Coroutine<Void> cancelledGetter(boolean woken) {
    AsyncQueue<Integer> queue = AsyncQueue.fifo();
    Task<?> first = createTask(get("first", queue));
    createTask(get("second", queue));
    await(turns(2));
    if (woken) {
      queue.putNowait(1);
    }
    first.cancel();
    if (!woken) {
      queue.putNowait(1);
    }
    await(turns(3));
    queue.putNowait(2);
    log.add(queue.getNowait());
    return done();
  }

  @Test
  void aCancelledGetterTakesNoItem() {
    run(() -> cancelledGetter(false));
    assertThat(log).containsExactly("first CancelledError", "second 1", 2);
  }

  @Test
  void aGetterThatIsCancelledAfterItWasWokenHandsTheItemOn() {
    run(() -> cancelledGetter(true));
    assertThat(log).containsExactly("first CancelledError", "second 1", 2);
  }

  @Async
  private Coroutine<Void> theOnlyGetterIsCancelledAfterItWasWoken() {
    AsyncQueue<Integer> queue = AsyncQueue.fifo();
    Task<?> getter = createTask(get("getter", queue));
    await(turns(2));
    queue.putNowait(1);
    getter.cancel();
    await(turns(2));
    log.add(queue.getNowait());
    return done();
  }

  @Test
  void aCancelledGetterLosesNoItem() {
    run(this::theOnlyGetterIsCancelledAfterItWasWoken);
    assertThat(log).containsExactly("getter CancelledError", 1);
  }

  @Async
  private Coroutine<Void> cancelledPutter(boolean woken) {
    AsyncQueue<Integer> queue = AsyncQueue.fifo(1);
    queue.putNowait(0);
    Task<?> first = createTask(put(queue, 1));
    createTask(put(queue, 2));
    await(turns(2));
    if (woken) {
      log.add(queue.getNowait());
      first.cancel();
    } else {
      first.cancel();
      log.add(queue.getNowait());
    }
    await(turns(3));
    log.add(queue.getNowait());
    return done();
  }

  @Test
  void aCancelledPutterPutsNothing() {
    run(() -> cancelledPutter(false));
    assertThat(log).containsExactly(0, "put 1 CancelledError", "put 2", 2);
  }

  @Test
  void aPutterThatIsCancelledAfterItWasWokenHandsThePlaceOn() {
    run(() -> cancelledPutter(true));
    assertThat(log).containsExactly(0, "put 1 CancelledError", "put 2", 2);
  }

  @Async
  private Coroutine<Void> aGetterUnderATimeout() {
    AsyncQueue<Integer> queue = AsyncQueue.fifo();
    for (int i = 0; i < 1000; i++) {
      log.add(await(timeoutOrNull(ofSeconds(1), queue::get)));
    }
    queue.putNowait(1);
    log.add(await(timeoutOrNull(ofSeconds(1), queue::get)));
    return done();
  }

  @Test
  void gettersThatGaveUpAreForgotten() {
    run(this::aGetterUnderATimeout);
    assertThat(log).hasSize(1001).endsWith(1);
  }

  @Test
  void aPutThatThePriorityRefusesHandsThePlaceOn() {
    run(this::refusedByThePriority);
    assertThat(log).containsExactly(1, "put 2", "ArithmeticException: 13", 2);
  }

  @Async
  private Coroutine<Void> refusedByThePriority() {
    AsyncQueue<Integer> queue =
        AsyncQueue.priority(
            (a, b) -> {
              if (a == 13 || b == 13) {
                throw new ArithmeticException("13");
              }
              return a - b;
            },
            2);
    queue.putNowait(1);
    queue.putNowait(3);
    Task<?> refused = createTask(queue.put(13));
    createTask(put(queue, 2));
    await(turns(2));
    log.add(queue.getNowait());
    log.add(await(attempt(refused)));
    await(turns(2));
    log.add(queue.getNowait());
    return done();
  }

  // ---- join

  @Async
  private Coroutine<Void> worker(AsyncQueue<Integer> queue) {
    for (int item : each(queue)) {
      await(sleep(ofSeconds(item)));
      log.add("done " + item);
      queue.taskDone();
    }
    log.add("end");
    return done();
  }

  @Async
  private Coroutine<Void> joins() {
    AsyncQueue<Integer> queue = AsyncQueue.fifo();
    await(queue.join());
    Task<?> worker = createTask(worker(queue));
    for (int i = 1; i <= 3; i++) {
      queue.putNowait(i);
    }
    await(queue.join());
    log.add("joined");
    queue.shutdown();
    await(worker);
    return done();
  }

  @Test
  void joinWaitsUntilEveryItemIsDone() {
    run(this::joins);
    assertThat(log).containsExactly("done 1", "done 2", "done 3", "joined", "end");
  }

  @Test
  void taskDoneTooOften() {
    AsyncQueue<Integer> queue = AsyncQueue.fifo();
    queue.putNowait(1);
    queue.taskDone();
    assertThatThrownBy(queue::taskDone)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("taskDone() called too many times");
  }

  // ---- shutdown

  @Test
  void aQueueThatIsShutDownGivesWhatIsLeft() {
    AsyncQueue<Integer> queue = AsyncQueue.fifo();
    queue.putNowait(1);
    queue.shutdown();
    queue.shutdown();
    assertThatThrownBy(() -> queue.putNowait(2)).isInstanceOf(QueueShutDown.class);
    assertThat(queue.getNowait()).isEqualTo(1);
    assertThatThrownBy(queue::getNowait)
        .isInstanceOf(QueueShutDown.class)
        .hasMessage("AsyncQueue[fifo, size=0] is shut down");
  }

  @Async
  private Coroutine<Void> endsForThoseWhoWait(boolean immediate) {
    AsyncQueue<Integer> queue = AsyncQueue.fifo(1);
    createTask(put(queue, 1));
    createTask(put(queue, 2));
    AsyncQueue<Integer> empty = AsyncQueue.fifo();
    createTask(get("a", empty));
    createTask(get("b", empty));
    Task<?> join = createTask(queue.join());
    await(turns(2));
    queue.shutdown(immediate);
    empty.shutdown(immediate);
    await(turns(2));
    log.add(join.done());
    log.add(await(attempt(queue.get())));
    log.add(await(attempt(queue.put(3))));
    join.cancel();
    return done();
  }

  private static String shutDown(String queue) {
    return "QueueShutDown: AsyncQueue[fifo, size=0" + queue + "] is shut down";
  }

  @Test
  void shutdownEndsThoseWhoWait() {
    run(() -> endsForThoseWhoWait(false));
    assertThat(log)
        .containsExactly(
            "put 1",
            "put 2 QueueShutDown: AsyncQueue[fifo, size=1, capacity=1] is shut down",
            "a " + shutDown(""),
            "b " + shutDown(""),
            false,
            1,
            shutDown(", capacity=1"));
  }

  @Test
  void immediateShutdownDropsTheItems() {
    run(() -> endsForThoseWhoWait(true));
    assertThat(log)
        .containsExactly(
            "put 1",
            "put 2 " + shutDown(", capacity=1"),
            "a " + shutDown(""),
            "b " + shutDown(""),
            true,
            shutDown(", capacity=1"),
            shutDown(", capacity=1"));
  }

  @Async
  private Coroutine<Void> shutdownWhileAGetterIsWoken(boolean immediate) {
    AsyncQueue<Integer> queue = AsyncQueue.fifo();
    createTask(get("first", queue));
    createTask(get("second", queue));
    await(turns(2));
    queue.putNowait(1);
    queue.shutdown(immediate);
    createTask(get("third", queue));
    await(turns(3));
    return done();
  }

  @Test
  void aGetterThatWasWokenStillTakesItsItem() {
    run(() -> shutdownWhileAGetterIsWoken(false));
    assertThat(log).containsExactly("first 1", "second " + shutDown(""), "third " + shutDown(""));
  }

  @Test
  void immediateShutdownDropsTheItemOfAGetterThatWasWoken() {
    run(() -> shutdownWhileAGetterIsWoken(true));
    assertThat(log)
        .containsExactly(
            "first " + shutDown(""), "second " + shutDown(""), "third " + shutDown(""));
  }

  // ---- async for and operators

  @Async
  private Coroutine<Void> twoConsumers() {
    AsyncQueue<Integer> queue = AsyncQueue.fifo(1);
    Task<?> a = createTask(worker(queue));
    Task<?> b = createTask(worker(queue));
    for (int i = 1; i <= 4; i++) {
      await(queue.put(i));
    }
    queue.shutdown();
    await(gather(a, b));
    return done();
  }

  @Test
  void consumersShareTheItemsUntilTheQueueIsShutDown() {
    run(this::twoConsumers);
    assertThat(log).containsExactly("done 1", "done 2", "done 3", "end", "done 4", "end");
  }

  @Async
  private Coroutine<Void> throughOperators() {
    AsyncQueue<Integer> queue = AsyncQueue.fifo();
    Task<List<Integer>> evens =
        createTask(queue.map(i -> i * i).filter(i -> i % 2 == 0).take(2).toList());
    for (int i = 1; i <= 6; i++) {
      await(queue.put(i));
      await(sleep(ofSeconds(1)));
    }
    log.add(await(evens));
    log.add(queue.size());
    return done();
  }

  @Test
  void operatorsTakeNoMoreThanTheyNeed() {
    run(this::throughOperators);
    assertThat(log).containsExactly(List.of(4, 16), 2);
  }

  @Async
  private Coroutine<Void> theIteratorEndsAgainAndAgain() {
    AsyncQueue<Integer> queue = AsyncQueue.fifo();
    queue.putNowait(7);
    queue.shutdown();
    AsyncIterator<Integer> items = queue.asyncIterator();
    log.add(await(attempt(items.next())));
    log.add(await(attempt(items.next())));
    log.add(await(attempt(items.next())));
    return done();
  }

  @Test
  void anIteratorThatHasEndedStaysSo() {
    run(this::theIteratorEndsAgainAndAgain);
    assertThat(log).containsExactly(7, STOPPED, STOPPED);
  }

  // ---- loops

  @Async
  private Coroutine<Void> waitsBriefly(AsyncQueue<Integer> queue) {
    log.add(await(timeoutOrNull(ofSeconds(1), queue::get)));
    return done();
  }

  @Test
  void aQueueBelongsToTheLoopOfTheFirstWhoWaited() {
    AsyncQueue<Integer> queue = AsyncQueue.fifo();
    run(() -> waitsBriefly(queue));
    assertThatThrownBy(() -> run(() -> waitsBriefly(queue)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("AsyncQueue[fifo, size=0] is bound to a different event loop");
    queue.putNowait(1);
    run(() -> waitsBriefly(queue)); // need not wait
    assertThat(log).containsExactly(null, 1);
  }

  @Test
  void theTraceNamesTheQueueAndWhoWaits() {
    try (Runner runner = Runner.virtualTime().handleShutdown(false)) {
      assertThatThrownBy(() -> runner.run(failsInGet()))
          .isInstanceOf(QueueShutDown.class)
          .satisfies(
              t ->
                  assertThat(t.getStackTrace())
                      .anySatisfy(
                          e -> {
                            assertThat(e.getMethodName()).isEqualTo("failsInGet");
                            assertThat(e.getLineNumber()).isPositive();
                          }));
    }
  }

  @Async
  private Coroutine<Integer> failsInGet() {
    AsyncQueue<Integer> queue = AsyncQueue.fifo();
    Task<?> closer = createTask(closes(queue));
    int item = await(queue.get());
    await(closer);
    return value(item);
  }

  @Async
  private Coroutine<Void> closes(AsyncQueue<?> queue) {
    queue.shutdown();
    return done();
  }
}
