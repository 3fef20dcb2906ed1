package dev.continuo.netty;

import static dev.continuo.Continuo.*;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.continuo.AsyncFuture;
import dev.continuo.Continuo;
import dev.continuo.Coroutine;
import dev.continuo.EventLoop;
import dev.continuo.Task;
import dev.continuo.annotation.Async;
import dev.continuo.sync.MemoryChannel;
import dev.continuo.sync.ReceiveChannel;
import dev.continuo.sync.SendChannel;
import io.netty.util.concurrent.DefaultEventExecutor;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The loop of an event loop of Netty. */
class NettyLoopTest extends NettyTests {

  private final List<String> log = new CopyOnWriteArrayList<>();

  @Async
  private static Coroutine<Thread> threadAfter(AsyncFuture<Boolean> future) {
    await(future);
    await(sleep(ofMillis(1)));
    return value(Thread.currentThread());
  }

  @Async
  private static Coroutine<Thread> threadAfterASleep() {
    await(sleep(ofMillis(1)));
    return value(Thread.currentThread());
  }

  @Test
  void thereIsOneLoopForEachEventLoop() throws Exception {
    EventLoop loop = NettyLoop.of(netty);

    assertThat(NettyLoop.of(netty)).isSameAs(loop);
    assertThat(onNetty(() -> NettyLoop.of(netty))).isSameAs(loop);
    assertThat(onNetty(EventLoop::running)).isSameAs(loop);
    assertThat(NettyLoop.nettyLoop(loop)).isSameAs(netty);
    assertThatThrownBy(() -> NettyLoop.nettyLoop(EventLoop.standard()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void anExecutorWithoutAThreadOfItsOwnIsRefused() {
    assertThatThrownBy(() -> NettyLoop.of(ImmediateEventExecutor.INSTANCE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("one thread");
  }

  @Test
  void anExecutorWithoutChannelsWillDo() throws Exception {
    DefaultEventExecutor executor = new DefaultEventExecutor();
    try {
      Thread thread = NettyLoop.of(executor).runUntilComplete(threadAfterASleep());
      assertThat(thread).isSameAs(executor.submit(Thread::currentThread).get());
    } finally {
      executor.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
    }
  }

  @Test
  void tasksAreMadeAndFuturesCompletedBetweenTurns() throws Exception {
    EventLoop loop = NettyLoop.of(netty);
    AsyncFuture<Boolean> future = onNetty(loop::createFuture);
    CompletableFuture<Thread> result = new CompletableFuture<>();
    onNetty(
        () -> {
          Task<Thread> task = loop.createTask(threadAfter(future));
          task.addDoneCallback(done -> result.complete(task.result()));
          return task;
        });
    onNetty(
        () -> {
          future.setResult(true);
          return future;
        });

    assertThat(result.get()).isSameAs(nettyThread());
  }

  @Async
  private void handler(CompletableFuture<Thread> result) {
    await(sleep(ofMillis(1)));
    result.complete(Thread.currentThread());
  }

  @Test
  void voidMethodsOfHandlersRunOnTheLoop() throws Exception {
    EventLoop unused = NettyLoop.of(netty);
    CompletableFuture<Thread> result = new CompletableFuture<>();

    netty.execute(() -> handler(result));

    assertThat(result.get()).isSameAs(nettyThread());
  }

  @Test
  void timersOfThousandsOfTasksComeInTheirOrder() throws Exception {
    List<Integer> order = NettyLoop.of(netty).runUntilComplete(sleepSort(2000));

    assertThat(order).hasSize(2000).isSorted();
  }

  @Async
  private static Coroutine<List<Integer>> sleepSort(int count) {
    List<Integer> order = new CopyOnWriteArrayList<>();
    EventLoop loop = EventLoop.running();
    AsyncFuture<Boolean> all = loop.createFuture();
    long start = loop.time();
    for (int i = count; i > 0; i--) {
      int number = i;
      var unused =
          loop.callAt(
              start + number * 20_000L,
              () -> {
                order.add(number);
                if (order.size() == count) {
                  all.setResult(true);
                }
              });
    }
    await(all);
    return value(order);
  }

  @Async
  private Coroutine<Void> waits(String name, boolean slowly) {
    try {
      await(sleep(ofHours(1)));
    } finally {
      log.add(name + " is cancelled");
      await(slowly ? sleep(ofHours(1)) : yieldNow());
      log.add(name + " ends");
    }
    return done();
  }

  @Test
  void cancellingFromOutsideCancelsTheTask() throws Exception {
    EventLoop loop = NettyLoop.of(netty);
    CompletableFuture<Void> task = Continuo.runCoroutineThreadsafe(waits("it", false), loop);
    loop.runUntilComplete(threadAfterASleep());

    task.cancel(true);
    loop.runUntilComplete(threadAfterASleep());

    assertThat(log).containsExactly("it is cancelled", "it ends");
  }

  @Test
  void whenTheGroupIsShutDownTasksAreCancelledAndNothingHangs() throws Exception {
    EventLoop loop = NettyLoop.of(netty);
    CompletableFuture<Void> quick = Continuo.runCoroutineThreadsafe(waits("one", false), loop);
    CompletableFuture<Void> slow = Continuo.runCoroutineThreadsafe(waits("two", true), loop);
    loop.runUntilComplete(threadAfterASleep());

    shutDown();

    assertThatThrownBy(quick::get).isInstanceOf(CancellationException.class);
    assertThatThrownBy(slow::get).isInstanceOf(CancellationException.class);
    assertThat(log).containsExactly("one is cancelled", "two is cancelled", "one ends");
    assertThat(loop.isClosed()).isTrue();
    assertThatThrownBy(() -> NettyLoop.of(netty))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("has ended");
    assertThatThrownBy(() -> loop.callSoonThreadsafe(() -> {})).hasMessage("Event loop is closed");
  }

  @Test
  void callsOfOtherThreadsComeInTheirOrder() throws Exception {
    EventLoop loop = NettyLoop.of(netty);
    List<Integer> seen = new CopyOnWriteArrayList<>();
    CompletableFuture<Thread> last = new CompletableFuture<>();
    for (int i = 0; i < 1000; i++) {
      int number = i;
      loop.callSoonThreadsafe(() -> seen.add(number));
    }
    loop.callSoonThreadsafe(() -> last.complete(Thread.currentThread()));

    assertThat(last.get()).isSameAs(nettyThread());
    assertThat(seen).hasSize(1000).isSorted();
  }

  @Test
  void whatACallbackThrowsIsReportedAndNettyGoesOn() throws Exception {
    EventLoop loop = NettyLoop.of(netty);
    CompletableFuture<Throwable> reported = new CompletableFuture<>();
    onNetty(
        () -> {
          loop.setExceptionHandler((running, context) -> reported.complete(context.exception()));
          return loop;
        });
    IllegalStateException failure = new IllegalStateException("x");

    loop.callSoonThreadsafe(
        () -> {
          throw failure;
        });

    assertThat(reported.get()).isSameAs(failure);
    assertThat(loop.runUntilComplete(threadAfterASleep())).isSameAs(nettyThread());
  }

  @Test
  void aFailureOfTheJvmGoesToNettyAndTheLoopGoesOn() throws Exception {
    EventLoop loop = NettyLoop.of(netty);
    loop.callSoonThreadsafe(
        () -> {
          throw new OutOfMemoryError("as if; Netty logs it");
        });

    assertThat(loop.runUntilComplete(threadAfterASleep())).isSameAs(nettyThread());
  }

  @Async
  private static Coroutine<Integer> pingPong(int count) {
    MemoryChannel<Integer> there = MemoryChannel.of(0);
    MemoryChannel<Integer> back = MemoryChannel.of(0);
    Task<Integer> echo = createTask(echo(there.receiver(), back.sender()));
    for (int i = 0; i < count; i++) {
      await(there.sender().send(i));
      assertThat(await(back.receiver().receive())).isEqualTo(i);
    }
    there.sender().close();
    return value(await(echo));
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
  void aHundredThousandPingPongsLeaveNettyItsTurns() throws Exception {
    EventLoop loop = NettyLoop.of(netty);
    CompletableFuture<Integer> result = Continuo.runCoroutineThreadsafe(pingPong(100_000), loop);
    int turns = 0;
    while (!result.isDone()) {
      onNetty(() -> loop);
      turns++;
    }

    assertThat(result.get()).isEqualTo(100_000);
    assertThat(turns).isGreaterThan(10);
  }

  @Async
  private static Coroutine<Long> spins() {
    long turns = 0;
    while (true) {
      await(yieldNow());
      turns++;
      if (turns < 0) {
        return value(turns);
      }
    }
  }

  @Test
  void aTaskThatNeverRestsDoesNotStarveTheChannels() throws Exception {
    EventLoop loop = NettyLoop.of(netty);
    CompletableFuture<Long> spinning = Continuo.runCoroutineThreadsafe(spins(), loop);
    try (Echo echo = new Echo(group)) {
      long start = System.nanoTime();
      for (int i = 0; i < 100; i++) {
        assertThat(echo.roundTrip("line " + i)).isEqualTo("line " + i);
      }
      assertThat(System.nanoTime() - start).isLessThan(20_000_000_000L); // a second each if starved
    }
    spinning.cancel(true);
  }
}
