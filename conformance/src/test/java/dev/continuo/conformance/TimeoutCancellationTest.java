package dev.continuo.conformance;

import static dev.continuo.Continuo.*;
import static dev.continuo.conformance.Scopes.*;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.continuo.AsyncFuture;
import dev.continuo.CancelledError;
import dev.continuo.Coroutine;
import dev.continuo.DeadlineExceededException;
import dev.continuo.EventLoop;
import dev.continuo.Task;
import dev.continuo.Timeout;
import dev.continuo.annotation.Async;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Time limits in each other, and beside other reasons to end. */
class TimeoutCancellationTest {

  private final List<String> log = new ArrayList<>();

  // ---- nested

  @Async
  private static Coroutine<Throwable> nested(long outerLimit, long innerLimit, List<String> log) {
    Timeout outer = timeout(ofSeconds(outerLimit));
    Throwable failure =
        await(
            failure(
                () ->
                    tryWith(
                        outer,
                        () -> {
                          Timeout inner = timeout(ofSeconds(innerLimit));
                          try {
                            await(tryWith(inner, () -> sleep(ofHours(1))));
                          } catch (Throwable t) {
                            log.add("inner: " + t.getClass().getSimpleName());
                            throw t;
                          } finally {
                            log.add("inner expired: " + inner.expired());
                          }
                          return done();
                        })));
    log.add("outer expired: " + outer.expired());
    log.add("cancelling: " + self().cancelling());
    return value(Objects.requireNonNull(failure));
  }

  @Test
  void theInnerLimitThatPassesFirstIsTheOnlyOneThatThrows() {
    Throwable failure = Programs.run(nested(10, 5, log));
    assertThat(failure).isInstanceOf(DeadlineExceededException.class);
    assertThat(log)
        .containsExactly(
            "inner: DeadlineExceededException",
            "inner expired: true",
            "outer expired: false",
            "cancelling: 0");
  }

  @Test
  void theOuterLimitThatPassesFirstCancelsThroughTheInner() {
    Throwable failure = Programs.run(nested(5, 10, log));
    assertThat(failure).isInstanceOf(DeadlineExceededException.class);
    assertThat(log)
        .containsExactly(
            "inner: CancelledError",
            "inner expired: false",
            "outer expired: true",
            "cancelling: 0");
  }

  @Test
  void ofEqualDeadlinesOnlyTheOuterThrowsAndBothAreExpired() {
    Throwable failure = Programs.run(nested(5, 5, log));
    assertThat(failure).isInstanceOf(DeadlineExceededException.class);
    assertThat(log)
        .containsExactly(
            "inner: CancelledError", "inner expired: true", "outer expired: true", "cancelling: 0");
  }

  // ---- cancelled by somebody else

  @Test
  void aCancelFromOutsideGoesOnAsItIs() {
    Scopes.run(
        () -> {
          Timeout[] limit = new Timeout[1];
          Task<?> task =
              createTask(
                  called(
                      () -> {
                        limit[0] = timeout(ofSeconds(10));
                        return tryWith(limit[0], () -> sleep(ofHours(1)));
                      }));
          await(sleep(ofSeconds(1)));
          task.cancel("stop");
          Throwable failure = await(failure(() -> joined(task)));
          assertThat(failure).isInstanceOf(CancelledError.class).hasMessage("stop");
          assertThat(task.cancelled()).isTrue();
          assertThat(limit[0].expired()).isFalse();
          return done();
        });
  }

  @Test
  void aCancelFromOutsideInTheSameTickWinsOverTheDeadline() {
    Scopes.run(
        () -> {
          Timeout[] limit = new Timeout[1];
          Task<?> task =
              createTask(
                  called(
                      () -> {
                        limit[0] = timeout(ofSeconds(10));
                        return tryWith(limit[0], () -> sleep(ofHours(1)));
                      }));
          EventLoop.running().callLater(ofSeconds(10), () -> task.cancel("from outside"));
          Throwable failure = await(failure(() -> joined(task)));
          assertThat(failure).isInstanceOf(CancelledError.class);
          assertThat(limit[0].expired()).isTrue();
          assertThat(task.cancelling()).isEqualTo(1);
          return done();
        });
  }

