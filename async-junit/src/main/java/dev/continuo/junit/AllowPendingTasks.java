package dev.continuo.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Lets a test, or every test of a class, end while tasks that it started are pending: they are
 * cancelled, and do not fail it.
 *
 * <pre>{@code
 * @AllowPendingTasks
 * @Test
 * @Async
 * void ticksEveryTenSeconds() {
 *   createTask(tickForEver());
 *   …
 * }
 * }</pre>
 */
@Documented
@Inherited
@Target({ElementType.TYPE, ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface AllowPendingTasks {}
