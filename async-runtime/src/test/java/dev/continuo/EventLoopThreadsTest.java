package dev.continuo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What other threads may do with a loop. */
@Timeout(60)
class EventLoopThreadsTest {

  @Test
  void theEntriesOfTheLoopRefuseOtherThreadsAndNameCallSoonThreadsafe() throws Exception {
    EventLoop loop = EventLoop.create();
    AsyncFuture<Integer> future = loop.createFuture();
    Task<Integer> task = loop.createTask(Script.of(s -> s.await(future, v -> v)));
    CountDownLatch started = new CountDownLatch(1);
    Thread thread = new Thread(loop::runForever);
    loop.callSoon(started::countDown);
    thread.start();
    started.await();

    List<Runnable> calls =
        List.of(
            () -> loop.callSoon(() -> {}),
            () -> loop.callLater(Duration.ZERO, () -> {}),
            () -> loop.callAt(0, () -> {}),
            () -> loop.createTask(Continuo.value(1)),
            () -> loop.runInExecutor(null, () -> 1),
            () -> future.setResult(1),
            () -> future.setException(new RuntimeException()),
            () -> future.cancel(),
            () -> future.addDoneCallback(f -> {}),
            () -> task.cancel(),
            loop::stop);
    for (Runnable call : calls) {
      assertThatThrownBy(call::run)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("callSoonThreadsafe");
    }

    loop.callSoonThreadsafe(
        () -> {
          future.setResult(1);
          loop.callSoon(() -> loop.callSoon(loop::stop));
        });
    thread.join();
    assertThat(task.result()).isEqualTo(1);
    loop.close();
  }

  @Test
  void callsOfOneThreadKeepTheirOrderAndNoneIsLost() throws Exception {
    EventLoop loop = EventLoop.create();
    int threads = 4;
    int calls = 20_000;
    int[] last = new int[threads];
    AtomicInteger outOfOrder = new AtomicInteger();
    AtomicInteger ran = new AtomicInteger();
    List<Thread> callers = new ArrayList<>();
    for (int t = 0; t < threads; t++) {
      int id = t;
      callers.add(
          new Thread(
              () -> {
                for (int i = 1; i <= calls; i++) {
                  int n = i;
                  loop.callSoonThreadsafe(
                      () -> {
                        if (last[id] != n - 1) {
                          outOfOrder.incrementAndGet();
                        }
                        last[id] = n;
                        if (ran.incrementAndGet() == threads * calls) {
                          loop.stop();
                        }
                      });
                }
              }));
    }
    callers.forEach(Thread::start);
    loop.runForever();
    loop.close();

    assertThat(ran).hasValue(threads * calls);
    assertThat(outOfOrder).hasValue(0);
  }

  @Test
  void aCallWakesAnIdleLoop() throws Exception {
    EventLoop loop = EventLoop.create();
    for (int i = 0; i < 200; i++) {
      CountDownLatch running = new CountDownLatch(1);
      loop.callSoon(running::countDown);
      Thread thread = new Thread(loop::runForever);
      thread.start();
      running.await();
      loop.callSoonThreadsafe(loop::stop);
      thread.join(TimeUnit.SECONDS.toMillis(20));
      assertThat(thread.isAlive()).isFalse();
    }
    loop.close();
  }

  @Test
  void aCallThatRacesWithCloseRunsThrowsOrIsCancelledButNeverHangs() throws Exception {
    for (int round = 0; round < 200; round++) {
      EventLoop loop = EventLoop.create();
      List<CompletableFuture<Integer>> accepted = new ArrayList<>();
      CountDownLatch go = new CountDownLatch(1);
      Thread caller =
          new Thread(
              () -> {
                go.countDown();
                try {
                  while (accepted.size() < 2_000) {
                    accepted.add(Continuo.runCoroutineThreadsafe(Continuo.value(1), loop));
                  }
                } catch (IllegalStateException e) {
                  assertThat(e).hasMessage("Event loop is closed");
                }
              });
      caller.start();
      go.await();
      loop.callSoon(loop::stop);
      loop.runForever();
      LogCapture quiet = new LogCapture(); // of the tasks that were accepted and did not run
      loop.close();
      quiet.close();
      caller.join();

      for (CompletableFuture<Integer> future : accepted) {
        assertThat(future.isDone()).isTrue();
      }
    }
  }

  @Test
  void runCoroutineThreadsafeGivesTheResultTheFailureAndTheCancellation() throws Exception {
    EventLoop loop = EventLoop.create();
    Thread thread = new Thread(loop::runForever);
    thread.start();
    java.io.IOException failure = new java.io.IOException("original");
    CountDownLatch cancelled = new CountDownLatch(1);
    CountDownLatch waits = new CountDownLatch(1);

    assertThat(
            Continuo.<String>runCoroutineThreadsafe(
                    Script.of(s -> s.await(Continuo.yieldNow(), v -> "hello")), loop)
                .get())
        .isEqualTo("hello");
    assertThatThrownBy(
            () ->
                Continuo.runCoroutineThreadsafe(
                        Script.of(
                            s -> {
                              throw failure;
                            }),
                        loop)
                    .get())
        .isInstanceOf(ExecutionException.class)
        .hasCause(failure);
    CompletableFuture<Object> sleeper =
        Continuo.runCoroutineThreadsafe(
            Script.of(
                s -> {
                  waits.countDown();
                  return s.await(
                      Continuo.sleep(Duration.ofDays(1)),
                      v -> v,
                      e -> {
                        cancelled.countDown();
                        throw e;
                      });
                }),
            loop);
    waits.await();
    sleeper.cancel(true);
    assertThat(cancelled.await(20, TimeUnit.SECONDS)).isTrue();

    loop.callSoonThreadsafe(loop::stop);
    thread.join();
    loop.close();
  }

  @Test
  void anIdleLoopUsesHardlyAnyProcessorTime() throws Exception {
    EventLoop loop = EventLoop.create();
    loop.callLater(Duration.ofMillis(300), loop::stop);
    java.lang.management.ThreadMXBean threads =
        java.lang.management.ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadCpuTime();

    loop.runForever();

    long used = threads.getCurrentThreadCpuTime() - before;
    loop.close();
    assertThat(used).isLessThan(Duration.ofMillis(100).toNanos());
  }

  @Test
  void anInterruptCancelsTheMainTaskAndIsPassedOn() throws Exception {
    CountDownLatch sleeping = new CountDownLatch(1);
    List<Object> seen = new java.util.concurrent.CopyOnWriteArrayList<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                Continuo.run(
                    Script.of(
                        s -> {
                          sleeping.countDown();
                          return s.await(Continuo.sleep(Duration.ofDays(1)), v -> v);
                        }));
              } catch (CancelledError e) {
                seen.add("cancelled");
              }
              seen.add(Thread.interrupted());
            });
    thread.start();
    sleeping.await();
    thread.interrupt();
    thread.join();

    assertThat(seen).containsExactly("cancelled", true);
  }
}