  @Test
  void aRequestThatWasThereBeforeTheBlockDoesNotCount() {
    Scopes.run(
        () -> {
          self().cancel();
          assertThat(await(failure(() -> sleep(ofSeconds(1))))).isInstanceOf(CancelledError.class);
          Throwable failure =
              await(failure(() -> withTimeout(ofSeconds(1), () -> sleep(ofHours(1)))));
          assertThat(failure).isInstanceOf(DeadlineExceededException.class);
          assertThat(self().uncancel()).isZero();
          return done();
        });
  }

  @Test
  void theCancelledErrorOfAnotherFutureGoesOnAsItIs() {
    Scopes.run(
        () -> {
          AsyncFuture<String> other = EventLoop.running().createFuture();
          EventLoop.running().callLater(ofSeconds(1), () -> other.cancel("other"));
          Throwable failure =
              await(failure(() -> withTimeout(ofSeconds(10), () -> awaiting(other))));
          assertThat(failure).isInstanceOf(CancelledError.class).hasMessage("other");
          assertThat(self().cancelling()).isZero();
          return done();
        });
  }

  @Async
  private static Coroutine<String> awaiting(AsyncFuture<String> future) {
    return value(await(future));
  }

  // ---- what the block makes of it

  @Test
  void aBlockThatSwallowsTheCancellationEndsAsItEnds() {
    Scopes.run(
        () -> {
          Timeout limit = timeout(ofSeconds(1));
          String result =
              await(
                  tryWith(
                      limit,
                      () -> {
                        try {
                          await(sleep(ofHours(1)));
                        } catch (CancelledError e) {
                          await(sleep(ofSeconds(5)));
                        }
                        return value("my own way");
                      }));
          assertThat(result).isEqualTo("my own way");
          assertThat(limit.expired()).isTrue();
          assertThat(self().cancelling()).isZero();
          await(sleep(ofSeconds(1)));
          assertThat(seconds()).isEqualTo(7);
          return done();
        });
  }

  @Test
  void aFailureOfTheBlockGoesOnAsItIs() {
    var failure = new IOException("disk");
    Scopes.run(
        () -> {
          assertThat(
                  await(
                      failure(
                          () -> withTimeout(ofSeconds(10), () -> throwing(failure, ofSeconds(1))))))
              .isSameAs(failure);
          assertThat(
                  await(
                      failure(() -> withTimeout(ofSeconds(1), () -> insteadOfCancelled(failure)))))
              .isSameAs(failure);
          assertThat(self().cancelling()).isZero();
          return done();
        });
  }

  @Async
  private static Coroutine<String> throwing(IOException failure, Duration time) throws IOException {
    await(sleep(time));
    throw failure;
  }

  @Async
  private static Coroutine<String> insteadOfCancelled(IOException failure) throws IOException {
    try {
      await(sleep(ofHours(1)));
      return value("not here");
    } catch (CancelledError e) {
      throw failure;
    }
  }

  @Test
  void aFailureBeforeTheFirstAwaitGoesOnAndLeavesTheScope() {
    var failure = new IOException("at once");
    Scopes.run(
        () -> {
          assertThat(
                  await(
                      failure(
                          () ->
                              withTimeout(
                                  ofSeconds(1),
                                  () -> {
                                    throw failure;
                                  }))))
              .isSameAs(failure);
          await(sleep(ofSeconds(10)));
          return done();
        });
  }

  @Test
  void theCleanupOfTheBlockIsWaitedFor() {
    Scopes.run(
        () -> {
          Throwable failure =
              await(
                  failure(
                      () ->
                          withTimeout(
                              ofSeconds(10), () -> cleaningUp(ofHours(1), ofSeconds(30), log))));
          assertThat(failure).isInstanceOf(DeadlineExceededException.class);
          assertThat(log).containsExactly("cleaned up at 40");
          return done();
        });
  }

  @Test
  void theTraceShowsWhereTheBlockWaited() {
    Throwable failure =
        Scopes.run(
            () -> failure(() -> withTimeout(ofSeconds(1), () -> after(ofHours(1), "too late"))));
    Throwable cause = Objects.requireNonNull(Objects.requireNonNull(failure).getCause());
    assertThat(cause.getStackTrace())
        .anyMatch(e -> e.getMethodName().equals("after"))
        .anyMatch(e -> e.getMethodName().equals("withTimeout"));
  }
}
