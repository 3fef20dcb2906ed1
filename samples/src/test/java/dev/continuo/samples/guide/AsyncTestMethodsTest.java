package dev.continuo.samples.guide;

import static dev.continuo.Continuo.*;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.continuo.Coroutine;
import dev.continuo.EventLoop;
import dev.continuo.Task;
import dev.continuo.VirtualTime;
import dev.continuo.annotation.Async;
import dev.continuo.junit.AsyncTests;
import dev.continuo.junit.Orders;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The code of docs/guide/testing.md that uses the JUnit extension. */
class AsyncTestMethodsTest {

  // A test class

  @Nested
  @AsyncTests
  class BreakfastTest {

    @Async
    static Coroutine<String> brew() {
      await(sleep(ofMinutes(3)));
      return value("coffee");
    }

    @Test
    @Async
    void coffeeTakesThreeMinutes(VirtualTime time) {
      assertThat(await(brew())).isEqualTo("coffee");
      assertThat(time.now()).isEqualTo(ofMinutes(3));
    }
  }

  // Before and after

  static class Poller {
    private final List<Duration> polls = new ArrayList<>();

    @Async
    Coroutine<Void> poll() {
      while (true) {
        polls.add(Duration.ofNanos(EventLoop.running().time()));
        await(sleep(ofSeconds(10)));
      }
    }
  }

  @Nested
  @AsyncTests
  class PollerTest {
    private final Poller poller = new Poller();
    private Task<Void> polling;

    @BeforeEach
    @Async
    void start() {
      polling = createTask(poller.poll());
    }

    @Test
    @Async
    void pollsEveryTenSeconds(VirtualTime time) {
      await(time.advanceTimeBy(ofSeconds(25)));
      assertThat(poller.polls).containsExactly(Duration.ZERO, ofSeconds(10), ofSeconds(20));
    }

    @AfterEach
    @Async
    void stop() {
      polling.cancel();
    }
  }

  // Moving the time

  @Nested
  @AsyncTests
  class TimeTest {

    @Test
    @Async
    void theTimeMovesByHand(VirtualTime time) {
      time.autoJump(false);
      Task<String> coffee = createTask(BreakfastTest.brew());

      await(time.advanceTimeBy(ofMinutes(2)));
      assertThat(coffee.done()).isFalse();

      await(time.advanceTimeBy(ofMinutes(1)));
      assertThat(coffee.result()).isEqualTo("coffee");
    }

    @Test
    @Async
    void everybodyHasArrived(VirtualTime time) {
      List<String> line = new ArrayList<>();
      createTask(queueUp(line, "ada"));
      createTask(queueUp(line, "bob"));

      await(time.runUntilAllBlocked());
      assertThat(line).containsExactly("ada", "bob");

      await(sleep(ofMinutes(1)));
    }

    @Async
    private static Coroutine<Void> queueUp(List<String> line, String who) {
      line.add(who);
      await(sleep(ofMinutes(1)));
      line.remove(who);
      return done();
    }
  }

  // Orders

  static class Account {
    private int balance = 100;

    int balance() {
      return balance;
    }

    @Async
    Coroutine<Void> withdraw(int amount) {
      await(yieldNow());
      balance -= amount;
      return done();
    }
  }

  @Nested
  @AsyncTests
  class AccountTest {

    @Orders(count = 100)
    @Async
    void noMoneyIsLost() {
      Account account = new Account();
      await(gather(account.withdraw(10), account.withdraw(20)));
      assertThat(account.balance()).isEqualTo(70);
    }
  }
}
