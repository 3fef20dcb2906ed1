package dev.continuo.junit;

import java.lang.annotation.Annotation;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * What the annotations of a test say: those of its method, else of its class, else of the classes
 * around that.
 *
 * @param realTime whether its loop has the system's clock
 * @param limit how much real time a method may take, or null
 * @param mayLeaveTasks whether tasks may be pending at the end
 * @param order the order of what is ready, or null for first come, first served
 */
record Settings(
    boolean realTime, @Nullable Duration limit, boolean mayLeaveTasks, @Nullable Order order) {

  static final String LIMIT_PARAMETER = "continuo.testLimitSeconds";

  private static final Duration DEFAULT_LIMIT = Duration.ofSeconds(10);

  static Settings of(ExtensionContext context) {
    Order order = Order.of(context);
    boolean realTime = find(context, RealTime.class).isPresent();
    if (realTime && order != null) {
      throw new ExtensionConfigurationException(
          "@Orders needs virtual time, and @RealTime was asked for: in real time an order cannot be"
              + " repeated");
    }
    return new Settings(
        realTime, limit(context), find(context, AllowPendingTasks.class).isPresent(), order);
  }

  private static @Nullable Duration limit(ExtensionContext context) {
    Duration limit =
        find(context, RealTimeLimit.class)
            .map(found -> Duration.ofNanos(found.unit().toNanos(found.value()))) // saturates
            .or(() -> context.getConfigurationParameter(LIMIT_PARAMETER).map(Settings::parsed))
            .orElse(DEFAULT_LIMIT);
    return limit.isNegative() || limit.isZero() || isDebugged() ? null : limit;
  }

  private static Duration parsed(String seconds) {
    try {
      return Duration.ofSeconds(Long.parseLong(seconds.strip()));
    } catch (NumberFormatException e) {
      throw new ExtensionConfigurationException(
          LIMIT_PARAMETER + " is not a whole number: " + seconds, e);
    }
  }

  /** Whoever looks at a breakpoint needs his time. */
  private static boolean isDebugged() {
    return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .anyMatch(argument -> argument.startsWith("-agentlib:jdwp"));
  }

  private static <A extends Annotation> Optional<A> find(ExtensionContext context, Class<A> type) {
    Optional<A> found = AnnotationSupport.findAnnotation(context.getTestMethod(), type);
    Class<?> holder = context.getTestClass().orElse(null);
    while (found.isEmpty() && holder != null) {
      found = AnnotationSupport.findAnnotation(holder, type);
      holder = holder.getEnclosingClass();
    }
    return found;
  }
}
