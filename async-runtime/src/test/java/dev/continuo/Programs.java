package dev.continuo;

import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Runs hand-written coroutines on a fresh virtual clock. */
final class Programs {
  private Programs() {}

  /** Runs {@code body} as the main task. */
  @SuppressWarnings("TypeParameterUnusedInFormals") // the caller knows what its body returns
  static <T extends @Nullable Object> T run(Script.Body body) {
    try (Runner runner = Runner.virtualTime().handleShutdown(false)) {
      return runner.run(Script.<T>of("main", body));
    }
  }

  /** The task that runs now. */
  static Task<?> self() {
    return Objects.requireNonNull(Continuo.currentTask(), "no task runs");
  }

  /** The same with access to the runner. */
  static void with(Consumer<Runner> test) {
    try (Runner runner = Runner.virtualTime().handleShutdown(false)) {
      test.accept(runner);
    }
  }
}
