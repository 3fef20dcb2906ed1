package dev.continuo.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.concurrent.TimeUnit;

/**
 * How much real time each {@code @Async} method of a test may take before it fails with a dump of
 * its tasks; 10 seconds unless said otherwise here, on the method or on its class, or by {@code
 * continuo.testLimitSeconds}, a configuration parameter of JUnit or a system property.
 *
 * <pre>{@code
 * @RealTimeLimit(60)
 * class LongSimulationTest { … }
 * }</pre>
 *
 * <p>A method that keeps the thread, in an endless loop or a blocking call, is interrupted one
 * second later, and fails when that ends it. What ignores interrupts can only be left behind: that
 * is what JUnit's {@code @Timeout} with {@code threadMode = SEPARATE_THREAD} does.
 */
@Documented
@Inherited
@Target({ElementType.TYPE, ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface RealTimeLimit {

  /**
   * The limit.
   *
   * @return a number of units; 0 or less for no limit
   */
  long value();

  /**
   * The unit of the limit.
   *
   * @return seconds unless given
   */
  TimeUnit unit() default TimeUnit.SECONDS;
}
