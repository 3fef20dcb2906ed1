package dev.continuo;

import static dev.continuo.Continuo.gather;
import static dev.continuo.Continuo.sleep;
import static dev.continuo.Continuo.toThread;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A clock that jumps while nothing outside is at work, and says when nothing can happen any more.
 */
@Timeout(60)
class VirtualTimeTest {

  @Test
  void aLongSleepTakesNoRealTime() {
    long started = System.nanoTime();
    try (Runner runner = Runner.virtualTime()) {
      runner.run(Script.of(s -> s.await(sleep(Duration.ofDays(365)), v -> v)));

      assertThat(runner.loop().time()).isEqualTo(Duration.ofDays(365).toNanos());
    }
    assertThat(System.nanoTime() - started).isLessThan(Duration.ofSeconds(30).toNanos());
  }

  @Test
  void concurrentSleepsOverlap() {
    try (Runner runner = Runner.virtualTime()) {
      runner.run(
          Script.of(
              s ->
                  s.await(
                      gather(sleep(Duration.ofSeconds(1)), sleep(Duration.ofSeconds(2))), v -> v)));

      assertThat(runner.loop().time()).isEqualTo(Duration.ofSeconds(2).toNanos());
    }
  }

  @Test
  void aCallInAnExecutorHoldsTheClock() {
    try (Runner runner = Runner.virtualTime()) {
      Script<Object> main =
          Script.of(
              s -> {
                Task<String> call = Continuo.createTask(toThread(() -> "answer"));
                Task<Void> alarm = Continuo.createTask(sleep(Duration.ofHours(1)));
                return s.await(
                    Continuo.waitUntil(ReturnWhen.FIRST_COMPLETED, call, alarm),
                    v -> call.done() && !alarm.done());
              });

      assertThat(runner.run(main)).isEqualTo(true);
      assertThat(runner.loop().time()).isLessThan(Duration.ofMinutes(1).toNanos());
    }
  }

  @Test
  void aStageThatIsAwaitedHoldsTheClock() {
    CompletableFuture<String> stage = new CompletableFuture<>();
    Thread loopThread = Thread.currentThread();
    try (Runner runner = Runner.virtualTime()) {
      Script<Object> main =
          Script.of(
              s -> {
                Task<Void> alarm = Continuo.createTask(sleep(Duration.ofHours(1)));
                new Thread(() -> completeAfterAWait(loopThread, stage, "answer")).start();
                return s.await(stage, v -> v + ", alarm " + alarm.done());
              });

      assertThat(runner.run(main)).isEqualTo("answer, alarm false");
      assertThat(runner.loop().time())
          .isBetween(Duration.ofMillis(1).toNanos(), Duration.ofMinutes(1).toNanos());
    }
  }

  /** Lets the loop wait for two milliseconds at least: as soon as it does, the clock may jump. */
  private static <T> void completeAfterAWait(
      Thread loopThread, CompletableFuture<T> stage, T result) {
    while (loopThread.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
    long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(2);
    while (System.nanoTime() < until) {
      Thread.onSpinWait();
    }
    stage.complete(result);
  }

  @Test
  void whenNothingCanHappenAnyMoreTheRunFailsWithADump() {
    try (Runner runner = Runner.virtualTime()) {
      AsyncFuture<String> never = runner.loop().createFuture();
      Script<String> inner = Script.of("inner", s -> s.await(never, v -> v));
      Script<Object> main =
          Script.of(
              "main",
              s -> {
                Task<String> task = Continuo.createTask(inner, "worker");
                return s.await(task, v -> v);
              });

      assertThatThrownBy(() -> runner.run(main))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageStartingWith("deadlock: ")
          .hasMessageContaining("Task-1 (pending) awaits worker")
          .hasMessageContaining("at dev.continuo.Script.main")
          .hasMessageContaining("worker (pending) awaits Future[pending]")
          .hasMessageContaining("at dev.continuo.Script.inner");
    }
  }

  @Test
  void aTimerThatNeverFiresIsNoHold() {
    try (Runner runner = Runner.virtualTime()) {
      assertThatThrownBy(
              () ->
                  runner.run(
                      Script.of(s -> s.await(sleep(Duration.ofSeconds(Long.MAX_VALUE)), v -> v))))
          .hasMessageStartingWith("deadlock: ");
    }
  }

  @Test
  void aCancelledExecutorCallIsNoHoldAnyMore() {
    try (Runner runner = Runner.virtualTime()) {
      java.util.concurrent.CountDownLatch block = new java.util.concurrent.CountDownLatch(1);
      Script<Object> main =
          Script.of(
              s -> {
                Task<Void> call =
                    Continuo.createTask(
                        toThread(
                            () -> {
                              block.await();
                              return null;
                            }));
                return s.await(
                    Continuo.yieldNow(),
                    v -> {
                      call.cancel();
                      return s.await(sleep(Duration.ofDays(1)), w -> call.cancelled());
                    });
              });

      assertThat(runner.run(main)).isEqualTo(true);
      block.countDown();
      assertThat(runner.loop().time()).isGreaterThanOrEqualTo(Duration.ofDays(1).toNanos());
    }
  }
}
