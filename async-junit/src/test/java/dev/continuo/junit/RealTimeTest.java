package dev.continuo.junit;

import static dev.continuo.Continuo.await;
import static dev.continuo.Continuo.createTask;
import static dev.continuo.Continuo.done;
import static dev.continuo.Continuo.sleep;
import static dev.continuo.Continuo.toThread;
import static dev.continuo.Continuo.yieldNow;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.continuo.CancelledError;
import dev.continuo.Coroutine;
import dev.continuo.EventLoop;
import dev.continuo.annotation.Async;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.opentest4j.AssertionFailedError;

/** Tests on the system's clock, and tests that take too much of its time. */
@Timeout(60)
class RealTimeTest {

  /** So many turns after it was made, a task runs when its test has ended. */
  private static final int TURNS = 20;

  @AsyncTests
  @RealTime
  static class Real {
    @Test
    @Async
    void waits() {
      long started = System.nanoTime();
      await(sleep(ofMillis(20)));
      assertThat(System.nanoTime() - started).isGreaterThanOrEqualTo(ofMillis(20).toNanos());
    }
  }

  @Test
  void inRealTimeASleepTakesItsTime() {
    assertThat(TestRun.of(Real.class).succeeded()).isEqualTo(1);
  }

  @AsyncTests
  @RealTimeLimit(value = 50, unit = TimeUnit.MILLISECONDS)
  static class HangsInRealTime {
    @Test
    @Async
    @RealTime
    void hangs() {
      await(EventLoop.running().createFuture());
    }
  }

  @Test
  void whatHangsFailsWithADumpWhenItsLimitIsOver() {
    assertThat(TestRun.failureOf(HangsInRealTime.class))
        .isInstanceOf(AssertionFailedError.class)
        .hasMessageStartingWith("hangs took longer than PT0.05S of real time; its tasks:")
        .hasMessageContaining("hangs (pending) awaits Future[pending]")
        .hasMessageContaining("HangsInRealTime.hangs(RealTimeTest.java:");
  }

  @AsyncTests
  @RealTimeLimit(value = 50, unit = TimeUnit.MILLISECONDS)
  static class TicksForEver {
    @Test
    @Async
    void ticks() {
      while (true) {
        await(sleep(ofSeconds(1)));
      }
    }
  }

  @Test
  void anEndlessLoopInVirtualTimeFailsToo() {
    assertThat(TestRun.failureOf(TicksForEver.class))
        .hasMessageStartingWith("ticks took longer than PT0.05S of real time; its tasks:")
        // Its limit may find it before the clock jumps, or after, when its step is due.
        .hasMessageFindingMatch("ticks \\(pending\\) awaits sleep(, which is over| for another)");
  }

  @AsyncTests
  @RealTimeLimit(value = 50, unit = TimeUnit.MILLISECONDS)
  static class WillNotEnd {
    @Test
    @Async
    void spins() {
      while (true) {
        try {
          await(yieldNow());
        } catch (CancelledError e) {
          // goes on for ever
        }
      }
    }
  }

  @Test
  void whatDoesNotEndWhenItIsCancelledIsLeftBehind() {
    Throwable failure = TestRun.failureOf(WillNotEnd.class);

    assertThat(failure).hasMessageContaining("spins took longer than PT0.05S");
    assertThat(failure.getSuppressed()[0].getMessage())
        .contains("ending its tasks took longer than PT0.05S of real time");
  }

  @AsyncTests
  @RealTimeLimit(value = 500, unit = TimeUnit.MILLISECONDS) // the await is over by then
  static class Blocks {
    @Test
    @Async
    void blocks() throws InterruptedException {
      await(yieldNow());
      keepTheThread();
    }

    private static void keepTheThread() throws InterruptedException {
      new CountDownLatch(1).await();
    }

    @AfterEach
    @Async
    void goesOn() {
      await(sleep(ofSeconds(1))); // the interrupt is gone
    }
  }

  @Test
  void whatKeepsTheThreadIsInterrupted() {
    Throwable failure = TestRun.failureOf(Blocks.class);

    assertThat(failure)
        .hasMessageContaining("the thread does not come back to the loop:")
        .hasMessageContaining("Blocks.blocks");
    assertThat(failure.getSuppressed()).singleElement().isInstanceOf(InterruptedException.class);
  }

  @AsyncTests
  @RealTimeLimit(value = 50, unit = TimeUnit.MILLISECONDS)
  static class BlocksAfterItsLimit {
    @Test
    @Async
    @RealTime
    void blocks() throws InterruptedException {
      assertThat(new CountDownLatch(1).await(500, TimeUnit.MILLISECONDS)).isFalse();
      // The loop was asked to stop by now, and this comes after it.
      EventLoop.running().callSoonThreadsafe(BlocksAfterItsLimit::keepTheThread);
      await(EventLoop.running().createFuture());
    }

