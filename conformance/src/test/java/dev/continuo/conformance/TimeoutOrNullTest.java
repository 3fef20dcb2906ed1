package dev.continuo.conformance;

import static dev.continuo.Continuo.*;
import static dev.continuo.conformance.Scopes.*;
import static java.time.Duration.ZERO;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.continuo.CancelledError;
import dev.continuo.Coroutine;
import dev.continuo.DeadlineExceededException;
import dev.continuo.EventLoop;
import dev.continuo.Task;
import dev.continuo.annotation.Async;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code timeoutOrNull}: the form that may swallow. */
class TimeoutOrNullTest {

  @Test
  void aBlockThatIsQuickEnoughGivesItsResult() {
    String result =
        Scopes.run(() -> timeoutOrNull(ofSeconds(10), () -> after(ofSeconds(9), "there")));
    assertThat(result).isEqualTo("there");
  }

  @Test
  void aBlockThatIsTooSlowGivesNullWhenItsCleanupIsDone() {
    List<String> log = new ArrayList<>();
    Scopes.run(
        () -> {
          String result =
              await(timeoutOrNull(ofSeconds(10), () -> cleaningUp(ofHours(1), ofSeconds(5), log)));
          assertThat(result).isNull();
          assertThat(log).containsExactly("cleaned up at 15");
          assertThat(self().cancelling()).isZero();
          await(sleep(ofSeconds(1)));
          return done();
        });
  }

  @Test
  void zeroGivesNullForABlockThatSuspends() {
    Scopes.run(
        () -> {
          assertThat(await(timeoutOrNull(ZERO, () -> after(ofSeconds(1), "late")))).isNull();
          assertThat(await(timeoutOrNull(ZERO, () -> value("at once")))).isEqualTo("at once");
          return done();
        });
  }

  @Test
  void aBlockThatSwallowsTheCancellationGivesItsResult() {
    String result =
        Scopes.run(
            () ->
                timeoutOrNull(
                    ofSeconds(1),
                    () -> {
                      try {
                        await(sleep(ofHours(1)));
                      } catch (CancelledError e) {
                        return value("swallowed");
                      }
                      return value("not here");
                    }));
    assertThat(result).isEqualTo("swallowed");
  }

  @Test
  void theDeadlineOfSomebodyElseGoesOn() {
    Scopes.run(
        () -> {
          Throwable inner =
              await(
                  failure(
                      () ->
                          timeoutOrNull(
                              ofSeconds(10),
                              () -> withTimeout(ofSeconds(1), () -> after(ofHours(1), "late")))));
          assertThat(inner).isInstanceOf(DeadlineExceededException.class);
          Throwable outer =
              await(failure(() -> withTimeout(ofSeconds(1), () -> orNothing(ofSeconds(10)))));
          assertThat(outer).isInstanceOf(DeadlineExceededException.class);
          return done();
        });
  }

  private static Coroutine<String> orNothing(Duration limit) {
    return orText(timeoutOrNull(limit, () -> after(ofHours(1), "late")));
  }

  @Async
  private static Coroutine<String> orText(Coroutine<String> limited) {
    return value(String.valueOf(await(limited)));
  }

  @Test
  void ofEqualDeadlinesTheOuterWins() {
    Scopes.run(
        () -> {
          Throwable outer =
              await(failure(() -> withTimeout(ofSeconds(1), () -> orNothing(ofSeconds(1)))));
          assertThat(outer).isInstanceOf(DeadlineExceededException.class);
          return done();
        });
  }

  @Test
  void aCancelFromOutsideGoesOnEvenInTheSameTick() {
    Scopes.run(
        () -> {
          for (int at : new int[] {1, 10}) {
            Task<String> task = createTask(orNothing(ofSeconds(10)));
            EventLoop.running().callLater(ofSeconds(at), () -> task.cancel());
            Throwable failure = await(failure(() -> joined(task)));
            assertThat(failure).isInstanceOf(CancelledError.class);
            assertThat(task.cancelled()).isTrue();
          }
          return done();
        });
  }
}
