package dev.continuo.samples.patterns;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.continuo.samples.Transcript;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Each pattern does what its comment shows. */
class PatternsTest {

  @Test
  void retryWaitsLongerEachTime() throws Exception {
    Transcript t = Transcript.ofCoroutine(Retry.main());
    assertThat(t.lines())
        .containsExactly(
            "attempt 1: connection refused, again in 100 ms",
            "attempt 2: connection refused, again in 200 ms",
            "attempt 3: connection refused, again in 400 ms",
            "connected");
    assertThat(t.elapsed()).isEqualTo(ofMillis(740));
  }

  @Test
  void theDelaysOfRetryAreBounded() {
    Retry.Policy policy = new Retry.Policy(100, ofMillis(100), ofSeconds(1));
    assertThat(policy.delay(4)).isEqualTo(ofMillis(800));
    assertThat(policy.delay(5)).isEqualTo(ofSeconds(1));
    assertThat(policy.delay(99)).isEqualTo(ofSeconds(1));
    Random random = new Random(1);
    for (int i = 0; i < 1000; i++) {
      assertThat(policy.randomDelay(2, random)).isBetween(Duration.ZERO, ofMillis(200));
    }
  }

  @Test
  void fanOutKeepsItsLimit() throws Exception {
    Transcript t = Transcript.ofCoroutine(new FanOut().downloadAll());
    assertThat(t.lines()).containsExactly("20 pages, at most 5 at a time, in 400 ms");
  }

  @Test
  void eachItemHasItsTimeout() throws Exception {
    Transcript t = Transcript.ofCoroutine(TimeoutPerItem.main());
    assertThat(t.lines())
        .containsExactly("alpha: 12 ms", "beta: no answer", "gamma: 80 ms", "delta: no answer");
    assertThat(t.elapsed()).isEqualTo(ofMillis(100));
  }

  @Test
  void aPeriodicTaskDoesNotDrift() throws Exception {
    Transcript t = Transcript.ofCoroutine(PeriodicTask.main());
    assertThat(t.lines())
        .contains(
            "check 0 at 100 ms",
            "check 1 at 200 ms",
            "check 2 at 300 ms, and it takes 250 ms",
            "check 4 at 550 ms",
            "check 5 at 600 ms",
            "stopped");
    assertThat(t.elapsed()).isEqualTo(ofMillis(650));
  }

  @Test
  void aShutdownIsGracefulAndBounded() throws Exception {
    Transcript t = Transcript.ofCoroutine(new GracefulShutdown().serve());
    assertThat(t.lines())
        .containsExactly(
            "done: job 1",
            "shutting down",
            "done: job 2",
            "done: job 3",
            "given up: job 4, which is slow",
            "the database is closed");
    assertThat(t.elapsed()).isEqualTo(ofMillis(2160));
  }

  @Test
  void aRateLimiterAllowsABurst() throws Exception {
    Transcript t = Transcript.ofCoroutine(RateLimiter.main());
    assertThat(t.lines())
        .containsExactly(
            "call 1 at 0 ms",
            "call 2 at 0 ms",
            "call 3 at 0 ms",
            "call 4 at 100 ms",
            "call 5 at 200 ms",
            "call 6 at 300 ms");
  }

  @Test
  void theFirstOfMany() throws Exception {
    Transcript t = Transcript.ofCoroutine(FirstOfMany.main());
    assertThat(t.lines())
        .containsExactly(
            "the first, whatever it is: java.io.IOException: mirror 2 is down, after 10 ms",
            "the first good one: the file from mirror 3, after 20 ms",
            "nobody else runs: true");
  }

  @Test
  void aPipelineIsBounded() throws Exception {
    Transcript t = Transcript.ofCoroutine(new Pipeline().process());
    assertThat(t.lines())
        .containsExactly(
            "12 lines parsed by 3 workers: [1, 4, 9, 16, 25, 36, 49, 64, 81, 100, 121, 144]",
            "at most 5 lines on the way to the workers");
  }
}
