package dev.continuo.internal.net;

import dev.continuo.Coroutine;
import org.jspecify.annotations.Nullable;

/** What closes in order, which may take for ever, or at once. */
interface Closing {

  /** Begins to close in order; twice does nothing. */
  void beginClose();

  /** Whether it is closed. */
  boolean isClosed();

  /** Waits until it is closed. */
  Coroutine<@Nullable Void> untilClosed();

  /** Closes at once. */
  void abort();

  /** The type of the API whose {@code closeAsync} this is, for traces. */
  String publicType();
}
