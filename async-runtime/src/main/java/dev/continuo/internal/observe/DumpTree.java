package dev.continuo.internal.observe;

import dev.continuo.TaskDump;
import dev.continuo.TaskDump.Entry;
import dev.continuo.TaskDump.Link;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A {@link TaskDump} for people: tasks stand below what waits for them.
 *
 * <pre>
 *   roots    what no task of the dump waits for, then the first of each cycle that is left
 *   visit    header and stack of a task; what it waits for, below:
 *              on the path from the root   → a cycle, one line
 *              told before                 → one line
 *              too deep                    → one line, and told as a root later
 * </pre>
 */
public final class DumpTree {

  /** The text is as wide as it is deep. */
  private static final int DEEPEST = 24;

  private final StringBuilder text = new StringBuilder();
  private final Map<Integer, Entry> tasks = new LinkedHashMap<>();

  /** For each task what it waits for, by what stands between. */
  private final Map<Integer, Map<String, List<Entry>>> below = new HashMap<>();

  private final Set<Integer> told = new HashSet<>();
  private final Set<Integer> path = new HashSet<>();
  private final Deque<Entry> later = new ArrayDeque<>();

  private DumpTree() {}

  /** The dump as lines of text. */
  public static String of(TaskDump dump) {
    DumpTree tree = new DumpTree();
    TaskDump.Blocked blocked = dump.blocked();
    if (blocked != null) {
      tree.blocked(blocked);
    } else {
      tree.tasks(dump);
    }
    return tree.text.toString();
  }

  private void blocked(TaskDump.Blocked blocked) {
    text.append("the loop did not answer within ")
        .append(blocked.waited().toMillis())
        .append(" ms; its thread \"")
        .append(blocked.thread())
        .append("\" is ")
        .append(blocked.threadState())
        .append(" in\n");
    blocked.stack().forEach(element -> element("    at ", element));
  }

  private void tasks(TaskDump dump) {
    dump.tasks().forEach(task -> tasks.put(task.id(), task));
    Set<Integer> awaited = new HashSet<>();
    for (Entry task : dump.tasks()) {
      for (Link link : task.awaitedBy()) {
        if (tasks.containsKey(link.id())) {
          awaited.add(task.id());
          below
              .computeIfAbsent(link.id(), id -> new LinkedHashMap<>())
              .computeIfAbsent(link.through(), through -> new ArrayList<>())
              .add(task);
        }
      }
    }
    dump.tasks().stream().filter(task -> !awaited.contains(task.id())).forEach(this::root);
    dump.tasks().forEach(this::root);
    if (dump.tasks().isEmpty()) {
      text.append("no tasks\n");
    }
    int more = dump.total() - dump.tasks().size();
    if (more > 0) {
      text.append("… and ").append(more).append(" more tasks\n");
    }
  }

  private void root(Entry root) {
    later.add(root);
    for (Entry task = later.poll(); task != null; task = later.poll()) {
      if (told.add(task.id())) {
        visit(task, "", "", 0);
      }
    }
  }

  /**
   * Tells a task and what is below.
   *
   * @param first what stands before its header
   * @param rest what stands before every other line
   */
  private void visit(Entry task, String first, String rest, int depth) {
    Map<String, List<Entry>> awaited = below.getOrDefault(task.id(), Map.of());
    text.append(first).append(header(task)).append('\n');
    String margin = rest + (awaited.isEmpty() ? "    at " : "│   at ");
    task.stack().forEach(element -> element(margin, element));
    path.add(task.id());
    int groups = awaited.size();
    for (Map.Entry<String, List<Entry>> group : awaited.entrySet()) {
      boolean last = --groups == 0;
      if (group.getKey().isEmpty()) {
        visitAll(group.getValue(), rest, last, depth);
      } else {
        text.append(rest).append(last ? "└─ " : "├─ ").append(group.getKey()).append('\n');
        visitAll(group.getValue(), rest + (last ? "   " : "│  "), true, depth + 1);
      }
    }
    path.remove(task.id());
  }

  private void visitAll(List<Entry> entries, String margin, boolean lastGroup, int depth) {
    int left = entries.size();
    for (Entry task : entries) {
      boolean last = --left == 0 && lastGroup;
      String first = margin + (last ? "└─ " : "├─ ");
      if (path.contains(task.id())) {
        line(first, task, "a cycle: it is awaited by what it awaits");
      } else if (told.contains(task.id())) {
        line(first, task, "see above");
      } else if (depth >= DEEPEST) {
        line(first, task, "see below");
        later.add(task);
      } else {
        told.add(task.id());
        visit(task, first, margin + (last ? "   " : "│  "), depth + 1);
      }
    }
  }

  private void line(String first, Entry task, String remark) {
    text.append(first).append(task.name()).append(" (").append(remark).append(")\n");
  }

  /** Without the names of class loader and module. */
  private void element(String margin, StackTraceElement e) {
    StackTraceElement plain =
        new StackTraceElement(
            e.getClassName(), e.getMethodName(), e.getFileName(), e.getLineNumber());
    text.append(margin).append(plain).append('\n');
  }

  private static String header(Entry task) {
    String state = task.state().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    String awaits = task.awaits() == null ? "" : " awaits " + task.awaits();
    String others =
        task.awaitedBy().stream()
            .filter(link -> link.id() == 0)
            .map(Link::name)
            .collect(Collectors.joining(", "));
    return task.name()
        + " ("
        + state
        + ")"
        + awaits
        + (others.isEmpty() ? "" : "; awaited by " + others);
  }
}
