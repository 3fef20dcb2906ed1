package dev.continuo.transform.constructs;

import java.util.ArrayList;
import java.util.List;

/**
 * When the awaitables of a transformed run complete, and what runs it.
 *
 * @param name shown in the test's name
 * @param timing when they complete
 * @param seed chooses which suspend, with {@link Timing#MIXED}
 * @param onLoop whether an event loop runs; if not, other threads complete the awaited stages
 */
public record Mode(String name, Timing timing, long seed, boolean onLoop) {

  /** When an awaitable completes. */
  public enum Timing {
    /** Every one is complete when it is awaited. */
    IMMEDIATE,
    /** Every one suspends for at least one tick. */
    SUSPEND,
    /** Some do. */
    MIXED,
    /** Every one suspends, and at the n-th the task is cancelled, for every n. */
    CANCEL
  }

  /** The modes for a construct; those that look for rare timings only where the variant says so. */
  static List<Mode> of(Construct construct, Variant variant) {
    List<Mode> modes = new ArrayList<>();
    modes.add(new Mode("IMMEDIATE", Timing.IMMEDIATE, 0, true));
    modes.add(new Mode("SUSPEND", Timing.SUSPEND, 0, true));
    mixed(modes, "MIXED", variant, true);
    if (construct.returns() == Construct.Returns.STAGE) {
      modes.add(new Mode("IMMEDIATE without a loop", Timing.IMMEDIATE, 0, false));
      modes.add(new Mode("OTHER THREADS", Timing.SUSPEND, 0, false));
      mixed(modes, "OTHER THREADS", variant, false);
    }
    if (variant.cancels() && construct.cancellable()) {
      modes.add(new Mode("CANCEL", Timing.CANCEL, 0, true));
    }
    return modes;
  }

  private static void mixed(List<Mode> modes, String name, Variant variant, boolean onLoop) {
    for (int seed = 1; seed <= variant.seeds(); seed++) {
      modes.add(new Mode(name + " seed " + seed, Timing.MIXED, seed, onLoop));
    }
  }
}
