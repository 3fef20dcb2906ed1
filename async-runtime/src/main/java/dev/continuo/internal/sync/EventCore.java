package dev.continuo.internal.sync;

import dev.continuo.Coroutine;
import org.jspecify.annotations.Nullable;

/** The state of an AsyncEvent. */
public final class EventCore {

  private final WaitQueue waiters;
  private boolean set;

  /**
   * Makes one that is not set.
   *
   * @param owner named in messages
   */
  public EventCore(Object owner) {
    this.waiters = new WaitQueue(owner);
  }

  /** Whether nobody has to wait. */
  public boolean isSet() {
    return set;
  }

  /** How many coroutines wait. */
  public int waiting() {
    return waiters.waiting();
  }

  /** Wakes everybody; those who were woken go on even if it is cleared before they run. */
  public void set() {
    waiters.checkThread();
    set = true;
    waiters.wakeAll();
  }

  /** Has those who come later wait. */
  public void clear() {
    waiters.checkThread();
    set = false;
  }

  /** Waits until it is set. */
  public Coroutine<@Nullable Void> untilSet() {
    return new Wait();
  }

  private final class Wait extends WaitingFrame<@Nullable Void> {
    Wait() {
      track();
    }

    @Override
    WaitQueue queue() {
      return waiters;
    }

    @Override
    @Nullable Object tryGo() {
      return set ? go() : MUST_WAIT;
    }

    @Override
    @Nullable Object go() {
      return null;
    }

    @Override
    void handOn() {}

    @Override
    protected String type() {
      return "sync.AsyncEvent";
    }

    @Override
    protected String function() {
      return "untilSet";
    }
  }
}
