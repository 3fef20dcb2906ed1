package dev.continuo.conformance;

import static dev.continuo.Continuo.*;
import static dev.continuo.conformance.Attempts.*;
import static dev.continuo.sync.Select.select;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.continuo.AsyncFuture;
import dev.continuo.Awaitable;
import dev.continuo.Coroutine;
import dev.continuo.EventLoop;
import dev.continuo.Task;
import dev.continuo.annotation.Async;
import dev.continuo.sync.AsyncQueue;
import dev.continuo.sync.Select;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a select chooses, and that it does only that. */
class SelectTest extends LoggedPrograms {

  private final AsyncQueue<Integer> a = AsyncQueue.fifo();
  private final AsyncQueue<Integer> b = AsyncQueue.fifo();

  @Async
  private Coroutine<String> afterSeconds(String result, int seconds) {
    try {
      await(sleep(ofSeconds(seconds)));
      return value(result);
    } finally {
      log.add(result + " is over");
    }
  }

  // ---- already possible

  @Async
  private Coroutine<Void> readyAlready() {
    createTask(turns(0)).addDoneCallback(t -> log.add("another task ran"));
    a.putNowait(1);
    b.putNowait(2);
    log.add(await(select(a.get(), b.get())).toString());
    log.add(await(select(a.get(), b.get())).toString());
    log.add(a.isEmpty() && b.isEmpty());
    log.add(await(select(afterSeconds("never", 1), value("known"))).toString());
    await(turns(2));
    return done();
  }

  @Test
  void theFirstInTheOrderOfTheArgumentsIsTakenWithoutSuspending() {
    logs(
        this::readyAlready,
        "Selected[index=0, value=1]",
        "Selected[index=1, value=2]",
        true,
        "Selected[index=1, value=known]",
        "another task ran");
  }

  @Async
  private Coroutine<Void> readyFutures() {
    AsyncFuture<Integer> done = EventLoop.running().createFuture();
    done.setResult(5);
    AsyncFuture<Integer> failed = EventLoop.running().createFuture();
    failed.setException(new ArithmeticException("failed"));
    AsyncFuture<Integer> cancelled = EventLoop.running().createFuture();
    cancelled.cancel();
    log.add(await(select(a.get(), done, failed)).value());
    log.add(await(attempt(select(a.get(), failed, done))));
    log.add(await(attempt(select(cancelled, done))));
    return done();
  }

  @Test
  void aFutureThatIsDoneIsTakenWithItsResultOrFailure() {
    logs(this::readyFutures, 5, "ArithmeticException: failed", "CancelledError");
  }

  @Test
  void aSelectOfNothingIsRefused() {
    assertThatThrownBy(() -> Programs.run(select(List.<Awaitable<Integer>>of())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("select of nothing");
  }

  @Async
  private Coroutine<Void> one() {
    Task<?> selecting = start("one", select(a.get()));
    await(turns(2));
    a.putNowait(1);
    await(selecting);
    return done();
  }

  @Test
  void oneThingIsEnough() {
    logs(this::one, "one Selected[index=0, value=1]");
  }

  // ---- several in one tick

  @Async
  private Coroutine<Void> bothInOneTick(boolean otherFirst) {
    Task<?> selecting = start("select", select(a.get(), b.get()));
    await(turns(2));
    if (otherFirst) {
      b.putNowait(2);
    }
    a.putNowait(1);
    if (!otherFirst) {
      b.putNowait(2);
    }
    log.add(a.size() + b.size()); // one is reserved
    await(selecting);
    log.add(a.size() + b.size());
    return done();
  }

  @Test
  void onlyOneItemIsTakenWhenTwoArriveInOneTick() {
    logs(() -> bothInOneTick(false), 1, "select Selected[index=0, value=1]", 1);
  }

  @Test
  void itIsTheOneThatArrivedFirst() {
    logs(() -> bothInOneTick(true), 1, "select Selected[index=1, value=2]", 1);
  }

  @Async
  private Coroutine<Void> theOtherGoesToTheNext() {
    Task<?> first = start("first", select(a.get(), b.get()));
    Task<?> second = start("second", select(b.get(), a.get()));
    start("third", a.get());
    await(turns(2));
    a.putNowait(1);
    b.putNowait(2);
    a.putNowait(3);
    await(gather(first, second));
    await(turns(2));
    return done();
  }

  @Test
  void whatASelectDoesNotTakeGoesToTheNextWhoWaits() {
    logs(
        this::theOtherGoesToTheNext,
        "first Selected[index=0, value=1]",
        "second Selected[index=0, value=2]",
        "third 3");
  }

  @Async
  private Coroutine<Void> sameQueueTwice() {
    Task<?> selecting = start("select", select(a.get(), a.get()));
    await(turns(2));
    a.putNowait(1);
    a.putNowait(2);
    await(selecting);
    log.add(a.getNowait());
    log.add(a.toString());
    return done();
  }

  @Test
  void aQueueMayBeGivenTwice() {
    logs(this::sameQueueTwice, "select Selected[index=0, value=1]", 2, "AsyncQueue[fifo, size=0]");
  }

  @Async
  private Coroutine<Void> loops() {
    Task<?> putter = createTask(putsBoth());
    for (int i = 0; i < 20; i++) {
      log.add(await(select(a.get(), b.get())).value());
    }
    await(putter);
    return done();
  }

  @Async
  private Coroutine<Void> putsBoth() {
    for (int i = 0; i < 10; i++) {
      await(a.put(i));
      await(b.put(100 + i));
      if (i % 3 == 0) {
        await(yieldNow());
      }
    }
    return done();
  }

  @Test
  void aLoopOverASelectMissesNothing() {
    run(this::loops);
    assertThat(log).hasSize(20).doesNotHaveDuplicates();
  }

  // ---- failures and handlers

  @Async
  private Coroutine<Integer> fails(int seconds) {
    await(sleep(ofSeconds(seconds)));
    throw new UncheckedIOException(new IOException("failed"));
  }

  @Async
  private Coroutine<Void> failures() {
    log.add(await(attempt(select(a.get(), fails(1)))));
    a.shutdown();
    log.add(await(attempt(select(b.get(), a.get()))));
    b.putNowait(1);
    log.add(
        await(
            attempt(
                Select.<Integer, Integer>on(
                        b.get(),
                        i -> {
                          throw new ArithmeticException("handler " + i);
                        })
                    .first())));
    log.add(b.isEmpty());
    return done();
  }

  @Test
  void theFailureOfTheFirstOrOfTheHandlerIsThrown() {
    logs(
        this::failures,
        "UncheckedIOException: java.io.IOException: failed",
        "QueueShutDown: AsyncQueue[fifo, size=0] is shut down",
        "ArithmeticException: handler 1",
        true);
  }

  @Async
  private Coroutine<Void> handlersAwait() {
    Task<?> selecting =
        start(
            "result",
            Select.<Integer, Integer>on(a.get(), i -> handled(i))
                .or(b.get(), i -> value(i))
                .first());
    await(turns(2));
    a.putNowait(1);
    b.putNowait(2);
    await(selecting);
    log.add(b.getNowait());
    return done();
  }

  @Async
  private Coroutine<Integer> handled(int i) {
    log.add("handler");
    await(sleep(ofSeconds(1)));
    return value(i * 10);
  }

  @Test
  void aHandlerMayAwait() {
    logs(this::handlersAwait, "handler", "result 10", 2);
  }
}
