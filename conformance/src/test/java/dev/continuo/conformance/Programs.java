package dev.continuo.conformance;

import dev.continuo.Coroutine;
import dev.continuo.Runner;
import org.jspecify.annotations.Nullable;

/** Runs programs on a fresh virtual clock. */
final class Programs {
  private Programs() {}

  /** Runs {@code main} to its end and gives its result. */
  static <T extends @Nullable Object> T run(Coroutine<T> main) {
    try (Runner runner = Runner.virtualTime().handleShutdown(false)) {
      return runner.run(main);
    }
  }
}
