package dev.continuo.internal;

/** How an idle loop waits. A loop that does I/O waits in a selector instead of a parked thread. */
interface Parker {

  /**
   * Waits until {@link #wake}, until something is in the inbox, or until the time is over; it may
   * also return early. Called by the loop's thread.
   *
   * @param inbox what {@link #wake} is called after filling
   * @param nanos how long at most; {@link Long#MAX_VALUE} is for ever
   * @return true if the thread was interrupted; its interrupted status is cleared then
   */
  boolean park(Inbox inbox, long nanos);

  /** Ends a wait; called by any thread, after it put something into the inbox. */
  void wake();
}
