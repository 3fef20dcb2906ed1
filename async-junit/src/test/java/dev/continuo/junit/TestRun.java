package dev.continuo.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.List;
import java.util.Map;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.EventType;

/** What JUnit makes of a class of tests. */
final class TestRun {

  private final EngineExecutionResults results;

  private TestRun(EngineExecutionResults results) {
    this.results = results;
  }

  static TestRun of(Class<?> tests) {
    return of(tests, Map.of());
  }

  static TestRun of(Class<?> tests, Map<String, String> parameters) {
    return new TestRun(
        EngineTestKit.engine("junit-jupiter")
            .configurationParameters(parameters)
            .selectors(selectClass(tests))
            .execute());
  }

  long started() {
    return results.testEvents().started().count();
  }

  long succeeded() {
    return results.testEvents().succeeded().count();
  }

  long aborted() {
    return results.testEvents().aborted().count();
  }

  List<String> displayNames() {
    return results.testEvents().started().map(e -> e.getTestDescriptor().getDisplayName()).toList();
  }

  /** The failure of the only test, or container, that failed. */
  Throwable failure() {
    List<Throwable> failures =
        results
            .allEvents()
            .filter(event -> event.getType() == EventType.FINISHED)
            .map(event -> event.getRequiredPayload(TestExecutionResult.class))
            .flatMap(result -> result.getThrowable().stream())
            .toList();
    assertThat(failures).hasSize(1);
    return failures.get(0);
  }

  /** The failure of the only test of a class. */
  static Throwable failureOf(Class<?> tests) {
    return of(tests).failure();
  }
}
