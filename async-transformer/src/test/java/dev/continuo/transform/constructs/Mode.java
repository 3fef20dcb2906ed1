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
record Mode(String name, Timing timing, long seed, boolean onLoop) {

  /** When an awaitable completes. */
  enum Timing {
    /** Every one is complete when it is awaited. */
    IMMEDIATE,
    /** Every one suspends for at least one tick. */
    SUSPEND,
    /** Some do. */
    MIXED,
    /** Every one suspends, and at the n-th the task is cancelled, for every n. */
    CANCEL
  }

  /** The modes for a construct, all of them or the quick ones. */
  static List<Mode> of(Construct construct, boolean all) {
    List<Mode> modes = new ArrayList<>();
    modes.add(new Mode("IMMEDIATE", Timing.IMMEDIATE, 0, true));
    modes.add(new Mode("SUSPEND", Timing.SUSPEND, 0, true));
    int seeds = all ? 3 : 1;
    for (int seed = 1; seed <= seeds; seed++) {
      modes.add(new Mode("MIXED seed " + seed, Timing.MIXED, seed, true));
    }
    if (construct.returns() == Construct.Returns.STAGE) {
      modes.add(new Mode("IMMEDIATE without a loop", Timing.IMMEDIATE, 0, false));
      modes.add(new Mode("OTHER THREADS", Timing.SUSPEND, 0, false));
      for (int seed = 1; seed <= seeds; seed++) {
        modes.add(new Mode("OTHER THREADS seed " + seed, Timing.MIXED, seed, false));
      }
    }
    if (all && construct.cancellable()) {
      modes.add(new Mode("CANCEL", Timing.CANCEL, 0, true));
    }
    return modes;
  }
}
