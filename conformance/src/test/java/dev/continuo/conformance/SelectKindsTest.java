package dev.continuo.conformance;

import static dev.continuo.Continuo.*;
import static dev.continuo.sync.Select.select;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.continuo.AsyncFuture;
import dev.continuo.Coroutine;
import dev.continuo.EventLoop;
import dev.continuo.Task;
import dev.continuo.annotation.Async;
import dev.continuo.sync.AsyncBarrier;
import dev.continuo.sync.AsyncEvent;
import dev.continuo.sync.AsyncLock;
import dev.continuo.sync.AsyncQueue;
import dev.continuo.sync.AsyncSemaphore;
import dev.continuo.sync.MemoryChannel;
import dev.continuo.sync.Permit;
import dev.continuo.sync.Select;
import org.junit.jupiter.api.Test;

/** What may be given to a select. */
class SelectKindsTest extends LoggedPrograms {

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

  // ---- kinds of cases

  @Async
  private Coroutine<Void> sends() {
    MemoryChannel<Integer> out = MemoryChannel.of(0);
    Task<?> selecting = start("select", select(out.sender().send(7), a.get()));
    await(turns(2));
    log.add(out.receiver().receiveNowait());
    a.putNowait(1);
    await(selecting);
    log.add(a.size());
    selecting = start("select", select(out.sender().send(8), a.get(), b.get()));
    await(selecting);
    log.add(out.toString());
    return done();
  }

  @Test
  void aSendIsDoneOnlyIfItIsTheFirst() {
    logs(
        this::sends,
        7,
        "select Selected[index=0, value=null]",
        1,
        "select Selected[index=1, value=1]",
        "MemoryChannel[items=0, capacity=0, senders=1 (0 waiting), receivers=1 (0 waiting)]");
  }

  @Async
  private Coroutine<Void> puts() {
    AsyncQueue<Integer> full = AsyncQueue.fifo(1);
    full.putNowait(1);
    Task<?> selecting = start("select", select(full.put(2), a.get()));
    await(turns(2));
    a.putNowait(5);
    log.add(full.getNowait());
    await(selecting);
    log.add(full.isEmpty());
    selecting = start("select", select(a.get(), full.put(3)));
    await(selecting);
    log.add(full.getNowait());
    return done();
  }

  @Test
  void aPutIsDoneOnlyIfItIsTheFirst() {
    logs(
        this::puts,
        1,
        "select Selected[index=1, value=5]",
        true,
        "select Selected[index=1, value=null]",
        3);
  }

  @Async
  private Coroutine<Void> locks() {
    AsyncLock one = new AsyncLock();
    AsyncLock two = new AsyncLock();
    await(one.acquire());
    await(two.acquire());
    Task<Permit> selecting =
        createTask(
            Select.<Permit, Permit>on(one.acquire(), p -> value(p))
                .or(two.acquire(), (Permit p) -> value(p))
                .first());
    await(turns(2));
    two.release();
    one.release();
    log.add(one.locked()); // not taken
    log.add(two.locked());
    Permit permit = await(selecting);
    log.add(one.tryAcquire());
    permit.close();
    log.add(two.locked());
    return done();
  }

  @Test
  void onlyOneLockIsTaken() {
    logs(this::locks, false, true, true, false);
  }

  @Async
  private Coroutine<Void> semaphoreTwice() {
    AsyncSemaphore semaphore = AsyncSemaphore.bounded(2);
    await(semaphore.acquire());
    await(semaphore.acquire());
    Task<?> selecting = createTask(select(semaphore.acquire(), semaphore.acquire()));
    start("behind", semaphore.acquire());
    await(turns(2));
    semaphore.release(2);
    await(selecting);
    await(turns(2));
    log.add(semaphore.toString());
    return done();
  }

  @Test
  void onlyOnePermitIsTaken() {
    logs(this::semaphoreTwice, "behind", "AsyncSemaphore[0 available]");
  }

  @Async
  private Coroutine<Void> events() {
    AsyncEvent stop = new AsyncEvent();
    AsyncBarrier barrier = new AsyncBarrier(2);
    Select<String> next =
        Select.<String, Integer>on(a.get(), i -> value("item " + i))
            .or(barrier.arrive(), place -> value("place " + place))
            .or(stop.untilSet(), x -> value("stop"));
    Task<?> selecting = start("selected", next.first());
    await(turns(2));
    log.add(barrier.waiting());
    stop.set();
    await(selecting);
    log.add(barrier.waiting());
    Task<?> other =
        start(
            "selected",
            Select.<String, Integer>on(a.get(), i -> value("item " + i))
                .or(barrier.arrive(), place -> value("place " + place))
                .first());
    await(turns(2));
    log.add(await(barrier.arrive()));
    await(other);
    return done();
  }

  @Test
  void casesOfSeveralTypes() {
    logs(this::events, 1, "selected stop", 0, 1, "selected place 0");
  }

  @Async
  private Coroutine<Void> futures() {
    AsyncFuture<Integer> never = EventLoop.running().createFuture();
    AsyncFuture<Integer> soon = EventLoop.running().createFuture();
    Task<Integer> task = createTask(b.get());
    EventLoop.running().callLater(ofSeconds(1), () -> soon.setResult(9));
    log.add(await(select(never, task, soon, a.get())).value());
    log.add(never.done());
    log.add(task.done()); // it goes on
    b.putNowait(4);
    log.add(await(task));
    return done();
  }

  @Test
  void futuresAndTasksAreOnlyWatched() {
    logs(this::futures, 9, false, false, 4);
  }

  @Async
  private Coroutine<Void> coroutines() {
    log.add(
        await(select(afterSeconds("slow", 3), afterSeconds("fast", 1), afterSeconds("mid", 2)))
            .value());
    log.add(allTasks().size());
    return done();
  }

  @Test
  void coroutinesThatLoseAreCancelledAndWaitedFor() {
    run(this::coroutines);
    assertThat(log.subList(0, 3))
        .containsExactlyInAnyOrder("fast is over", "slow is over", "mid is over");
    assertThat(log.subList(3, 5)).containsExactly("fast", 1);
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
  private Coroutine<Void> slowCleanup() {
    EventLoop.running().callLater(ofSeconds(1), () -> a.putNowait(1));
    log.add(await(select(cleansUp(5), a.get(), cleansUp(3))).value());
    log.add(EventLoop.running().time() / 1_000_000_000);
    return done();
  }

  @Test
  void theCleanupOfTheLosersIsWaitedFor() {
    run(this::slowCleanup);
    assertThat(log.subList(0, 3)).containsExactly("cleaned up", "cleaned up", 1);
  }
}
