package dev.continuo.conformance;

import static dev.continuo.Continuo.*;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.continuo.AsyncFuture;
import dev.continuo.CancelledError;
import dev.continuo.Continuo;
import dev.continuo.Coroutine;
import dev.continuo.EventLoop;
import dev.continuo.LoopHost;
import dev.continuo.Runner;
import dev.continuo.Task;
import dev.continuo.annotation.Async;
import dev.continuo.sync.MemoryChannel;
import dev.continuo.sync.ReceiveChannel;
import dev.continuo.sync.SendChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A loop on the thread of somebody else's. */
@Timeout(60)
class HostedLoopTest {

  private final OneThread host = new OneThread();

  @AfterEach
  void end() throws Exception {
    host.end();
  }

  private static EventLoop started(LoopHost host) {
    EventLoop loop = EventLoop.hosted(host);
    loop.start();
    return loop;
  }

  @Async
  private static Coroutine<Thread> whereAfterASleep() {
    await(sleep(ofMillis(1)));
    return value(Thread.currentThread());
  }

  @Test
  void runUntilCompleteRunsOnTheHostsThreadAndWaitsHere() throws Exception {
    try (EventLoop loop = EventLoop.hosted(host)) {
      assertThat(loop.isRunning()).isFalse();
      assertThat(loop.runUntilComplete(whereAfterASleep())).isSameAs(host.thread());
      assertThat(loop.runUntilComplete(whereAfterASleep())).isSameAs(host.thread());
      assertThat(loop.isRunning()).isFalse();
      assertThat(EventLoop.runningOrNull()).isNull();
      assertThat(host.<EventLoop>call(EventLoop::runningOrNull)).isNull();
    }
    assertThat(host.closed).hasValue(1);
  }

  @Test
  void aStartedLoopTakesTasksOfTheHostsThreadAtAnyTime() throws Exception {
    EventLoop loop = started(host);
    CompletableFuture<Thread> where = new CompletableFuture<>();

    host.call(
        () -> {
          assertThat(EventLoop.running()).isSameAs(loop);
          assertThat(Continuo.currentTask()).isNull();
          Task<Thread> task = Continuo.createTask(whereAfterASleep());
          task.addDoneCallback(done -> where.complete(task.result()));
          return task;
        });

    assertThat(where.get()).isSameAs(host.thread());
    assertThat(loop.isRunning()).isTrue();
  }

  @Test
  void whatTheHostsThreadDoesBetweenTurnsIsSeen() throws Exception {
    EventLoop loop = started(host);
    CompletableFuture<AsyncFuture<String>> made = new CompletableFuture<>();
    CompletableFuture<String> result = Continuo.runCoroutineThreadsafe(waitsFor(made), loop);
    AsyncFuture<String> future = made.get();
    host.call(() -> null); // the turn of the task is over, the loop rests

    host.call(
        () -> {
          future.setResult("x");
          return null;
        });
    assertThat(result.get()).isEqualTo("x");

    CompletableFuture<String> timer = new CompletableFuture<>();
    host.call(() -> loop.callLater(ofMillis(2), () -> timer.complete("timer")));
    assertThat(timer.get()).isEqualTo("timer");

    CompletableFuture<String> soon = new CompletableFuture<>();
    host.call(() -> loop.callSoon(() -> soon.complete("soon")));
    assertThat(soon.get()).isEqualTo("soon");

    CompletableFuture<String> eager = new CompletableFuture<>();
    host.call(() -> loop.createTask(sleepsAndCompletes(eager), null, null, true));
    assertThat(eager.get()).isEqualTo("slept");
  }

  @Async
  private static Coroutine<String> waitsFor(CompletableFuture<AsyncFuture<String>> made) {
    AsyncFuture<String> future = EventLoop.running().createFuture();
    made.complete(future);
    return value(await(future));
  }

  @Async
  private static Coroutine<Void> sleepsAndCompletes(CompletableFuture<String> future) {
    await(sleep(ofMillis(1)));
    future.complete("slept");
    return done();
  }

