package dev.continuo.internal.observe;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/** An event of {@link LoopEvents}. */
@Name("dev.continuo.TaskCancel")
@Label("Task Cancel")
@Description("A task was asked to end")
@Category("Continuo")
@Enabled(false)
@StackTrace(true)
final class TaskCancel extends Event {

  /** Asked whether the event is enabled; never committed. */
  static final TaskCancel FLAG = new TaskCancel();

  @Label("Event Loop")
  @Nullable String loop;

  @Label("Task Number")
  int id;

  @Label("Task Name")
  @Nullable String name;

  @Label("Message")
  @Nullable String message;
}
