/**
 * How a loop is shown to people and tools: the dump as text and JSON, the management bean, the
 * events of the flight recorder. Knows the public types only; the loop hands in what it knows.
 *
 * <p>{@code java.management} and {@code jdk.jfr} may be absent: each is used by classes that are
 * not loaded then.
 */
@NullMarked
package dev.continuo.internal.observe;

import org.jspecify.annotations.NullMarked;
