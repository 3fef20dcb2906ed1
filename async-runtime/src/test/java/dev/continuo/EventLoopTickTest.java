package dev.continuo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The rules of one iteration of the loop: what runs when, and what a failing callback does. */
class EventLoopTickTest {

  private final EventLoop loop = EventLoop.virtualTime();
  private final List<String> log = new ArrayList<>();

  @AfterEach
  void close() {
    loop.close();
  }

  private void runOneTick() {
    loop.stop();
    loop.runForever();
  }

  @Test
  void whatACallbackSchedulesRunsInTheNextTickInOrderAndOnce() {
    loop.callSoon(
        () -> {
          log.add("a");
          loop.callSoon(() -> log.add("a2"));
        });
    loop.callSoon(() -> log.add("b"));

    runOneTick();
    assertThat(log).containsExactly("a", "b");
    runOneTick();
    assertThat(log).containsExactly("a", "b", "a2");
    runOneTick();
    assertThat(log).hasSize(3);
  }

  @Test
  void runForeverAfterAnEarlyStopRunsExactlyOneTick() {
    loop.callSoon(() -> log.add("first"));
    loop.callSoon(() -> loop.callSoon(() -> log.add("second")));

    runOneTick();

    assertThat(log).containsExactly("first");
  }

  @Test
  void stopLetsTheCurrentBatchFinish() {
    loop.callSoon(loop::stop);
    loop.callSoon(() -> log.add("same batch"));
    loop.callSoon(() -> loop.callSoon(() -> log.add("next batch")));

    loop.runForever();

    assertThat(log).containsExactly("same batch");
  }

  @Test
  void whatWasReadyRunsBeforeTimersThatAreDue() {
    loop.callLater(Duration.ZERO, () -> log.add("timer"));
    loop.callSoon(() -> log.add("ready"));

    runOneTick();

    assertThat(log).containsExactly("ready", "timer");
  }

  @Test
  void timersFireByDeadlineAndEqualDeadlinesInTheOrderOfScheduling() {
    loop.callAt(30, () -> log.add("30"));
    for (int i = 0; i < 50; i++) {
      int n = i;
      loop.callAt(20, () -> log.add("20/" + n));
    }
    loop.callAt(10, () -> log.add("10"));
    loop.callAt(40, loop::stop);

    loop.runForever();

    assertThat(log).first().isEqualTo("10");
    assertThat(log).last().isEqualTo("30");
    for (int i = 0; i < 50; i++) {
      assertThat(log.get(i + 1)).isEqualTo("20/" + i);
    }
  }

  @Test
  void aNegativeDelayIsOrderedByItsAbsoluteDeadline() {
    loop.callAt(
        1_000,
        () -> {
          loop.callLater(Duration.ofNanos(-1), () -> log.add("999"));
          loop.callLater(Duration.ofNanos(-500), () -> log.add("500"));
          loop.callLater(Duration.ofNanos(1), loop::stop);
        });

    loop.runForever();

    assertThat(log).containsExactly("500", "999");
  }

  @Test
  void aDurationTooLongForTheClockMeansNever() {
    loop.callLater(Duration.ofSeconds(Long.MAX_VALUE), () -> log.add("never"));
    TimerHandle past = loop.callLater(Duration.ofSeconds(Long.MIN_VALUE), () -> log.add("past"));
    loop.callLater(Duration.ofDays(365), loop::stop);

    loop.runForever();

    assertThat(log).containsExactly("past");
    assertThat(past.when()).isNegative();
  }

  @Test
  void aCancelledCallbackDoesNotRun() {
    Handle soon = loop.callSoon(() -> log.add("soon"));
    TimerHandle later = loop.callLater(Duration.ofMillis(1), () -> log.add("later"));
    soon.cancel();
    later.cancel();
    loop.callLater(Duration.ofMillis(2), loop::stop);

    loop.runForever();

    assertThat(log).isEmpty();
    assertThat(soon.cancelled()).isTrue();
    assertThat(later.cancelled()).isTrue();
  }

  @Test
  void aCallbackThatThrowsGoesToTheExceptionHandlerAndTheLoopGoesOn() {
    List<ExceptionContext> seen = new ArrayList<>();
    loop.setExceptionHandler((l, context) -> seen.add(context));
    RuntimeException failure = new RuntimeException("in a callback");
    Handle handle =
        loop.callSoon(
            () -> {
              throw failure;
            });
    loop.callSoon(() -> log.add("after"));

    runOneTick();

    assertThat(log).containsExactly("after");
    assertThat(seen)
        .singleElement()
        .satisfies(
            c -> {
              assertThat(c.exception()).isSameAs(failure);
              assertThat(c.handle()).isSameAs(handle);
              assertThat(c.message()).startsWith("Exception in callback");
            });
  }

  @Test
  void aHandlerThatThrowsIsLoggedAndTheLoopGoesOn() {
    loop.setExceptionHandler(
        (l, context) -> {
          throw new IllegalStateException("in the handler");
        });
    loop.callSoon(
        () -> {
          throw new RuntimeException("in a callback");
        });
    loop.callSoon(() -> log.add("after"));

    try (LogCapture logged = new LogCapture()) {
      runOneTick();
      assertThat(logged.messages()).anyMatch(m -> m.contains("Exception in callback"));
      assertThat(logged.records())
          .anyMatch(
              r -> r.getThrown() != null && "in the handler".equals(r.getThrown().getMessage()));
    }

    assertThat(log).containsExactly("after");
  }

  @Test
  void theDefaultHandlerLogs() {
    loop.callSoon(
        () -> {
          throw new AssertionError("not fatal");
        });

    try (LogCapture logged = new LogCapture()) {
      runOneTick();
      assertThat(logged.records())
          .singleElement()
          .satisfies(r -> assertThat(r.getThrown()).hasMessage("not fatal"));
    }
  }

  @Test
  void aFatalErrorEndsTheRunAndLeavesTheRestOfTheBatchForTheNext() {
    loop.callSoon(
        () -> {
          throw new NoClassDefFoundError("Missing");
        });
    loop.callSoon(() -> log.add("rest"));

    assertThatThrownBy(loop::runForever).isInstanceOf(NoClassDefFoundError.class);
    assertThat(loop.isRunning()).isFalse();
    runOneTick();

    assertThat(log).containsExactly("rest");
  }

  @Test
  void aMillionTimersMostOfThemCancelledDoNotStopTheRest() {
    List<TimerHandle> handles = new ArrayList<>();
    for (int i = 0; i < 1_000_000; i++) {
      int n = i;
      handles.add(loop.callAt(1_000_000 - i, () -> log.add(Integer.toString(n))));
    }
    for (int i = 0; i < 1_000_000; i++) {
      if (i % 250_000 != 7) {
        handles.get(i).cancel();
      }
    }
    loop.callAt(2_000_000, loop::stop);

    loop.runForever();

    assertThat(log).containsExactly("750007", "500007", "250007", "7");
  }
}
