package dev.continuo;

import org.jspecify.annotations.Nullable;

/**
 * Keeps the thread-locals of other libraries with the task that set them, as if they were {@link
 * ContextVar}s: logging contexts, trace spans, security principals.
 *
 * <pre>{@code
 * public final class RequestIdCarrier implements ThreadLocalCarrier {
 *   public Object capture(Object last) {
 *     String now = RequestId.get();                       // "" where there is none: never null
 *     return last != null && now.equals(last) ? last : now;
 *   }
 *   public Scope install(Object values) {
 *     String before = RequestId.get();
 *     RequestId.set(values == null ? "" : (String) values);
 *     return () -> RequestId.set(before);
 *   }
 * }
 * }</pre>
 *
 * <p>The runtime finds one implementation, with {@link java.util.ServiceLoader}, when the first
 * context is used; the module {@code async-context-propagation} brings one that serves every
 * library known to Micrometer's context-propagation. With none there is no cost at all; {@code
 * -Dcontinuo.threadLocals=false} leaves one that is there unused.
 *
 * <p>Whenever a {@link Context} is copied (a new task, a callback, {@code toThread}, {@link
 * Context#copyOfCurrent}), what {@link #capture} gives goes into the copy. While a step, a callback
 * or {@link Context#run} runs in a context, its values are installed; when it ends, the values of
 * that moment are kept in the context and those of before are put back.
 *
 * <p>Threads: called on every thread that runs code in a context, also at the same time. What a
 * method throws is logged, and the code runs without the values.
 */
public interface ThreadLocalCarrier {

  /**
   * The values that this thread has now.
   *
   * @param last what was captured before in the same context, or null
   * @return the values, never null; {@code last} itself if nothing has changed, which saves memory
   *     and time. It may be installed on other threads and several times, and must not change
   */
  Object capture(@Nullable Object last);

  /**
   * Gives this thread other values.
   *
   * @param values what {@link #capture} returned, or null for a context that has none: then the
   *     thread is to have none either
   * @return what puts back the values that the thread has now
   */
  Scope install(@Nullable Object values);

  /** Puts back what was before {@link #install}. */
  @FunctionalInterface
  interface Scope {

    /**
     * Puts the values back; called once, on the thread that installed, in the opposite order of the
     * installs.
     */
    void close();
  }
}
