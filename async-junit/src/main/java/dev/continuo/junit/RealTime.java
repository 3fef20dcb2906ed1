package dev.continuo.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Runs a test, or every test of a class, on a loop with the system's clock: for what really talks
 * to the outside.
 *
 * <pre>{@code
 * @RealTime
 * @Test
 * @Async
 * void theServerAnswers() { … }
 * }</pre>
 *
 * <p>A {@code VirtualTime} parameter and {@link Orders} are refused there, and a deadlock is only
 * noticed when the {@link RealTimeLimit} is over.
 */
@Documented
@Inherited
@Target({ElementType.TYPE, ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface RealTime {}
