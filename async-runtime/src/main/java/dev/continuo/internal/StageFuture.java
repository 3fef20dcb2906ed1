package dev.continuo.internal;

import dev.continuo.ExceptionContext;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** Waits on a loop for a CompletionStage that is completed by whatever thread. */
final class StageFuture<T extends @Nullable Object> extends ForeignFuture<T> {

  private final CompletionStage<? extends T> stage;

  private StageFuture(DefaultLoop loop, CompletionStage<? extends T> stage) {
    super(loop, !Bridge.isOf(stage, loop)); // a task of this loop is nothing outside
    this.stage = stage;
  }

  static <T extends @Nullable Object> StageFuture<T> subscribed(
      DefaultLoop loop, CompletionStage<? extends T> stage) {
    StageFuture<T> future = new StageFuture<>(loop, stage);
    try {
      var unused =
          stage.whenComplete(
              (value, failure) ->
                  future.post(value, failure == null ? null : Stages.unwrapped(failure)));
    } catch (RuntimeException | Error e) { // a stage of somebody else's may refuse
      future.fail(e);
    }
    return future;
  }

  @Override
  void cancelSource() {
    if (stage instanceof Future<?> source) {
      try {
        source.cancel(true);
      } catch (UnsupportedOperationException e) {
        // A minimal stage cannot be cancelled; not waiting for it any more is all there is to do.
        return;
      } catch (RuntimeException e) { // it is gone for us all the same
        loop.callExceptionHandler(
            new ExceptionContext("failure while a stage was cancelled", e, this, null));
      }
    }
  }

  @Override
  public String toString() {
    return done() ? super.toString() : stage.toString();
  }
}
