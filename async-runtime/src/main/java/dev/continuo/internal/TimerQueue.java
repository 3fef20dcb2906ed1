package dev.continuo.internal;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is due later, in the order of the deadlines, then of the calls: a heap with four children
 * per node, which is shallower than a binary one and touches fewer cache lines. Insert and remove
 * cost O(log n).
 *
 * <p>Like the ready queue it holds {@link LoopTask}s themselves, those that sleep, and the timers
 * of callbacks. What it compares is beside them, so that a million sleeping tasks need no object
 * each, and none of them is touched while the heap is put in order:
 *
 * <pre>
 *   deadlines  long[]     3     5    9     7   …
 *   numbers    int[]     41    12   40    44   …    which one came first
 *   entries    Object[]  task  task  timer task …
 * </pre>
 *
 * <p>What is cancelled stays until it comes to the top, or one pass over the heap, O(n), drops it:
 * timers when they are more than half, as they keep nothing alive; entries of tasks that sleep no
 * more when they are a sixteenth, as they keep the task.
 */
final class TimerQueue {

  private static final int ARITY = 4;
  private static final int INITIAL = 16;
  private static final int SMALL = 64;

  /** To grow up to here again costs little. */
  private static final int LARGE = 16_384;

  private static final int MOST_STALE = 16;
  private static final int TIMER = 1;

  private long[] deadlines = new long[INITIAL];
  private int[] numbers = new int[INITIAL];
  private @Nullable Object[] entries = new Object[INITIAL];
  private int size;

  /**
   * Of the next entry; the lowest bit of an entry's number says that it is a timer. It may wrap
   * round: what counts is which one came first, not its value.
   */
  private int number;

  private int cancelledTimers;

  /** Entries of tasks that were woken before their deadline: mostly there are none. */
  private final Map<LoopTask<?>, Stale> stale = new HashMap<>();

  private int staleEntries;

  /** Those of one task. */
  private static final class Stale {
    /** Its entries up to this one sleep no more; a later one does. */
    int last;

    int count;
  }

  TimerQueue() {
    this(0);
  }

  /** Starts counting at {@code number}, which is even. */
  TimerQueue(int number) {
    this.number = number;
  }

  boolean isEmpty() {
    dropCancelledTop();
    return size == 0;
  }

  int size() {
    return size;
  }

  int places() {
    return entries.length;
  }

  /** The earliest deadline; the queue is not empty. */
  long nextDeadline() {
    return deadlines[0];
  }

  void add(long deadline, CallbackTimer timer) {
    timer.isQueued = true;
    insert(deadline, number | TIMER, timer);
  }

  void add(long deadline, LoopTask<?> sleeper) {
    insert(deadline, number, sleeper);
  }

  private void insert(long deadline, int itsNumber, Object entry) {
    if (size == entries.length) {
      resize(size * 2);
    }
    siftUp(size++, deadline, itsNumber, entry);
    number += 2;
  }

  /** Removes and returns the next timer or task that is due at {@code now}, or null. */
  @Nullable Object pollDue(long now) {
    dropCancelledTop();
    return size > 0 && deadlines[0] <= now ? removeTop() : null;
  }

  /** A timer of this queue was cancelled. */
  void cancelled() {
    cancelledTimers++;
    if (cancelledTimers > size / 2 && size > SMALL) {
      purge();
    }
  }

  /** A task that sleeps is woken before its deadline. */
  void forget(LoopTask<?> sleeper) {
    Stale known = stale.computeIfAbsent(sleeper, unused -> new Stale());
    known.last = number - 2;
    known.count++;
    staleEntries++;
    if (staleEntries > size / MOST_STALE) {
      purge();
    }
  }

  /** Until when the tasks sleep that do: a pass over the heap, for dumps. */
  Map<LoopTask<?>, Long> sleepers() {
    Map<LoopTask<?>, Long> sleepers = new HashMap<>();
    for (int i = 0; i < size; i++) {
      if (at(i) instanceof LoopTask<?> task && !isCancelled(i)) {
        sleepers.put(task, deadlines[i]);
      }
    }
    return sleepers;
  }

