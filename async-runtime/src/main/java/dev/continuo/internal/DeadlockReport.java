package dev.continuo.internal;

import dev.continuo.Task;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/**
 * Says why nothing will ever happen again: the tasks that await each other in a circle, if there
 * are such, then every task.
 *
 * <pre>
 * deadlock: nothing is ready, …, so these tasks wait for ever:
 * these await each other in a circle:
 *     reader awaits writer, at Store.load(Store.java:12)
 *     writer awaits reader, at Store.save(Store.java:20)
 * Task-1 (pending) awaits reader
 *     at Store.main(Store.java:31)
 * …
 * </pre>
 */
final class DeadlockReport {

  private static final int MOST_LINES = 100;

  private DeadlockReport() {}

  static String of(String reason, DefaultLoop loop) {
    Set<Task<?>> tasks = loop.tasks.snapshot();
    StringBuilder text = new StringBuilder("deadlock: ").append(reason);
    text.append(", so these tasks wait for ever:\n");
    List<LoopTask<?>> circle = circle(tasks);
    if (!circle.isEmpty()) {
      text.append("these await each other in a circle:\n");
      for (int i = 0; i < Math.min(circle.size(), MOST_LINES); i++) {
        describe(circle.get(i), circle.get((i + 1) % circle.size()), text);
      }
    }
    return text.append(loop.dump()).toString();
  }

  private static void describe(LoopTask<?> task, LoopTask<?> next, StringBuilder text) {
    text.append("    ").append(task.name()).append(" awaits ").append(next.name());
    List<StackTraceElement> stack = task.stack();
    if (!stack.isEmpty()) {
      text.append(", at ").append(stack.get(0));
    }
    text.append('\n');
  }

  /** One of the circles, or nothing: a depth-first search, on a stack of its own. */
  private static List<LoopTask<?>> circle(Set<Task<?>> tasks) {
    Set<LoopTask<?>> seen = new HashSet<>();
    List<LoopTask<?>> path = new ArrayList<>();
    Set<LoopTask<?>> onPath = new HashSet<>();
    ArrayDeque<Iterator<LoopTask<?>>> left = new ArrayDeque<>();
    for (Task<?> start : tasks) {
      left.push(List.<LoopTask<?>>of((LoopTask<?>) start).iterator());
      while (!left.isEmpty()) {
        if (!left.element().hasNext()) {
          left.remove();
          if (!path.isEmpty()) {
            onPath.remove(path.remove(path.size() - 1));
          }
          continue;
        }
        LoopTask<?> task = left.element().next();
        if (onPath.contains(task)) {
          return path.subList(path.indexOf(task), path.size());
        }
        if (seen.add(task)) {
          path.add(task);
          onPath.add(task);
          left.push(awaitedBy(task).iterator());
        }
      }
    }
    return List.of();
  }

  private static List<LoopTask<?>> awaitedBy(LoopTask<?> task) {
    Awaited awaited = task.awaiting();
    if (awaited instanceof LoopTask<?> other) {
      return List.of(other);
    }
    return awaited instanceof Gather<?> gather ? gather.pendingTasks() : List.of();
  }
}
