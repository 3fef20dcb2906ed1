package dev.continuo.conformance;

import static dev.continuo.Continuo.*;
import static java.time.Duration.ofHours;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.continuo.Awaitable;
import dev.continuo.Coroutine;
import dev.continuo.EventLoop;
import dev.continuo.Task;
import dev.continuo.TaskGroup;
import dev.continuo.annotation.Async;
import dev.continuo.sync.AsyncBarrier;
import dev.continuo.sync.AsyncEvent;
import dev.continuo.sync.AsyncLock;
import dev.continuo.sync.AsyncQueue;
import dev.continuo.sync.AsyncSemaphore;
import dev.continuo.sync.MemoryChannel;
import dev.continuo.sync.Permit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** A call from another thread is refused before it changes anything; the right way then works. */
class SyncThreadsTest {

  /** After so many, whatever a test starts does wait. */
  private static final int TURNS = 5;

  /** {@code waits} waits for what {@code act} brings; another thread tries that first. */
  private static void isRefusedAndThenWorks(Supplier<? extends Awaitable<?>> waits, Runnable act) {
    Scopes.run(
        () -> {
          Task<Object> waiter = createTask(waits(waits));
          for (int i = 0; i < TURNS; i++) {
            await(yieldNow());
          }
          EventLoop loop = EventLoop.running();
          await(
              toThread(
                  () -> {
                    assertThatThrownBy(act::run)
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("callSoonThreadsafe");
                    loop.callSoonThreadsafe(act);
                  }));
          await(waitFor(waiter, ofHours(1)));
          return done();
        });
  }

  @Async
  private static Coroutine<Object> waits(Supplier<? extends Awaitable<?>> what) {
    return value(await(what.get()));
  }

  @Test
  void anEvent() {
    AsyncEvent event = new AsyncEvent();
    isRefusedAndThenWorks(event::untilSet, event::set);
    assertThat(event.isSet()).isTrue();
  }

  @Test
  void aLock() {
    AsyncLock lock = new AsyncLock();
    lock.tryAcquire();
    isRefusedAndThenWorks(lock::acquire, lock::release);
  }

  @Test
  void aSemaphore() {
    AsyncSemaphore semaphore = AsyncSemaphore.bounded(1);
    semaphore.tryAcquire();
    isRefusedAndThenWorks(semaphore::acquire, semaphore::release);
    semaphore.release();
    assertThat(semaphore.available()).isEqualTo(1);
  }

  @Test
  void aQueue() {
    AsyncQueue<Integer> queue = AsyncQueue.fifo();
    isRefusedAndThenWorks(queue::get, () -> queue.putNowait(1));
    assertThat(queue.size()).isZero();
  }

  @Test
  void aChannel() {
    MemoryChannel<Integer> channel = MemoryChannel.of(1);
    isRefusedAndThenWorks(channel.receiver()::receive, () -> channel.sender().sendNowait(1));
    assertThatThrownBy(channel.receiver()::receiveNowait).hasMessageContaining("is empty");
  }

  @Test
  void aBarrier() {
    AsyncBarrier barrier = new AsyncBarrier(2);
    isRefusedAndThenWorks(() -> Attempts.attempt(barrier.arrive()), barrier::reset);
    assertThat(barrier.waiting()).isZero();
  }

  @Test
  void theHandshakeOfAGroup() {
    List<TaskGroup.Status<Integer>> status = new ArrayList<>();
    CompletableFuture<Void> stop = new CompletableFuture<>();
    isRefusedAndThenWorks(
        () ->
            taskGroup(
                group ->
                    group.<Integer>start(
                        s -> {
                          status.add(s);
                          await(stop);
                          return done();
                        })),
        () -> {
          status.get(0).started(1);
          stop.complete(null);
        });
  }

  @Test
  void aPermitThatAnotherThreadCouldNotCloseIsStillHeld() {
    Scopes.run(
        () -> {
          AsyncLock lock = new AsyncLock();
          Permit permit = await(lock.acquire());
          Task<Permit> waiter = createTask(lock.acquire());
          await(yieldNow());
          await(
              toThread(
                  () ->
                      assertThatThrownBy(permit::close)
                          .hasMessageContaining("callSoonThreadsafe")));
          permit.close();
          await(waiter).close();
          assertThat(lock.locked()).isFalse();
          return done();
        });
  }

  @Test
  void anotherLoopPutsNothing() {
    Scopes.run(
        () -> {
          AsyncQueue<Integer> queue = AsyncQueue.fifo();
          Task<Integer> getter = createTask(queue.get());
          await(yieldNow());
          await(
              toThread(
                  () ->
                      assertThatThrownBy(() -> Scopes.run(() -> queue.put(3)))
                          .isInstanceOf(IllegalStateException.class)));
          assertThat(queue.size()).isZero();
          queue.putNowait(4);
          assertThat(await(getter)).isEqualTo(4);
          return done();
        });
  }

  @Test
  void anotherThreadCopiesNoEndOfAChannel() {
    Scopes.run(
        () -> {
          MemoryChannel<Integer> channel = MemoryChannel.of(0);
          Task<Integer> receiver = createTask(channel.receiver().receive());
          await(yieldNow());
          await(
              toThread(
                  () -> {
                    assertThatThrownBy(channel.sender()::copy)
                        .hasMessageContaining("callSoonThreadsafe");
                    return assertThatThrownBy(channel.receiver()::copy)
                        .hasMessageContaining("callSoonThreadsafe");
                  }));
          assertThat(channel.toString()).contains("senders=1", "receivers=1");
          receiver.cancel();
          return done();
        });
  }
}
