package dev.continuo.coroutine;

import org.jspecify.annotations.Nullable;

/**
 * Base of the classes that the transformer generates for generators. {@link #resume} returns the
 * element that was emitted, {@link Driver#ENDED} at the end of the body, a {@link Delegation} where
 * the elements of something else are emitted, or {@link Driver#SUSPENDED} at an await.
 *
 * <pre>
 *   emit(x), what the transformer writes:
 *     frame.fields = stack and locals that live on
 *     frame.state = k; return x
 *   resume_k:
 *     locals and stack = frame.fields
 *     r = driver.result()            // what was sent; or throws what was thrown into the generator
 * </pre>
 *
 * @param <T> the type of the elements
 */
public abstract class GeneratorFrame<T extends @Nullable Object> extends CoroutineFrame<T> {
  /** Called by the generated classes. */
  protected GeneratorFrame() {}
}
