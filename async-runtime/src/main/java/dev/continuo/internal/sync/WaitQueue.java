package dev.continuo.internal.sync;

import dev.continuo.AsyncFuture;
import dev.continuo.internal.DefaultLoop;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The coroutines that wait for one thing, first come first served and without barging: who is woken
 * has the thing reserved for it until it runs, and who comes later queues behind it.
 *
 * <pre>
 *   join ──▶ waiting ──wakeFirst──▶ woken ──runs──▶ {@link #arrived}
 *               │                     │
 *               └──────cancelled──────┴──────────▶ {@link #left}: true if it was woken, and so must
 *                                                  hand on what was reserved for it
 * </pre>
 *
 * <p>The links of the list are in the coroutines. As in asyncio a queue belongs to the loop of the
 * first coroutine that had to wait. Used by the thread of that loop.
 */
final class WaitQueue {

  private final Object owner;
  private @Nullable DefaultLoop loop;
  private @Nullable WaitingFrame<?> first;
  private @Nullable WaitingFrame<?> last;
  private int waiting;
  private int woken;

  /** For {@code owner}, which messages name. */
  WaitQueue(Object owner) {
    this.owner = owner;
  }

  /** What is waited for. */
  Object owner() {
    return owner;
  }

  /** Whether nobody waits and nobody who was woken has still to run. */
  boolean isIdle() {
    return first == null && woken == 0;
  }

  /** Whether somebody waits who was not cancelled in this very tick. */
  boolean hasWaiting() {
    for (WaitingFrame<?> one = first; one != null; one = first) {
      if (!one.isTurnOver()) {
        return true;
      }
      one.standing = WaitingFrame.GONE;
      unlink(one);
    }
    return false;
  }

  /** How many coroutines wait that were not cancelled in this very tick; looks at each of them. */
  int living() {
    Set<Object> turns = new HashSet<>(); // a select may wait here more than once
    for (WaitingFrame<?> one = first; one != null; one = one.next) {
      if (!one.isTurnOver()) {
        turns.add(one.turn());
      }
    }
    return turns.size();
  }

  /** How many were woken and have still to run. */
  int woken() {
    return woken;
  }

  /** How many wait, without those who were woken. */
  int waiting() {
    return waiting;
  }

  /** Queues a coroutine of a loop, which then waits for its turn. */
  void join(WaitingFrame<?> one, DefaultLoop running) {
    if (loop != running) {
      bind(running);
    }
    WaitingFrame<?> before = last;
    if (before == null) {
      first = one;
    } else {
      one.previous = before;
      before.next = one;
    }
    last = one;
    one.standing = WaitingFrame.WAITING;
    waiting++;
  }

  /** Queues a coroutine whose turn may come in several queues. */
  void join(WaitingFrame<?> one, AsyncFuture<Object> turn) {
    join(one, (DefaultLoop) turn.loop());
    one.shareTurn(turn);
  }

  private void bind(DefaultLoop running) {
    if (loop != null) {
      throw new IllegalStateException(owner + " is bound to a different event loop");
    }
    loop = running;
  }

  /** Wakes who came first; null if nobody waits. */
  @Nullable WaitingFrame<?> wakeFirst() {
    return wakeFirst(null);
  }

  /** The same, with something that comes with the turn. */
  @Nullable WaitingFrame<?> wakeFirst(@Nullable Object gift) {
    WaitingFrame<?> one = first;
    while (one != null && !wake(one, gift)) {
      one = first;
    }
    return one;
  }

  void wakeAll() {
    wakeAll(waiter -> true);
  }

  /** Wakes some, in their order. */
  void wakeAll(Predicate<WaitingFrame<?>> which) {
    for (WaitingFrame<?> one = first; one != null; ) {
      WaitingFrame<?> behind = one.next;
      if (which.test(one)) {
        wake(one, null);
      }
      one = behind;
    }
  }

  /** Refuses a call from another thread than that of the loop, before anything is changed. */
  void checkThread() {
    DefaultLoop known = loop;
    if (known != null) {
      known.checkThread();
    }
  }

  private boolean wake(WaitingFrame<?> one, @Nullable Object gift) {
    DefaultLoop known = Objects.requireNonNull(loop, "who waits has bound it");
    known.checkThread();
    unlink(one);
    if (!one.giveTurn(
        known, gift)) { // it was cancelled, or woken in another queue, and has not run yet
      one.standing = WaitingFrame.GONE;
      return false;
    }
    one.standing = WaitingFrame.WOKEN;
    woken++;
    return true;
  }

  /** Called by a coroutine whose turn has come. */
  void arrived(WaitingFrame<?> one) {
    if (one.standing != WaitingFrame.WOKEN) {
      throw new IllegalStateException("resumed without having been woken");
    }
    one.standing = WaitingFrame.GONE;
    woken--;
  }

  /**
   * Called by a coroutine that was cancelled, or had its turn in another queue.
   *
   * @return whether its turn had come here already
   */
  boolean left(WaitingFrame<?> one) {
    boolean wasWoken = one.standing == WaitingFrame.WOKEN;
    if (wasWoken) {
      woken--;
    } else if (one.standing == WaitingFrame.WAITING) {
      unlink(one);
    }
    one.standing = WaitingFrame.GONE;
    return wasWoken;
  }

  private void unlink(WaitingFrame<?> one) {
    waiting--;
    WaitingFrame<?> before = one.previous;
    WaitingFrame<?> behind = one.next;
    if (before == null) {
      first = behind;
    } else {
      before.next = behind;
      one.previous = null;
    }
    if (behind == null) {
      last = before;
    } else {
      behind.previous = before;
      one.next = null;
    }
  }
}
