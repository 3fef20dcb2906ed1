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
@Name("dev.continuo.SlowCallback")
@Label("Slow Callback")
@Description("A step or callback took longer than the limit of its loop")
@Category("Continuo")
@Enabled(false)
@StackTrace(false)
final class SlowCallback extends Event {

  /** Asked whether the event is enabled; never committed. */
  static final SlowCallback FLAG = new SlowCallback();

  @Label("Event Loop")
  @Nullable String loop;

  @Label("Callback")
  @Nullable String callback;

  @Label("Took")
  @Timespan(Timespan.NANOSECONDS)
  long took;

  @Label("Seen At")
  @Description("Where the thread of the loop was after half of the limit")
  @Nullable String seenAt;
}
