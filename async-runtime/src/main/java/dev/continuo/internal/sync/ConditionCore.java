package dev.continuo.internal.sync;

import dev.continuo.CancelledError;
import dev.continuo.Coroutine;
import dev.continuo.coroutine.Driver;
import dev.continuo.internal.RuntimeFrame;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The state of an AsyncCondition: its lock, and who waits to be notified. */
public final class ConditionCore {

  private final PermitCore lock;
  private final WaitQueue waiters;

  /**
   * Makes one that nobody waits for.
   *
   * @param owner named in messages
   * @param lock what is to be held
   */
  public ConditionCore(Object owner, PermitCore lock) {
    this.lock = lock;
    this.waiters = new WaitQueue(owner);
  }

  /** How many coroutines wait to be notified. */
  public int waiting() {
    return waiters.waiting();
  }

  /** Wakes those who wait longest. */
  public void notify(int most) {
    waiters.checkThread();
    if (!lock.isHeld()) {
      throw new IllegalStateException("cannot notify on un-acquired lock");
    }
    for (int n = 0; n < most && waiters.wakeFirst() != null; n++) {}
  }

  /** Waits to be notified. */
  public Coroutine<@Nullable Void> untilNotified() {
    return new Wait();
  }

  /** Waits to be notified until something holds. */
  public Coroutine<@Nullable Void> until(BooleanSupplier predicate) {
    return new Until(predicate);
  }

  /**
   * Waits without the lock, and ends with it, whatever happens. Notified and then cancelled, it
   * hands the notification on.
   *
   * <pre>
   *   await notification (gives the lock back) ──notified, cancelled──▶
   *   await lock.acquire() ──cancelled? again──▶ the CancelledError, if there was one
   * </pre>
   */
  private final class Wait extends RuntimeFrame<@Nullable Void> {
    private static final int AWAITS_NOTIFICATION = 1;
    private static final int AWAITS_LOCK = 2;

    private boolean notified;
    private @Nullable CancelledError cancellation;

    @Override
    public @Nullable Object resume(Driver driver) throws Throwable {
      boolean hasLock = false;
      try {
        Object result =
            state == STARTED
                ? await(new Notification(), driver, AWAITS_NOTIFICATION)
                : driver.result();
        if (result == Driver.SUSPENDED) {
          return result;
        }
        hasLock = state == AWAITS_LOCK;
        notified |= !hasLock;
      } catch (CancelledError e) {
        cancellation = e;
      }
      if (!hasLock && await(lock.acquire(), driver, AWAITS_LOCK) == Driver.SUSPENDED) {
        return Driver.SUSPENDED;
      }
      return ended();
    }

    private @Nullable Object ended() {
      if (cancellation != null) {
        if (notified) {
          waiters.wakeFirst();
        }
        throw cancellation;
      }
      return null;
    }

    @Override
    protected String type() {
      return "sync.AsyncCondition";
    }

    @Override
    protected String function() {
      return "untilNotified";
    }
  }

  private final class Notification extends WaitingFrame<@Nullable Void> {
    Notification() {
      track();
    }

    @Override
    WaitQueue queue() {
      return waiters;
    }

    @Override
    Object tryGo() {
      if (!lock.isHeld()) {
        throw new IllegalStateException("cannot wait on un-acquired lock");
      }
      return MUST_WAIT;
    }

    @Override
    void waits() {
      lock.release(1, "Lock is not acquired.");
    }

    @Override
    @Nullable Object go() {
      return null;
    }

    @Override
    void handOn() {
      waiters.wakeFirst();
    }

    @Override
    protected String type() {
      return "sync.AsyncCondition";
    }

    @Override
    protected String function() {
      return "untilNotified";
    }
  }

  /** {@code while (!predicate) await(untilNotified())}. */
  private final class Until extends RuntimeFrame<@Nullable Void> {
    private final BooleanSupplier predicate;

    Until(BooleanSupplier predicate) {
      this.predicate = predicate;
    }

    @Override
    public @Nullable Object resume(Driver driver) throws Throwable {
      if (state != STARTED) {
        var unused = driver.result();
      }
      while (!predicate.getAsBoolean()) {
        if (await(untilNotified(), driver, 1) == Driver.SUSPENDED) {
          return Driver.SUSPENDED;
        }
      }
      return null;
    }

    @Override
    protected String type() {
      return "sync.AsyncCondition";
    }

    @Override
    protected String function() {
      return "until";
    }
  }
}
