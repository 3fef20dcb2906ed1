package dev.continuo.junit;

import static dev.continuo.Continuo.await;
import static dev.continuo.Continuo.createTask;
import static dev.continuo.Continuo.currentTask;
import static dev.continuo.Continuo.done;
import static dev.continuo.Continuo.sleep;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.continuo.ContextVar;
import dev.continuo.Coroutine;
import dev.continuo.EventLoop;
import dev.continuo.Task;
import dev.continuo.VirtualTime;
import dev.continuo.annotation.Async;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Test methods that await, in all the forms that JUnit has. */
@AsyncTests
class AsyncMethodsTest {

  private static final ContextVar<String> USER = new ContextVar<>("user");

  private final List<String> events = new ArrayList<>();
  private EventLoop loop;
  private Task<Void> ticker;

  @Async
  private Coroutine<Void> tickForEver() {
    while (true) {
      events.add("tick");
      await(sleep(ofSeconds(10)));
    }
  }

  @BeforeEach
  @Async
  void start(EventLoop given, VirtualTime time) {
    loop = given;
    ticker = createTask(tickForEver());
    USER.set("ada");
    await(sleep(ofSeconds(1)));
    assertThat(time.now()).isEqualTo(ofSeconds(1));
  }

  @AfterEach
  @Async
  void stop() {
    assertThat(EventLoop.running()).isSameAs(loop);
    ticker.cancel();
    await(sleep(ofSeconds(1)));
  }

  @Test
  @Async
  void aTestAwaitsInTheLoopOfItsBeforeEachMethods(VirtualTime time) {
    assertThat(EventLoop.running()).isSameAs(loop);
    await(sleep(ofSeconds(25)));

    assertThat(time.now()).isEqualTo(ofSeconds(26));
    assertThat(events).containsExactly("tick", "tick", "tick");
  }

  @Test
  @Async
  void contextVariablesOfBeforeEachAreSeen() {
    await(sleep(ofSeconds(1)));
    assertThat(USER.get()).isEqualTo("ada");
  }

  @Test
  @Async
  void timeMovesByHandIfItIsToldSo(VirtualTime time) {
    time.autoJump(false);
    await(time.advanceTimeBy(ofHours(1)));
    assertThat(events).hasSize(361);

    await(time.runUntilAllBlocked());
    assertThat(time.now()).isEqualTo(ofHours(1).plusSeconds(1));
    time.autoJump(true);
  }

  @Test
  @Async
  void theTaskOfATestHasTheNameOfItsMethod() {
    assertThat(Objects.requireNonNull(currentTask()).name())
        .isEqualTo("theTaskOfATestHasTheNameOfItsMethod");
  }

  @Test
  @Async
  void otherParametersAreInjectedToo(TestInfo info, EventLoop given, @TempDir Path folder) {
    await(sleep(ofSeconds(1)));
    assertThat(info.getTags()).isEmpty();
    assertThat(given).isSameAs(loop);
    assertThat(folder).exists();
  }

  @Test
  void aMethodThatIsNotAsyncRunsOutsideTheLoop(EventLoop given) {
    assertThat(EventLoop.runningOrNull()).isNull();
    given.runUntilComplete(sleep(ofSeconds(9)));
    assertThat(given.time()).isEqualTo(ofSeconds(10).toNanos());
  }

  @RepeatedTest(3)
  @Async
  void eachRepetitionStartsAnew(VirtualTime time) {
    assertThat(time.now()).isEqualTo(ofSeconds(1));
    await(sleep(ofSeconds(5)));
    assertThat(events).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 10, 100})
  @Async
  void argumentsComeBeforeTheTime(int seconds, VirtualTime time) {
    await(sleep(ofSeconds(seconds)));
    assertThat(time.now()).isEqualTo(ofSeconds(seconds + 1));
  }

  @Test
  @Async
  @DisplayName("tasks that end with the test get their turns")
  void aTaskThatIsAboutToEndIsNotLeft() {
    createTask(aFewTurns());
    createTask(sleep(ofHours(1))).cancel();
  }

  @Async
  private Coroutine<Void> aFewTurns() {
    await(dev.continuo.Continuo.yieldNow());
    await(dev.continuo.Continuo.yieldNow());
    return done();
  }

  @Nested
  class Inside {

    @BeforeEach
    @Async
    void later() {
      events.add("inner");
      await(sleep(ofSeconds(1)));
    }

    @Test
    @Async
    void nestedTestsUseTheSameLoop(VirtualTime time) {
      assertThat(EventLoop.running()).isSameAs(loop);
      assertThat(time.now()).isEqualTo(ofSeconds(2));
      assertThat(events).containsExactly("tick", "inner");
      await(sleep(ofSeconds(1)));
    }
  }
}
