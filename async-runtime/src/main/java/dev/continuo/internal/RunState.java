package dev.continuo.internal;

import org.jspecify.annotations.Nullable;

/** Who runs a loop, and therefore who may call it. */
final class RunState {

  /** The message of the cancellation that the end of the JVM asks for. */
  static final String SHUTDOWN = "the JVM is shutting down";

  /** Stands for the thread of a host that was asked for one, and has not come yet. */
  private static final Thread PROMISED = new Thread("the host's thread, which has not come yet");

  private final DefaultLoop loop;

  /** Allows {@code run} inside a running loop. */
  boolean nestedAllowed = Boolean.getBoolean("continuo.nestedRun");

  // Volatile: other threads look at it to find out that they are not the loop's.
  private volatile @Nullable Thread thread;
  private volatile boolean closed;

  /** That of {@link #thread} while the loop runs on it by {@link #enter}. */
  private @Nullable ThreadState state;

  private @Nullable LoopFuture<?> main;
  private boolean interrupted;

  /**
   * Who is told about forgotten coroutines while the loop runs, and who was before; mostly null.
   */
  @Nullable Object forgottenListener;

  private @Nullable Object outerListener;

  /** Set while a runner ends the loop: nothing is left to cancel then. */
  boolean shuttingDown;

  RunState(DefaultLoop loop) {
    this.loop = loop;
  }

  /** What {@link #leave} restores. */
  record Outer(@Nullable ContextOwner item, @Nullable ContextOwner entered, boolean nested) {}

  boolean isRunning() {
    return thread != null;
  }

  @Nullable Thread thread() {
    return thread;
  }

  boolean isClosed() {
    return closed;
  }

  /** Of the calling thread: while the loop runs on it, without a look into its thread-locals. */
  ThreadState threadState() {
    ThreadState known = state;
    return known != null && thread == Thread.currentThread() ? known : ThreadState.current();
  }

  Outer enter() {
    checkMayEnter();
    ThreadState current = ThreadState.current();
    Outer outer = new Outer(loop.current, current.entered, thread != null);
    if (forgottenListener != null && thread == null) {
      outerListener = LoopDriver.tellForgotten(forgottenListener);
    }
    thread = Thread.currentThread();
    state = current;
    current.loop = loop;
    loop.current = null;
    current.entered = null;
    return outer;
  }

  void leave(Outer outer) {
    loop.current = outer.item;
    ThreadState.current().entered = outer.entered;
    if (!outer.nested) {
      ThreadState.current().loop = null;
      state = null;
      thread = null; // last: then another thread may enter
      if (forgottenListener != null) {
        var unused = LoopDriver.tellForgotten(outerListener);
      }
      if (interrupted) {
        interrupted = false;
        Thread.currentThread().interrupt();
      }
    }
  }

  /**
   * A host is to run the loop, on a thread of which nothing is known yet.
   *
   * @param waits whether this thread will wait until it has done so
   */
  void promise(boolean waits) {
    if (waits) {
      checkMayEnter();
    } else {
      checkOpen();
      checkNotRunning();
    }
    thread = PROMISED;
  }

  /** The host runs the loop on this thread, which may be another one than before. */
  void adopt(Thread host) {
    if (thread != host) {
      thread = host;
    }
  }

  /** The host does not run the loop any more. */
  void release() {
    thread = null;
  }

  void checkMayEnter() {
    checkOpen();
    DefaultLoop other = ThreadState.current().loop;
    boolean nested = other == loop && nestedAllowed;
    if (!nested) {
      checkNotRunning();
    }
    if (!nested && other != null) {
      throw new IllegalStateException("Cannot run the event loop while another loop is running");
    }
  }

  private void checkNotRunning() {
    if (thread != null) {
      throw new IllegalStateException("This event loop is already running");
    }
  }

  /** Sets what an interrupt cancels; returns what it was before. */
  @Nullable LoopFuture<?> main(@Nullable LoopFuture<?> future) {
    LoopFuture<?> before = main;
    main = future;
    return before;
  }

  /** Whether the innermost run is for this future. */
  boolean isMain(LoopFuture<?> future) {
    return main == future;
  }

  /** The thread was interrupted while it waited: asyncio's KeyboardInterrupt. */
  void interrupted() {
    interrupted = true;
    cancelMain("interrupted");
  }

  void cancelMain(String reason) {
    if (shuttingDown) {
      return; // the tasks are cancelled already, and their cleanup is bounded
    }
    if (main != null) {
      main.cancelInternally(reason);
    } else {
      loop.stop();
    }
  }

  /** Returns false if the loop was closed before. */
  boolean mayClose() {
    if (thread != null) {
      throw new IllegalStateException("Cannot close a running event loop");
    }
    return !closed;
  }

  void close() {
    closed = true;
  }

  /** Runs what the closing loop still has to do; another loop may be running on this thread. */
  void lendThread(Runnable work) {
    ThreadState current = ThreadState.current();
    DefaultLoop other = current.loop;
    current.loop = null;
    try {
      Outer outer = enter();
      try {
        work.run();
      } finally {
        leave(outer);
      }
    } finally {
      current.loop = other;
    }
  }

  /** Lets the listener of this loop hear of what {@code work} finds; the loop does not run. */
  void telling(Runnable work) {
    if (forgottenListener == null) {
      work.run();
      return;
    }
    Object outer = LoopDriver.tellForgotten(forgottenListener);
    try {
      work.run();
    } finally {
      var unused = LoopDriver.tellForgotten(outer);
    }
  }

  // Checks

  void checkCall() {
    checkThread();
    checkOpen();
  }

  void checkThread() {
    Thread owner = thread;
    if (owner != null && owner != Thread.currentThread() && !loop.isOnHostThread()) {
      throw new IllegalStateException(
          "Non-thread-safe operation invoked on an event loop other than the current one: use"
              + " callSoonThreadsafe from other threads");
    }
  }

  void checkOpen() {
    if (closed) {
      throw closedLoop();
    }
  }

  static IllegalStateException closedLoop() {
    return new IllegalStateException("Event loop is closed");
  }
}
