/**
 * The contract between generated code and the runtime. Programs do not use it; the transformer
 * emits calls to it, so every public name here is ABI.
 *
 * <p>Three roles:
 *
 * <ul>
 *   <li>{@link dev.continuo.coroutine.CoroutineFrame}: the heap object of one coroutine, base of
 *       one generated class per {@code @Async} method;
 *   <li>{@link dev.continuo.coroutine.Driver}: what runs a chain of coroutines; carries the depth,
 *       the tail of the chain that is being suspended, and the outcome handed to a resumed frame;
 *   <li>{@link dev.continuo.coroutine.Await}, {@link dev.continuo.coroutine.BuiltIn} and {@link
 *       dev.continuo.coroutine.Launch}: the static entry points of suspension points and of ramps.
 * </ul>
 *
 * <pre>
 *   task step ──resume──▶ innermost frame ──returns SUSPENDED──▶ (unwinding: each caller links itself)
 *        ▲                      │ value or exception
 *        │                      ▼
 *        └──────────── hand-over loop: caller frame resumes with it, and so on, never by recursion
 * </pre>
 */
@NullMarked
package dev.continuo.coroutine;

import org.jspecify.annotations.NullMarked;
