package dev.continuo;

/**
 * A thread of somebody else's that an {@link EventLoop} runs on as a guest: that of another event
 * loop, of a user interface, of an executor. It is what makes loops pluggable: {@link
 * EventLoop#hosted} makes a loop with everything the runtime's own has, tasks, timers, networking,
 * and only the thread, and who sleeps on it, are the host's.
 *
 * <pre>{@code
 * final class SwingHost implements LoopHost {
 *   @Override
 *   public void execute(Runnable turn) {
 *     SwingUtilities.invokeLater(turn);
 *   }
 *
 *   @Override
 *   public Alarm schedule(Runnable turn, long nanos) {
 *     int millis = (int) Math.min(Integer.MAX_VALUE, nanos / 1_000_000 + 1);
 *     Timer timer = new Timer(millis, event -> turn.run());
 *     timer.setRepeats(false);
 *     timer.start();
 *     return timer::stop;
 *   }
 *
 *   @Override
 *   public boolean inThread() {
 *     return SwingUtilities.isEventDispatchThread();
 *   }
 * }
 *
 * EventLoop loop = EventLoop.hosted(new SwingHost());
 * loop.start();
 * }</pre>
 *
 * <p>A loop with something to do asks its host for one turn with {@link #execute}, and for no other
 * before that one has begun. A turn runs the callbacks that are ready, and those that they make
 * ready, for some 20 microseconds; then the thread belongs to the host again. While nothing is
 * ready the host holds at most one alarm, for the earliest timer; the loop costs nothing then. This
 * is the guest mode of Trio.
 *
 * <p>One host may have several guests. A host may change its thread, if what one thread did happens
 * before what the next one does; two threads of it at a time break the loop.
 */
public interface LoopHost {

  /**
   * Runs {@code turn} once, soon, on the thread of the host, after what it was given before. Never
   * inside of this call. Called by any thread; must not block.
   *
   * @param turn what to run; what it throws, a failure of the JVM like {@link OutOfMemoryError}, is
   *     for the host to report
   * @throws java.util.concurrent.RejectedExecutionException if the host has ended
   */
  void execute(Runnable turn);

  /**
   * The same for a loop that had a turn and is not done. A host that does I/O looks after it first:
   * a guest with no end of work must not starve it. Called on the thread of the host.
   *
   * @param turn what to run
   */
  default void executeAgain(Runnable turn) {
    execute(turn);
  }

  /**
   * Runs {@code turn} once on the thread of the host when the time is over, not earlier. Called on
   * the thread of the host.
   *
   * @param turn what to run
   * @param nanos nanoseconds from now, 1 to {@link Long#MAX_VALUE}
   * @return what takes it back
   */
  Alarm schedule(Runnable turn, long nanos);

  /**
   * Whether this is the thread of the host.
   *
   * @return true for the thread that runs what {@link #execute} takes
   */
  boolean inThread();

  /**
   * Tells the loop when the host ends: then its tasks are cancelled and have as many turns as their
   * cleanup takes without waiting for anything, at most a second, and whoever waits for the loop is
   * told. A host that does not end, or cannot say so, need not implement this: nothing is
   * registered then.
   *
   * @param last to be run once on the thread of the host before it ends. Called once per loop, by
   *     any thread, before its first turn
   */
  default void atEnd(Runnable last) {}

  /** The loop was closed: what the host keeps for it can go. Called once, by any thread. */
  default void loopClosed() {}

  /** A turn that was asked for and has not come. */
  @FunctionalInterface
  interface Alarm {

    /** Takes it back, if it is not too late. Called on the thread of the host. */
    void cancel();
  }
}
