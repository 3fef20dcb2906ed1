package dev.continuo;

import dev.continuo.internal.CompletionOrder;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * Awaitables in the order in which they are done; asyncio's {@code as_completed}. Made by {@link
 * Continuo#asCompleted}.
 *
 * <p>Their results, as they come:
 *
 * <pre>{@code
 * for (Awaitable<Page> next : asCompleted(downloads)) {
 *   Page page = await(next);                    // or what that download failed with
 * }
 * }</pre>
 *
 * <p>or the futures themselves, to know which one it is:
 *
 * <pre>{@code
 * Task<Page> a = createTask(download(x));
 * Task<Page> b = createTask(download(y));
 * for (AsyncFuture<Page> done : each(asCompleted(a, b))) {
 *   System.out.println((done == a ? "x: " : "y: ") + done.result());
 * }
 * }</pre>
 *
 * <p>It is one iteration: what was taken in one way is not there in another. Used by the thread of
 * the loop.
 *
 * @param <T> the type of the results, which may be null
 */
public final class AsCompleted<T extends @Nullable Object> implements Iterable<Awaitable<T>> {

  private final CompletionOrder<T> order;

  AsCompleted(CompletionOrder<T> order) {
    this.order = order;
  }

  /**
   * The futures in the order in which they are done: what {@code each(asCompleted(…))} loops over.
   * The futures are those that were given, and tasks for coroutines.
   *
   * @return a source that fails with {@link DeadlineExceededException} when the time is over
   */
  public AsyncIterable<AsyncFuture<T>> futures() {
    return () -> order;
  }

  /**
   * One awaitable for each, which gives the result of the next that is done. It fails with {@link
   * DeadlineExceededException} when the time is over.
   */
  @Override
  public Iterator<Awaitable<T>> iterator() {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return order.hasNext();
      }

      @Override
      public Awaitable<T> next() {
        if (!order.hasNext()) {
          throw new NoSuchElementException();
        }
        return order.nextResult();
      }
    };
  }
}
