package dev.continuo.internal;

import dev.continuo.TaskDump;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A dump for whichever thread asks.
 *
 * <pre>
 *   the loop's own thread, or the loop does not run ──▶ read it here
 *   another thread ──▶ ask the loop ──▶ it answers in time
 *                                  └──▶ it does not: the Java stack of its thread is the answer
 * </pre>
 */
final class LoopSnapshot {
  private LoopSnapshot() {}

  static TaskDump of(DefaultLoop loop, @Nullable Thread owner, Duration patience) {
    if (owner == null || owner == Thread.currentThread()) {
      return read(loop);
    }
    CompletableFuture<TaskDump> answer = new CompletableFuture<>();
    boolean asked = loop.tryPost(() -> answer(loop, answer), () -> answer(loop, answer));
    if (!asked) {
      return read(loop); // it was closed: nothing changes any more
    }
    try {
      return answer.get(BlockingCalls.saturatedNanos(patience), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      return gaveUp(owner, patience, answer);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return gaveUp(owner, patience, answer);
    } catch (ExecutionException e) {
      throw new IllegalStateException("the loop could not be read", e.getCause());
    }
  }

  private static void answer(DefaultLoop loop, CompletableFuture<TaskDump> answer) {
    if (!answer.isDone()) { // else nobody waits for it any more
      try {
        answer.complete(read(loop));
      } catch (Throwable t) {
        answer.completeExceptionally(t);
        if (Fatal.is(t)) {
          throw t;
        }
      }
    }
  }

  private static TaskDump read(DefaultLoop loop) {
    return TaskGraph.of(loop, loop.tasks.snapshot(), TaskGraph.MOST_TASKS);
  }

  private static TaskDump gaveUp(
      Thread owner, Duration patience, CompletableFuture<TaskDump> answer) {
    List<StackTraceElement> stack = AsyncTrace.visible(owner.getStackTrace());
    answer.cancel(false);
    if (stack.isEmpty()) {
      stack = Arrays.asList(owner.getStackTrace());
    }
    return new TaskDump(
        List.of(), 0, -1, new TaskDump.Blocked(owner.getName(), owner.getState(), patience, stack));
  }
}
