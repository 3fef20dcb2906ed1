package dev.continuo.internal.stream;

import dev.continuo.AsyncFuture;
import dev.continuo.Awaitable;
import dev.continuo.coroutine.Driver;
import dev.continuo.internal.DefaultLoop;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The elements of a {@link BatchReader}, which reads one batch ahead in the executor of the loop:
 * one hop to another thread per batch, none per element.
 *
 * <pre>
 *   consumer:  batch 1 ........... batch 2 ...........
 *   executor:  read 1 | read 2     | read 3             a read begins when a batch is handed over
 * </pre>
 */
final class Batches<T> extends Pull<T> {

  private static final int AWAITS_BATCH = 1;

  private final BatchReader<T> reader;
  private final String operator;
  private List<T> elements = List.of();
  private int next;
  private @Nullable IOException failure;
  private @Nullable AsyncFuture<BatchReader.@Nullable Batch<T>> ahead;
  private boolean isOver;

  Batches(BatchReader<T> reader, String operator) {
    this.reader = reader;
    this.operator = operator;
  }

  @Override
  @Nullable Object advance(Driver driver) throws Throwable {
    if (next < elements.size()) {
      return elements.get(next++);
    }
    if (state == STARTED) {
      if (failure != null) {
        isOver = true;
        throw failure;
      }
      AsyncFuture<BatchReader.@Nullable Batch<T>> reading = ahead != null ? ahead : begin();
      Object result = Call.await(reading, driver, this, AWAITS_BATCH);
      return result == Driver.SUSPENDED ? result : arrived(result);
    }
    return arrived(driver.result());
  }

  private AsyncFuture<BatchReader.@Nullable Batch<T>> begin() {
    AsyncFuture<BatchReader.@Nullable Batch<T>> reading =
        DefaultLoop.running().runInExecutor(null, this::read);
    ahead = reading;
    return reading;
  }

  /** A failure is part of the result: one that nobody comes for any more is to be forgotten. */
  private BatchReader.@Nullable Batch<T> read() {
    try {
      return reader.read();
    } catch (IOException e) {
      return new BatchReader.Batch<>(List.of(), e);
    }
  }

  @SuppressWarnings("unchecked") // the reader gives batches of T
  private @Nullable Object arrived(@Nullable Object result) throws IOException {
    ahead = null;
    BatchReader.Batch<T> batch = (BatchReader.Batch<T>) result;
    if (batch == null) {
      isOver = true;
      return Driver.ENDED;
    }
    elements = batch.elements();
    failure = batch.failure();
    if (failure == null) {
      var unused = begin();
    } else if (elements.isEmpty()) {
      isOver = true;
      throw failure;
    }
    next = 1;
    return elements.get(0);
  }

  @Override
  void release(Closing closing) {
    if (!isOver) {
      isOver = true;
      AsyncFuture<?> reading = ahead;
      if (reading != null) {
        reading.cancel();
      }
      closing.add(this::closed);
    }
  }

  private Awaitable<@Nullable Void> closed() {
    return DefaultLoop.running()
        .runInExecutor(
            null,
            () -> {
              reader.close();
              return null;
            });
  }

  @Override
  String operator() {
    return operator;
  }
}