    private static void keepTheThread() {
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException e) {
        throw new IllegalStateException("interrupted", e);
      }
    }
  }

  @Test
  void whatKeepsTheThreadAfterTheReportWasMadeIsInterruptedToo() {
    Throwable failure = TestRun.failureOf(BlocksAfterItsLimit.class);

    assertThat(failure).hasMessageContaining("blocks took longer than PT0.05S of real time; its");
    assertThat(failure.getSuppressed())
        .anySatisfy(other -> assertThat(other).hasMessageContaining("interrupted"));
  }

  @AsyncTests
  @RealTimeLimit(value = 50, unit = TimeUnit.MILLISECONDS)
  static class LeavesATaskThatBlocks {
    @Test
    @Async
    void leaves() throws InterruptedException {
      createTask(blocking());
    }

    @Async
    private static Coroutine<Void> blocking() throws InterruptedException {
      for (int i = 0; i < TURNS; i++) {
        await(yieldNow());
      }
      new CountDownLatch(1).await();
      return done();
    }
  }

  @Test
  void aTaskThatIsLeftAndKeepsTheThreadIsInterrupted() {
    assertThat(TestRun.failureOf(LeavesATaskThatBlocks.class))
        .hasMessageContaining("ending its tasks took longer than PT0.05S of real time")
        .hasMessageContaining("the thread does not come back to the loop:")
        .hasMessageContaining("LeavesATaskThatBlocks.blocking");
  }

  @AsyncTests
  static class LeavesATaskThatBreaksTheLoop {
    private static @Nullable EventLoop loop;

    @Test
    @Async
    void leaves() {
      loop = EventLoop.running();
      createTask(breaking());
    }

    @Async
    private static Coroutine<Void> breaking() {
      for (int i = 0; i < TURNS; i++) {
        await(yieldNow());
      }
      throw new NoClassDefFoundError("missing");
    }
  }

  @Test
  void aFatalErrorAfterTheTestStillClosesTheLoop() {
    Throwable failure = TestRun.failureOf(LeavesATaskThatBreaksTheLoop.class);

    assertThat(failure).isInstanceOf(NoClassDefFoundError.class);
    assertThat(LeavesATaskThatBreaksTheLoop.loop).matches(EventLoop::isClosed, "is closed");
  }

  @AsyncTests
  @RealTimeLimit(Long.MAX_VALUE)
  static class HasAllTheTime {
    @Test
    @Async
    void waits() {
      await(sleep(ofSeconds(1)));
    }
  }

  @AsyncTests
  static class HasNoLimitOfItsOwn {
    @Test
    @Async
    void waits() {
      await(sleep(ofSeconds(1)));
    }
  }

  @Test
  void aLimitMayBeAsLongAsANumberCanBe() {
    Map<String, String> longest = Map.of("continuo.testLimitSeconds", "" + Long.MAX_VALUE);

    assertThat(TestRun.of(HasAllTheTime.class).succeeded()).isEqualTo(1);
    assertThat(TestRun.of(HasNoLimitOfItsOwn.class, longest).succeeded()).isEqualTo(1);
  }

  @AsyncTests
  static class NeedsAThread {
    @Test
    @Async
    void waits() {
      await(toThread(() -> new CountDownLatch(1).await(20, TimeUnit.MILLISECONDS)));
    }
  }

  @Test
  void withoutALimitNothingIsWatched() {
    Map<String, String> none = Map.of("continuo.testLimitSeconds", "0");
    assertThat(TestRun.of(NeedsAThread.class, none).succeeded()).isEqualTo(1);
  }

  @AsyncTests
  static class TimesOutByJUnit {
    @Test
    @Async
    @RealTime
    @Timeout(value = 50, unit = TimeUnit.MILLISECONDS)
    void hangs() {
      await(EventLoop.running().createFuture());
    }

    @AfterEach
    @Async
    void goesOn() {
      await(sleep(ofMillis(5)));
    }
  }

  @Test
  void theTimeoutOfJUnitInterruptsTheLoop() {
    Throwable failure = TestRun.failureOf(TimesOutByJUnit.class);

    assertThat(failure).isInstanceOf(TimeoutException.class);
    assertThat(failure.getSuppressed())
        .anySatisfy(
            dump ->
                assertThat(dump)
                    .hasMessageContaining("hangs was interrupted while it waited")
                    .hasMessageContaining("hangs (pending) awaits Future[pending]"));
  }

  @AsyncTests
  static class TimesOutInAnotherThread {
    @Test
    @Async
    @RealTime
    @Timeout(
        value = 50,
        unit = TimeUnit.MILLISECONDS,
        threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void hangs() {
      await(EventLoop.running().createFuture());
    }
  }

  @Test
  void theTimeoutOfJUnitMayRunTheTestInAnotherThread() {
    assertThat(TestRun.failureOf(TimesOutInAnotherThread.class))
        .isInstanceOf(TimeoutException.class);
  }
}
