package dev.continuo.internal;

import dev.continuo.AsyncFunction;
import dev.continuo.CancelledError;
import dev.continuo.coroutine.Driver;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code mapConcurrent}: one task per item, at most so many at a time.
 *
 * <pre>
 *   while (items left or tasks running):
 *     start tasks up to the limit
 *     await the next that ends ──failed, cancelled──▶ cancel the others; start no more
 * </pre>
 */
public final class MapConcurrent<T extends @Nullable Object, R extends @Nullable Object>
    extends RuntimeFrame<List<R>> {

  private final Iterable<? extends T> source;
  private final int limit;
  private final AsyncFunction<? super T, ? extends R> function;
  private final List<@Nullable Object> results = new ArrayList<>();
  private final Set<LoopTask<?>> running = new LinkedHashSet<>();
  private @Nullable Iterator<? extends T> items;
  private @Nullable LoopFuture<@Nullable Void> next;
  private @Nullable Throwable failure;

  /** Makes the coroutine of {@code mapConcurrent(items, limit, function)}. */
  public MapConcurrent(
      Iterable<? extends T> items, int limit, AsyncFunction<? super T, ? extends R> function) {
    super(true);
    if (limit < 1) {
      throw new IllegalArgumentException("limit is " + limit + ", must be at least 1");
    }
    this.source = Objects.requireNonNull(items);
    this.limit = limit;
    this.function = Objects.requireNonNull(function);
    track();
  }

  @Override
  public @Nullable Object resume(Driver driver) throws Throwable {
    if (state != STARTED) {
      try {
        var unused = driver.result();
      } catch (CancelledError e) {
        failed(e);
      }
    }
    DefaultLoop loop = LoopDriver.of(driver).loop;
    startMore(loop);
    if (running.isEmpty()) {
      if (failure != null) {
        throw failure;
      }
      return Collections.unmodifiableList(results);
    }
    LoopFuture<@Nullable Void> ends = loop.newFuture();
    next = ends;
    return await(ends, driver, 1);
  }

  private void startMore(DefaultLoop loop) {
    try {
      Iterator<? extends T> from = items;
      if (from == null) {
        from = source.iterator();
        items = from;
      }
      while (failure == null && running.size() < limit && from.hasNext()) {
        start(loop, from.next());
      }
    } catch (Throwable t) { // of the iterator, or of a function that is not transformed
      failed(t);
    }
  }

  private void start(DefaultLoop loop, T item) throws Exception {
    LoopTask<?> task = loop.createTask(function.apply(item), null, null, false);
    int index = results.size();
    results.add(null);
    running.add(task);
    task.onDone(new Child(this, task, index));
  }

  /** What each task calls. */
  private record Child(MapConcurrent<?, ?> owner, LoopTask<?> task, int index) implements Follower {
    @Override
    public void accept(LoopFuture<?> done) {
      owner.ended(task, index);
    }

    @Override
    public @Nullable LoopFuture<?> follower() {
      return owner.next;
    }

    @Override
    public String through() {
      return "mapConcurrent";
    }
  }

  private void ended(LoopTask<?> task, int index) {
    running.remove(task);
    Throwable thrown = task.takeFailure();
    if (thrown == null) {
      results.set(index, task.value());
    } else {
      Throwable real = failure != null && task.cancelled() ? CleanupFailure.of(thrown) : thrown;
      if (real != null) {
        failed(real);
      }
    }
    if (next != null) {
      next.complete(null);
    }
  }

  /** The first failure is thrown; a cancellation from outside takes its place. */
  private void failed(Throwable thrown) {
    Throwable before = failure;
    if (before == null || thrown instanceof CancelledError) {
      failure = thrown;
      if (before != null) {
        thrown.addSuppressed(before);
      }
      List.copyOf(running).forEach(task -> task.cancelInternally(null));
    } else if (before != thrown) {
      before.addSuppressed(thrown);
    }
  }

  @Override
  protected Object waitsFor() {
    return "mapConcurrent, of which " + running.size() + " run";
  }

  @Override
  protected String function() {
    return "mapConcurrent";
  }
}
