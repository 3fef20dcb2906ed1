package dev.continuo;

import static dev.continuo.Continuo.createTask;
import static dev.continuo.Continuo.gather;
import static dev.continuo.Continuo.gatherOutcomes;
import static dev.continuo.Continuo.sleep;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GatherTest {

  private final List<String> log = new ArrayList<>();

  private static Coroutine<String> after(int seconds, String result) {
    return sleep(Duration.ofSeconds(seconds), result);
  }

  private static Script<String> failing(int seconds, Throwable failure) {
    return Script.of(
        s ->
            s.await(
                sleep(Duration.ofSeconds(seconds)),
                v -> {
                  throw failure;
                }));
  }

  @Test
  void resultsComeInTheOrderOfTheArguments() {
    Programs.with(
        runner -> {
          Object result =
              runner.run(Script.of(s -> s.await(gather(after(2, "a"), after(1, "b")), v -> v)));
          assertThat(result).isEqualTo(List.of("a", "b"));
          assertThat(runner.loop().time()).isEqualTo(Duration.ofSeconds(2).toNanos());
        });
  }

  @Test
  void resultsMayBeNull() {
    List<Object> result =
        Programs.run(
            s -> s.await(gather(List.of(sleep(Duration.ofSeconds(1)), after(1, "x"))), v -> v));

    assertThat(result).containsExactly(null, "x");
  }

  @Test
  void whatIsDoneNeedsNoTurnOfTheLoop() {
    Object result =
        Programs.run(
            s -> {
              AsyncFuture<String> done = EventLoop.running().createFuture();
              done.setResult("a");
              AsyncFuture<List<String>> gathered = gather(List.of(done, done));
              assertThat(gathered.done()).isTrue();
              return s.await(gathered, v -> v);
            });

    assertThat(result).isEqualTo(List.of("a", "a"));
  }

  @Test
  void whatHasFailedFailsItAtOnceAndTheOthersGoOn() {
    Object result =
        Programs.run(
            s -> {
              AsyncFuture<String> failed = EventLoop.running().createFuture();
              failed.setException(new IOException("no"));
              Task<String> other = createTask(after(1, "x"));
              AsyncFuture<List<String>> gathered = gather(List.of(failed, other));
              assertThat(gathered.done()).isTrue();
              assertThat(gathered.exception()).hasMessage("no");
              return s.await(other, v -> v);
            });

    assertThat(result).isEqualTo("x");
  }

  @Test
  void nothingGatheredIsAnEmptyList() {
    Object result = Programs.run(s -> s.await(gather(List.<Coroutine<String>>of()), v -> v));

    assertThat(result).isEqualTo(List.of());
  }

  @Test
  void twoAndThreeOfDifferentTypesAreCombined() {
    Object two =
        Programs.run(
            s -> s.await(gather(after(1, "a"), Continuo.value(2), (a, n) -> a + n), v -> v));
    Object three =
        Programs.run(
            s ->
                s.await(
                    gather(after(1, "a"), Continuo.value(2), after(2, "c"), (a, n, c) -> a + n + c),
                    v -> v));

    assertThat(two).isEqualTo("a2");
    assertThat(three).isEqualTo("a2c");
  }

  @Test
  void aCombinerThatThrowsFailsTheWhole() {
    assertThatThrownBy(
            () ->
                Programs.run(
                    s ->
                        s.await(
                            gather(
                                after(1, "a"),
                                after(1, "b"),
                                (a, b) -> {
                                  throw new IllegalStateException("combiner");
                                }),
                            v -> v)))
        .hasMessage("combiner");
  }

  @Test
  void theFirstFailurePropagatesAndSiblingsGoOn() {
    Programs.run(
        s -> {
          Task<Object> sibling =
              createTask(Script.of(t -> t.await(after(5, ""), v -> log.add("sibling ends"))));
          return s.await(
              gather(sibling, failing(1, new IOException("first")), failing(2, new IOException())),
              v -> v,
              e -> {
                assertThat(e).isInstanceOf(IOException.class).hasMessage("first");
                assertThat(EventLoop.running().time()).isEqualTo(Duration.ofSeconds(1).toNanos());
                return s.await(sibling, v -> null);
              });
        });

    assertThat(log).containsExactly("sibling ends");
  }

  @Test
  void aFailureAfterTheFirstIsNotReportedAsNeverRetrieved() {
    try (LogCapture logged = new LogCapture()) {
      Programs.run(
          s ->
              s.await(
                  gather(failing(1, new IOException("1")), failing(2, new IOException("2"))),
                  v -> v,
                  e -> s.await(after(5, ""), v -> null)));
      assertThat(logged.messages()).isEmpty();
    }
  }

  @Test
  void outcomesHoldFailuresAndCancellations() {
    IOException failure = new IOException();
    List<Outcome<String>> outcomes =
        Programs.run(
            s -> {
              Task<String> cancelled = createTask(after(9, "never"));
              EventLoop.running().callLater(Duration.ofSeconds(1), () -> cancelled.cancel("why"));
              return s.await(gatherOutcomes(after(1, "a"), failing(2, failure), cancelled), v -> v);
            });

    assertThat(outcomes).hasSize(3);
    assertThat(outcomes.get(0).get()).isEqualTo("a");
    assertThat(outcomes.get(0).succeeded()).isTrue();
    assertThat(outcomes.get(1).failure()).isSameAs(failure);
    assertThatThrownBy(outcomes.get(1)::get).isSameAs(failure);
    assertThat(outcomes.get(2).failure()).isInstanceOf(CancelledError.class).hasMessage("why");
  }

  @Test
  void aCancelledChildFailsTheWholeWithCancelledError() {
    Programs.run(
        s -> {
          Task<String> child = createTask(after(9, "never"));
          AsyncFuture<List<String>> all = gather(child, after(5, "x"));
          EventLoop.running().callLater(Duration.ofSeconds(1), () -> child.cancel("child"));
          return s.await(
              all,
              v -> v,
              e -> {
                assertThat(e).isInstanceOf(CancelledError.class).hasMessage("child");
                assertThat(all.cancelled()).isFalse();
                assertThat(all.exception()).isInstanceOf(CancelledError.class);
                return null;
              });
        });
  }

  @Test
  void cancellingTheWholeCancelsTheChildren() {
    Programs.run(
        s -> {
          Task<String> a = createTask(after(9, "a"));
          Task<String> b = createTask(after(9, "b"));
          Task<Object> waiter = createTask(Script.of(t -> t.await(gather(a, b, a), v -> v)));
          return s.await(
              sleep(Duration.ofSeconds(1)),
              v -> {
                waiter.cancel("all");
                assertThat(a.cancelling()).isEqualTo(1);
                return s.await(
                    waiter,
                    w -> w,
                    e -> {
                      assertThat(e).isInstanceOf(CancelledError.class);
                      assertThat(waiter.cancelled()).isTrue();
                      assertThat(a.cancelled()).isTrue();
                      assertThat(b.cancelled()).isTrue();
                      return null;
                    });
              });
        });
  }

  @Test
  void cancellingOutcomesCancelsThemAndFailsWithCancelledError() {
    Programs.run(
        s -> {
          AsyncFuture<List<Outcome<String>>> all = gatherOutcomes(after(9, "a"), after(9, "b"));
          return s.await(
              sleep(Duration.ofSeconds(1)),
              v -> {
                assertThat(all.cancel()).isTrue();
                return s.await(
                    all,
                    w -> w,
                    e -> {
                      assertThat(e).isInstanceOf(CancelledError.class);
                      return null;
                    });
              });
        });
  }

  @Test
  void theSameCoroutineTwiceRunsOnce() {
    Object result =
        Programs.run(
            s -> {
              Script<String> once =
                  Script.of(
                      t -> {
                        log.add("ran");
                        return "x";
                      });
              return s.await(gather(once, once), v -> v);
            });

    assertThat(result).isEqualTo(List.of("x", "x"));
    assertThat(log).containsExactly("ran");
  }

  @Test
  void withoutALoopItSaysSo() {
    assertThatThrownBy(() -> gather(Continuo.value(1))).hasMessage("no running event loop");
  }
}
