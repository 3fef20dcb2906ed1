package dev.continuo.internal;

import dev.continuo.internal.observe.LoopBean;
import dev.continuo.internal.observe.LoopFigures;
import dev.continuo.internal.observe.Registration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
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

  void register(DefaultLoop loop, @Nullable String name, Supplier<LoopFigures> figures) {
    if (bean != null) {
      throw new IllegalStateException("the loop is registered already, as " + name());
    }
    String known = name != null ? name : name();
    bean = Registration.of(new LoopBean(known, loop, figures));
    givenName = known;
  }

  /** What {@code -Dcontinuo.jmx=true} does: a program must not fail because of it. */
  void registerIfAsked(DefaultLoop loop, Supplier<LoopFigures> figures) {
    if (Boolean.getBoolean("continuo.jmx")) {
      try {
        register(loop, null, figures);
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
