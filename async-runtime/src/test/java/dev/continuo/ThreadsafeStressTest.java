package dev.continuo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Eight threads call into one loop: each call runs once and in the order of its thread, also while
 * the loop sleeps, stops and closes. {@code -Dstress.count=1000000} makes the long run.
 */
@Timeout(600)
class ThreadsafeStressTest {

  private static final int THREADS = 8;
  private static final int COUNT = Integer.getInteger("stress.count", 20_000);

  /** What one thread called: written by it before it ends, the rest on the loop's thread. */
  private static final class Caller {
    /** How many calls were accepted; they are numbered from 1. */
    int accepted;

    int last;
    int outOfOrder;

    void ran(int number) {
      if (number != last + 1) {
        outOfOrder++;
      }
      last = number;
    }
  }

  private final List<Caller> callers = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();

  private void startCallers(EventLoop loop, int most, AtomicInteger left) {
    for (int t = 0; t < THREADS; t++) {
      Caller caller = new Caller();
      callers.add(caller);
      Thread thread =
          new Thread(
              () -> {
                try {
                  while (caller.accepted < most) {
                    int number = caller.accepted + 1;
                    loop.callSoonThreadsafe(() -> caller.ran(number));
                    caller.accepted = number;
                  }
                } catch (IllegalStateException e) {
                  assertThat(e).hasMessage("Event loop is closed");
                }
                if (left.decrementAndGet() == 0 && !loop.isClosed()) {
                  stop(loop);
                }
              });
      threads.add(thread);
      thread.start();
    }
  }

  private static void stop(EventLoop loop) {
    try {
      loop.callSoonThreadsafe(loop::stop);
    } catch (IllegalStateException e) {
      assertThat(e).hasMessage("Event loop is closed");
    }
  }

  private void checkAll() throws InterruptedException {
    for (Thread thread : threads) {
      thread.join();
    }
    for (Caller caller : callers) {
      assertThat(caller.last).isEqualTo(caller.accepted);
      assertThat(caller.outOfOrder).isZero();
    }
    callers.clear();
    threads.clear();
  }

  @Test
  void everyCallRunsOnceAndInTheOrderOfItsThread() throws Exception {
    EventLoop loop = EventLoop.create();
    startCallers(loop, COUNT, new AtomicInteger(THREADS));
    loop.runForever();
    loop.close();

    assertThat(callers).hasSize(THREADS);
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(callers).allMatch(caller -> caller.accepted == COUNT);
    checkAll();
  }

  /** Each call finds the loop asleep or about to fall asleep: the next one waits for it. */
  @Test
  void aCallWakesALoopThatIsAboutToSleep() throws Exception {
    EventLoop loop = EventLoop.create();
    Thread thread = new Thread(loop::runForever);
    thread.start();
    for (int i = 0; i < COUNT; i++) {
      CountDownLatch ran = new CountDownLatch(1);
      loop.callSoonThreadsafe(ran::countDown);
      ran.await();
    }
    loop.callSoonThreadsafe(loop::stop);
    thread.join();
    loop.close();
  }

  @Test
  void aCallThatIsAcceptedWhileTheLoopClosesRunsAndOthersThrow() throws Exception {
    int rounds = COUNT / 200;
    int ran = 0;
    for (int round = 0; round < rounds; round++) {
      EventLoop loop = EventLoop.create();
      startCallers(loop, 2_000, new AtomicInteger(THREADS));
      loop.callSoonThreadsafe(() -> loop.callSoon(loop::stop));
      loop.runForever();
      loop.close();
      int[] ranAtClose = callers.stream().mapToInt(caller -> caller.last).toArray();
      for (Thread thread : threads) {
        thread.join();
      }
      // Nothing runs after close has returned.
      assertThat(callers.stream().mapToInt(caller -> caller.last).toArray()).isEqualTo(ranAtClose);
      ran += Arrays.stream(ranAtClose).sum();
      checkAll();
    }
    assertThat(ran).isPositive();
  }
}
