package dev.continuo.internal.sync;

import dev.continuo.AsyncFuture;
import dev.continuo.Awaitable;
import dev.continuo.CancelledError;
import dev.continuo.Continuo;
import dev.continuo.Coroutine;
import dev.continuo.EventLoop;
import dev.continuo.Value;
import dev.continuo.coroutine.CoroutineFrame;
import dev.continuo.coroutine.Driver;
import dev.continuo.internal.CancelAndWait;
import dev.continuo.internal.RuntimeFrame;
import dev.continuo.sync.Selected;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A select: joins every queue with one turn, so that only one of them can wake it.
 *
 * <pre>
 *   started:   one of them may go? do that
 *              join the queues, watch the futures, start the coroutines; await the turn
 *   resumed:   leave the other queues; cancel the tasks, and await them
 *              a waiter was woken → it goes; a future is done → its result
 * </pre>
 */
public final class SelectRun<R extends @Nullable Object> extends RuntimeFrame<R> {

  /**
   * What becomes of the first.
   *
   * @param <R> the type of the result
   */
  @FunctionalInterface
  public interface Ending<R extends @Nullable Object> {
    /** A coroutine of the result. */
    Coroutine<? extends R> apply(int index, @Nullable Object value) throws Exception;
  }

  private static final int AWAITS_TURN = 1;
  private static final int AWAITS_LOSERS = 2;
  private static final int AWAITS_ENDING = 3;

  /** A future that is one of the cases. */
  private record Watch(
      int index, AsyncFuture<?> future, Consumer<AsyncFuture<?>> callback, boolean isOurs) {}

  private final List<Awaitable<?>> cases;
  private final Ending<R> ending;
  private final List<WaitingFrame<?>> queued = new ArrayList<>();
  private final List<Watch> watches = new ArrayList<>();
  private final List<AsyncFuture<?>> losers = new ArrayList<>();
  private @Nullable AsyncFuture<Object> turn;
  private @Nullable CancelledError cancellation;
  private @Nullable Throwable failure;
  private int winner = -1;
  private @Nullable Object value;

  /** Makes the coroutine of a select. */
  public SelectRun(List<? extends Awaitable<?>> cases, Ending<R> ending) {
    super(true);
    if (cases.isEmpty()) {
      throw new IllegalArgumentException("select of nothing");
    }
    this.cases = List.copyOf(cases);
    this.ending = ending;
    track();
  }

  /** The ending of a select that only says which it was. */
  @SuppressWarnings({"unchecked", "NullAway"}) // the awaitables only give values of T
  public static <T extends @Nullable Object> Ending<Selected<T>> selected() {
    return (index, value) -> Continuo.value(new Selected<>(index, (T) value));
  }

  @Override
  public @Nullable Object resume(Driver driver) throws Throwable {
    if (state == AWAITS_ENDING) {
      return driver.result();
    }
    if (state == STARTED) {
      if (!goesAtOnce()) {
        AsyncFuture<Object> wait = EventLoop.running().createFuture();
        turn = wait;
        if (waitForAll(wait) && await(wait, driver, AWAITS_TURN) == Driver.SUSPENDED) {
          return Driver.SUSPENDED;
        }
      }
    } else if (state == AWAITS_TURN) {
      turnCame(driver);
    } else {
      loserEnded(driver);
    }
    return end(driver);
  }

  // ---- start

  /** Whether one of them need not be waited for; then it is done, and the others are closed. */
  private boolean goesAtOnce() {
    cases.forEach(SelectRun::checkNew);
    for (int i = 0; i < cases.size(); i++) {
      if (goesAtOnce(i, cases.get(i))) {
        closeCoroutines(cases.get(i));
        return true;
      }
    }
    return false;
  }

  private boolean goesAtOnce(int index, Awaitable<?> one) {
    if (one instanceof WaitingFrame<?> waiter) {
      return won(index, waiter::tryGo);
    }
    if (one instanceof Value || (one instanceof AsyncFuture<?> known && known.done())) {
      return won(index, () -> outcome(one));
    }
    return false;
  }

  private static void checkNew(Awaitable<?> some) {
    if (some instanceof CoroutineFrame<?> frame && frame.state != NEW) {
      throw new IllegalStateException(
          frame.state > NEW
              ? "coroutine is being awaited already"
              : "cannot reuse already awaited coroutine");
    }
  }

  private void closeCoroutines(Awaitable<?> first) {
    for (Awaitable<?> each : cases) {
      if (each instanceof Coroutine<?> coroutine && (each != first || isWaiting(each))) {
        coroutine.close();
      }
    }
  }

