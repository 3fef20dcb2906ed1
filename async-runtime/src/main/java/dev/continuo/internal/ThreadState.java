package dev.continuo.internal;

import org.jspecify.annotations.Nullable;

/**
 * What the runtime knows about a thread. One thread-local lookup finds it; a running loop keeps it
 * in a field.
 */
final class ThreadState {

  private static final ThreadLocal<ThreadState> CURRENT = ThreadLocal.withInitial(ThreadState::new);

  /** The loop that runs on this thread. */
  @Nullable DefaultLoop loop;

  /** A context that was entered explicitly, or that of a body without a loop. */
  @Nullable ContextOwner entered;

  /** The context of code that runs neither in a loop nor in a context that was entered. */
  private final BoundContext own = new BoundContext(Bindings.EMPTY);

  /** The drivers without a loop that are on the Java stack of this thread. */
  final EagerStack eager = new EagerStack();

  /** Where the latest exception was delivered. */
  final Deliveries deliveries = new Deliveries();

  private ThreadState() {}

  static ThreadState current() {
    return CURRENT.get();
  }

  /** Whose context is current: that of a task, of a callback, or of the thread itself. */
  ContextOwner owner() {
    if (entered != null) {
      return entered;
    }
    DefaultLoop running = loop;
    ContextOwner item = running == null ? null : running.current;
    return item == null ? own : item;
  }
}
