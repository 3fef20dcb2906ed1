package dev.continuo.internal.stream;

import dev.continuo.AsyncFuture;
import dev.continuo.CancelledError;
import dev.continuo.Task;
import dev.continuo.coroutine.Driver;
import dev.continuo.internal.DefaultLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An operator whose sources run in tasks of their own: one {@link Feeder} each, started when the
 * first element is asked for. The first failure ends them all: what came before it is still given.
 *
 * <pre>
 *   source ──▶ Feeder ──put──▶ ┌──────────┐
 *   source ──▶ Feeder ──put──▶ │ Junction │ ──take──▶ the consumer's task
 *                 ◀───room──── └──────────┘
 * </pre>
 *
 * <p>Invariant: a feeder is in {@code feeders} from its creation until the callback of its task's
 * end. Closing cancels and awaits those that are left, so that no task outlives the iterator.
 */
abstract class Junction<T extends @Nullable Object> extends Pull<T> {

  /** What {@link #take} returns when there is no element now. */
  static final Object NOTHING = new Object();

  private static final int AWAITS_ELEMENT = 1;

  /** The source, if the chain has started it already. */
  private final @Nullable Pull<?> started;

  private final List<Feeder> feeders = new ArrayList<>();
  private @Nullable DefaultLoop loop;
  private @Nullable AsyncFuture<@Nullable Void> waiting;
  private @Nullable Throwable failure;
  private boolean isReleased;

  Junction(@Nullable Pull<?> started) {
    this.started = started;
  }

  /** Starts the feeders that run from the start. */
  void startFeeders() {
    if (started != null) {
      feedFrom(new Feeder(started, this));
    }
  }

  /** The next element for the consumer, or {@link #NOTHING}. */
  abstract @Nullable Object take();

  /** Takes an element that a feeder brings; not called any more once {@link #isOver}. */
  abstract void put(Feeder feeder, @Nullable Object element) throws Throwable;

  /** What a feeder has to wait for before it asks its source, or null. */
  @Nullable Object room(Feeder feeder) {
    return null;
  }

  /** Called when a feeder has ended. */
  void ended(Feeder feeder, boolean failed) {}

  /** Called when the consumer is gone. */
  void stop() {}

  @Override
  final @Nullable Object advance(Driver driver) throws Throwable {
    if (state != STARTED) {
      var unused = driver.result();
    }
    if (loop == null) {
      loop = DefaultLoop.running();
      startFeeders();
    }
    for (; ; ) {
      Object element = take();
      if (element != NOTHING) {
        return element;
      }
      if (failure != null) {
        throw failure;
      }
      if (feeders.isEmpty()) {
        return Driver.ENDED;
      }
      AsyncFuture<@Nullable Void> wake = loop().createFuture();
      waiting = wake;
      if (Call.await(wake, driver, this, AWAITS_ELEMENT) == Driver.SUSPENDED) {
        return Driver.SUSPENDED;
      }
    }
  }

  /** The loop that the feeders run on. */
  final DefaultLoop loop() {
    return Objects.requireNonNull(loop, "nothing was asked for yet");
  }

  /** Has the consumer look again. */
  final void wake() {
    complete(waiting);
    waiting = null;
  }

  @SuppressWarnings("NullAway") // does not read that the type of the result allows null
  static void complete(@Nullable AsyncFuture<@Nullable Void> future) {
    if (future != null && !future.done()) {
      future.setResult(null);
    }
  }

  /** Whether feeders are to end, also those whose source has swallowed their cancellation. */
  final boolean isOver() {
    return isReleased || failure != null;
  }

  /** Starts the task of a feeder. */
  final void feedFrom(Feeder feeder) {
    feeders.add(feeder);
    Task<@Nullable Void> task = loop().createTask(feeder, operator());
    feeder.task = task;
    task.addDoneCallback(done -> taskEnded(feeder, done));
  }

  private void taskEnded(Feeder feeder, AsyncFuture<?> task) {
    feeders.remove(feeder);
    if (isReleased) {
      return; // whoever closes has the failure
    }
    Throwable thrown = task.cancelled() ? cancellation() : task.exception();
    if (failure == null) {
      failure = thrown;
      if (thrown != null) {
        endFeeders();
      }
    } else if (thrown != null && thrown != failure) {
      failure.addSuppressed(thrown);
    }
    ended(feeder, thrown != null);
    wake();
  }

  /** Somebody has cancelled the task of a feeder; null if it was this, because of a failure. */
  private @Nullable Throwable cancellation() {
    return failure == null ? new CancelledError() : null;
  }

  @Override
  final void release(Closing closing) {
    if (isReleased) {
      return;
    }
    isReleased = true;
    if (failure == null) {
      endFeeders();
    } else { // whether the consumer has seen it or not
      closing.failed(failure);
    }
    feeders.forEach(feeder -> closing.add(Objects.requireNonNull(feeder.task)));
    if (started != null) {
      closing.add(started); // if its task did not come to run
    }
  }

  /** Cancels the tasks, once: a second time would disturb their closing. */
  private void endFeeders() {
    stop();
    feeders.forEach(feeder -> Objects.requireNonNull(feeder.task).cancel());
  }

  static void makeRoom(Feeder feeder) {
    complete(feeder.room);
    feeder.room = null;
  }
}
