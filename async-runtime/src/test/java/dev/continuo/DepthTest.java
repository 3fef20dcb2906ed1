package dev.continuo;

import static dev.continuo.Continuo.sleep;
import static dev.continuo.Continuo.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.continuo.coroutine.Await;
import dev.continuo.coroutine.CoroutineFrame;
import dev.continuo.coroutine.Driver;
import dev.continuo.coroutine.Launch;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One million of everything, with the default thread stack and the heap of the test JVM (1 GB). */
@Timeout(300)
class DepthTest {

  private static final int MILLION = 1_000_000;

  /**
   * As the transformer would write {@code sum(n) = n == 0 ? await(bottom) : 1 + await(sum(n-1))}.
   */
  private static final class Nested extends CoroutineFrame<Integer> {
    private final int n;
    private final @Nullable Object bottom;

    Nested(int n, @Nullable Object bottom) {
      super(true); // not tracked as one that may be forgotten: a look at the stack for each of them
      this.n = n;
      this.bottom = bottom;
    }

    @Override
    public @Nullable Object resume(Driver driver) throws Throwable {
      Object result;
      if (state == STARTED) {
        Object awaited = n == 0 ? bottom : new Nested(n - 1, bottom);
        result = Await.begin(awaited, driver);
        if (result == Driver.CALL) {
          result = Await.callee(awaited, driver).resume(driver);
          driver.leave();
        }
        if (result == Driver.SUSPENDED) {
          driver.suspended(this, 1);
          return result;
        }
      } else {
        result = driver.result();
      }
      return n == 0 ? 0 : 1 + (Integer) java.util.Objects.requireNonNull(result);
    }

    @Override
    protected String metadata() {
      return "dev.continuo.DepthTest\nsum\nDepthTest.java\n10,12";
    }
  }

  @Test
  void aMillionNestedAwaitsThatNeverSuspend() {
    assertThat(Continuo.<Integer>run(new Nested(MILLION, value("x")))).isEqualTo(MILLION);
  }

  @Test
  void aMillionNestedAwaitsOverOneThatSuspends() {
    try (Runner runner = Runner.virtualTime()) {
      assertThat(runner.<Integer>run(new Nested(MILLION, sleep(Duration.ofSeconds(1)))))
          .isEqualTo(MILLION);
    }
  }

  @Test
  void aMillionNestedAwaitsWithoutALoop() {
    assertThat(Launch.completable(new Nested(MILLION, value("x")))).isCompletedWithValue(MILLION);
  }

  @Test
  void aFailureRisesThroughAMillionNestedAwaits() {
    Script<Object> bottom =
        Script.of(
            s ->
                s.await(
                    Continuo.yieldNow(),
                    v -> {
                      throw new IOException("from the bottom");
                    }));

    assertThatThrownBy(() -> Continuo.run(new Nested(MILLION, bottom)))
        .isInstanceOf(IOException.class)
        .hasMessage("from the bottom")
        .satisfies(t -> assertThat(t.getStackTrace().length).isLessThanOrEqualTo(1024));
  }

  @Test
  void aMillionAwaitsThatCompleteAtOnceInOneLoop() {
    Object count =
        Programs.run(
            s -> {
              AsyncFuture<Integer> done = EventLoop.running().createFuture();
              done.setResult(1);
              return countTo(s, done, 0);
            });

    assertThat(count).isEqualTo(MILLION);
  }

  private static Object countTo(Script<?> s, Object awaited, int n) {
    return n == MILLION ? n : s.await(awaited, v -> countTo(s, awaited, n + 1));
  }

  @Test
  void failuresCaughtInALoopNeitherDeepenTheStackNorGrowTheTrace() {
    IOException failure = new IOException("again and again");
    Object count = Programs.run(s -> catchUpTo(s, failing(failure), failure, 0));

    assertThat(count).isEqualTo(10_000);
    assertThat(failure.getStackTrace().length).isLessThanOrEqualTo(1024);
  }

  private static Script<Object> failing(IOException failure) {
    return Script.of(
        s -> {
          throw failure;
        });
  }

  private static Object catchUpTo(Script<?> s, Object awaited, IOException failure, int n) {
    return n == 10_000
        ? n
        : s.await(awaited, v -> v, e -> catchUpTo(s, failing(failure), failure, n + 1));
  }

  @Test
  void aMillionSleepers() {
    int[] woke = new int[1];
    try (Runner runner = Runner.virtualTime()) {
      runner.run(
          Script.of(
              s -> {
                for (int i = 0; i < MILLION; i++) {
                  Continuo.createTask(new Sleeper(woke));
                }
                return s.await(sleep(Duration.ofSeconds(11)), v -> v);
              }));
    }

    assertThat(woke[0]).isEqualTo(MILLION);
  }

  private static final class Sleeper extends CoroutineFrame<Void> {
    private final int[] woke;

    Sleeper(int[] woke) {
      super(true);
      this.woke = woke;
    }

    @Override
    public @Nullable Object resume(Driver driver) throws Throwable {
      if (state == STARTED) {
        Coroutine<Void> sleep = sleep(Duration.ofSeconds(10));
        if (Await.begin(sleep, driver) == Driver.CALL
            && Await.callee(sleep, driver).resume(driver) == Driver.SUSPENDED) {
          driver.leave();
          driver.suspended(this, 1);
          return Driver.SUSPENDED;
        }
      }
      var unused = driver.result();
      woke[0]++;
      return null;
    }

    @Override
    protected String metadata() {
      return "dev.continuo.DepthTest\nsleeper\nDepthTest.java\n1,2";
    }
  }
}
