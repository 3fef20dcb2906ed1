package dev.continuo.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a method that Continuo rewrites after javac into a resumable state machine, so that its
 * body may use {@code await}.
 *
 * <pre>{@code
 * @Async
 * static Coroutine<String> hello(String who) {
 *   await(sleep(Duration.ofMillis(100)));
 *   return value("hello " + who);
 * }
 * }</pre>
 *
 * <p>The method returns {@code Coroutine<T>}, {@code CompletableFuture<T>}, {@code
 * CompletionStage<T>} or {@code void}; any other return type fails the build. It may be static,
 * instance, private, final, default, generic or varargs, in a class, record, enum or interface of
 * any nesting. On an abstract method the annotation documents and is otherwise ignored. A lambda
 * cannot be annotated; it is transformed when its functional method returns one of these types and
 * its body uses {@code await}.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Async {}
