package dev.continuo.internal;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** A blocking call that an executor makes for the loop. */
final class ExecutorFuture<T extends @Nullable Object> extends ForeignFuture<T>
    implements Runnable {

  private final Callable<? extends T> call;

  /** Knows the calls that run now; null for an executor of the user's. */
  private final @Nullable BlockingCalls book;

  private volatile boolean skip;

  ExecutorFuture(DefaultLoop loop, Callable<? extends T> call, @Nullable BlockingCalls book) {
    super(loop, true);
    this.call = call;
    this.book = book;
  }

  @Override
  @SuppressWarnings("CatchingUnchecked") // whatever the call throws is the outcome
  public void run() {
    if (skip) {
      return;
    }
    if (book != null) {
      book.begins(this);
    }
    try {
      post(call.call(), null);
    } catch (Throwable t) {
      post(null, t);
    } finally {
      if (book != null) {
        book.ends(this);
      }
    }
  }

  @Override
  void cancelSource() {
    skip = true;
  }

  @Override
  public String toString() {
    return done() ? super.toString() : "a call in an executor";
  }
}
