package dev.continuo.internal;

import dev.continuo.Task;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The tasks of a loop that are not done, in the order they were made: the strong references that
 * keep them alive. A task knows its place, so adding and removing take constant time; holes are
 * closed when more than half of the places are empty.
 */
final class TaskSet {

  private @Nullable LoopTask<?>[] places = new LoopTask<?>[16];
  private int end;
  private int size;

  int size() {
    return size;
  }

  void add(LoopTask<?> task) {
    if (end == places.length) {
      if (size < end / 2) {
        compact();
      } else {
        places = Arrays.copyOf(places, end + (end >> 1));
      }
    }
    task.place = end;
    places[end++] = task;
    size++;
  }

  void remove(LoopTask<?> task) {
    int place = task.place;
    if (place >= 0 && places[place] == task) {
      places[place] = null;
      task.place = -1;
      size--;
      if (size == 0) {
        end = 0;
      }
    }
  }

  Set<Task<?>> snapshot() {
    Set<Task<?>> tasks = new LinkedHashSet<>();
    for (int i = 0; i < end; i++) {
      LoopTask<?> task = places[i];
      if (task != null) {
        tasks.add(task);
      }
    }
    return tasks;
  }

  private void compact() {
    int kept = 0;
    for (int i = 0; i < end; i++) {
      LoopTask<?> task = places[i];
      if (task != null) {
        task.place = kept;
        places[kept++] = task;
      }
    }
    Arrays.fill(places, kept, end, null);
    end = kept;
  }
}
