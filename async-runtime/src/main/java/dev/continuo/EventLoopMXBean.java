package dev.continuo;

/**
 * What management tools see of an event loop, once it is registered.
 *
 * <pre>{@code
 * java -Dcontinuo.jmx=true …          # every loop on the system's clock
 * loop.registerMBean("orders");       // or this one: dev.continuo:type=EventLoop,name="orders"
 * }</pre>
 *
 * <p>Any thread may ask. Counts are read while the loop runs, so they are a moment old; the dumps,
 * the lag and the switch for debug mode are asked of the loop's thread, with a wait of at most a
 * second.
 */
public interface EventLoopMXBean {

  /**
   * The name it is registered under.
   *
   * @return {@code loop-n} unless one was given
   */
  String getName();

  /**
   * Whether the loop runs now.
   *
   * @return true if it does
   */
  boolean isRunning();

  /**
   * How many tasks are not done.
   *
   * @return a count
   */
  int getTaskCount();

  /**
   * How many tasks were made since the loop was.
   *
   * @return a count
   */
  long getCreatedTaskCount();

  /**
   * How many tasks are done, with a result, a failure or by cancellation.
   *
   * @return a count
   */
  long getCompletedTaskCount();

  /**
   * How many of these were cancelled.
   *
   * @return a count
   */
  long getCancelledTaskCount();

  /**
   * How many of these failed.
   *
   * @return a count
   */
  long getFailedTaskCount();

  /**
   * How many tasks and callbacks have their turn in the next tick.
   *
   * @return a count
   */
  int getReadyCount();

  /**
   * How many timers are set, with cancelled ones that were not dropped yet.
   *
   * @return a count
   */
  int getTimerCount();

  /**
   * How long something that is handed to the loop waits for its turn: measured now, by handing
   * something in.
   *
   * @return nanoseconds; the second that was waited in vain if the loop is held up; -1 if it does
   *     not run
   */
  long getLagNanos();

  /**
   * How many callbacks were slow. They are watched in debug mode, and while the flight recorder
   * records them.
   *
   * @return a count
   */
  long getSlowCallbackCount();

  /**
   * Whether debug mode is on.
   *
   * @return true if it is
   */
  boolean isDebug();

  /**
   * Switches debug mode; see {@link EventLoop#setDebug}.
   *
   * @param debug on or off
   */
  void setDebug(boolean debug);

  /**
   * Who waits for what, as a tree.
   *
   * @return {@link TaskDump#toText}
   */
  String dumpText();

  /**
   * Who waits for what, for programs.
   *
   * @return {@link TaskDump#toJson}
   */
  String dumpJson();
}
