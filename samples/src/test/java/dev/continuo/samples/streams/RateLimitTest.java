package dev.continuo.samples.streams;

import static dev.continuo.Continuo.*;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.continuo.AsyncGenerator;
import dev.continuo.Coroutine;
import dev.continuo.EventLoop;
import dev.continuo.Runner;
import dev.continuo.annotation.Async;
import dev.continuo.samples.Transcript;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A producer that is held back by a limit, or by its consumer. */
class RateLimitTest {

  @Test
  void theLimitHoldsBackOneConsumerAndTheOtherHoldsBackTheProducer() throws Exception {
    Transcript t = Transcript.ofCoroutine(RateLimit.main());

    assertThat(t.lines())
        .hasSize(44)
        .startsWith(
            "A consumer that is faster than the limit of 20 blocks per second:",
            "  0.00 s  got 1",
            "  0.00 s  used 1",
            "  0.05 s  got 2",
            "  0.05 s  used 2",
            "  0.10 s  got 3")
        .containsSubsequence(
            "  0.45 s  used 10",
            "10 blocks in 0.45 s, at most 1 of them in memory",
            "A consumer that is ten times slower than the limit:",
            "  0.00 s  got 1",
            "  0.50 s  used 1",
            "  0.50 s  got 2",
            "  1.00 s  used 2")
        .endsWith("  5.00 s  used 10", "10 blocks in 5.00 s, at most 1 of them in memory");
    assertThat(t.elapsed()).isEqualTo(ofMillis(5450));
  }

  private final List<WeakReference<Object>> made = new ArrayList<>();

  @Async
  private AsyncGenerator<Object> objects(int count) {
    for (int i = 0; i < count; i++) {
      Object object = new byte[1024];
      made.add(new WeakReference<>(object));
      emit(object);
    }
    return done();
  }

  @Async
  private Coroutine<Integer> mostAlive(Duration interval, Duration work) {
    int most = 0;
    try (AsyncGenerator<Object> source = objects(10);
        AsyncGenerator<Object> limited = RateLimit.limited(source, interval)) {
      for (Object object : each(limited)) {
        await(sleep(work));
        System.gc();
        most = Math.max(most, (int) made.stream().filter(o -> !o.refersTo(null)).count());
        assertThat(object).isNotNull();
      }
    }
    return value(most);
  }

  @Test
  void aSlowConsumerKeepsMemoryFlat() {
    try (Runner runner = Runner.virtualTime()) {
      int most = runner.run(mostAlive(ofMillis(50), ofMillis(500)));

      assertThat(made).hasSize(10);
      assertThat(most).isLessThanOrEqualTo(2); // the one in use, and one on the stack
    }
  }

  @Async
  private Coroutine<List<Duration>> timesAfterAPause() {
    EventLoop loop = EventLoop.running();
    List<Duration> times = new ArrayList<>();
    try (AsyncGenerator<Object> source = objects(4);
        AsyncGenerator<Object> limited = RateLimit.limited(source, ofSeconds(1))) {
      for (Object object : each(limited)) {
        assertThat(object).isNotNull();
        times.add(Duration.ofNanos(loop.time()));
        if (times.size() == 1) {
          await(sleep(ofSeconds(10)));
        }
      }
    }
    return value(times);
  }

  @Test
  void timeThatPassedUnusedMakesNoBurst() {
    try (Runner runner = Runner.virtualTime()) {
      assertThat(runner.<List<Duration>>run(timesAfterAPause()))
          .containsExactly(ofSeconds(0), ofSeconds(10), ofSeconds(11), ofSeconds(12));
    }
  }
}
