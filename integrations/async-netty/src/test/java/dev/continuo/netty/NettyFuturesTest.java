package dev.continuo.netty;

import static dev.continuo.Continuo.*;
import static dev.continuo.netty.NettyFutures.awaitable;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.continuo.CancelledError;
import dev.continuo.Continuo;
import dev.continuo.Coroutine;
import dev.continuo.EventLoop;
import dev.continuo.Runner;
import dev.continuo.Task;
import dev.continuo.annotation.Async;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Futures of Netty in coroutines, and coroutines as futures of Netty. */
class NettyFuturesTest extends NettyTests {

  private final AtomicReference<Thread> resumedOn = new AtomicReference<>();

  @Async
  private <T> Coroutine<T> result(Future<T> future) {
    try {
      return value(await(awaitable(future)));
    } finally {
      resumedOn.set(Thread.currentThread());
    }
  }

  /** Runs the coroutine on the loop of the event loop. */
  private <T> T run(Coroutine<T> coroutine) {
    return NettyLoop.of(netty).runUntilComplete(coroutine);
  }

  @Test
  void aFutureOfTheSameThreadIsAwaited() throws Exception {
    Future<String> future = netty.schedule(() -> "x", 2, TimeUnit.MILLISECONDS);

    assertThat(run(result(future))).isEqualTo("x");
    assertThat(resumedOn.get()).isSameAs(nettyThread());
  }

  @Test
  void oneThatAnotherThreadCompletesResumesOnTheLoop() throws Exception {
    Promise<String> promise = netty.newPromise();
    CompletableFuture<String> task =
        Continuo.runCoroutineThreadsafe(result(promise), NettyLoop.of(netty));
    onNetty(() -> null);
    promise.setSuccess("x");

    assertThat(task.get()).isEqualTo("x");
    assertThat(resumedOn.get()).isSameAs(nettyThread());
  }

  @Test
  void oneThatIsDoneIsNotWaitedFor() throws Exception {
    assertThat(run(result(netty.newSucceededFuture("x")))).isEqualTo("x");
    assertThat(run(result(netty.<String>newSucceededFuture(null)))).isNull();
    IOException failure = new IOException("x");
    assertThatThrownBy(() -> run(result(netty.newFailedFuture(failure)))).isSameAs(failure);
  }

  @Test
  void aFailureIsThrownAtTheAwait() throws Exception {
    IOException failure = new IOException("x");
    Promise<String> promise = netty.newPromise();
    netty.execute(() -> netty.execute(() -> promise.setFailure(failure)));

    assertThatThrownBy(() -> run(result(promise))).isSameAs(failure);
  }

  @Test
  void aCancelledFutureIsAnOrdinaryFailure() throws Exception {
    Promise<String> promise = netty.newPromise();
    var unused = netty.schedule(() -> promise.cancel(false), 2, TimeUnit.MILLISECONDS);

    assertThatThrownBy(() -> run(result(promise))).isInstanceOf(CancellationException.class);
    assertThatThrownBy(() -> run(result(promise))).isInstanceOf(CancellationException.class);
  }

  @Async
  private Coroutine<String> cancelsWhoAwaits(Promise<String> promise, boolean shielded) {
    Task<String> task = createTask(shielded ? shielded(promise) : result(promise));
    await(sleep(ofMillis(1)));
    task.cancel();
    try {
      return value(await(task));
    } catch (CancelledError e) {
      return value("cancelled");
    }
  }

  @Async
  private static Coroutine<String> shielded(Promise<String> promise) {
    return value(await(shield(awaitable(promise))));
  }

  @Test
  void cancellingTheTaskCancelsTheFuture() {
    Promise<String> promise = netty.newPromise();

    assertThat(run(cancelsWhoAwaits(promise, false))).isEqualTo("cancelled");
    assertThat(promise.isCancelled()).isTrue();
  }

  @Test
  void aShieldedOrUncancellableFutureIsLeftAlone() {
    Promise<String> promise = netty.newPromise();
    assertThat(run(cancelsWhoAwaits(promise, true))).isEqualTo("cancelled");
    assertThat(promise.isDone()).isFalse();

    assertThat(promise.setUncancellable()).isTrue();
    assertThat(run(cancelsWhoAwaits(promise, false))).isEqualTo("cancelled");
    assertThat(promise.isDone()).isFalse();
  }

  @Test
  void onALoopOfTheRuntimeTheyAreAwaitedToo() {
    Future<String> future = netty.schedule(() -> "x", 2, TimeUnit.MILLISECONDS);
    try (Runner runner = new Runner(EventLoop::standard)) {
      assertThat(runner.run(result(future))).isEqualTo("x");
    }
    assertThat(resumedOn.get()).isSameAs(Thread.currentThread());
  }

  // The other way round

  @Async
  private static Coroutine<Thread> thread() {
    await(sleep(ofMillis(1)));
    return value(Thread.currentThread());
  }

  @Async
  private static Coroutine<Void> fails(Exception failure) throws Exception {
    await(yieldNow());
    throw failure;
  }

  @Async
  private static Coroutine<Void> sleepsFor(CountDownLatch started, CountDownLatch cancelled) {
    started.countDown();
    try {
      await(sleep(ofHours(1)));
    } finally {
      cancelled.countDown();
    }
    return done();
  }

  @Test
  void aCoroutineIsAFutureOfNetty() throws Exception {
    Future<Thread> future = NettyFutures.start(thread(), netty);
    assertThat(future.get()).isSameAs(nettyThread());

    IOException failure = new IOException("x");
    assertThat(NettyFutures.start(fails(failure), netty).await().cause()).isSameAs(failure);
  }

  @Test
  void cancellingThatFutureCancelsTheTask() throws Exception {
    CountDownLatch started = new CountDownLatch(1);
    CountDownLatch cancelled = new CountDownLatch(1);
    Future<Void> future = NettyFutures.start(sleepsFor(started, cancelled), netty);
    started.await();

    assertThat(future.cancel(false)).isTrue();
    assertThat(cancelled.await(30, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void itIsCancelledWhenTheGroupIsShutDown() throws Exception {
    CountDownLatch started = new CountDownLatch(1);
    CountDownLatch cancelled = new CountDownLatch(1);
    CompletableFuture<Void> task =
        NettyFutures.completable(NettyFutures.start(sleepsFor(started, cancelled), netty));
    started.await();

    shutDown();

    assertThat(cancelled.getCount()).isZero();
    assertThatThrownBy(task::get).isInstanceOf(CancellationException.class);
  }
}
