package dev.continuo.conformance;

import static dev.continuo.Continuo.*;
import static dev.continuo.conformance.Attempts.*;
import static dev.continuo.sync.Select.select;
import static java.time.Duration.ofSeconds;

import dev.continuo.Coroutine;
import dev.continuo.Task;
import dev.continuo.annotation.Async;
import dev.continuo.sync.AsyncLock;
import dev.continuo.sync.AsyncQueue;
import dev.continuo.sync.MemoryChannel;
import dev.continuo.sync.Permit;
import dev.continuo.sync.Select;
import dev.continuo.sync.Selected;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Selects in selects, and selects that cannot be. */
class SelectNestingTest extends LoggedPrograms {

  private final AsyncQueue<Integer> a = AsyncQueue.fifo();
  private final AsyncQueue<Integer> b = AsyncQueue.fifo();

  // ---- nesting

  @Async
  private Coroutine<Void> nested() {
    AsyncQueue<Integer> c = AsyncQueue.fifo();
    var inner = select(a.get(), b.get());
    Task<?> selecting = start("outer", select(inner, c.get()));
    await(turns(4));
    b.putNowait(2);
    await(selecting);
    selecting = start("outer", select(select(a.get(), b.get()), c.get()));
    await(turns(4));
    c.putNowait(3);
    a.putNowait(1); // the inner one is cancelled before it runs
    await(selecting);
    log.add(a.getNowait());
    return done();
  }

  @Test
  void selectsAreNested() {
    logs(
        this::nested,
        "outer Selected[index=0, value=Selected[index=1, value=2]]",
        "outer Selected[index=1, value=3]",
        1);
  }

  @Async
  private Coroutine<Void> handlerThatSelects() {
    Task<?> selecting =
        start(
            "outer",
            Select.<Selected<Integer>, Integer>on(a.get(), i -> select(a.get(), b.get())).first());
    await(turns(2));
    a.putNowait(1);
    await(turns(2));
    b.putNowait(2);
    await(selecting);
    return done();
  }

  @Test
  void aHandlerMaySelect() {
    logs(this::handlerThatSelects, "outer Selected[index=1, value=2]");
  }

  @Async
  private Coroutine<Void> twoSelectsOfOneChannel() {
    MemoryChannel<Integer> channel = MemoryChannel.of(0);
    start("first", select(channel.receiver().receive(), channel.sender().send(1)));
    await(turns(2));
    log.add(channel.toString().contains("senders=1 (1 waiting), receivers=1 (1 waiting)"));
    start("second", select(channel.receiver().receive(), channel.sender().send(2)));
    await(turns(2));
    log.add(channel.toString().contains("senders=1 (0 waiting), receivers=1 (0 waiting)"));
    return done();
  }

  @Test
  void aSelectMeetsAnotherButNeverItself() {
    logs(
        this::twoSelectsOfOneChannel,
        true,
        "second Selected[index=0, value=1]",
        "first Selected[index=1, value=null]",
        true);
  }

  // ---- misuse

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
  private Coroutine<Void> usedAlready() {
    Coroutine<Integer> used = a.get();
    a.putNowait(0);
    await(used);
    log.add(await(attempt(select(b.get(), used))));
    Coroutine<Integer> plain = cleansUp(0);
    Task<?> task = createTask(plain);
    await(turns(2));
    log.add(await(attempt(select(b.get(), plain))));
    b.putNowait(0);
    log.add(await(attempt(select(b.get(), plain))));
    log.add(task.done());
    start("next", b.get());
    await(turns(1));
    b.putNowait(1);
    b.putNowait(2);
    await(turns(2));
    log.add(b.size());
    task.cancel();
    log.add(await(attempt(task)));
    return done();
  }

  @Test
  void aCoroutineThatWasAwaitedIsRefusedAndNothingElseHappens() {
    String awaited = "IllegalStateException: coroutine is being awaited already";
    logs(
        this::usedAlready,
        "IllegalStateException: cannot reuse already awaited coroutine",
        awaited,
        awaited,
        false,
        "next 0",
        2,
        "cleaned up",
        "CancelledError");
  }

  @Async
  private Coroutine<Void> oneCoroutineTwice() {
    Coroutine<Integer> waiting = b.get();
    log.add(await(attempt(select(a.get(), waiting, waiting))));
    Coroutine<Integer> plain = cleansUp(0);
    log.add(await(attempt(select(a.get(), plain, plain))));
    a.putNowait(1);
    b.putNowait(2);
    log.add(List.of(a.getNowait(), b.getNowait()));
    log.add(allTasks().size());
    return done();
  }

  @Test
  void oneCoroutineIsNotTwoCases() {
    logs(
        this::oneCoroutineTwice,
        "IllegalStateException: cannot reuse already awaited coroutine",
        "cleaned up",
        "IllegalStateException: coroutine is being awaited already",
        List.of(1, 2),
        1);
  }

  @Async
  private Coroutine<Void> anotherLoop(AsyncQueue<Integer> foreign) {
    log.add(await(attempt(timeoutOrNull(ofSeconds(1), () -> select(a.get(), foreign.get())))));
    a.putNowait(1);
    log.add(a.getNowait());
    return done();
  }

  @Async
  private Coroutine<Void> waitsBriefly(AsyncQueue<Integer> queue) {
    await(timeoutOrNull(ofSeconds(1), queue::get));
    return done();
  }

  @Test
  void aQueueOfAnotherLoopFailsTheSelectAndLeavesTheOthers() {
    AsyncQueue<Integer> foreign = AsyncQueue.fifo();
    run(() -> waitsBriefly(foreign));
    logs(
        () -> anotherLoop(foreign),
        "IllegalStateException: AsyncQueue[fifo, size=0] is bound to a different event loop",
        1);
  }

  @Async
  private Coroutine<Void> neverAwaited() {
    a.putNowait(1);
    Coroutine<?> selecting = select(a.get(), cleansUp(1));
    selecting.close();
    log.add(a.getNowait());
    Task<Permit> cancelled = createTask(new AsyncLock().acquire());
    cancelled.cancel();
    log.add(await(attempt(select(cancelled, b.get()))));
    return done();
  }

  @Test
  void aSelectIsLazy() {
    logs(this::neverAwaited, 1, "CancelledError");
  }
}
