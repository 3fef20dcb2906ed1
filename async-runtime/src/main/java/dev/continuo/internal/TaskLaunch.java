package dev.continuo.internal;

import dev.continuo.ExceptionContext;
import dev.continuo.Task;
import dev.continuo.coroutine.CoroutineFrame;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Methods that are not lazy, called while a loop runs in their thread. */
public final class TaskLaunch {
  private TaskLaunch() {}

  /** Runs the body of a CompletableFuture method as a task, up to its first suspension now. */
  public static <T extends @Nullable Object> CompletableFuture<T> completable(
      DefaultLoop loop, CoroutineFrame<T> frame) {
    return Bridge.from(loop.<T>createTask(frame, null, null, true));
  }

  /** Runs the body of a void method as a task; a failure goes to the exception handler. */
  public static void background(DefaultLoop loop, CoroutineFrame<?> frame) {
    LoopTask<?> task = loop.createTask(frame, null, null, false);
    task.onDone(
        done -> {
          Throwable failure = done.takeFailure();
          if (failure != null && !done.cancelled()) {
            loop.callExceptionHandler(
                new ExceptionContext("Exception in void method", failure, task, null));
          }
        });
  }

  /** Runs the finally blocks of a suspended coroutine; false if no task of this loop runs it. */
  public static boolean close(DefaultLoop loop, CoroutineFrame<?> frame) {
    for (Task<?> task : loop.allTasks()) {
      if (((LoopTask<?>) task).closeWithin(frame)) {
        return true;
      }
    }
    return false;
  }
}
