package dev.continuo.conformance;

import static dev.continuo.Continuo.*;
import static dev.continuo.conformance.Scopes.*;
import static java.time.Duration.ZERO;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.continuo.CancelledError;
import dev.continuo.Coroutine;
import dev.continuo.DeadlineExceededException;
import dev.continuo.EventLoop;
import dev.continuo.Timeout;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code timeout}, {@code timeoutAt} and {@code withTimeout}. */
class TimeoutTest {

  private final List<String> log = new ArrayList<>();

  private static long nanos(long seconds) {
    return ofSeconds(seconds).toNanos();
  }

  // ---- the deadline

  @Test
  void aBlockThatIsQuickEnoughGivesItsResult() {
    String result =
        Scopes.run(() -> withTimeout(ofSeconds(10), () -> after(ofSeconds(9), "there")));
    assertThat(result).isEqualTo("there");
  }

  @Test
  void aBlockThatIsTooSlowEndsWhenTheDeadlinePasses() {
    Scopes.run(
        () -> {
          Throwable failure =
              await(failure(() -> withTimeout(ofSeconds(10), () -> after(ofHours(1), "too late"))));
          assertThat(failure).isInstanceOf(DeadlineExceededException.class);
          assertThat(failure).hasCauseInstanceOf(CancelledError.class);
          assertThat(seconds()).isEqualTo(10);
          assertThat(self().cancelling()).isZero();
          return done();
        });
  }

  @Test
  void theTryFormDoesTheSame() {
    Scopes.run(
        () -> {
          Timeout quick = timeout(ofSeconds(10));
          assertThat(await(tryWith(quick, () -> after(ofSeconds(9), "there")))).isEqualTo("there");
          assertThat(quick.expired()).isFalse();
          Timeout slow = timeout(ofSeconds(10));
          Throwable failure =
              await(failure(() -> tryWith(slow, () -> after(ofHours(1), "too late"))));
          assertThat(failure).isInstanceOf(DeadlineExceededException.class);
          assertThat(slow.expired()).isTrue();
          assertThat(seconds()).isEqualTo(19);
          return done();
        });
  }

  @Test
  void aBlockThatWasLeftIsNotCancelledLater() {
    Scopes.run(
        () -> {
          await(tryWith(timeout(ofSeconds(10)), () -> after(ofSeconds(1), "there")));
          await(sleep(ofSeconds(60)));
          assertThat(self().cancelling()).isZero();
          return done();
        });
  }

  @Test
  void withoutALimitABlockMayTakeAsLongAsItWants() {
    Scopes.run(
        () -> {
          Timeout limit = timeout(null);
          assertThat(limit.when()).isNull();
          assertThat(await(tryWith(limit, () -> after(ofHours(100), "at last"))))
              .isEqualTo("at last");
          assertThat(await(withTimeout(null, () -> after(ofHours(100), "again"))))
              .isEqualTo("again");
          return done();
        });
  }

  @Test
  void whenIsAPointOnTheClockOfTheLoop() {
    Scopes.run(
        () -> {
          await(sleep(ofSeconds(5)));
          Timeout relative = timeout(ofSeconds(10));
          Timeout absolute = timeoutAt(nanos(7));
          assertThat(relative.when()).isEqualTo(nanos(15));
          assertThat(absolute.when()).isEqualTo(nanos(7));
          Throwable failure = await(failure(() -> tryWith(absolute, () -> sleep(ofHours(1)))));
          assertThat(failure).isInstanceOf(DeadlineExceededException.class);
          assertThat(seconds()).isEqualTo(7);
          await(relative.exit(null));
          return done();
        });
  }

  @Test
  void aDeadlineInThePastCancelsAtTheFirstAwaitThatSuspends() {
    Scopes.run(
        () -> {
          await(sleep(ofSeconds(5)));
          Timeout limit = timeoutAt(nanos(1));
          Throwable failure =
              await(
                  failure(
                      () ->
                          tryWith(
                              limit,
                              () -> {
                                log.add("runs");
                                await(sleep(ofSeconds(1)));
                                log.add("not here");
                                return done();
                              })));
          assertThat(failure).isInstanceOf(DeadlineExceededException.class);
          assertThat(log).containsExactly("runs");
          assertThat(seconds()).isEqualTo(5);
          return done();
        });
  }

  @Test
  void zeroAndLessLeaveABlockAloneThatNeverSuspends() {
    Scopes.run(
        () -> {
          assertThat(await(withTimeout(ZERO, () -> value("at once")))).isEqualTo("at once");
          assertThat(await(withTimeout(ofSeconds(-1), () -> value("too")))).isEqualTo("too");
          await(sleep(ofSeconds(1)));
          return done();
        });
  }

  @Test
  void zeroAndLessCancelABlockThatSuspends() {
    Scopes.run(
        () -> {
          for (long limit = 0; limit >= -1; limit--) {
            var time = ofSeconds(limit);
            Throwable failure = await(failure(() -> withTimeout(time, () -> sleep(ofSeconds(1)))));
            assertThat(failure).isInstanceOf(DeadlineExceededException.class);
          }
          assertThat(seconds()).isZero();
          return done();
        });
  }

