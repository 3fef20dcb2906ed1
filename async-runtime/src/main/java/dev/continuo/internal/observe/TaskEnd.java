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
@Name("dev.continuo.TaskEnd")
@Label("Task End")
@Description("A task is done")
@Category("Continuo")
@Enabled(false)
@StackTrace(false)
final class TaskEnd extends Event {

  /** Asked whether the event is enabled; never committed. */
  static final TaskEnd FLAG = new TaskEnd();

  @Label("Event Loop")
  @Nullable String loop;

  @Label("Task Number")
  int id;

  @Label("Task Name")
  @Nullable String name;

  @Label("Outcome")
  @Description("finished, failed or cancelled")
  @Nullable String outcome;

  @Label("Failure")
  @Description("The class of what the task failed with")
  @Nullable String failure;
}
