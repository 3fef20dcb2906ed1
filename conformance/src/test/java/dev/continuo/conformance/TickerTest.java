package dev.continuo.conformance;

import static dev.continuo.Continuo.*;
import static dev.continuo.conformance.Attempts.*;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.continuo.AsyncIterable;
import dev.continuo.AsyncIterator;
import dev.continuo.EventLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** ticker: ticks without drift. */
class TickerTest {

  private final List<String> log = new ArrayList<>();

  private static long millis() {
    return Duration.ofNanos(EventLoop.running().time()).toMillis();
  }

  @Test
  void theFirstTickIsOnePeriodAfterItIsAskedFor() {
    Scopes.run(
        () -> {
          AsyncIterable<Long> ticker = ticker(ofMillis(100));
          await(sleep(ofMillis(50)));
          for (long n : each(ticker)) {
            log.add(n + " at " + millis());
            if (n == 2) {
              break;
            }
          }
          assertThat(log).containsExactly("0 at 150", "1 at 250", "2 at 350");
          return done();
        });
  }

  @Test
  void workBetweenTheTicksDoesNotAddUp() {
    Scopes.run(
        () -> {
          for (long n : each(ticker(ofMillis(100)))) {
            log.add(n + " at " + millis());
            await(sleep(ofMillis(70)));
            if (n == 3) {
              break;
            }
          }
          assertThat(log).containsExactly("0 at 100", "1 at 200", "2 at 300", "3 at 400");
          return done();
        });
  }

  @Test
  void ofTheTicksThatWereMissedOnlyTheLastIsGiven() {
    Scopes.run(
        () -> {
          for (long n : each(ticker(ofMillis(100)))) {
            log.add(n + " at " + millis());
            await(sleep(n == 0 ? ofMillis(350) : ofMillis(10)));
            if (n == 5) {
              break;
            }
          }
          assertThat(log).containsExactly("0 at 100", "3 at 450", "4 at 500", "5 at 600");
          return done();
        });
  }

  @Test
  void oneWhoIsAWholePeriodLateGetsTheTickAtOnce() {
    Scopes.run(
        () -> {
          for (long n : each(ticker(ofMillis(100)))) {
            log.add(n + " at " + millis());
            await(sleep(ofMillis(100)));
            if (n == 2) {
              break;
            }
          }
          assertThat(log).containsExactly("0 at 100", "1 at 200", "2 at 300");
          return done();
        });
  }

  @Test
  void aTickThatIsNotWaitedForIsNotLost() {
    Scopes.run(
        () -> {
          AsyncIterator<Long> ticks = ticker(ofSeconds(10)).asyncIterator();
          log.add("" + await(attempt(waitFor(ticks.next(), ofSeconds(3)))));
          log.add(await(ticks.next()) + " at " + millis());
          assertThat(log)
              .containsExactly("DeadlineExceededException: the time limit passed", "0 at 10000");
          return done();
        });
  }

  @Test
  void eachLoopBeginsAnew() {
    Scopes.run(
        () -> {
          AsyncIterable<Long> ticker = ticker(ofSeconds(1));
          assertThat(await(ticker.take(2).toList())).containsExactly(0L, 1L);
          assertThat(await(ticker.take(2).toList())).containsExactly(0L, 1L);
          assertThat(millis()).isEqualTo(4000);
          return done();
        });
  }

  @Test
  void otherTasksRunWhileTicksAreLate() {
    Scopes.run(
        () -> {
          AsyncIterator<Long> ticks = ticker(ofMillis(1)).asyncIterator();
          await(ticks.next());
          EventLoop.running().callSoon(() -> log.add("callback"));
          await(sleep(ofMillis(5)));
          assertThat(await(ticks.next())).isEqualTo(5);
          assertThat(log).containsExactly("callback");
          return done();
        });
  }

  @Test
  void aHugePeriodIsAllowed() {
    Scopes.run(
        () -> {
          AsyncIterator<Long> ticks = ticker(Duration.ofSeconds(Long.MAX_VALUE)).asyncIterator();
          assertThat(await(attempt(waitFor(ticks.next(), ofSeconds(1)))))
              .isEqualTo("DeadlineExceededException: the time limit passed");
          return done();
        });
  }

  @Test
  void aPeriodMustBePositive() {
    assertThatThrownBy(() -> ticker(Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("period is PT0S, must be positive");
    assertThatThrownBy(() -> ticker(ofMillis(-1))).isInstanceOf(IllegalArgumentException.class);
  }
}
