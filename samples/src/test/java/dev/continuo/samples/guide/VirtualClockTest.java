package dev.continuo.samples.guide;

import static dev.continuo.Continuo.*;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.continuo.Coroutine;
import dev.continuo.EventLoop;
import dev.continuo.Runner;
import dev.continuo.annotation.Async;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The code of docs/guide/testing.md. */
class VirtualClockTest {

  // The clock

  @Async
  static Coroutine<String> report() {
    await(sleep(ofHours(24)));
    return value("the daily report");
  }

  @Test
  void aDayTakesNoTime() {
    try (Runner runner = Runner.virtualTime()) {
      String report = runner.run(report());

      assertThat(report).isEqualTo("the daily report");
      assertThat(runner.loop().time()).isEqualTo(ofHours(24).toNanos());
    }
  }

  // Stubs

  interface Weather {
    Coroutine<Integer> temperature(String city);
  }

  @Async
  static Coroutine<String> advice(Weather weather) {
    int degrees = await(weather.temperature("Oslo"));
    return value(degrees < 10 ? "take a coat" : "leave the coat");
  }

  @Test
  void aStubNeedsNoAsync() {
    Weather cold = city -> value(-3);

    try (Runner runner = Runner.virtualTime()) {
      assertThat(runner.<String>run(advice(cold))).isEqualTo("take a coat");
    }
  }

  // Tests that await

  @Async
  static Coroutine<Void> tick(List<Duration> ticks) {
    while (true) {
      ticks.add(Duration.ofNanos(EventLoop.running().time()));
      await(sleep(ofSeconds(10)));
    }
  }

  @Async
  static Coroutine<List<Duration>> ticksOfHalfAMinute() {
    List<Duration> ticks = new ArrayList<>();
    createTask(tick(ticks));
    await(sleep(ofSeconds(25)));
    return value(ticks);
  }

  @Test
  void ticksEveryTenSeconds() {
    try (Runner runner = Runner.virtualTime()) {
      List<Duration> ticks = runner.run(ticksOfHalfAMinute());

      assertThat(ticks).containsExactly(Duration.ZERO, ofSeconds(10), ofSeconds(20));
    }
  }

  // Deadlocks

  @Async
  static Coroutine<String> waitForNobody() {
    return value(await(EventLoop.running().<String>createFuture()));
  }

  @Test
  void aTestThatWouldHangFailsAtOnce() {
    try (Runner runner = Runner.virtualTime()) {
      assertThatThrownBy(() -> runner.run(waitForNobody()))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("deadlock")
          .hasMessageContaining("VirtualClockTest.waitForNobody");
    }
  }
}
