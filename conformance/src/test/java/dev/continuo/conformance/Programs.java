package dev.continuo.conformance;

import dev.continuo.Coroutine;
import dev.continuo.Runner;
import org.jspecify.annotations.Nullable;

/**
 * Runs programs on a fresh virtual clock; with {@code -Dconformance.realTime=true} on loops of the
 * program's EventLoopProvider, for the integrations.
 */
final class Programs {

  private static final boolean REAL_TIME = Boolean.getBoolean("conformance.realTime");

  private Programs() {}

  /** Runs {@code main} to its end and gives its result. */
  static <T extends @Nullable Object> T run(Coroutine<T> main) {
    try (Runner runner = REAL_TIME ? new Runner() : Runner.virtualTime()) {
      return runner.handleShutdown(false).run(main);
    }
  }
}
