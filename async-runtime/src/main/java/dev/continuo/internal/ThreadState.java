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

  /** Whose context is current: that of a task, a callback, or the thread itself. */
  ContextOwner owner = new BoundContext(Bindings.EMPTY);

  /** The drivers without a loop that are on the Java stack of this thread. */
  final EagerStack eager = new EagerStack();

  private ThreadState() {}

  static ThreadState current() {
    return CURRENT.get();
  }
}
