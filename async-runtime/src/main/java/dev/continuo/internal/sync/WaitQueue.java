package dev.continuo.internal.sync;

import dev.continuo.AsyncFuture;
import dev.continuo.EventLoop;
import dev.continuo.internal.DefaultLoop;
import java.util.HashSet;
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
 * <p>As in asyncio a queue belongs to the loop of the first coroutine that had to wait. Used by the
 * thread of that loop.
 */
final class WaitQueue {

  /** The place of one coroutine. */
  static final class Place {
    private static final byte WAITING = 0;
    private static final byte WOKEN = 1;
    private static final byte GONE = 2;

    final WaitingFrame<?> waiter;

    /** Done with the place that was woken: a select waits in several queues for one turn. */
    final AsyncFuture<Object> turn;

    private @Nullable Place previous;
    private @Nullable Place next;
    private byte state = WAITING;

    private Place(WaitingFrame<?> waiter, AsyncFuture<Object> turn) {
      this.waiter = waiter;
      this.turn = turn;
    }
  }

  private final Object owner;
  private @Nullable EventLoop loop;
  private @Nullable Place first;
  private @Nullable Place last;
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
    while (first != null && first.turn.done()) {
      first.state = Place.GONE;
      unlink(first);
    }
    return first != null;
  }

  /** How many coroutines wait that were not cancelled in this very tick; looks at each of them. */
  int living() {
    Set<Object> turns = new HashSet<>(); // a select may wait here more than once
    for (Place place = first; place != null; place = place.next) {
      if (!place.turn.done()) {
        turns.add(place.turn);
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

  /** Queues the running coroutine, which then awaits {@code turn}. */
  Place join(WaitingFrame<?> waiter) {
    return join(waiter, EventLoop.running().createFuture());
  }

  /** Queues the running coroutine, which awaits one turn in several queues. */
  Place join(WaitingFrame<?> waiter, AsyncFuture<Object> turn) {
    EventLoop running = turn.loop();
    if (loop == null) {
      loop = running;
    } else if (loop != running) {
      throw new IllegalStateException(owner + " is bound to a different event loop");
    }
    Place place = new Place(waiter, turn);
    place.previous = last;
    if (last == null) {
      first = place;
    } else {
      last.next = place;
    }
    last = place;
    waiting++;
    return place;
  }

  /** Wakes who came first; null if nobody waits. */
  @Nullable Place wakeFirst() {
    for (Place place = first; place != null; place = first) {
      if (wake(place)) {
        return place;
      }
    }
    return null;
  }

  void wakeAll() {
    wakeAll(waiter -> true);
  }

  /** Wakes some, in their order. */
  void wakeAll(Predicate<WaitingFrame<?>> which) {
    for (Place place = first; place != null; ) {
      Place behind = place.next;
      if (which.test(place.waiter)) {
        wake(place);
      }
      place = behind;
    }
  }

  /** Refuses a call from another thread than that of the loop, before anything is changed. */
  void checkThread() {
    if (loop instanceof DefaultLoop known) {
      known.checkThread();
    }
  }

  private boolean wake(Place place) {
    checkThread();
    unlink(place);
    if (place.turn.done()) { // it was cancelled, or woken in another queue, and has not run yet
      place.state = Place.GONE;
      return false;
    }
    place.state = Place.WOKEN;
    woken++;
    place.turn.setResult(place);
    return true;
  }

  /** Called by a coroutine whose turn has come. */
  void arrived(Place place) {
    if (!left(place)) {
      throw new IllegalStateException("resumed without having been woken");
    }
  }

  /**
   * Called by a coroutine that was cancelled, or had its turn in another queue.
   *
   * @return whether its turn had come here already
   */
  boolean left(Place place) {
    boolean wasWoken = place.state == Place.WOKEN;
    if (wasWoken) {
      woken--;
    } else if (place.state == Place.WAITING) {
      unlink(place);
    }
    place.state = Place.GONE;
    return wasWoken;
  }

  private void unlink(Place place) {
    waiting--;
    if (place.previous == null) {
      first = place.next;
    } else {
      place.previous.next = place.next;
    }
    if (place.next == null) {
      last = place.previous;
    } else {
      place.next.previous = place.previous;
    }
    place.previous = null;
    place.next = null;
  }
}
