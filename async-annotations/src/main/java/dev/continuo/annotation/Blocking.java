package dev.continuo.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a method or constructor that may block its thread, so that a call of it from an {@link
 * Async} body, where it would hold up every task of the event loop, is a build warning.
 *
 * <pre>{@code
 * @Blocking
 * byte[] download(URI uri) { ... }
 *
 * @Async
 * Coroutine<byte[]> fetch(URI uri) {
 *   return value(await(toThread(() -> download(uri))));   // not download(uri)
 * }
 * }</pre>
 */
@Documented
@Target({ElementType.METHOD, ElementType.CONSTRUCTOR})
@Retention(RetentionPolicy.CLASS)
public @interface Blocking {}
