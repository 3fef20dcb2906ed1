package dev.continuo;

import static dev.continuo.Continuo.createTask;
import static dev.continuo.Continuo.shield;
import static dev.continuo.Continuo.sleep;
import static dev.continuo.Continuo.waitFor;
import static dev.continuo.Continuo.waitUntil;
import static dev.continuo.Continuo.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** {@code waitUntil}, {@code waitFor} and {@code shield}. */
class WaitingTest {

  private final List<String> log = new ArrayList<>();

  private static Task<String> task(int seconds, String result) {
    return createTask(sleep(Duration.ofSeconds(seconds), result));
  }

  private static Task<String> failing(int seconds) {
    return createTask(
        Script.of(
            s ->
                s.await(
                    sleep(Duration.ofSeconds(seconds)),
                    v -> {
                      throw new IOException("failed");
                    })));
  }

  @SuppressWarnings("unchecked")
  private static WaitResult<Task<String>> result(@Nullable Object value) {
    return (WaitResult<Task<String>>) Objects.requireNonNull(value);
  }

  @Test
  void waitUntilTheFirstIsDone() {
    Programs.run(
        s -> {
          Task<String> a = task(2, "a");
          Task<String> b = task(1, "b");
          return s.await(
              waitUntil(ReturnWhen.FIRST_COMPLETED, a, b),
              v -> {
                assertThat(result(v).done()).containsExactly(b);
                assertThat(result(v).pending()).containsExactly(a);
                return s.await(a, w -> w);
              });
        });
  }

  @Test
  void waitUntilTheFirstFailsIgnoresThoseThatSucceed() {
    Programs.run(
        s -> {
          Task<String> quick = task(1, "a");
          Task<String> broken = failing(2);
          Task<String> slow = task(3, "b");
          return s.await(
              waitUntil(ReturnWhen.FIRST_EXCEPTION, quick, broken, slow),
              v -> {
                assertThat(result(v).done()).containsExactly(quick, broken);
                assertThat(broken.exception()).isInstanceOf(IOException.class);
                return null;
              });
        });
  }

  @Test
  void waitUntilAllAreDoneKeepsTheOrder() {
    Programs.run(
        s -> {
          Task<String> a = task(2, "a");
          Task<String> b = task(1, "b");
          return s.await(
              waitUntil(ReturnWhen.ALL_COMPLETED, a, b),
              v -> {
                assertThat(result(v).done()).containsExactly(a, b);
                assertThat(result(v).pending()).isEmpty();
                return null;
              });
        });
  }

  @Test
  void waitUntilNeitherThrowsOnTimeoutNorCancels() {
    Programs.run(
        s -> {
          Task<String> a = task(5, "a");
          return s.await(
              waitUntil(ReturnWhen.ALL_COMPLETED, Duration.ofSeconds(1), List.of(a)),
              v -> {
                assertThat(result(v).done()).isEmpty();
                assertThat(result(v).pending()).containsExactly(a);
                assertThat(a.cancelling()).isZero();
                assertThat(EventLoop.running().time()).isEqualTo(Duration.ofSeconds(1).toNanos());
                return s.await(a, w -> w);
              });
        });
  }

  @Test
  void waitUntilThatIsCancelledLeavesTheFuturesAlone() {
    Programs.run(
        s -> {
          Task<String> a = task(5, "a");
          Task<Object> waiter =
              createTask(Script.of(t -> t.await(waitUntil(ReturnWhen.ALL_COMPLETED, a), v -> v)));
          return s.await(
              sleep(Duration.ofSeconds(1)),
              v -> {
                waiter.cancel();
                return s.await(waiter, w -> w, e -> s.await(a, w -> w));
              });
        });
  }