  @Test
  void anEarlierTimerTakesThePlaceOfALaterOne() throws Exception {
    EventLoop loop = started(host);
    CompletableFuture<String> first = new CompletableFuture<>();

    host.call(() -> loop.callLater(ofHours(1), () -> first.complete("late")));
    host.call(() -> null);
    host.call(() -> loop.callLater(ofMillis(1), () -> first.complete("early")));

    assertThat(first.get()).isEqualTo("early");
    assertThat(host.alarms()).isLessThanOrEqualTo(2); // one that was taken back may not be purged
  }

  @Test
  void otherThreadsHaveToHandCallsIn() throws Exception {
    EventLoop loop = started(host);

    assertThatThrownBy(() -> loop.callSoon(() -> {}))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("callSoonThreadsafe");
    CompletableFuture<Thread> where = new CompletableFuture<>();
    loop.callSoonThreadsafe(() -> where.complete(Thread.currentThread()));
    assertThat(where.get()).isSameAs(host.thread());
    assertThat(loop.runUntilComplete(whereAfterASleep())).isSameAs(host.thread());
  }

  @Test
  void noCallOfManyThreadsIsLost() throws Exception {
    EventLoop loop = started(host);
    int each = 20_000;
    CountDownLatch left = new CountDownLatch(3 * each);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      Thread thread =
          new Thread(
              () -> {
                for (int n = 0; n < each; n++) {
                  loop.callSoonThreadsafe(left::countDown);
                  if (n % 100 == 0) {
                    LockSupport.parkNanos(1_000); // so that the loop rests now and then
                  }
                }
              });
      thread.start();
      threads.add(thread);
    }
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(left.await(30, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void theHostsThreadIsToldWhatToDoInsteadOfWaiting() throws Exception {
    EventLoop loop = EventLoop.hosted(host);
    Coroutine<Thread> main = whereAfterASleep();
    Throwable refused =
        host.call(
            () -> {
              try {
                loop.runUntilComplete(main);
                return null;
              } catch (IllegalStateException e) {
                return e;
              }
            });

    assertThat(refused).hasMessageContaining("call start() once, then createTask()");
    main.close();
    assertThatThrownBy(() -> EventLoop.standard().start())
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("EventLoop.hosted");
  }

  @Test
  void aLoopThatRunsIsNotRunAgain() throws Exception {
    EventLoop loop = started(host);

    assertThatThrownBy(loop::start).hasMessage("This event loop is already running");
    assertThatThrownBy(loop::runForever).hasMessage("This event loop is already running");
    assertThatThrownBy(loop::close).hasMessage("Cannot close a running event loop");

    loop.callSoonThreadsafe(loop::stop);
    host.awaitStopped(loop);
    assertThat(host.<EventLoop>call(EventLoop::runningOrNull)).isNull();
    loop.start();
    assertThat(loop.runUntilComplete(whereAfterASleep())).isSameAs(host.thread());
  }

  @Async
  private static Coroutine<Integer> pingPong(int count) {
    var there = MemoryChannel.<Integer>of(0);
    var back = MemoryChannel.<Integer>of(0);
    Task<Integer> echo = createTask(echo(there.receiver(), back.sender()));
    int sum = 0;
    for (int i = 0; i < count; i++) {
      await(there.sender().send(i));
      sum += await(back.receiver().receive()) - i;
    }
    there.sender().close();
    return value(sum + await(echo));
  }

  @Async
  private static Coroutine<Integer> echo(ReceiveChannel<Integer> in, SendChannel<Integer> out) {
    int count = 0;
    for (int i : each(in)) {
      await(out.send(i));
      count++;
    }
    return value(count);
  }

  @Test
  void theHostHasItsTurnsBetweenTheLoops() throws Exception {
    EventLoop loop = started(host);
    CompletableFuture<Integer> result = Continuo.runCoroutineThreadsafe(pingPong(100_000), loop);
    int calls = 0;
    while (!result.isDone()) {
      host.call(() -> null);
      calls++;
    }

    assertThat(result.get()).isEqualTo(100_000);
    assertThat(calls).isGreaterThan(10);
  }

  @Test
  void twoLoopsShareAThread() throws Exception {
    EventLoop one = started(host);
    try (EventLoop other = EventLoop.hosted(host)) {
      CompletableFuture<Integer> first = Continuo.runCoroutineThreadsafe(pingPong(1000), one);
      assertThat(other.runUntilComplete(pingPong(1000))).isEqualTo(1000);
      assertThat(first.get()).isEqualTo(1000);
      assertThat(other.runUntilComplete(theLoopOfThisThread())).isSameAs(other);
      assertThat(host.call(EventLoop::running)).isSameAs(one);
    }
  }

  @Async
  private static Coroutine<EventLoop> theLoopOfThisThread() {
    await(yieldNow());
    return value(EventLoop.running());
  }

  @Test
  void aRunnerEndsWhatIsLeftOnTheHostsThread() throws Exception {
    List<String> log = new CopyOnWriteArrayList<>();
    Runner runner = new Runner(() -> EventLoop.hosted(host));
    try (runner) {
      assertThat(runner.run(leavesATaskBehind(log))).isSameAs(host.thread());
    }

    assertThat(log).containsExactly("cancelled", "cleaned up on " + host.thread().getName());
    assertThat(host.closed).hasValue(1);
  }

  @Async
  private static Coroutine<Thread> leavesATaskBehind(List<String> log) {
    Task<?> unused = createTask(sleepsUntilCancelled(log, true));
    await(yieldNow());
    return value(Thread.currentThread());
  }

  @Async
  private static Coroutine<Void> sleepsUntilCancelled(List<String> log, boolean slow) {
    try {
      await(sleep(ofHours(1)));
    } finally {
      log.add("cancelled");
      if (slow) {
        await(sleep(ofMillis(5)));
      } else {
        await(yieldNow());
      }
      log.add("cleaned up on " + Thread.currentThread().getName());
    }
    return done();
  }

  @Test
  void anInterruptOfWhoWaitsCancelsTheProgram() throws Exception {
    List<String> log = new CopyOnWriteArrayList<>();
    EventLoop loop = EventLoop.hosted(host);
    Thread here = Thread.currentThread();
    loop.callLater(ofMillis(5), here::interrupt);

    assertThatThrownBy(() -> loop.runUntilComplete(sleepsUntilCancelled(log, true)))
        .isInstanceOf(CancelledError.class)
        .hasMessage("interrupted");
    assertThat(Thread.interrupted()).isTrue();
    assertThat(log).hasSize(2);
    loop.close();
  }

  @Test
  void whenTheHostEndsTasksAreCancelledAndNobodyWaitsForEver() throws Exception {
    List<String> log = new CopyOnWriteArrayList<>();
    EventLoop loop = started(host);
    CompletableFuture<?> left =
        Continuo.runCoroutineThreadsafe(sleepsUntilCancelled(log, false), loop);
    CompletableFuture<?> stubborn =
        Continuo.runCoroutineThreadsafe(sleepsUntilCancelled(log, true), loop);
    loop.runUntilComplete(whereAfterASleep()); // both sleep by now

    try (LogCapture logged = new LogCapture()) {
      host.end();
      assertThatThrownBy(left::get).isInstanceOf(java.util.concurrent.CancellationException.class);
      assertThatThrownBy(stubborn::get)
          .isInstanceOf(java.util.concurrent.CancellationException.class);
      assertThat(logged.messages())
          .singleElement()
          .asString()
          .contains("the event loop was closed while tasks were pending", "sleepsUntilCancelled");
    }

    assertThat(log)
        .containsExactly("cancelled", "cancelled", "cleaned up on " + host.thread().getName());
    assertThat(loop.isClosed()).isTrue();
    assertThatThrownBy(() -> loop.callSoonThreadsafe(() -> {})).hasMessage("Event loop is closed");
  }

  @Test
  void whoWaitsForARunIsToldWhenTheHostEnds() throws Exception {
    List<String> log = new CopyOnWriteArrayList<>();
    EventLoop loop = EventLoop.hosted(host);
    loop.callLater(ofMillis(5), host::endSoon);
    assertThatThrownBy(() -> loop.runUntilComplete(sleepsUntilCancelled(log, false)))
        .isInstanceOf(CancelledError.class);
    assertThatThrownBy(() -> loop.runForever())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("the host of this event loop has ended");
    loop.close();
    assertThat(log).hasSize(2);

    OneThread second = new OneThread();
    EventLoop other = EventLoop.hosted(second);
    other.callLater(ofMillis(5), second::endSoon);
    try (LogCapture logged = new LogCapture()) {
      assertThatThrownBy(() -> other.runUntilComplete(sleepsUntilCancelled(log, true)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("the host of this event loop has ended");
      other.close();
      assertThat(logged.messages()).hasSize(1);
    }
    second.end();
  }

  @Test
  void aFailureOfTheJvmGoesToTheHostAndTheLoopGoesOn() throws Exception {
    EventLoop loop = started(host);
    OutOfMemoryError error = new OutOfMemoryError("as if");

    loop.callSoonThreadsafe(
        () -> {
          throw error;
        });

    assertThat(host.failure.get()).isSameAs(error);
    assertThat(loop.runUntilComplete(whereAfterASleep())).isSameAs(host.thread());
  }

  @Test
  void aFailureOfTheJvmEndsARunThatSomebodyWaitsFor() {
    OutOfMemoryError error = new OutOfMemoryError("as if");
    try (EventLoop loop = EventLoop.hosted(host)) {
      loop.callSoon(
          () -> {
            throw error;
          });
      assertThatThrownBy(loop::runForever).isSameAs(error);
      assertThat(loop.runUntilComplete(whereAfterASleep())).isSameAs(host.thread());
    }
  }

  /** A host that is an executor. */
  static final class OneThread implements LoopHost {

    final AtomicInteger closed = new AtomicInteger();
    final CompletableFuture<Throwable> failure = new CompletableFuture<>();
    private final List<Runnable> last = new CopyOnWriteArrayList<>();
    private final java.util.concurrent.ScheduledThreadPoolExecutor executor =
        new java.util.concurrent.ScheduledThreadPoolExecutor(1, this::newThread);
    private volatile Thread thread = new Thread();

    private Thread newThread(Runnable work) {
      thread = new Thread(work, "host");
      thread.setDaemon(true);
      return thread;
    }

    Thread thread() {
      return thread;
    }

    <T> T call(Callable<T> work) throws Exception {
      return executor.submit(work).get();
    }

    int alarms() {
      return executor.getQueue().size();
    }

    void awaitStopped(EventLoop loop) throws Exception {
      while (loop.isRunning()) {
        call(() -> null);
      }
    }

    void endSoon() {
      executor.execute(this::endNow);
    }

    private void endNow() {
      last.forEach(Runnable::run);
      last.clear();
      executor.shutdownNow();
    }

    void end() throws Exception {
      try {
        executor.execute(this::endNow); // dropped unrun if the other end is on its way
      } catch (RejectedExecutionException e) {
        // It has ended already.
      }
      assertThat(executor.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
    }

    @Override
    public void execute(Runnable turn) {
      executor.execute(() -> told(turn));
    }

    private void told(Runnable turn) {
      try {
        turn.run();
      } catch (Throwable t) {
        failure.complete(t);
      }
    }

    @Override
    public Alarm schedule(Runnable turn, long nanos) {
      Future<?> alarm = executor.schedule(() -> told(turn), nanos, TimeUnit.NANOSECONDS);
      return () -> alarm.cancel(false);
    }

    @Override
    public boolean inThread() {
      return Thread.currentThread() == thread;
    }

    @Override
    public void atEnd(Runnable end) {
      last.add(end);
    }

    @Override
    public void loopClosed() {
      closed.incrementAndGet();
    }
  }
}
