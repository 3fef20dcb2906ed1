package dev.continuo.internal;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What must not outlive a loop: pipes, processes, watched directories. On the loop's thread. */
public final class OpenResources {

  private final Set<Runnable> open = new LinkedHashSet<>();

  /** From now on the end of the loop runs {@code onLoopClosed}; it must not block. */
  public void add(Runnable onLoopClosed) {
    open.add(onLoopClosed);
  }

  /** It has ended before. */
  public void remove(Runnable onLoopClosed) {
    open.remove(onLoopClosed);
  }

  /** The loop is closed: ends all, the youngest last, also if one of them fails. */
  void close() {
    List<Runnable> left = List.copyOf(open);
    open.clear();
    RuntimeException failure = null;
    for (Runnable each : left) {
      try {
        each.run();
      } catch (RuntimeException e) {
        if (failure == null) {
          failure = e;
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
