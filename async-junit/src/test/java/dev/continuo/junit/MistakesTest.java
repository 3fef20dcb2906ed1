package dev.continuo.junit;

import static dev.continuo.Continuo.await;
import static dev.continuo.Continuo.done;
import static dev.continuo.Continuo.sleep;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.continuo.Coroutine;
import dev.continuo.EventLoop;
import dev.continuo.VirtualTime;
import dev.continuo.annotation.Async;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.platform.engine.DiscoveryIssue;
import org.junit.platform.testkit.engine.EngineTestKit;

/** Ways to use the extension that cannot work, and what they are told. */
class MistakesTest {

  @AsyncTests
  static class ReturnsACoroutine {
    @Test
    void runs() {}

    @Test
    @Async
    Coroutine<Void> doesNotRun() {
      await(sleep(ofSeconds(1)));
      return done();
    }
  }

  @Test
  void aTestMethodThatReturnsACoroutineIsRefusedRatherThanSkipped() {
    assertThat(TestRun.failureOf(ReturnsACoroutine.class))
        .isInstanceOf(ExtensionConfigurationException.class)
        .hasMessageContaining("declare them void")
        .hasMessageContaining("ReturnsACoroutine.doesNotRun()");
  }

  @AsyncTests
  static class ReturnsNothingElse {
    @Test
    @Async
    Coroutine<Void> doesNotRun() {
      await(sleep(ofSeconds(1)));
      return done();
    }

    @Orders
    @Async
    Coroutine<Void> doesNotRunEither() {
      await(sleep(ofSeconds(1)));
      return done();
    }
  }

  /** Without a test JUnit does not ask the extension; docs/decisions quotes this. */
  @Test
  void junitItselfWarnsOfTestMethodsThatReturnSomething() {
    var discovered =
        EngineTestKit.engine("junit-jupiter")
            .selectors(selectClass(ReturnsNothingElse.class))
            .discover();

    assertThat(discovered.getEngineDescriptor().getChildren()).isEmpty();
    assertThat(discovered.getDiscoveryIssues())
        .extracting(DiscoveryIssue::severity)
        .containsOnly(DiscoveryIssue.Severity.WARNING);
    assertThat(discovered.getDiscoveryIssues())
        .extracting(DiscoveryIssue::message)
        .anyMatch(m -> m.startsWith("@Test method") && m.contains("must not return a value"))
        .anyMatch(m -> m.startsWith("@TestTemplate method") && m.contains("must not return"));
  }

  @AsyncTests
  static class AsyncBeforeAll {
    @BeforeAll
    @Async
    static void start() {
      await(sleep(ofSeconds(1)));
    }

    @Test
    void runs() {}
  }

  @Test
  void beforeAllHasNoLoop() {
    assertThat(TestRun.failureOf(AsyncBeforeAll.class))
        .isInstanceOf(ExtensionConfigurationException.class)
        .hasMessageContaining("start() cannot be @Async: a loop belongs to one test");
  }

  @AsyncTests
  static class LoopInAConstructor {
    LoopInAConstructor(EventLoop loop) {}

    @Test
    void runs() {}
  }

  @Test
  void aConstructorGetsNoLoop() {
    assertThat(TestRun.failureOf(LoopInAConstructor.class))
        .isInstanceOf(ParameterResolutionException.class)
        .hasMessageContaining("belong to one test");
  }

  @AsyncTests
  static class VirtualTimeInRealTime {
    @Test
    @Async
    @RealTime
    void runs(VirtualTime time) {}
  }

  @Test
  void realTimeIsNotVirtual() {
    assertThat(TestRun.failureOf(VirtualTimeInRealTime.class))
        .isInstanceOf(ParameterResolutionException.class)
        .hasMessageContaining("there is no VirtualTime in a test that runs in @RealTime");
  }

  @AsyncTests
  @RealTime
  static class OrdersInRealTime {
    @Orders
    @Async
    void runs() {}
  }

  @AsyncTests
  static class NoOrders {
    @Orders(count = 0)
    @Async
    void runs() {}
  }

  @Test
  void ordersNeedVirtualTimeAndANumber() {
    assertThat(TestRun.of(OrdersInRealTime.class).failure())
        .hasMessageContaining("@Orders needs virtual time");
    assertThat(TestRun.of(NoOrders.class).failure())
        .hasMessageContaining("@Orders(count = 0): at least one");
  }

  @Test
  void configurationParametersMustBeNumbers() {
    assertThat(TestRun.of(NoOrders.class, Map.of("continuo.seed", "x")).failure())
        .hasMessageContaining("continuo.seed is not a whole number: x");
    assertThat(TestRun.of(Plain.class, Map.of("continuo.testLimitSeconds", "soon")).failure())
        .hasMessageContaining("continuo.testLimitSeconds is not a whole number: soon");
  }

  @AsyncTests
  static class Plain {
    @Test
    @Async
    void runs() {}
  }
}
