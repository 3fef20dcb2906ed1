package dev.continuo.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Runs a test many times, each time with another order of what is ready at the same time; instead
 * of {@code @Test}.
 *
 * <pre>{@code
 * @Orders(count = 100)
 * @Async
 * void noMoneyIsLost() {
 *   Account account = new Account(100);
 *   await(gather(account.withdraw(10), account.withdraw(20)));
 *   assertThat(account.balance()).isEqualTo(70);
 * }
 * }</pre>
 *
 * <p>Each run is a test of its own, with its own test instance, its {@code @BeforeEach} methods and
 * its loop, made by {@code EventLoop.virtualTime(seed)}. The runs end with the first that fails;
 * its message says how to have the same order again: {@code @Orders(seed = 42)}, or {@code
 * -Dcontinuo.seed=42} (a configuration parameter of JUnit or a system property) for a build that is
 * not to be edited. The seeds are the same in every build, so that a build that passed passes
 * again.
 */
@Documented
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@TestTemplate
@ExtendWith(AsyncExtension.class)
public @interface Orders {

  /**
   * How many orders to try: those of the seeds from 1 to this.
   *
   * @return at least 1
   */
  int count() default 100;

  /**
   * The seeds to try instead, to replay a failure.
   *
   * @return any numbers; if there are none, {@link #count} says
   */
  long[] seed() default {};
}
