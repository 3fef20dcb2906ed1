package dev.continuo.internal;

import dev.continuo.Task;
import dev.continuo.TaskDump;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads who waits for what off the objects of a loop, on its thread.
 *
 * <p>Nothing is recorded for this while the program runs: what a task awaits is in the task, and
 * who waits for it is in its list of waiters. A waiter that stands for somebody else, such as a
 * gather, says so: see {@link Follower}.
 */
final class TaskGraph {

  /** The most tasks of one dump. */
  static final int MOST_TASKS = 1000;

  private static final int MOST_LINKS = 100;
  private static final int LONGEST = 200;

  private final DefaultLoop loop;

  private final Set<LoopTask<?>> shown = new LinkedHashSet<>();

  /** Until when those sleep that do; null until it is asked for. */
  private @Nullable Map<LoopTask<?>, Long> deadlines;

  private TaskGraph(DefaultLoop loop) {
    this.loop = loop;
  }

  /** The dump of some tasks of a loop. */
  static TaskDump of(DefaultLoop loop, Collection<? extends Task<?>> tasks, int most) {
    TaskGraph graph = new TaskGraph(loop);
    for (Task<?> task : tasks) {
      if (graph.shown.size() == most) {
        break;
      }
      graph.shown.add((LoopTask<?>) task);
    }
    List<TaskDump.Entry> entries = new ArrayList<>(graph.shown.size());
    for (LoopTask<?> task : graph.shown) {
      entries.add(graph.entry(task));
    }
    return new TaskDump(entries, tasks.size(), loop.time(), null);
  }

  private TaskDump.Entry entry(LoopTask<?> task) {
    Set<TaskDump.Link> links = new LinkedHashSet<>();
    collect(task, "", links, new HashSet<>());
    return new TaskDump.Entry(
        task.number(), task.name(), state(task), awaits(task), List.copyOf(links), stack(task));
  }

  private TaskDump.State state(LoopTask<?> task) {
    if (task.awaiting() == null) {
      return task.isStarted() ? TaskDump.State.RUNNING : TaskDump.State.NOT_STARTED;
    }
    return task.cancelling() > 0 ? TaskDump.State.CANCELLING : TaskDump.State.PENDING;
  }

  private List<StackTraceElement> stack(LoopTask<?> task) {
    return task.awaiting() == null && loop.currentTask() == task && loop.isOnItsThread()
        ? loop.driver.here()
        : task.stack();
  }

  // What it awaits

  private @Nullable String awaits(LoopTask<?> task) {
    Awaited awaited = task.awaiting();
    if (awaited == null) {
      return null;
    }
    Object where = awaited instanceof TurnFrame ? awaited : task.innermost();
    Object known = where instanceof RuntimeFrame<?> frame ? frame.waitsFor() : null;
    if (known != null) {
      return words(known);
    }
    if (awaited instanceof LoopTask<?> other) {
      return other.done() ? other.name() + ", which is done" : other.name();
    }
    if (awaited == Sleeping.ASLEEP) {
      Long deadline = deadlines().get(task);
      if (deadline != null || !loop.isClosed()) { // else there are no timers any more
        return sleep(deadline == null ? 0 : deadline - loop.time());
      }
    }
    return words(awaited);
  }

  private Map<LoopTask<?>, Long> deadlines() {
    Map<LoopTask<?>, Long> known = deadlines;
    if (known == null) {
      known = loop.schedule.timers().deadlinesOf(shown);
      deadlines = known;
    }
    return known;
  }

  private static String sleep(long left) {
    if (left <= 0) {
      return "sleep, which is over";
    }
    if (left > Long.MAX_VALUE / 2) {
      return "sleep without end";
    }
    return "sleep for another " + seconds(left);
  }

  private static String seconds(long nanos) {
    return String.format(Locale.ROOT, "%.3f", nanos / 1e9).replaceAll("\\.?0+$", "") + " s";
  }

  /** What a user's object says about itself, whatever that does. */
  static String words(Object object) {
    String said = said(object);
    if (said == null) {
      said = object.getClass().getName() + ", whose toString fails";
    }
    return said.length() <= LONGEST ? said : said.substring(0, LONGEST) + "…";
  }

  private static @Nullable String said(Object object) {
    try {
      return object.toString();
    } catch (Throwable t) {
      if (t instanceof VirtualMachineError && !(t instanceof StackOverflowError)) {
        throw t;
      }
      return null;
    }
  }

  // Who waits for it

  private void collect(
      LoopFuture<?> future, String through, Set<TaskDump.Link> links, Set<LoopFuture<?>> seen) {
    for (Object waiter : future.waiters()) {
      if (links.size() >= MOST_LINKS) {
        return;
      }
      if (waiter instanceof LoopTask<?> task) {
        links.add(link(task, through));
      } else if (waiter instanceof DoneCallback callback) {
        follow(callback.callback(), through, links, seen);
      }
    }
  }

  private void follow(
      Object callback, String through, Set<TaskDump.Link> links, Set<LoopFuture<?>> seen) {
    if (callback instanceof Follower follower) {
      LoopFuture<?> behind = follower.follower();
      String between =
          through.isEmpty() ? follower.through() : through + " in " + follower.through();
      if (behind instanceof LoopTask<?> task) {
        links.add(link(task, words(between)));
      } else if (behind == null) {
        links.add(new TaskDump.Link(0, follower.through(), through));
      } else if (seen.size() < MOST_LINKS && seen.add(behind)) {
        collect(behind, between, links, seen);
      }
    } else if (!callback.getClass().getName().startsWith("dev.continuo.internal.")) {
      boolean isLambda = callback.getClass().isHidden() || callback.getClass().isSynthetic();
      links.add(new TaskDump.Link(0, isLambda ? "a callback" : words(callback), through));
    }
  }

  private static TaskDump.Link link(LoopTask<?> task, String through) {
    return new TaskDump.Link(task.number(), task.name(), through);
  }
}
