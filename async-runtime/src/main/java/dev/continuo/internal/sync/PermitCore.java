package dev.continuo.internal.sync;

import dev.continuo.AsyncCallable;
import dev.continuo.Coroutine;
import dev.continuo.EventLoop;
import dev.continuo.Task;
import dev.continuo.coroutine.Await;
import dev.continuo.coroutine.Driver;
import dev.continuo.internal.RuntimeFrame;
import dev.continuo.sync.Permit;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The state of an AsyncSemaphore; and of an AsyncLock, which has one permit.
 *
 * <pre>
 *   free permits:  [ reserved for woken acquirers | for those who queue behind them ]
 * </pre>
 *
 * <p>Invariant: somebody waits only while every free permit is reserved, or in the tick in which
 * one who was woken has still to run; who takes a permit then wakes the next.
 */
public final class PermitCore {

  private final Object owner;
  private final String type;
  private final int most;
  private final WaitQueue acquirers;
  private int free;
  private @Nullable Task<?> holder;

  /**
   * Makes one of which nothing is taken.
   *
   * @param owner named in messages
   * @param type the class of the API, below {@code dev.continuo}
   * @param permits how many there are
   * @param most how many there may ever be
   */
  public PermitCore(Object owner, String type, int permits, int most) {
    this.owner = owner;
    this.type = type;
    this.free = permits;
    this.most = most;
    this.acquirers = new WaitQueue(owner);
  }

  /** How many permits who comes now could have without queueing. */
  public int available() {
    return acquirers.isIdle() ? free : 0;
  }

  /** Whether all permits are taken; one on its way to somebody is not. */
  boolean isHeld() {
    return free == 0;
  }

  /** How many coroutines wait for one. */
  public int waiting() {
    return acquirers.waiting();
  }

  /** The task that took the last permit, while there is none left; for messages. */
  public @Nullable Task<?> holder() {
    return free == 0 ? holder : null;
  }

  /** Waits for a permit. */
  public Coroutine<Permit> acquire() {
    return new Acquire().tracked();
  }

  /** Waits within a coroutine that awaits it; makes a frame only if it must wait. */
  Object awaitPermit(Driver driver) {
    Object permit = permitOrWait();
    return permit != WaitingFrame.MUST_WAIT ? permit : new Acquire().waitForTurn(driver);
  }

  private Object permitOrWait() {
    return available() > 0 ? permit() : WaitingFrame.MUST_WAIT;
  }

  private Permit permit() {
    take();
    balance();
    return new Held(this);
  }

  /** Takes a permit if there is one that nobody waits for. */
  public boolean tryAcquire() {
    acquirers.checkThread();
    if (available() == 0) {
      return false;
    }
    take();
    return true;
  }

  /** Gives permits back. */
  public void release(int permits, String messageIfTooMany) {
    acquirers.checkThread();
    if (permits > most - free) {
      throw new IllegalStateException(messageIfTooMany);
    }
    free += permits;
    holder = null;
    balance();
  }

  /** Runs a body with a permit; {@code function} is its name in traces. */
  public <T extends @Nullable Object> Coroutine<T> with(String function, AsyncCallable<T> body) {
    return new Guarded<>(function, body);
  }

  private void take() {
    free--;
    EventLoop loop = EventLoop.runningOrNull();
    holder = loop == null ? null : loop.currentTask();
  }

  private void balance() {
    while (free > acquirers.woken() && acquirers.wakeFirst() != null) {}
  }

  private final class Acquire extends WaitingFrame<Permit> {
    @Override
    WaitQueue queue() {
      return acquirers;
    }

    @Override
    Object tryGo() {
      return permitOrWait();
    }

    @Override
    Object go() {
      return permit();
    }

    @Override
    void handOn() {
      balance();
    }

    @Override
    protected String type() {
      return type;
    }

    @Override
    protected String function() {
      return "acquire";
    }
  }

  /** One permit that was taken. */
  private static final class Held implements Permit {
    private @Nullable PermitCore core;

    Held(PermitCore core) {
      this.core = core;
    }

    @Override
    public void close() {
      PermitCore from = core;
      if (from != null) {
        from.release(1, from.owner + " was released already");
        core = null; // only now: another thread is refused, and changes nothing
      }
    }

    @Override
    public String toString() {
      PermitCore from = core;
      return from == null ? "Permit[released]" : "Permit[" + from.owner + "]";
    }
  }

  /**
   * A body that runs with a permit.
   *
   * <pre>
   *   permit = await(acquire())
   *   try { return await(body.call()) } finally { permit.close() }
   * </pre>
   */
  private final class Guarded<T extends @Nullable Object> extends RuntimeFrame<T> {
    private static final int AWAITS_PERMIT = 1;
    private static final int AWAITS_BODY = 2;

    private final String function;
    private final AsyncCallable<T> body;
    private @Nullable Permit permit;

    Guarded(String function, AsyncCallable<T> body) {
      this.function = function;
      this.body = body;
    }

    @Override
    public @Nullable Object resume(Driver driver) throws Throwable {
      Permit held = permit;
      if (held == null) {
        Object acquired =
            state == STARTED ? await(acquire(), driver, AWAITS_PERMIT) : driver.result();
        if (acquired == Driver.SUSPENDED) {
          return acquired;
        }
        held = Objects.requireNonNull((Permit) acquired);
        permit = held;
      }
      Object result;
      try {
        result = state == AWAITS_BODY ? driver.result() : await(body.call(), driver, AWAITS_BODY);
      } catch (Throwable t) {
        Await.caught(t, driver);
        try {
          held.close();
        } catch (RuntimeException e) { // the body has given it back itself
          t.addSuppressed(e);
        }
        throw t;
      }
      if (result != Driver.SUSPENDED) {
        held.close();
      }
      return result;
    }

    @Override
    protected String type() {
      return type;
    }

    @Override
    protected String function() {
      return function;
    }
  }
}
