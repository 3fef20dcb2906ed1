package dev.continuo.internal.sync;

import dev.continuo.AsyncFuture;
import dev.continuo.EventLoop;
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
    final AsyncFuture<Boolean> turn;
    private @Nullable Place previous;
    private @Nullable Place next;
    private boolean isWaiting = true;

    private Place(AsyncFuture<Boolean> turn) {
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

  /** Whether nobody waits and nobody who was woken has still to run. */
  boolean isIdle() {
    return first == null && woken == 0;
  }

  boolean hasWaiting() {
    return first != null;
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
  Place join() {
    EventLoop running = EventLoop.running();
    if (loop == null) {
      loop = running;
    } else if (loop != running) {
      throw new IllegalStateException(owner + " is bound to a different event loop");
    }
    Place place = new Place(running.createFuture());
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

  /** Wakes who came first; false if nobody waits. */
  boolean wakeFirst() {
    for (Place place = first; place != null; place = first) {
      unlink(place);
      if (!place.turn.done()) { // else it was cancelled and has not run yet
        woken++;
        place.turn.setResult(true);
        return true;
      }
    }
    return false;
  }

  void wakeAll() {
    while (wakeFirst()) {}
  }

  /** Called by a coroutine whose turn has come. */
  void arrived(Place place) {
    if (place.isWaiting) {
      throw new IllegalStateException("resumed without having been woken");
    }
    woken--;
  }

  /**
   * Called by a coroutine that was cancelled instead.
   *
   * @return whether its turn had come already
   */
  boolean left(Place place) {
    if (place.isWaiting) {
      unlink(place);
      return false;
    }
    if (place.turn.cancelled()) {
      return false; // {@link #wakeFirst} has passed it over
    }
    woken--;
    return true;
  }

  private void unlink(Place place) {
    place.isWaiting = false;
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
