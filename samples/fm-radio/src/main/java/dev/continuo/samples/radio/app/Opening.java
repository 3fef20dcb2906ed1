package dev.continuo.samples.radio.app;

import static dev.continuo.Continuo.*;

import dev.continuo.AsyncCloseable;
import dev.continuo.CancelledError;
import dev.continuo.Coroutine;
import dev.continuo.ReturnWhen;
import dev.continuo.Task;
import dev.continuo.annotation.Async;
import java.io.IOException;

/**
 * Waits for what a worker thread opens. The thread cannot be cancelled, only the wait for it; and
 * what it opens then would belong to nobody. So the wait goes on, and closes it.
 */
final class Opening {

  private Opening() {}

  /**
   * What the task opens; or, if this is cancelled meanwhile, the CancelledError, and all closed.
   */
  @Async
  static <T extends AsyncCloseable> Coroutine<T> of(Task<T> opening) throws IOException {
    CancelledError cancelled = null;
    while (!opening.done()) {
      try {
        await(waitUntil(ReturnWhen.ALL_COMPLETED, opening));
      } catch (CancelledError e) {
        cancelled = e;
      }
    }
    if (cancelled == null) {
      return value(await(opening));
    }
    try {
      await(await(opening).closeAsync());
    } catch (Exception e) {
      cancelled.addSuppressed(e);
    }
    throw cancelled;
  }
}