  void clear() {
    for (int i = 0; i < size; i++) {
      leaves(i);
    }
    size = 0;
    nothingIsCancelled();
    resize(INITIAL);
    Arrays.fill(entries, null);
  }

  /** Gives back the places of a burst that is over. */
  void shrink() {
    if (entries.length > LARGE && size < entries.length / 4) {
      resize(entries.length / 2);
    }
  }

  private boolean isCancelled(int i) {
    if (isTimer(i)) {
      return ((CallbackTimer) at(i)).cancelled();
    }
    return staleEntries > 0 && stale(i) != null;
  }

  /** Without a look at the entry, which is in no cache. */
  private boolean isTimer(int i) {
    return (numbers[i] & TIMER) != 0;
  }

  private @Nullable Stale stale(int i) {
    Stale known = stale.get(entries[i]);
    return known != null && numbers[i] - known.last <= 0 ? known : null;
  }

  private void dropCancelledTop() {
    while (size > 0 && isCancelled(0)) {
      if (isTimer(0)) {
        cancelledTimers--;
      } else {
        dropStale(stale(0));
      }
      removeTop();
    }
  }

  private void dropStale(@Nullable Stale known) {
    staleEntries--;
    if (known != null && --known.count == 0) {
      stale.remove(entries[0]);
    }
  }

  private Object removeTop() {
    Object top = at(0);
    leaves(0);
    size--;
    Object last = at(size);
    entries[size] = null;
    if (size > 0) {
      siftDown(0, deadlines[size], numbers[size], last);
    }
    return top;
  }

  private void leaves(int i) {
    if (isTimer(i)) {
      ((CallbackTimer) at(i)).isQueued = false;
    }
  }

  private void purge() {
    int kept = 0;
    for (int i = 0; i < size; i++) {
      if (isCancelled(i)) {
        leaves(i);
      } else {
        put(kept++, deadlines[i], numbers[i], at(i));
      }
    }
    Arrays.fill(entries, kept, size, null);
    size = kept;
    nothingIsCancelled();
    if (entries.length > SMALL && size < entries.length / 4) {
      resize(Math.max(SMALL, size * 2));
    }
    for (int i = (size - 2) / ARITY; i >= 0 && size > 1; i--) {
      siftDown(i, deadlines[i], numbers[i], at(i));
    }
  }

  private void nothingIsCancelled() {
    cancelledTimers = 0;
    staleEntries = 0;
    stale.clear();
  }

  private void resize(int length) {
    deadlines = Arrays.copyOf(deadlines, length);
    numbers = Arrays.copyOf(numbers, length);
    entries = Arrays.copyOf(entries, length);
  }

  private void siftUp(int start, long deadline, int number, Object entry) {
    int i = start;
    while (i > 0) {
      int parent = (i - 1) / ARITY;
      if (!isBefore(deadline, number, parent)) {
        break;
      }
      move(parent, i);
      i = parent;
    }
    put(i, deadline, number, entry);
  }

  private void siftDown(int start, long deadline, int number, Object entry) {
    int i = start;
    for (; ; ) {
      int first = i * ARITY + 1;
      if (first >= size) {
        break;
      }
      int least = first;
      for (int child = first + 1; child < Math.min(first + ARITY, size); child++) {
        if (isBefore(deadlines[child], numbers[child], least)) {
          least = child;
        }
      }
      if (!isBefore(deadlines[least], numbers[least], deadline, number)) {
        break;
      }
      move(least, i);
      i = least;
    }
    put(i, deadline, number, entry);
  }

  private void move(int from, int to) {
    deadlines[to] = deadlines[from];
    numbers[to] = numbers[from];
    entries[to] = entries[from];
  }

  private void put(int i, long deadline, int number, Object entry) {
    deadlines[i] = deadline;
    numbers[i] = number;
    entries[i] = entry;
  }

  @SuppressWarnings("NullAway") // Invariant: places below size are not null
  private Object at(int index) {
    return entries[index];
  }

  private boolean isBefore(long deadline, int number, int other) {
    return isBefore(deadline, number, deadlines[other], numbers[other]);
  }

  private static boolean isBefore(long deadline, int number, long other, int otherNumber) {
    return deadline < other || (deadline == other && number - otherNumber < 0);
  }
}
