package dev.continuo.internal;

import dev.continuo.Awaitable;
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
    this.contestants = List.copyOf(contestants);
    if (this.contestants.isEmpty()) {
      throw new IllegalArgumentException("race of nothing");
    }
  }

  @Override
  public @Nullable Object resume(Driver driver) throws Throwable {
    if (state == AWAITS_OTHERS) {
      var unused = driver.result();
      return outcome();
    }
    if (state == STARTED) {
      if (start(LoopDriver.of(driver).loop, driver) == Driver.SUSPENDED) {
        return Driver.SUSPENDED;
      }
    } else {
      try {
        var unused = driver.result();
      } catch (Throwable t) {
        failure = t;
      }
    }
    Object ended = await(new CancelAndWait(running, "race"), driver, AWAITS_OTHERS);
    return ended == Driver.SUSPENDED ? ended : outcome();
  }

  private @Nullable Object start(DefaultLoop loop, Driver driver) throws Throwable {
    for (Awaitable<? extends T> each : contestants) {
      running.add((LoopFuture<?>) Futures.ensure(loop, each));
    }
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

  private void won(LoopFuture<?> future) {
    first = future;
    running.remove(future);
  }

  private @Nullable Object outcome() throws Throwable {
    LoopFuture<?> winner = first;
    if (failure == null && winner != null) {
      failure = winner.takeFailure();
    }
    if (failure == null && winner != null) {
      return winner.value();
    }
    throw withOthers(failure);
  }

  /** The failures of those who lost to one that failed, too, would be reported as unasked for. */
  private Throwable withOthers(@Nullable Throwable thrown) {
    if (thrown == null) {
      throw new IllegalStateException("a race without a winner");
    }
    for (LoopFuture<?> each : running) {
      if (each.peekFailure() != null && each.peekFailure() != thrown) {
        Throwable other = each.takeFailure();
        if (other != null) {
          thrown.addSuppressed(other);
        }
      }
    }
    return thrown;
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
