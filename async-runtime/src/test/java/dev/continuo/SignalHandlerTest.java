package dev.continuo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Signal handlers of the program's own; signals are sent to JVMs of their own. */
@Timeout(120)
class SignalHandlerTest {

  /** Counts to two by signals, then is deaf to them. */
  static final class Program {
    public static void main(String[] arguments) {
      EventLoop loop = EventLoop.create();
      Thread loopThread = Thread.currentThread();
      int[] count = new int[1];
      loop.addSignalHandler(
          "USR2",
          () -> {
            boolean onLoop = Thread.currentThread() == loopThread;
            System.out.println("USR2 " + ++count[0] + (onLoop ? "" : " on another thread"));
          });
      loop.addSignalHandler(
          "SIGTERM",
          () -> {
            System.out.println("TERM");
            loop.stop();
          });
      loop.callSoon(() -> System.out.println("ready"));
      loop.runForever();
      System.out.println("removed: " + loop.removeSignalHandler("TERM"));
      System.out.println("again: " + loop.removeSignalHandler("TERM"));
      loop.close();
      System.out.println("closed");
      pause();
    }

    private static void pause() {
      try {
        Thread.currentThread().join(Duration.ofMinutes(1).toMillis());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Test
  void signalsRunCallbacksOfTheLoopAndWhatWasBeforeComesBack() throws Exception {
    try (Jvm jvm = Jvm.start(Program.class)) {
      assertThat(jvm.readLine()).isEqualTo("ready");
      jvm.signal("USR2");
      assertThat(jvm.readLine()).isEqualTo("USR2 1");
      jvm.signal("USR2");
      assertThat(jvm.readLine()).isEqualTo("USR2 2");
      jvm.signal("TERM");
      assertThat(jvm.readLine()).isEqualTo("TERM");
      assertThat(jvm.readLine()).isEqualTo("removed: true");
      assertThat(jvm.readLine()).isEqualTo("again: false");
      assertThat(jvm.readLine()).isEqualTo("closed");
      jvm.signal("TERM");

      assertThat(jvm.rest()).isEmpty();
      assertThat(jvm.exitCode()).isEqualTo(143);
    }
  }

  /** Two loops want the same signal. */
  static final class TwoLoops {
    public static void main(String[] arguments) {
      EventLoop first = EventLoop.create();
      first.addSignalHandler(
          "TERM",
          () -> {
            System.out.println("first");
            first.stop();
          });
      EventLoop second = EventLoop.create();
      second.addSignalHandler("TERM", () -> System.out.println("replaced"));
      second.addSignalHandler(
          "TERM",
          () -> {
            System.out.println("second");
            second.stop();
          });
      second.callSoon(() -> System.out.println("ready"));
      second.runForever();
      second.close();
      first.callSoon(() -> System.out.println("ready"));
      first.runForever();
      first.close();
      System.out.println("end");
    }
  }

  @Test
  void ofTwoLoopsTheLastOneGetsTheSignalUntilItIsClosed() throws Exception {
    try (Jvm jvm = Jvm.start(TwoLoops.class)) {
      assertThat(jvm.readLine()).isEqualTo("ready");
      jvm.signal("TERM");
      assertThat(jvm.readLine()).isEqualTo("second");
      assertThat(jvm.readLine()).isEqualTo("ready");
      jvm.signal("TERM");

      assertThat(jvm.rest()).containsExactly("first", "end");
      assertThat(jvm.exitCode()).isEqualTo(0);
    }
  }

  @Test
  void whatIsNoSignalIsRefused() {
    try (EventLoop loop = EventLoop.create()) {
      assertThatThrownBy(() -> loop.addSignalHandler("NOSUCH", () -> {}))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("signal NOSUCH cannot be handled: Unknown signal");
      assertThatThrownBy(() -> loop.addSignalHandler("", () -> {}))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> loop.addSignalHandler("KILL", () -> {}))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("signal KILL cannot be handled: ");
      assertThat(loop.removeSignalHandler("NOSUCH")).isFalse();
    }
  }

  @Test
  void aClosedLoopRefuses() {
    EventLoop loop = EventLoop.create();
    loop.close();

    assertThatThrownBy(() -> loop.addSignalHandler("USR2", () -> {}))
        .hasMessage("Event loop is closed");
  }
}
