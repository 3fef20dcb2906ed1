package dev.continuo.conformance;

import static dev.continuo.Continuo.*;
import static dev.continuo.conformance.Attempts.*;
import static dev.continuo.conformance.Scopes.*;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.continuo.AsyncFuture;
import dev.continuo.CancelledError;
import dev.continuo.Coroutine;
import dev.continuo.EventLoop;
import dev.continuo.Task;
import dev.continuo.annotation.Async;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** race: the first wins, the others are cancelled and waited for. */
class RaceTest {

  private final List<String> log = new ArrayList<>();

  @Test
  void theFirstWins() {
    Scopes.run(
        () -> {
          Object winner = await(race(after(ofSeconds(3), "a"), after(ofSeconds(1), "b")));
          assertThat(winner).isEqualTo("b");
          assertThat(seconds()).isEqualTo(1);
          assertThat(allTasks()).hasSize(1);
          return done();
        });
  }

  @Test
  void theOthersAreWaitedFor() {
    Scopes.run(
        () -> {
          Object winner =
              await(race(after(ofSeconds(1), "a"), cleaningUp(ofHours(1), ofSeconds(5), log)));
          assertThat(winner).isEqualTo("a");
          assertThat(log).containsExactly("cleaned up at 6");
          assertThat(seconds()).isEqualTo(6);
          return done();
        });
  }

  @Test
  void aFailureWinsToo() {
    IOException failure = new IOException("x");
    Scopes.run(
        () -> {
          Throwable thrown =
              await(
                  failure(() -> race(failingAfter(ofSeconds(1), failure), after(ofHours(1), "b"))));
          assertThat(thrown).isSameAs(failure).hasNoSuppressedExceptions();
          assertThat(seconds()).isEqualTo(1);
          return done();
        });
  }

  @Test
  void whatIsDoneAlreadyWinsInTheOrderOfTheArguments() {
    Scopes.run(
        () -> {
          AsyncFuture<String> first = EventLoop.running().createFuture();
          AsyncFuture<String> second = EventLoop.running().createFuture();
          first.setResult("first");
          second.setResult("second");
          Task<String> slow = createTask(after(ofHours(1), "slow"));
          assertThat((Object) await(race(slow, second, first))).isEqualTo("second");
          assertThat(slow.cancelled()).isTrue();
          assertThat(seconds()).isZero();
          return done();
        });
  }

  @Test
  void ofTwoInOneTickTheOneThatWasFirst() {
    Scopes.run(
        () -> {
          assertThat((Object) await(race(after(ofSeconds(1), "a"), after(ofSeconds(1), "b"))))
              .isEqualTo("a");
          return done();
        });
  }

  @Test
  void whatTheOthersFailWithIsSuppressedByTheFailureOfTheFirst() {
    IOException failure = new IOException("x");
    IOException late = new IOException("late");
    Scopes.run(
        () -> {
          Throwable thrown =
              await(
                  failure(
                      () ->
                          race(
                              failingAfter(ofSeconds(1), failure),
                              failingWhenCancelled(ofSeconds(1), late))));
          assertThat(thrown).isSameAs(failure).hasSuppressedException(late);
          return done();
        });
  }

  @Test
  void whatTheOthersFailWithIsReportedIfTheFirstDidNotFail() {
    List<String> reported = new ArrayList<>();
    Scopes.run(
        () -> {
          EventLoop.running()
              .setExceptionHandler((loop, context) -> reported.add("" + context.exception()));
          return race(
              after(ofSeconds(1), "a"),
              failingWhenCancelled(ofSeconds(1), new IOException("cleanup")));
        });
    assertThat(reported).containsExactly("java.io.IOException: cleanup");
  }

  @Async
  private Coroutine<String> refuses() {
    try {
      await(sleep(ofHours(1)));
    } catch (CancelledError e) {
      log.add("refused");
    }
    await(sleep(ofSeconds(2)));
    return value("late");
  }

  @Test
  void oneThatSuppressesItsCancellationIsWaitedFor() {
    Scopes.run(
        () -> {
          assertThat((Object) await(race(refuses(), after(ofSeconds(1), "b")))).isEqualTo("b");
          assertThat(seconds()).isEqualTo(3);
          assertThat(log).containsExactly("refused");
          return done();
        });
  }

  @Test
  void cancellingTheRaceCancelsAllAndWaitsForThem() {
    Scopes.run(
        () -> {
          Task<Object> race =
              createTask(
                  race(
                      cleaningUp(ofHours(1), ofSeconds(2), log),
                      cleaningUp(ofHours(2), ofSeconds(4), log)));
          await(sleep(ofSeconds(1)));
          race.cancel("enough");
          assertThat(await(attempt(race))).isEqualTo("CancelledError: enough");
          assertThat(log).containsExactly("cleaned up at 3", "cleaned up at 5");
          return done();
        });
  }

  @Test
  void cancellingItAgainDoesNotAbandonThem() {
    Scopes.run(
        () -> {
          Task<Object> race = createTask(race(after(ofSeconds(1), "a"), refuses()));
          await(sleep(ofSeconds(2)));
          race.cancel();
          await(sleep(ofSeconds(0)));
          race.cancel();
          assertThat(await(attempt(race))).isEqualTo("CancelledError");
          assertThat(seconds()).isEqualTo(3);
          assertThat(allTasks()).hasSize(1);
          return done();
        });
  }

  @Test
  void theSameTwiceRunsOnce() {
    Scopes.run(
        () -> {
          Task<String> task = createTask(after(ofSeconds(1), "a"));
          assertThat((Object) await(race(task, task))).isEqualTo("a");
          return done();
        });
  }

  @Test
  void oneThatIsCancelledFromOutsideEndsTheRaceAsCancelled() {
    Scopes.run(
        () -> {
          Task<String> task = createTask(after(ofHours(1), "a"));
          EventLoop.running().callLater(ofSeconds(1), () -> task.cancel("x"));
          assertThat(await(attempt(race(task, after(ofHours(1), "b")))))
              .isEqualTo("CancelledError: x");
          return done();
        });
  }

  @Test
  void aRaceOfNothingIsRefused() {
    assertThatThrownBy(() -> race(List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("race of nothing");
  }
}
