package dev.continuo;

import static dev.continuo.Continuo.createTask;
import static dev.continuo.Continuo.sleep;
import static dev.continuo.Continuo.toThread;
import static dev.continuo.Continuo.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

/** {@code sleep}, {@code yieldNow}, {@code toThread} and {@code runInExecutor}. */
class SleepTest {

  private final List<String> log = new ArrayList<>();

  @Test
  void theTimeStartsWhenTheCoroutineIsAwaited() {
    Programs.with(
        runner -> {
          runner.run(
              Script.of(
                  s -> {
                    Coroutine<Void> later = sleep(Duration.ofSeconds(1));
                    return s.await(sleep(Duration.ofSeconds(5)), v -> s.await(later, w -> w));
                  }));
          assertThat(runner.loop().time()).isEqualTo(Duration.ofSeconds(6).toNanos());
        });
  }

  @Test
  void aSleepMayBeATaskAndGiveAResult() {
    Object result =
        Programs.run(
            s -> {
              Task<String> task = createTask(sleep(Duration.ofSeconds(1), "woke"));
              Task<String> at = createTask(sleep(Duration.ZERO, "at once"));
              return s.await(task, v -> v + " " + at.result());
            });

    assertThat(result).isEqualTo("woke at once");
  }

  @Test
  void aSleepIsSingleUse() {
    Programs.run(
        s -> {
          Coroutine<Void> once = sleep(Duration.ofSeconds(1));
          return s.await(
              once,
              v ->
                  s.await(
                      once,
                      w -> w,
                      e -> {
                        assertThat(e)
                            .hasMessageContaining("cannot reuse already awaited coroutine");
                        return null;
                      }));
        });
  }

  @Test
  void sleepersWakeByDeadlineAndEqualOnesInOrder() {
    Programs.run(
        s -> {
          for (int i = 0; i < 10; i++) {
            int n = i;
            createTask(Script.of(t -> t.await(sleep(Duration.ofSeconds(1)), v -> log.add("" + n))));
          }
          createTask(Script.of(t -> t.await(sleep(Duration.ofMillis(1)), v -> log.add("first"))));
          return s.await(sleep(Duration.ofSeconds(2)), v -> v);
        });

    assertThat(log).containsExactly("first", "0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
  }

  @Test
  void yieldNowLetsEveryOtherReadyTaskRunOnce() {
    Programs.run(
        s -> {
          for (String name : List.of("a", "b", "c")) {
            createTask(Script.of(t -> t.await(yieldNow(), v -> log.add(name + " again"))));
          }
          return s.await(
              yieldNow(),
              v -> {
                log.add("main");
                return s.await(yieldNow(), w -> null);
              });
        });

    assertThat(log).containsExactly("main", "a again", "b again", "c again");
  }

  @Test
  void aBlockingCallRunsElsewhereAndItsFailureComesAsItIs() {
    Thread caller = Thread.currentThread();
    Object result =
        Programs.run(
            s ->
                s.await(
                    toThread(
                        () ->
                            Thread.currentThread() != caller && Thread.currentThread().isDaemon()),
                    v -> v));
    assertThat(result).isEqualTo(true);
    assertThatThrownBy(
            () ->
                Programs.run(
                    s ->
                        s.await(
                            toThread(
                                () -> {
                                  throw new IOException("blocking");
                                }),
                            v -> v)))
        .isInstanceOf(IOException.class)
        .hasMessage("blocking");
  }

  @Test
  void blockingCallsRunSideBySide() {
    CountDownLatch both = new CountDownLatch(2);
    Object result =
        Programs.run(
            s ->
                s.await(
                    Continuo.gather(toThread(() -> meet(both)), toThread(() -> meet(both))),
                    v -> v));

    assertThat(result).isEqualTo(List.of("met", "met"));
  }

  private static String meet(CountDownLatch latch) throws InterruptedException {
    latch.countDown();
    latch.await();
    return "met";
  }

  @Test
  void cancellingReturnsAtOnceAndTheCallFinishes() {
    CountDownLatch started = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    CountDownLatch finished = new CountDownLatch(1);
    Programs.run(
        s -> {
          Task<Void> task =
              createTask(
                  toThread(
                      () -> {
                        started.countDown();
                        release.await();
                        finished.countDown();
                        return null;
                      }));
          return s.await(
              yieldNow(),
              v -> {
                started.await();
                task.cancel();
                return s.await(
                    task,
                    w -> w,
                    e -> {
                      assertThat(finished.getCount()).isEqualTo(1);
                      release.countDown();
                      return null;
                    });
              });
        });

    assertThat(finished.getCount()).isZero(); // the runner joined the executor
  }

  @Test
  void anExecutorOfTheUsersMayBeGivenOrRefuse() {
    Programs.run(
        s ->
            s.await(
                EventLoop.running().runInExecutor(Runnable::run, () -> "in place"),
                v -> {
                  assertThat(v).isEqualTo("in place");
                  assertThatThrownBy(
                          () ->
                              EventLoop.running()
                                  .runInExecutor(
                                      command -> {
                                        throw new RejectedExecutionException("full");
                                      },
                                      () -> "never")
                                  .done())
                      .hasMessage("full");
                  return null;
                }));
  }

  @Test
  void afterTheShutdownOfTheExecutorNewCallsAreRefused() {
    Programs.run(
        s ->
            s.await(
                toThread(() -> 1),
                v ->
                    s.await(
                        EventLoop.running().shutdownDefaultExecutor(Duration.ofSeconds(5)),
                        w -> {
                          assertThatThrownBy(
                                  () -> EventLoop.running().runInExecutor(null, () -> 2).done())
                              .hasMessage("Executor shutdown has been called");
                          return null;
                        })));
  }

  @Test
  void withoutALoopASleepFailsWhenAwaited() {
    // Making it is fine: it is lazy.
    assertThat(sleep(Duration.ofSeconds(1)).toString()).contains("Continuo.sleep (not started)");
  }
}
