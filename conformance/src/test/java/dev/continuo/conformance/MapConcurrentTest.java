package dev.continuo.conformance;

import static dev.continuo.Continuo.*;
import static dev.continuo.conformance.Attempts.*;
import static dev.continuo.conformance.Scopes.*;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.continuo.CancelledError;
import dev.continuo.Coroutine;
import dev.continuo.Task;
import dev.continuo.annotation.Async;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** mapConcurrent: a function for every item, so many at a time. */
class MapConcurrentTest {

  private final List<String> log = new ArrayList<>();
  private int running;
  private int most;

  @Async
  private Coroutine<Integer> slowly(int n) {
    most = Math.max(most, ++running);
    await(sleep(ofSeconds(n)));
    running--;
    log.add(n + " at " + seconds());
    return value(n * 10);
  }

  @Test
  void theResultsAreInTheOrderOfTheItems() {
    List<Integer> results = Programs.run(mapConcurrent(List.of(3, 1, 2), 3, this::slowly));
    assertThat(results).containsExactly(30, 10, 20);
    assertThat(log).containsExactly("1 at 1", "2 at 2", "3 at 3");
  }

  @Test
  void neverMoreThanTheLimitAtATime() {
    Programs.run(mapConcurrent(List.of(1, 1, 1, 1, 1, 1, 1), 3, this::slowly));
    assertThat(most).isEqualTo(3);
    assertThat(log).last().isEqualTo("1 at 3");
  }

  @Test
  void theNextStartsAsSoonAsThereIsRoom() {
    Programs.run(mapConcurrent(List.of(4, 1, 1, 1, 1), 2, this::slowly));
    assertThat(log).containsExactly("1 at 1", "1 at 2", "1 at 3", "4 at 4", "1 at 4");
  }

  @Test
  void theItemsAreAskedForOneByOne() {
    Iterable<Integer> items =
        () -> {
          Iterator<Integer> all = IntStream.range(0, 4).iterator();
          return new Iterator<>() {
            @Override
            public boolean hasNext() {
              return all.hasNext();
            }

            @Override
            public Integer next() {
              int n = all.next();
              log.add("asked for " + n);
              return 1;
            }
          };
        };
    Programs.run(mapConcurrent(items, 2, this::slowly));
    assertThat(log)
        .containsExactly(
            "asked for 0",
            "asked for 1",
            "1 at 1",
            "1 at 1",
            "asked for 2",
            "asked for 3",
            "1 at 2",
            "1 at 2");
  }

  @Test
  void noItemsGiveNoResults() {
    assertThat(Programs.run(mapConcurrent(List.<Integer>of(), 1, this::slowly))).isEmpty();
  }

  @Test
  @SuppressWarnings("NullAway") // does not know @Nullable type arguments
  void itemsAndResultsMayBeNull() {
    List<@Nullable String> items = Arrays.asList("a", null);
    List<@Nullable String> results =
        Programs.run(
            mapConcurrent(
                items,
                1,
                (@Nullable String item) -> {
                  await(sleep(ofSeconds(1)));
                  return value(item);
                }));
    assertThat(results).containsExactly("a", null);
  }

  @Test
  void theFirstFailureCancelsTheOthersAndStartsNoMore() {
    IOException failure = new IOException("x");
    List<String> started = new ArrayList<>();
    Scopes.run(
        () -> {
          Throwable thrown =
              await(
                  failure(
                      () ->
                          mapConcurrent(
                              List.of("fails", "cleans up", "never"),
                              2,
                              item -> {
                                started.add(item);
                                return item.equals("fails")
                                    ? failingAfter(ofSeconds(1), failure)
                                    : cleaningUp(ofHours(1), ofSeconds(3), log);
                              })));
          assertThat(thrown).isSameAs(failure);
          assertThat(started).containsExactly("fails", "cleans up");
          assertThat(log).containsExactly("cleaned up at 4");
          assertThat(allTasks()).hasSize(1);
          return done();
        });
  }

  @Test
  void furtherFailuresAreSuppressedByTheFirst() {
    IOException failure = new IOException("x");
    IOException late = new IOException("late");
    Scopes.run(
        () -> {
          Throwable thrown =
              await(
                  failure(
                      () ->
                          mapConcurrent(
                              List.of(failure, late),
                              2,
                              item ->
                                  item == late
                                      ? failingWhenCancelled(ofSeconds(1), late)
                                      : failingAfter(ofSeconds(1), failure))));
          assertThat(thrown).isSameAs(failure);
          assertThat(thrown.getSuppressed()).containsExactly(late);
          return done();
        });
  }

  @Test
  void aFunctionThatThrowsAtTheCallIsAFailureOfTheResult() {
    Scopes.run(
        () -> {
          Coroutine<List<Integer>> mapped =
              mapConcurrent(
                  List.of(1, 0),
                  2,
                  n -> {
                    log.add("called");
                    int quotient = 1 / n;
                    return slowly(quotient * 100);
                  });
          assertThat(log).isEmpty();
          assertThat(await(attempt(mapped))).isEqualTo("ArithmeticException: / by zero");
          assertThat(seconds()).isZero();
          return done();
        });
  }

  @Test
  void cancellingItCancelsWhatRuns() {
    Scopes.run(
        () -> {
          Task<?> task =
              createTask(
                  mapConcurrent(
                      List.of(1, 2, 3), 2, n -> cleaningUp(ofHours(n), ofSeconds(n), log)));
          await(sleep(ofSeconds(1)));
          task.cancel("enough");
          assertThat(await(attempt(task))).isEqualTo("CancelledError: enough");
          assertThat(log).containsExactly("cleaned up at 2", "cleaned up at 3");
          return done();
        });
  }

  @Test
  void aCancellationTakesThePlaceOfAFailure() {
    IOException failure = new IOException("x");
    Scopes.run(
        () -> {
          Task<?> task =
              createTask(
                  mapConcurrent(
                      List.of(1, 2),
                      2,
                      n ->
                          n == 1
                              ? failingAfter(ofSeconds(1), failure)
                              : cleaningUp(ofHours(1), ofSeconds(9), log)));
          await(sleep(ofSeconds(2)));
          task.cancel();
          Throwable thrown = await(failure(() -> joined(task)));
          assertThat(thrown).isInstanceOf(CancelledError.class);
          return done();
        });
  }

  @Test
  void aLimitOfZeroIsRefused() {
    assertThatThrownBy(() -> mapConcurrent(List.of(1), 0, this::slowly))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("limit is 0, must be at least 1");
  }
}
