package dev.continuo.junit;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.LifecycleMethodExecutionExceptionHandler;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.junit.jupiter.api.extension.TestWatcher;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

/**
 * The order of one run of a test under {@link Orders}: tells the loop its seed, and those who read
 * a failure how to see it again.
 */
final class Order
    implements BeforeEachCallback,
        TestExecutionExceptionHandler,
        LifecycleMethodExecutionExceptionHandler,
        TestWatcher {

  private final long seed;
  private final Runnable onFailure;

  Order(long seed, Runnable onFailure) {
    this.seed = seed;
    this.onFailure = onFailure;
  }

  /** The order in which the test of the context runs, or null for the loop's own. */
  static @Nullable Order of(ExtensionContext context) {
    return AsyncExtension.store(context).get(Order.class, Order.class);
  }

  long seed() {
    return seed;
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    AsyncExtension.store(context).put(Order.class, this);
  }

  private Throwable explained(Throwable failure) {
    boolean isNoFailure =
        failure instanceof TestAbortedException || failure instanceof VirtualMachineError;
    return isNoFailure ? failure : explanation(failure);
  }

  /** The same failure with a message that says how to see it again. */
  AssertionFailedError explanation(Throwable failure) {
    String text =
        "failed in the order of seed "
            + seed
            + "; to see it again: @Orders(seed = "
            + seed
            + "), or -D"
            + OrderRuns.SEED_PARAMETER
            + "="
            + seed
            + "\n"
            + failure;
    if (failure instanceof AssertionFailedError assertion
        && assertion.isExpectedDefined()
        && assertion.isActualDefined()) {
      return new AssertionFailedError(
          text, assertion.getExpected(), assertion.getActual(), failure);
    }
    return new AssertionFailedError(text, failure);
  }

  @Override
  public void handleTestExecutionException(ExtensionContext context, Throwable failure)
      throws Throwable {
    throw explained(failure);
  }

  @Override
  public void handleBeforeEachMethodExecutionException(ExtensionContext context, Throwable failure)
      throws Throwable {
    throw explained(failure);
  }

  @Override
  public void handleAfterEachMethodExecutionException(ExtensionContext context, Throwable failure)
      throws Throwable {
    throw explained(failure);
  }

  @Override
  public void testFailed(ExtensionContext context, @Nullable Throwable cause) {
    onFailure.run();
  }
}
