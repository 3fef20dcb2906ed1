package dev.continuo.internal.stream;

import dev.continuo.CancelledError;
import dev.continuo.DeadlineExceededException;
import dev.continuo.Handle;
import dev.continuo.Task;
import dev.continuo.coroutine.Driver;
import dev.continuo.internal.DefaultLoop;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * {@code timeout}: a time limit for each element. There is a timer only while the source is waited
 * for; when it fires, the consumer's task is cancelled, and the CancelledError that comes out of
 * the source becomes a DeadlineExceededException, unless somebody else has cancelled the task too.
 */
final class ElementTimeout<T extends @Nullable Object> extends Pull<T> {

  private static final int AWAITS_SOURCE = 1;

  private final Pull<? extends T> source;
  private final Duration limit;
  private @Nullable Task<?> task;
  private @Nullable Handle alarm;
  private int requestsBefore;
  private boolean isExpired;

  ElementTimeout(Pull<? extends T> source, Duration limit) {
    this.source = source;
    this.limit = limit;
  }

  @Override
  @Nullable Object advance(Driver driver) throws Throwable {
    if (state == STARTED) {
      DefaultLoop loop = DefaultLoop.running();
      task = loop.currentTask();
      requestsBefore = current().cancelling();
      Object element = pull(source, driver, AWAITS_SOURCE);
      if (element == Driver.SUSPENDED) {
        alarm = loop.callLater(limit, this::expire);
      }
      return element;
    }
    try {
      return driver.result();
    } catch (CancelledError e) {
      if (isExpired && current().cancelling() - 1 <= requestsBefore) {
        throw new DeadlineExceededException("no element within the time limit", e);
      }
      throw e;
    } finally {
      end();
    }
  }

  private Task<?> current() {
    if (task == null) {
      throw new IllegalStateException("timeout should be used inside a task");
    }
    return task;
  }

  private void expire() {
    isExpired = true;
    current().cancel();
  }

  private void end() {
    if (alarm != null) {
      alarm.cancel();
      alarm = null;
    }
    if (isExpired) {
      isExpired = false;
      var unused = current().uncancel();
    }
    task = null;
  }

  @Override
  void release(Closing closing) {
    closing.add(source);
  }

  @Override
  String operator() {
    return "timeout";
  }
}
