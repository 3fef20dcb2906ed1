package dev.continuo.junit;

import static dev.continuo.Continuo.await;
import static dev.continuo.Continuo.createTask;
import static dev.continuo.Continuo.done;
import static dev.continuo.Continuo.gather;
import static dev.continuo.Continuo.sleep;
import static dev.continuo.Continuo.yieldNow;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.opentest4j.AssertionFailedError;

/** Tests in many orders. */
class OrdersTest {

  /** Reads, lets others run, writes: two at a time lose one of the two. */
  static final class Account {
    private int balance;
    private boolean isOpen;

    @Async
    Coroutine<Void> open() {
      await(yieldNow());
      isOpen = true;
      return done();
    }

    @Async
    Coroutine<Void> deposit(int amount) {
      await(yieldNow());
      if (isOpen) {
        balance += amount;
      }
      return done();
    }
  }

  @AsyncTests
  static class ReliesOnTheOrder {
    private final Account account = new Account();

    @Orders(count = 50)
    @Async
    void deposits() {
      await(gather(account.open(), account.deposit(10)));
      assertThat(account.balance).isEqualTo(10);
    }
  }

  private static final Pattern REPLAY = Pattern.compile("@Orders\\(seed = (\\d+)\\)");

  @Test
  void aFailureNamesItsSeedAndEndsTheSearch() {
    TestRun run = TestRun.of(ReliesOnTheOrder.class);

    assertThat(run.failure())
        .isInstanceOf(AssertionFailedError.class)
        .hasMessageStartingWith("failed in the order of seed ")
        .hasMessageContaining("-Dcontinuo.seed=")
        .hasCauseInstanceOf(AssertionError.class);
    assertThat(run.started()).isEqualTo(run.succeeded() + 1).isLessThan(50);
    assertThat(run.displayNames().get(0)).isEqualTo("seed 1");
  }

  @Test
  void theSeedReplaysTheFailure() {
    Matcher replay =
        REPLAY.matcher(String.valueOf(TestRun.failureOf(ReliesOnTheOrder.class).getMessage()));
    assertThat(replay.find()).isTrue();
    String seed = replay.group(1);

    for (int i = 0; i < 3; i++) {
      TestRun again = TestRun.of(ReliesOnTheOrder.class, Map.of("continuo.seed", seed));
      assertThat(again.displayNames()).containsExactly("seed " + seed);
      assertThat(again.failure()).hasMessageContaining("@Orders(seed = " + seed + ")");
    }
  }

  @AsyncTests
  static class GivenSeeds {
    @Orders(seed = {7, -8})
    @Async
    void runs() {
      await(yieldNow());
    }
  }

  @Test
  void seedsCanBeGiven() {
    assertThat(TestRun.of(GivenSeeds.class).displayNames()).containsExactly("seed 7", "seed -8");
  }

  static class WithoutAsyncTests {
    private final List<String> events = new ArrayList<>();

    @BeforeEach
    @Async
    void prepare() {
      events.add("before");
      await(yieldNow());
    }

    @Orders(count = 3)
    @Async
    void runs() {
      await(yieldNow());
      assertThat(events).containsExactly("before");
    }
  }

  @Test
  void eachOrderIsATestOfItsOwn() {
    assertThat(TestRun.of(WithoutAsyncTests.class).succeeded()).isEqualTo(3);
  }

  @AsyncTests
  static class LeavesATask {
    @Orders(seed = 3)
    @Async
    void leaves() {
      createTask(sleep(ofSeconds(1)));
    }
  }

  @Test
  void whatIsFoundAfterTheTestNamesTheSeedToo() {
    assertThat(TestRun.failureOf(LeavesATask.class))
        .hasMessageContaining("@Orders(seed = 3)")
        .hasMessageContaining("a task is pending at the end");
  }
}
