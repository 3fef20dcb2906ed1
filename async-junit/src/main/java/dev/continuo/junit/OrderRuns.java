package dev.continuo.junit;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** The runs of a test under {@link Orders}: one for each seed, until one of them fails. */
final class OrderRuns {

  static final String SEED_PARAMETER = "continuo.seed";

  private OrderRuns() {}

  /** The runs, each made when the one before has ended. */
  static Stream<TestTemplateInvocationContext> of(ExtensionContext context) {
    AtomicBoolean failed = new AtomicBoolean();
    return seeds(context)
        .takeWhile(seed -> !failed.get())
        .mapToObj(seed -> new Run(new Order(seed, () -> failed.set(true))));
  }

  private static LongStream seeds(ExtensionContext context) {
    Orders orders =
        AnnotationSupport.findAnnotation(context.getRequiredTestMethod(), Orders.class)
            .orElseThrow();
    String replayed = context.getConfigurationParameter(SEED_PARAMETER).orElse("");
    if (!replayed.isBlank()) {
      return LongStream.of(parsed(replayed));
    }
    if (orders.seed().length > 0) {
      return LongStream.of(orders.seed());
    }
    if (orders.count() < 1) {
      throw new ExtensionConfigurationException(
          "@Orders(count = " + orders.count() + "): at least one order must be tried");
    }
    return LongStream.rangeClosed(1, orders.count());
  }

  private static long parsed(String seed) {
    try {
      return Long.parseLong(seed.strip());
    } catch (NumberFormatException e) {
      throw new ExtensionConfigurationException(
          SEED_PARAMETER + " is not a whole number: " + seed, e);
    }
  }

  /** One run of the test. */
  private record Run(Order order) implements TestTemplateInvocationContext {

    @Override
    public String getDisplayName(int invocationIndex) {
      return "seed " + order.seed();
    }

    @Override
    public List<Extension> getAdditionalExtensions() {
      return List.of(order);
    }
  }
}
