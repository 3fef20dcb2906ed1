package dev.continuo;

import static dev.continuo.Continuo.createTask;
import static dev.continuo.Continuo.sleep;
import static dev.continuo.Continuo.toThread;
import static dev.continuo.Continuo.yieldNow;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A test that moves the clock itself. */
@Timeout(60)
class VirtualTimeControlTest {

  private static VirtualTime time() {
    return VirtualTime.of(EventLoop.running());
  }

  private static Script<Object> ticker(List<Duration> ticks) {
    return Script.of("ticker", s -> tick(s, ticks));
  }

  private static Object tick(Script<?> s, List<Duration> ticks) {
    ticks.add(time().now());
    return s.await(sleep(ofSeconds(10)), v -> tick(s, ticks));
  }

  @Test
  void advancingRunsEverythingThatIsDueByThen() {
    List<Duration> ticks = new ArrayList<>();
    Programs.run(
        s -> {
          createTask(ticker(ticks));
          return s.await(
              time().autoJump(false).advanceTimeBy(ofSeconds(20)),
              v -> {
                assertThat(time().now()).isEqualTo(ofSeconds(20));
                assertThat(ticks).containsExactly(Duration.ZERO, ofSeconds(10), ofSeconds(20));
                return s.await(
                    time().advanceTimeBy(ofSeconds(9)),
                    w -> {
                      assertThat(ticks).hasSize(3);
                      assertThat(time().now()).isEqualTo(ofSeconds(29));
                      return null;
                    });
              });
        });
  }

  @Test
  void advancingWorksWhileTheClockJumpsByItself() {
    List<Duration> ticks = new ArrayList<>();
    Programs.run(
        s -> {
          createTask(ticker(ticks));
          return s.await(
              time().advanceTimeBy(ofSeconds(15)),
              v -> {
                assertThat(time().now()).isEqualTo(ofSeconds(15));
                assertThat(ticks).hasSize(2);
                return null;
              });
        });
  }

  @Test
  void twoWhoAdvanceArriveInTheOrderOfTheirTimes() {
    List<String> arrived = new ArrayList<>();
    Programs.run(
        s -> {
          createTask(
              Script.of(
                  t -> t.await(time().advanceTimeBy(ofSeconds(2)), v -> arrived.add("late"))));
          createTask(
              Script.of(
                  t -> t.await(time().advanceTimeBy(ofSeconds(1)), v -> arrived.add("early"))));
          return s.await(
              time().autoJump(false).advanceTimeBy(ofSeconds(3)),
              v -> {
                assertThat(arrived).containsExactly("early", "late");
                return null;
              });
        });
  }

  @Test
  void runUntilAllBlockedLetsOthersRunButNoTimePass() {
    List<String> events = new ArrayList<>();
    Programs.run(
        s -> {
          createTask(
              Script.of(
                  t ->
                      t.await(
                          yieldNow(),
                          v ->
                              t.await(
                                  yieldNow(),
                                  w -> {
                                    events.add("blocked");
                                    return t.await(sleep(ofHours(1)), x -> events.add("late"));
                                  }))));
          return s.await(
              time().runUntilAllBlocked(),
              v -> {
                assertThat(events).containsExactly("blocked");
                assertThat(time().now()).isZero();
                return null;
              });
        });
  }

  @Test
  void aCallInAThreadCountsAsBlocked() {
    CountDownLatch block = new CountDownLatch(1);
    Programs.run(
        s -> {
          Task<Object> call =
              createTask(
                  toThread(
                      () -> {
                        block.await();
                        return "answer";
                      }));
          return s.await(
              time().runUntilAllBlocked(),
              v -> {
                assertThat(call.done()).isFalse();
                block.countDown();
                return s.await(call, w -> w);
              });
        });
  }

  @Test
  void withoutJumpsAForgottenAdvanceIsADeadlockThatNamesTheNextTimer() {
    assertThatThrownBy(
            () ->
                Programs.run(
                    s -> {
                      time().autoJump(false);
                      return s.await(sleep(ofSeconds(5)), v -> v);
                    }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("the time stands still at PT0S: the next timer is due at PT5S")
        .hasMessageContaining("Task-1 (pending) awaits sleep for another 5 s; awaited by run");
  }

  @Test
  void anAdvanceThatWasCancelledLeavesTheTime() {
    Programs.run(
        s -> {
          Task<Void> advance = createTask(time().autoJump(false).advanceTimeBy(ofSeconds(1)));
          return s.await(
              yieldNow(),
              v -> {
                advance.cancel();
                return s.await(
                    time().runUntilAllBlocked(),
                    w -> {
                      assertThat(advance.cancelled()).isTrue();
                      assertThat(time().now()).isZero();
                      return null;
                    });
              });
        });
  }

  @Test
  void timeDoesNotGoBackAndOnlyAVirtualClockObeys() {
    Programs.run(
        s -> {
          assertThatThrownBy(() -> time().advanceTimeBy(ofSeconds(-1)))
              .isInstanceOf(IllegalArgumentException.class)
              .hasMessageContaining("PT-1S");
          return null;
        });
    try (EventLoop real = EventLoop.create()) {
      assertThatThrownBy(() -> VirtualTime.of(real))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("no virtual clock");
    }
  }

  @Test
  void theTimeOfAnotherLoopIsRefused() {
    try (EventLoop other = EventLoop.virtualTime()) {
      assertThatThrownBy(
              () ->
                  Programs.run(
                      s -> s.await(VirtualTime.of(other).advanceTimeBy(ofSeconds(1)), v -> v)))
          .hasMessageContaining("another event loop");
    }
  }
}
