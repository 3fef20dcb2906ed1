package dev.continuo.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Has the {@code @Async void} methods of a test class run on an event loop, in virtual time; short
 * for {@code @ExtendWith(AsyncExtension.class)}.
 *
 * <pre>{@code
 * @AsyncTests
 * class BreakfastTest {
 *   @Test
 *   @Async
 *   void coffeeTakesThreeMinutes(VirtualTime time) {
 *     Coffee coffee = await(Kitchen.brew());
 *     assertThat(coffee.isHot()).isTrue();
 *     assertThat(time.now()).isEqualTo(Duration.ofMinutes(3));
 *   }
 * }
 * }</pre>
 *
 * <p>{@link AsyncExtension} says what is run where, and what fails a test.
 */
@Documented
@Inherited
@Target({ElementType.TYPE, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(AsyncExtension.class)
public @interface AsyncTests {}
