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
@Name("dev.continuo.TaskStart")
@Label("Task Start")
@Description("A task was made")
@Category("Continuo")
@Enabled(false)
@StackTrace(true)
final class TaskStart extends Event {

  /** Asked whether the event is enabled; never committed. */
  static final TaskStart FLAG = new TaskStart();

  @Label("Event Loop")
  @Nullable String loop;

  @Label("Task Number")
  int id;

  @Label("Task Name")
  @Nullable String name;

  @Label("Coroutine")
  @Nullable String coroutine;
}
