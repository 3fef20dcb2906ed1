/**
 * The operators of asynchronous streams: implementation, not exported.
 *
 * <p>You can think of a chain of operators as pipes with a pump at its end. A {@link
 * dev.continuo.internal.stream.Pull} is a pipe: asked for an element, it asks the one before it.
 * The pumps are {@link dev.continuo.internal.stream.NextStep} (a program that calls {@code
 * next()}), {@link dev.continuo.internal.stream.Drain} ({@code toList} and its like) and {@link
 * dev.continuo.internal.stream.Feeder} (the task of a {@code buffer} or {@code merge}).
 *
 * <pre>
 *   program ──next()──▶ NextStep ──▶ Take ──▶ Filter ──▶ Foreign ──next()──▶ the program's iterator
 *                          │ at the end, and when anything fails
 *                          └──▶ Closing: release() of each, outermost first
 * </pre>
 *
 * <p>Pipes never catch and never close: whatever goes wrong reaches the pump, and the pump closes
 * the whole chain.
 */
@NullMarked
package dev.continuo.internal.stream;

import org.jspecify.annotations.NullMarked;
