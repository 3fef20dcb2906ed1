package dev.continuo.conformance;

import static dev.continuo.Continuo.*;
import static dev.continuo.conformance.Attempts.*;
import static dev.continuo.conformance.Scopes.*;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.continuo.AsCompleted;
import dev.continuo.AsyncFuture;
import dev.continuo.Awaitable;
import dev.continuo.DeadlineExceededException;
import dev.continuo.Task;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

/** asCompleted: CPython 3.13's as_completed, in both of its forms. */
class AsCompletedTest {

  private final List<String> log = new ArrayList<>();

  @Test
  void theResultsComeAsTheyAreDone() {
    Scopes.run(
        () -> {
          for (Awaitable<String> next :
              asCompleted(after(ofSeconds(3), "a"), after(ofSeconds(1), "b"))) {
            log.add(await(next) + " at " + seconds());
          }
          assertThat(log).containsExactly("b at 1", "a at 3");
          return done();
        });
  }

  @Test
  void theFuturesComeAsTheyAreDone() {
    Scopes.run(
        () -> {
          Task<String> a = createTask(after(ofSeconds(3), "a"));
          Task<String> b = createTask(after(ofSeconds(1), "b"));
          List<AsyncFuture<?>> seen = new ArrayList<>();
          for (AsyncFuture<String> future : each(asCompleted(a, b))) {
            seen.add(future);
            log.add(future.result() + " at " + seconds());
          }
          assertThat(seen).containsExactly(b, a);
          assertThat(log).containsExactly("b at 1", "a at 3");
          return done();
        });
  }

  @Test
  void theFuturesAreASourceForOperators() {
    Scopes.run(
        () -> {
          assertThat(
                  await(
                      asCompleted(after(ofSeconds(2), "a"), after(ofSeconds(1), "b"))
                          .futures()
                          .map(AsyncFuture::result)
                          .toList()))
              .containsExactly("b", "a");
          return done();
        });
  }

  @Test
  void aFailureIsThrownWhereItIsAwaitedAndTheOthersGoOn() {
    Scopes.run(
        () -> {
          for (Awaitable<String> next :
              asCompleted(
                  failingAfter(ofSeconds(1), new IOException("x")), after(ofSeconds(2), "b"))) {
            log.add("" + await(attempt(next)));
          }
          assertThat(log).containsExactly("IOException: x", "b");
          return done();
        });
  }

  @Test
  void allAreStartedAtOnce() {
    Scopes.run(
        () -> {
          AsCompleted<String> all = asCompleted(after(ofSeconds(1), "a"), after(ofSeconds(1), "b"));
          assertThat(allTasks()).hasSize(3);
          await(sleep(ofSeconds(5)));
          for (Awaitable<String> next : all) {
            log.add(await(next) + " at " + seconds());
          }
          assertThat(log).containsExactly("a at 5", "b at 5");
          return done();
        });
  }

  @Test
  void theAwaitablesMayBeAwaitedInAnyOrder() {
    Scopes.run(
        () -> {
          Iterator<Awaitable<String>> all =
              asCompleted(after(ofSeconds(2), "late"), after(ofSeconds(1), "early")).iterator();
          Awaitable<String> one = all.next();
          Awaitable<String> two = all.next();
          assertThat(all.hasNext()).isFalse();
          assertThatThrownBy(all::next).isInstanceOf(NoSuchElementException.class);
          assertThat(await(gather(two, one))).containsExactly("early", "late");
          return done();
        });
  }

  @Test
  void whatIsThereTwiceCountsOnce() {
    Scopes.run(
        () -> {
          Task<String> a = createTask(after(ofSeconds(1), "a"));
          for (Awaitable<String> next : asCompleted(a, a)) {
            log.add(await(next));
          }
          assertThat(log).containsExactly("a");
          return done();
        });
  }

  @Test
  void nothingEndsAtOnce() {
    Scopes.run(
        () -> {
          assertThat(asCompleted(List.<Awaitable<String>>of(), ofSeconds(1)).iterator().hasNext())
              .isFalse();
          for (AsyncFuture<String> unexpected : each(none())) {
            log.add("" + unexpected);
          }
          assertThat(log).isEmpty();
          return done();
        });
  }

  private static AsCompleted<String> none() {
    return asCompleted(List.of(), null);
  }

  @Test
  void theTimeIsOverForAllThatAreNotDone() {
    Scopes.run(
        () -> {
          Task<String> slow = createTask(after(ofHours(1), "slow"));
          Task<String> slower = createTask(after(ofHours(2), "slower"));
          for (Awaitable<String> next :
              asCompleted(List.of(after(ofSeconds(1), "a"), slow, slower), ofSeconds(3))) {
            log.add(await(attempt(next)) + " at " + seconds());
          }
          String over = "DeadlineExceededException: asCompleted: not all were done in time at 3";
          assertThat(log).containsExactly("a at 1", over, over);
          assertThat(slow.done()).isFalse();
          assertThat(await(slow)).isEqualTo("slow");
          slower.cancel();
          return done();
        });
  }

  @Test
  void theTimeIsOverInALoopOverTheFutures() {
    Scopes.run(
        () -> {
          Task<String> slow = createTask(after(ofHours(1), "slow"));
          try {
            for (AsyncFuture<String> future :
                each(asCompleted(List.of(slow, after(ofSeconds(1), "a")), ofSeconds(3)))) {
              log.add(future.result());
            }
          } catch (DeadlineExceededException e) {
            log.add("over at " + seconds());
          }
          assertThat(log).containsExactly("a", "over at 3");
          slow.cancel();
          return done();
        });
  }

  @Test
  void noAlarmIsLeftWhenAllAreDone() {
    Scopes.run(
        () -> {
          for (Awaitable<String> next :
              asCompleted(List.of(after(ofSeconds(1), "a")), ofHours(1))) {
            await(next);
          }
          return done();
        });
  }

  @Test
  void cancellingOneWhoWaitsCancelsNoneOfThem() {
    Scopes.run(
        () -> {
          Task<String> slow = createTask(after(ofSeconds(5), "slow"));
          Iterator<Awaitable<String>> all = asCompleted(slow).iterator();
          assertThat(await(attempt(waitFor(all.next(), ofSeconds(1)))))
              .isEqualTo("DeadlineExceededException: the time limit passed");
          assertThat(await(slow)).isEqualTo("slow");
          return done();
        });
  }
}
