package dev.continuo.internal;

import dev.continuo.internal.observe.LoopBean;
import dev.continuo.internal.observe.Registration;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Under which name a loop is known to management tools and in recordings, if it is. */
final class LoopRegistration {

  private static final System.Logger LOG = System.getLogger("dev.continuo");
  private static final AtomicInteger LOOPS = new AtomicInteger();

  private final int number = LOOPS.incrementAndGet();
  private @Nullable String givenName;
  private @Nullable Registration bean;

  String name() {
    String given = givenName;
    return given != null ? given : "loop-" + number;
  }

  void register(LoopServices loop, @Nullable String name) {
    if (bean != null) {
      throw new IllegalStateException("the loop is registered already, as " + name());
    }
    String known = name != null ? name : name();
    bean = Registration.of(new LoopBean(known, loop, loop::figures));
    givenName = known;
  }

  /** What {@code -Dcontinuo.jmx=true} does: a program must not fail because of it. */
  void registerIfAsked(LoopServices loop) {
    if (Boolean.getBoolean("continuo.jmx")) {
      try {
        register(loop, null);
      } catch (UnsupportedOperationException | IllegalStateException e) {
        LOG.log(System.Logger.Level.WARNING, "continuo.jmx has no effect: {0}", e.getMessage());
      }
    }
  }

  void remove() {
    if (bean != null) {
      bean.remove();
      bean = null;
    }
  }
}
