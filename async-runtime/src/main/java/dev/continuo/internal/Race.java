package dev.continuo.internal;

import dev.continuo.Awaitable;
import dev.continuo.Coroutine;
import dev.continuo.ExceptionContext;
import dev.continuo.coroutine.Driver;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code race}: the first that is done, whichever way.
 *
 * <pre>
 *   start all; await the first ──done, cancelled──▶ cancel the others, await them ──▶ its outcome
 * </pre>
 */
public final class Race<T extends @Nullable Object> extends RuntimeFrame<T> {

  private static final int AWAITS_FIRST = 1;
  private static final int AWAITS_OTHERS = 2;

  private final List<Awaitable<? extends T>> contestants;
  private final Set<LoopFuture<?>> running = new LinkedHashSet<>();
  private @Nullable LoopFuture<?> first;
  private @Nullable Throwable failure;

  /** Makes the coroutine of {@code race(contestants)}. */
  public Race(Collection<? extends Awaitable<? extends T>> contestants) {
    super(true);
    this.contestants = List.copyOf(contestants);
    if (this.contestants.isEmpty()) {
      throw new IllegalArgumentException("race of nothing");
    }
    track();
  }

  @Override
  public @Nullable Object resume(Driver driver) throws Throwable {
    if (state == AWAITS_OTHERS) {
      var unused = driver.result();
      return outcome();
    }
    try {
      Object result =
          state == STARTED ? start(LoopDriver.of(driver).loop, driver) : driver.result();
      if (result == Driver.SUSPENDED) {
        return result;
      }
    } catch (Throwable t) {
      failure = t;
    }
    Object ended = await(new CancelAndWait(running, this), driver, AWAITS_OTHERS);
    return ended == Driver.SUSPENDED ? ended : outcome();
  }

  private @Nullable Object start(DefaultLoop loop, Driver driver) throws Throwable {
    ensureAll(loop);
    for (LoopFuture<?> each : running) {
      if (each.done()) {
        won(each);
        return null;
      }
    }
    LoopFuture<@Nullable Void> over = loop.newFuture();
    for (LoopFuture<?> each : running) {
      each.onDone(
          Follower.of(
              over,
              "race",
              done -> {
                if (over.complete(null)) {
                  won(done);
                }
              }));
    }
    return await(over, driver, AWAITS_FIRST);
  }

  private void ensureAll(DefaultLoop loop) {
    int i = 0;
    try {
      for (; i < contestants.size(); i++) {
        running.add((LoopFuture<?>) Futures.ensure(loop, contestants.get(i)));
      }
    } finally { // those before the one that is refused are cancelled as losers are
      for (int rest = i + 1; rest < contestants.size(); rest++) {
        if (contestants.get(rest) instanceof Coroutine<?> unused) {
          unused.close();
        }
      }
    }
  }

  private void won(LoopFuture<?> future) {
    first = future;
    running.remove(future);
  }

  private @Nullable Object outcome() throws Throwable {
    LoopFuture<?> winner = first;
    if (failure == null && winner != null) {
      failure = winner.takeFailure();
    }
    for (LoopFuture<?> each : running) {
      Throwable other = each.cancelled() ? CleanupFailure.of(each.takeFailure()) : null;
      if (failure != null) {
        suppress(other == null && each.peekFailure() != null ? each.takeFailure() : other);
      } else if (other != null) {
        each.loop.callExceptionHandler(
            new ExceptionContext("failure in the cleanup of who lost a race", other, each, null));
      } // else it failed by itself, and is reported as a failure that nobody asked for
    }
    if (failure != null) {
      throw failure;
    }
    return winner == null ? null : winner.value();
  }

  private void suppress(@Nullable Throwable other) {
    if (failure != null && other != null && other != failure) {
      failure.addSuppressed(other);
    }
  }

  @Override
  protected Object waitsFor() {
    return "race of " + contestants.size();
  }

  @Override
  protected String function() {
    return "race";
  }
}
