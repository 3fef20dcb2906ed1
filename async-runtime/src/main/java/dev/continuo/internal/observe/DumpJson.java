package dev.continuo.internal.observe;

import dev.continuo.TaskDump;
import java.util.List;
import java.util.Locale;

/** A {@link TaskDump} for programs. */
public final class DumpJson {

  private final JsonText json = new JsonText();

  private DumpJson() {}

  /** The dump as one JSON object. */
  public static String of(TaskDump dump) {
    DumpJson writer = new DumpJson();
    writer.dump(dump);
    return writer.json.toString();
  }

  private void dump(TaskDump dump) {
    json.open('{');
    json.name("nanos").value(dump.nanos());
    json.name("total").value(dump.total());
    json.name("tasks").open('[');
    dump.tasks().forEach(this::task);
    json.close(']');
    TaskDump.Blocked blocked = dump.blocked();
    if (blocked == null) {
      json.name("blocked").value(null);
    } else {
      json.name("blocked").open('{');
      json.name("thread").value(blocked.thread());
      json.name("threadState").value(word(blocked.threadState()));
      json.name("waitedNanos").value(blocked.waited().toNanos());
      stack(blocked.stack());
      json.close('}');
    }
    json.close('}');
  }

  private void task(TaskDump.Entry task) {
    json.open('{');
    json.name("id").value(task.id());
    json.name("name").value(task.name());
    json.name("state").value(word(task.state()));
    json.name("awaits").value(task.awaits());
    json.name("awaitedBy").open('[');
    for (TaskDump.Link link : task.awaitedBy()) {
      json.open('{');
      json.name("id").value(link.id());
      json.name("name").value(link.name());
      json.name("through").value(link.through());
      json.close('}');
    }
    json.close(']');
    stack(task.stack());
    json.close('}');
  }

  private void stack(List<StackTraceElement> stack) {
    json.name("stack").open('[');
    for (StackTraceElement element : stack) {
      json.open('{');
      json.name("class").value(element.getClassName());
      json.name("method").value(element.getMethodName());
      json.name("file").value(element.getFileName());
      json.name("line").value(element.getLineNumber());
      json.close('}');
    }
    json.close(']');
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