  @Test
  void waitUntilOfNothingIsRefused() {
    assertThatThrownBy(
            () ->
                Programs.run(
                    s ->
                        s.await(
                            waitUntil(ReturnWhen.ALL_COMPLETED, List.<Task<String>>of()), v -> v)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Set of Tasks/Futures is empty.");
  }

  @Test
  void waitForGivesTheResultInTime() {
    Programs.with(
        runner -> {
          Object result =
              runner.run(
                  Script.of(
                      s ->
                          s.await(
                              waitFor(sleep(Duration.ofSeconds(1), "x"), Duration.ofSeconds(5)),
                              v -> v)));
          assertThat(result).isEqualTo("x");
          assertThat(runner.loop().time()).isEqualTo(Duration.ofSeconds(1).toNanos());
        });
  }

  @Test
  void waitForGivesAValueEvenWithoutAnyTime() {
    Object result = Programs.run(s -> s.await(waitFor(Continuo.value("x"), Duration.ZERO), v -> v));

    assertThat(result).isEqualTo("x");
  }

  @Test
  void waitForWithoutALimitJustWaits() {
    Object result =
        Programs.run(s -> s.await(waitFor(sleep(Duration.ofDays(9), "x"), null), v -> v));

    assertThat(result).isEqualTo("x");
  }

  @Test
  void waitForThatExpiresCancelsWaitsForTheCleanupAndThrowsWithTheCause() {
    Programs.run(
        s -> {
          Script<Object> inner =
              Script.of(
                  t ->
                      t.await(
                          sleep(Duration.ofDays(1)),
                          v -> v,
                          e ->
                              t.await(
                                  sleep(Duration.ofSeconds(2)),
                                  v -> {
                                    log.add("cleaned up");
                                    throw e;
                                  })));
          return s.await(
              waitFor(inner, Duration.ofSeconds(1)),
              v -> v,
              e -> {
                assertThat(e)
                    .isInstanceOf(DeadlineExceededException.class)
                    .hasCauseInstanceOf(CancelledError.class);
                assertThat(EventLoop.running().time()).isEqualTo(Duration.ofSeconds(3).toNanos());
                assertThat(Programs.self().cancelling()).isZero();
                return null;
              });
        });

    assertThat(log).containsExactly("cleaned up");
  }

  @Test
  void waitForGivesTheValueOfWhatSuppressedTheCancellation() {
    Object result =
        Programs.run(
            s ->
                s.await(
                    waitFor(
                        Script.of(t -> t.await(sleep(Duration.ofDays(1)), v -> v, e -> "kept")),
                        Duration.ofSeconds(1)),
                    v -> v));

    assertThat(result).isEqualTo("kept");
  }

  @Test
  void waitForWithNoTimeLeftNeverStartsACoroutine() {
    for (Duration none : List.of(Duration.ZERO, Duration.ofSeconds(-1))) {
      assertThatThrownBy(
              () ->
                  Programs.run(s -> s.await(waitFor(Script.of(t -> log.add("ran")), none), v -> v)))
          .isInstanceOf(DeadlineExceededException.class)
          .hasCauseInstanceOf(CancelledError.class);
    }

    assertThat(log).isEmpty();
  }

  @Test
  void waitForWithNoTimeLeftGivesTheResultOfADoneFuture() {
    Object result =
        Programs.run(
            s -> {
              AsyncFuture<String> done = EventLoop.running().createFuture();
              done.setResult("x");
              return s.await(waitFor(done, Duration.ZERO), v -> v);
            });

    assertThat(result).isEqualTo("x");
  }

  @Test
  void aCancelFromOutsideAtTheSameTimeWinsOverTheTimeout() {
    Programs.run(
        s -> {
          Task<Object> waiter =
              createTask(
                  Script.of(
                      t ->
                          t.await(
                              waitFor(sleep(Duration.ofDays(1)), Duration.ofSeconds(1)), v -> v)));
          return s.await(
              yieldNow(),
              v -> {
                EventLoop.running().callLater(Duration.ofSeconds(1), waiter::cancel);
                return s.await(
                    waiter,
                    w -> w,
                    e -> {
                      assertThat(e).isInstanceOf(CancelledError.class);
                      assertThat(waiter.cancelled()).isTrue();
                      return null;
                    });
              });
        });
  }

  @Test
  void ofNestedEqualDeadlinesOnlyTheOuterRaises() {
    Programs.run(
        s -> {
          Script<Object> middle =
              Script.of(
                  t ->
                      t.await(
                          waitFor(sleep(Duration.ofDays(1)), Duration.ofSeconds(1)),
                          v -> v,
                          e -> {
                            log.add("inner " + e.getClass().getSimpleName());
                            throw e;
                          }));
          return s.await(
              waitFor(middle, Duration.ofSeconds(1)),
              v -> v,
              e -> log.add("outer " + e.getClass().getSimpleName()));
        });

    assertThat(log).containsExactly("inner CancelledError", "outer DeadlineExceededException");
  }

  @Test
  void aFailureOfWhatIsWaitedForComesAsItIs() {
    assertThatThrownBy(
            () ->
                Programs.run(
                    s ->
                        s.await(
                            waitFor(
                                Script.of(
                                    t -> {
                                      throw new IOException("inner");
                                    }),
                                Duration.ofSeconds(1)),
                            v -> v)))
        .isInstanceOf(IOException.class)
        .hasMessage("inner");
  }

  @Test
  void aShieldedTaskOutlivesWhoAwaitsIt() {
    Programs.run(
        s -> {
          Task<String> inner = task(5, "finished");
          Task<Object> waiter = createTask(Script.of(t -> t.await(shield(inner), v -> v)));
          return s.await(
              sleep(Duration.ofSeconds(1)),
              v -> {
                waiter.cancel();
                return s.await(
                    waiter,
                    w -> w,
                    e -> {
                      assertThat(waiter.cancelled()).isTrue();
                      assertThat(inner.cancelling()).isZero();
                      return s.await(inner, w -> log.add("" + w));
                    });
              });
        });

    assertThat(log).containsExactly("finished");
  }

  @Test
  void aShieldPassesResultsFailuresAndTheInnersOwnCancellation() {
    Programs.run(
        s -> {
          Task<String> broken = failing(1);
          Task<String> cancelled = task(9, "never");
          EventLoop.running().callLater(Duration.ofSeconds(2), cancelled::cancel);
          return s.await(
              shield(task(1, "x")),
              v -> {
                log.add("" + v);
                return s.await(
                    shield(broken),
                    w -> w,
                    e -> {
                      log.add(e.getMessage());
                      return s.await(shield(cancelled), w -> w, e2 -> log.add("" + e2.getClass()));
                    });
              });
        });

    assertThat(log).containsExactly("x", "failed", "class dev.continuo.CancelledError");
  }

  @Test
  void aShieldKeepsACompletableFutureFromBeingCancelled() {
    CompletableFuture<String> stage = new CompletableFuture<>();
    Programs.run(
        s -> {
          Task<Object> waiter = createTask(Script.of(t -> t.await(shield(stage), v -> v)));
          return s.await(
              yieldNow(),
              v -> {
                waiter.cancel();
                return s.await(waiter, w -> w, e -> null);
              });
        });

    assertThat(stage).isNotDone();
  }
}