  @Test
  void aDeadlineThatWasSetFirstPassesBeforeASleepThatEndsThen() {
    Scopes.run(
        () -> {
          Throwable failure =
              await(failure(() -> withTimeout(ofSeconds(10), () -> sleep(ofSeconds(10)))));
          assertThat(failure).isInstanceOf(DeadlineExceededException.class);
          return done();
        });
  }

  @Test
  void theTimeOfTheLambdaFormStartsWhenItIsAwaited() {
    Scopes.run(
        () -> {
          Coroutine<String> limited =
              withTimeout(ofSeconds(2), () -> after(ofSeconds(1), "in time"));
          await(sleep(ofSeconds(60)));
          assertThat(await(limited)).isEqualTo("in time");
          return done();
        });
  }

  // ---- reschedule

  @Test
  void reschedulingLaterGivesTheBlockMoreTime() {
    Scopes.run(
        () -> {
          Timeout limit = timeout(ofSeconds(1));
          limit.reschedule(nanos(20));
          assertThat(limit.when()).isEqualTo(nanos(20));
          assertThat(await(tryWith(limit, () -> after(ofSeconds(19), "there")))).isEqualTo("there");
          return done();
        });
  }

  @Test
  void reschedulingEarlierGivesTheBlockLessTime() {
    Scopes.run(
        () -> {
          Timeout limit = timeout(ofHours(1));
          EventLoop.running().callLater(ofSeconds(2), () -> limit.reschedule(nanos(3)));
          Throwable failure = await(failure(() -> tryWith(limit, () -> sleep(ofHours(9)))));
          assertThat(failure).isInstanceOf(DeadlineExceededException.class);
          assertThat(seconds()).isEqualTo(3);
          return done();
        });
  }

  @Test
  void reschedulingIntoThePastEndsTheBlockInTheNextTick() {
    Scopes.run(
        () -> {
          Timeout limit = timeout(null);
          EventLoop.running().callLater(ofSeconds(2), () -> limit.reschedule(nanos(1)));
          Throwable failure = await(failure(() -> tryWith(limit, () -> sleep(ofHours(9)))));
          assertThat(failure).isInstanceOf(DeadlineExceededException.class);
          assertThat(seconds()).isEqualTo(2);
          return done();
        });
  }

  @Test
  void reschedulingToNothingRemovesTheLimit() {
    Scopes.run(
        () -> {
          Timeout limit = timeout(ofSeconds(1));
          limit.reschedule(null);
          assertThat(await(tryWith(limit, () -> after(ofHours(1), "there")))).isEqualTo("there");
          return done();
        });
  }

  @Test
  void aDeadlineThatPassedOrABlockThatWasLeftCannotBeRescheduled() {
    Scopes.run(
        () -> {
          Timeout slow = timeout(ofSeconds(1));
          Throwable failure =
              await(
                  failure(
                      () ->
                          tryWith(
                              slow,
                              () -> {
                                try {
                                  await(sleep(ofHours(1)));
                                } finally {
                                  refuses(slow, "Cannot change state of expiring Timeout");
                                }
                                return done();
                              })));
          assertThat(failure).isInstanceOf(DeadlineExceededException.class);
          refuses(slow, "Cannot change state of expired Timeout");
          Timeout quick = timeout(ofSeconds(1));
          await(quick.exit(null));
          refuses(quick, "Cannot change state of finished Timeout");
          return done();
        });
  }

  private static void refuses(Timeout limit, String message) {
    assertThatThrownBy(() -> limit.reschedule(nanos(99)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(message);
  }

  // ---- use

  @Test
  void leavingTwiceDoesNothingTheSecondTime() {
    Scopes.run(
        () -> {
          Timeout limit = timeout(ofSeconds(1));
          var pending = new IOException("pending");
          assertThat(await(limit.exit(null))).isNull();
          assertThat(await(limit.exit(pending))).isSameAs(pending);
          await(sleep(ofSeconds(10)));
          assertThat(limit.expired()).isFalse();
          return done();
        });
  }

  @Test
  void itSaysWhereItBelongs() {
    assertThatThrownBy(() -> timeout(ofSeconds(1)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("no running event loop");
    Scopes.run(
        () -> {
          EventLoop.running()
              .callSoon(
                  () ->
                      assertThatThrownBy(() -> timeout(ofSeconds(1)))
                          .hasMessage("Timeout should be used inside a task"));
          EventLoop.running().setExceptionHandler((where, context) -> log.add(context.toString()));
          await(sleep(ofSeconds(1)));
          return done();
        });
    assertThat(log).isEmpty();
  }

  @Test
  void itDescribesItself() {
    Scopes.run(
        () -> {
          Timeout limit = timeout(ofSeconds(1));
          assertThat(limit).hasToString("Timeout[active, when=1000000000]");
          await(limit.exit(null));
          assertThat(limit).hasToString("Timeout[finished]");
          return done();
        });
  }
}