  private static boolean isWaiting(Awaitable<?> some) {
    return some instanceof WaitingFrame;
  }

  /** False if that failed; then none is waited for. */
  private boolean waitForAll(AsyncFuture<Object> wait) {
    try {
      for (int i = 0; i < cases.size(); i++) {
        waitFor(i, cases.get(i), wait);
      }
      return true;
    } catch (Throwable t) {
      failure = t;
      leaveAll(null);
      return false;
    }
  }

  private void waitFor(int index, Awaitable<?> each, AsyncFuture<Object> wait) {
    if (each instanceof WaitingFrame<?> waiter) {
      checkNew(waiter);
      waiter.close(); // from now on it is this that drives it
      waiter.queue().join(waiter, wait);
      queued.add(waiter);
      waiter.waits();
    } else {
      watch(index, Continuo.ensureFuture(each), !(each instanceof AsyncFuture), wait);
    }
  }

  private void watch(int index, AsyncFuture<?> future, boolean isOurs, AsyncFuture<Object> wait) {
    Consumer<AsyncFuture<?>> callback =
        done -> {
          if (!wait.done()) {
            wait.setResult(index);
          }
        };
    future.addDoneCallback(callback);
    watches.add(new Watch(index, future, callback, isOurs));
  }

  // ---- the turn

  private void turnCame(Driver driver) throws Throwable {
    Object woken = null;
    try {
      woken = driver.result();
    } catch (CancelledError e) {
      woken = committed();
      if (woken == null) {
        failure = e;
      } else {
        cancellation = e;
      }
    }
    leaveAll(woken);
  }

  private void leaveAll(@Nullable Object woken) {
    leaveQueues(woken);
    for (Watch watch : watches) {
      watch.future.removeDoneCallback(watch.callback);
      if (woken instanceof Integer index && index == watch.index) {
        won(watch.index, watch.future::result);
      } else if (watch.isOurs) {
        losers.add(watch.future);
      }
    }
  }

  /** The waiter that was acted on already, though this was cancelled before its turn came. */
  private @Nullable WaitingFrame<?> committed() {
    return turn != null
            && turn.done()
            && !turn.cancelled()
            && turn.result() instanceof WaitingFrame<?> waiter
            && waiter.isCommitted()
        ? waiter
        : null;
  }

  private void leaveQueues(@Nullable Object woken) {
    for (WaitingFrame<?> waiter : queued) {
      boolean wasWoken = waiter.queue().left(waiter);
      if (waiter == woken) {
        won(indexOf(waiter), waiter::go);
      } else if (wasWoken) {
        waiter.handOn();
      }
    }
  }

  private int indexOf(Awaitable<?> one) {
    int i = 0;
    while (cases.get(i) != one) {
      i++;
    }
    return i;
  }

  private static @Nullable Object outcome(Awaitable<?> done) {
    return done instanceof Value<?> known ? known.value() : ((AsyncFuture<?>) done).result();
  }

  /** Takes what a case gives, be it a failure; false if the case has to wait after all. */
  private boolean won(int index, Supplier<@Nullable Object> end) {
    try {
      Object given = end.get();
      if (given == WaitingFrame.MUST_WAIT) {
        return false;
      }
      value = given;
    } catch (Throwable t) {
      failure = t;
    }
    winner = index;
    return true;
  }

  // ---- the end

  private void loserEnded(Driver driver) throws Throwable {
    try {
      var unused = driver.result();
    } catch (CancelledError e) { // the losers are waited for all the same
      cancellation = e;
    }
  }

  private @Nullable Object end(Driver driver) throws Throwable {
    if (!losers.isEmpty()) {
      CancelAndWait end = new CancelAndWait(losers, this);
      losers.clear(); // what they fail with is reported by the loop
      if (await(end, driver, AWAITS_LOSERS) == Driver.SUSPENDED) {
        return Driver.SUSPENDED;
      }
    }
    if (failure != null) {
      if (cancellation != null && !(failure instanceof CancelledError)) {
        WaitingFrame.cancelLater(cancellation.getMessage());
      }
      throw failure;
    }
    if (cancellation != null && !WaitingFrame.cancelLater(cancellation.getMessage())) {
      throw cancellation;
    }
    return await(ending.apply(winner, value), driver, AWAITS_ENDING);
  }

  @Override
  protected String type() {
    return "sync.Select";
  }

  @Override
  protected Object waitsFor() {
    return "select of " + cases.size();
  }

  @Override
  protected String function() {
    return "select";
  }
}
