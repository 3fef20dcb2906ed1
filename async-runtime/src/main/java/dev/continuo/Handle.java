package dev.continuo;

/**
 * A callback that was given to {@link EventLoop#callSoon}.
 *
 * <pre>{@code
 * Handle h = loop.callSoon(() -> print("next tick"));
 * h.cancel();                                        // now it will not run
 * }</pre>
 */
public interface Handle {

  /** Keeps the callback from running; does nothing if it has run or was cancelled. */
  void cancel();

  /**
   * Whether {@link #cancel} was called.
   *
   * @return true if it was
   */
  boolean cancelled();
}
