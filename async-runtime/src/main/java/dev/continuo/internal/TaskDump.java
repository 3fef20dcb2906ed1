package dev.continuo.internal;

import dev.continuo.Task;
import java.util.Set;

/**
 * Says who waits for what.
 *
 * <pre>
 * Task-1 (pending) awaits Task-2
 *     at Store.sum(Store.java:12)
 *     at Store.main(Store.java:20)
 * </pre>
 */
final class TaskDump {

  private static final int MOST_TASKS = 100;

  private TaskDump() {}

  static String of(Set<Task<?>> tasks) {
    StringBuilder text = new StringBuilder();
    int left = MOST_TASKS;
    for (Task<?> task : tasks) {
      if (left-- == 0) {
        text.append("… and ").append(tasks.size() - MOST_TASKS).append(" more tasks\n");
        break;
      }
      describe((LoopTask<?>) task, text);
    }
    return text.isEmpty() ? "no tasks\n" : text.toString();
  }

  private static void describe(LoopTask<?> task, StringBuilder text) {
    text.append(task.name()).append(task.cancelling() > 0 ? " (cancelling) " : " (pending) ");
    Awaited awaited = task.awaiting();
    if (awaited instanceof LoopTask<?> other) {
      text.append("awaits ").append(other.name());
    } else if (awaited != null) {
      text.append("awaits ").append(awaited);
    } else {
      text.append("runs, or has not started: ").append(task.coroutine());
    }
    text.append('\n');
    for (StackTraceElement element : task.stack()) {
      text.append("    at ").append(element).append('\n');
    }
  }
}
