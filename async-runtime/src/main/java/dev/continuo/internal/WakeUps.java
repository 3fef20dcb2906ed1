package dev.continuo.internal;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Makes sleeping tasks ready whose time has come. In asyncio a sleep ends in two ticks: the handle
 * of its timer sets a future, and that makes the task ready for the next one. Here one handle does
 * it for all tasks that are due one after the other:
 *
 * <pre>
 *   timer queue   task a, task b, a callback, task c        all are due
 *   tick n        [a, b]  callback  [c]                     two handles; what else is ready
 *   tick n+1      a  b  …  c                                the tasks, in their places
 * </pre>
 *
 * <p>No object of a task is touched before it resumes, as a million of them are in no cache: they
 * await {@link Sleeping#ASLEEP} until then. That does not say where they are. Mostly nobody asks;
 * who does, to cancel one, has {@link #markDue} mark first all those that are on their way.
 */
final class WakeUps {

  private static final int FEW = 16;

  private final ReadyQueue ready;

  /** A handle that had its turn, to be used again. */
  private @Nullable Batch spare;

  /** Where the next task goes, if it comes at once. */
  private @Nullable Batch last;

  /** How many handles have no turn yet, and tasks without a mark. */
  private int unmarked;

  /** Up to this position of the ready queue there may be tasks without a mark. */
  private int unmarkedUntil;

  WakeUps(ReadyQueue ready) {
    this.ready = ready;
  }

  /** A task is due. */
  void add(LoopTask<?> sleeper) {
    Batch batch = last;
    if (batch == null) {
      batch = spare != null ? spare : new Batch();
      spare = null;
      unmarked++;
      ready.add(batch);
      last = batch;
    }
    batch.add(sleeper);
  }

  /** The next task that is due comes after something else. */
  void endBatch() {
    last = null;
  }

  /**
   * Has every task that is on its way say so: those in a handle await {@link Sleeping#DUE} now, and
   * those that are ready themselves {@link Sleeping#OVER}. Each is marked once at most.
   */
  void markDue() {
    if (unmarked == 0 && !ready.isAhead(unmarkedUntil)) {
      return;
    }
    ready.forEach(
        item -> {
          if (item instanceof Batch batch) {
            batch.mark();
          } else if (item instanceof LoopTask<?> task && task.awaiting() == Sleeping.ASLEEP) {
            task.awaits(Sleeping.OVER);
          }
        });
    unmarked = 0;
    unmarkedUntil = ready.position();
  }

  private final class Batch extends LoopHandle {
    private @Nullable LoopTask<?>[] tasks = new LoopTask<?>[FEW];
    private int size;
    private boolean isMarked;

    Batch() {
      super(Bindings.EMPTY);
    }

    void add(LoopTask<?> sleeper) {
      if (size == tasks.length) {
        tasks = Arrays.copyOf(tasks, size * 2);
      }
      tasks[size++] = sleeper;
    }

    void mark() {
      if (!isMarked) {
        isMarked = true;
        for (int i = 0; i < size; i++) {
          at(i).awaits(Sleeping.DUE);
        }
      }
    }

    @Override
    void invoke() {
      if (isMarked) {
        makeReadyWhatIsDueStill();
      } else {
        for (int i = 0; i < size; i++) {
          ready.add(at(i));
        }
        unmarked--;
        unmarkedUntil = ready.end();
      }
      reset();
    }

    private void makeReadyWhatIsDueStill() {
      for (int i = 0; i < size; i++) {
        LoopTask<?> task = at(i);
        if (task.awaiting() == Sleeping.DUE) { // else it was cancelled or closed meanwhile
          task.awaits(Sleeping.OVER);
          ready.add(task);
        }
      }
    }

    private void reset() {
      if (tasks.length > ReadyQueue.LARGE) {
        tasks = new LoopTask<?>[FEW];
      } else {
        Arrays.fill(tasks, 0, size, null);
      }
      size = 0;
      isMarked = false;
      spare = this;
    }

    @SuppressWarnings("NullAway") // Invariant: places below size are not null
    private LoopTask<?> at(int index) {
      return tasks[index];
    }

    @Override
    public String toString() {
      return "the end of sleeps";
    }
  }
}
