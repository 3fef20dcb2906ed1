package dev.continuo.context.propagation;

import dev.continuo.AsyncCallable;
import dev.continuo.Runner;
import org.jspecify.annotations.Nullable;

/** Runs programs on a fresh virtual clock. */
final class Programs {
  private Programs() {}

  static <T extends @Nullable Object> T run(AsyncCallable<T> main) {
    try (Runner runner = Runner.virtualTime().handleShutdown(false)) {
      return runner.run(main.call());
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
