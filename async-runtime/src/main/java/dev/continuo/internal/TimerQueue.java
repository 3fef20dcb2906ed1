package dev.continuo.internal;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
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
 *   deadlines  long[]     3     5     9     7   …
 *   sequences  int[]     40    12    41    44   …    which one came first; odd: a timer
 *   entries    Object[]  task  task  timer task …
 * </pre>
 *
 * <p>What is cancelled stays until it comes to the top, or one pass over the heap, O(n), drops it:
 * timers when they are more than half (and 64), as they keep nothing alive; entries of tasks that
 * sleep no more when they are a sixteenth, as they keep the task.
 */
final class TimerQueue {

  private static final int ARITY = 4;
  private static final int INITIAL = 16;
  private static final int SMALL = 64;

  private static final int STALE_FRACTION = 16;
  private static final int TIMER = 1;

  private long[] deadlines = new long[INITIAL];
  private int[] sequences = new int[INITIAL];
  private @Nullable Object[] entries = new Object[INITIAL];
  private int size;

  /** Of the next entry: even, as the lowest bit of an entry's says that it is a timer. */
  private int nextSequence;

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

  /** Starts counting at {@code sequence}, which is even. */
  TimerQueue(int sequence) {
    nextSequence = sequence;
  }

  boolean isEmpty() {
    dropCancelledTop();
    return size == 0;
  }

  int size() {
    return size;
  }

  int capacity() {
    return entries.length;
  }

  /** The earliest deadline; the queue is not empty. */
  long nextDeadline() {
    return deadlines[0];
  }

  void add(long deadline, CallbackTimer timer) {
    timer.isQueued = true;
    insert(deadline, TIMER, timer);
  }

  void add(long deadline, LoopTask<?> sleeper) {
    insert(deadline, 0, sleeper);
  }

  private void insert(long deadline, int kind, Object entry) {
    if (size == entries.length) {
      resize(size * 2);
    }
    if (nextSequence < 0) {
      renumber();
    }
    siftUp(size++, deadline, nextSequence | kind, entry);
    nextSequence += 2;
  }

  /** After a billion entries: gives those that are left the first sequence numbers, in order. */
  private void renumber() {
    purge();
    long[] order = new long[size];
    for (int i = 0; i < size; i++) {
      order[i] = ((long) sequences[i] << Integer.SIZE) | i;
    }
    Arrays.sort(order);
    nextSequence = 0;
    for (long each : order) {
      int i = (int) each;
      sequences[i] = nextSequence | (sequences[i] & TIMER);
      nextSequence += 2;
    }
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
    known.last = nextSequence - 2;
    known.count++;
    staleEntries++;
    if (staleEntries > size / STALE_FRACTION) {
      purge();
    }
  }

  /** Until when those of these tasks sleep that do: a pass over the heap, for dumps. */
  Map<LoopTask<?>, Long> deadlinesOf(Set<LoopTask<?>> tasks) {
    Map<LoopTask<?>, Long> found = new HashMap<>();
    for (int i = 0; i < size; i++) {
      if (at(i) instanceof LoopTask<?> task && tasks.contains(task) && !isCancelled(i)) {
        found.put(task, deadlines[i]);
      }
    }
    return found;
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
    if (entries.length > ReadyQueue.LARGE && size < entries.length / 4) {
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
    return (sequences[i] & TIMER) != 0;
  }

  private @Nullable Stale stale(int i) {
    Stale known = stale.get(entries[i]);
    return known != null && sequences[i] <= known.last ? known : null;
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
      siftDown(0, deadlines[size], sequences[size], last);
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
        put(kept++, deadlines[i], sequences[i], at(i));
      }
    }
    Arrays.fill(entries, kept, size, null);
    size = kept;
    nothingIsCancelled();
    if (entries.length > SMALL && size < entries.length / 4) {
      resize(Math.max(SMALL, size * 2));
    }
    for (int i = (size - 2) / ARITY; i >= 0 && size > 1; i--) {
      siftDown(i, deadlines[i], sequences[i], at(i));
    }
  }

  private void nothingIsCancelled() {
    cancelledTimers = 0;
    staleEntries = 0;
    stale.clear();
  }

  private void resize(int length) {
    deadlines = Arrays.copyOf(deadlines, length);
    sequences = Arrays.copyOf(sequences, length);
    entries = Arrays.copyOf(entries, length);
  }

  private void siftUp(int start, long deadline, int sequence, Object entry) {
    int i = start;
    while (i > 0) {
      int parent = (i - 1) / ARITY;
      if (!isBefore(deadline, sequence, parent)) {
        break;
      }
      move(parent, i);
      i = parent;
    }
    put(i, deadline, sequence, entry);
  }

  private void siftDown(int start, long deadline, int sequence, Object entry) {
    int i = start;
    for (; ; ) {
      int first = i * ARITY + 1;
      if (first >= size) {
        break;
      }
      int least = first;
      for (int child = first + 1; child < Math.min(first + ARITY, size); child++) {
        if (isBefore(deadlines[child], sequences[child], least)) {
          least = child;
        }
      }
      if (!isBefore(deadlines[least], sequences[least], deadline, sequence)) {
        break;
      }
      move(least, i);
      i = least;
    }
    put(i, deadline, sequence, entry);
  }

  private void move(int from, int to) {
    deadlines[to] = deadlines[from];
    sequences[to] = sequences[from];
    entries[to] = entries[from];
  }

  private void put(int i, long deadline, int sequence, Object entry) {
    deadlines[i] = deadline;
    sequences[i] = sequence;
    entries[i] = entry;
  }

  @SuppressWarnings("NullAway") // Invariant: places below size are not null
  private Object at(int index) {
    return entries[index];
  }

  private boolean isBefore(long deadline, int sequence, int other) {
    return isBefore(deadline, sequence, deadlines[other], sequences[other]);
  }

  private static boolean isBefore(long deadline, int sequence, long other, int otherSequence) {
    return deadline < other || (deadline == other && sequence < otherSequence);
  }
}
