package dev.continuo.internal;

import dev.continuo.AsyncFuture;
import dev.continuo.ReturnWhen;
import dev.continuo.WaitResult;
import dev.continuo.coroutine.Driver;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** asyncio's wait: a callback on every future releases one waiter. */
public final class WaitUntil<F extends AsyncFuture<?>> extends RuntimeFrame<WaitResult<F>> {

  private final ReturnWhen returnWhen;
  private final @Nullable Duration timeout;
  private final Set<F> futures;
  private final List<DoneCallback> registrations = new ArrayList<>();
  private int pending;
  private @Nullable CallbackTimer alarm;

  /** Makes the coroutine of {@code waitUntil(returnWhen, timeout, futures)}. */
  public WaitUntil(
      ReturnWhen returnWhen, @Nullable Duration timeout, Collection<? extends F> futures) {
    this.returnWhen = returnWhen;
    this.timeout = timeout;
    this.futures = new LinkedHashSet<>(futures);
  }

  @Override
  public @Nullable Object resume(Driver driver) throws Throwable {
    Object result;
    try {
      result = state == STARTED ? start(LoopDriver.of(driver), driver) : driver.result();
    } catch (Throwable t) {
      release();
      throw t;
    }
    if (result == Driver.SUSPENDED) {
      return result;
    }
    release();
    return sorted();
  }

  private @Nullable Object start(LoopDriver onLoop, Driver driver) throws Throwable {
    if (futures.isEmpty()) {
      throw new IllegalArgumentException("Set of Tasks/Futures is empty.");
    }
    DefaultLoop loop = onLoop.loop;
    for (F future : futures) {
      if (!(future instanceof LoopFuture<?> known) || known.loop != loop) {
        throw new IllegalStateException(
            loop.currentTask() + " got " + future + " attached to a different loop");
      }
    }
    LoopFuture<Void> waiter = loop.newFuture();
    if (timeout != null) {
      alarm = (CallbackTimer) loop.callLater(timeout, () -> waiter.complete(null));
    }
    pending = futures.size();
    for (F future : futures) {
      registrations.add(((LoopFuture<?>) future).onDone(new Registration(this, waiter)));
    }
    return await(waiter, driver, 1);
  }

  /** What each future calls. */
  private record Registration(WaitUntil<?> owner, LoopFuture<Void> follower) implements Follower {
    @Override
    public void accept(LoopFuture<?> done) {
      owner.completed(done, follower);
    }

    @Override
    public String through() {
      return "waitUntil";
    }
  }

  private void completed(LoopFuture<?> future, LoopFuture<Void> waiter) {
    pending--;
    if (pending <= 0
        || returnWhen == ReturnWhen.FIRST_COMPLETED
        || (returnWhen == ReturnWhen.FIRST_EXCEPTION && future.peekFailure() != null)) {
      waiter.complete(null);
    }
  }

  private void release() {
    if (alarm != null) {
      alarm.cancel();
      alarm = null;
    }
    int i = 0;
    for (F future : futures) {
      if (i < registrations.size()) {
        ((LoopFuture<?>) future).removeWaiting(registrations.get(i++));
      }
    }
    registrations.clear();
  }

  private WaitResult<F> sorted() {
    Set<F> done = new LinkedHashSet<>();
    Set<F> stillPending = new LinkedHashSet<>();
    for (F future : futures) {
      (future.done() ? done : stillPending).add(future);
    }
    return new WaitResult<>(
        Collections.unmodifiableSet(done), Collections.unmodifiableSet(stillPending));
  }

  @Override
  protected Object waitsFor() {
    return "waitUntil of " + futures.size() + ", of which " + pending + " are pending";
  }

  @Override
  protected String function() {
    return "waitUntil";
  }
}
