package dev.continuo.internal.observe;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;
import org.jspecify.annotations.Nullable;

/** An event of {@link LoopEvents}. */
@Name("dev.continuo.LoopLag")
@Label("Event Loop Lag")
@Description("How long something handed to the loop waited for its turn")
@Category("Continuo")
@Enabled(false)
@StackTrace(false)
final class LoopLag extends Event {

  /** Asked whether the event is enabled; never committed. */
  static final LoopLag FLAG = new LoopLag();

  @Label("Event Loop")
  @Nullable String loop;

  @Label("Lag")
  @Timespan(Timespan.NANOSECONDS)
  long lag;
}
