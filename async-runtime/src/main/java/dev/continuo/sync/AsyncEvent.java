package dev.continuo.sync;

import dev.continuo.Coroutine;
import dev.continuo.internal.sync.EventCore;
import org.jspecify.annotations.Nullable;

/**
 * Something that happens, and that coroutines wait for; asyncio's {@code Event}.
 *
 * <pre>{@code
 * private final AsyncEvent ready = new AsyncEvent();
 *
 * @Async Coroutine<Void> worker() {
 *   await(ready.untilSet());
 *   …
 * }
 * … ready.set();                       // all workers go on
 * }</pre>
 *
 * <p>Not thread-safe: used by the thread of one event loop, that of the first coroutine that has to
 * wait. Another thread uses {@code loop.callSoonThreadsafe(event::set)}.
 */
public final class AsyncEvent {

  private final EventCore core = new EventCore(this);

  /** Makes an event that is not set. */
  public AsyncEvent() {}

  /** Sets it: everybody who waits goes on, in the order in which they came. */
  public void set() {
    core.set();
  }

  /** Clears it: who comes from now on waits. Who was woken by {@link #set} goes on all the same. */
  public void clear() {
    core.clear();
  }

  /**
   * Whether it is set.
   *
   * @return true after {@link #set}, until {@link #clear}
   */
  public boolean isSet() {
    return core.isSet();
  }

  /**
   * Waits until it is set (asyncio's {@code wait}).
   *
   * @return a lazy coroutine, which does not suspend if it is set
   */
  public Coroutine<@Nullable Void> untilSet() {
    return core.untilSet();
  }

  @Override
  public String toString() {
    return "AsyncEvent[%s%s]"
        .formatted(
            isSet() ? "set" : "unset",
            core.waiting() == 0 ? "" : ", " + core.waiting() + " waiting");
  }
}
