package dev.continuo.sync;

import dev.continuo.AsyncIterable;
import dev.continuo.AsyncIterator;
import dev.continuo.Awaitable;
import dev.continuo.Coroutine;
import dev.continuo.QueueEmpty;
import dev.continuo.internal.sync.ChannelCore;
import org.jspecify.annotations.Nullable;

/**
 * A receiving end of a {@link MemoryChannel}. {@code each(channel)} gives items until all sending
 * ends are closed and everything was received.
 *
 * @param <T> the type of the items, which may be null
 */
public final class ReceiveChannel<T extends @Nullable Object>
    implements AsyncIterable<T>, AutoCloseable {

  private final ChannelCore<T> core;
  final ChannelCore<T>.ReceiveEnd end;

  ReceiveChannel(ChannelCore<T> core, ChannelCore<T>.ReceiveEnd end) {
    this.core = core;
    this.end = end;
  }

  /**
   * Takes the next item, and waits for one first while there is none.
   *
   * @return a lazy coroutine of the item. It fails with {@link EndOfChannel} when there are no more
   *     items and no sending ends, and with {@link ClosedChannel} if this end was closed; also
   *     while it waits
   */
  public Coroutine<T> receive() {
    return core.receive(end);
  }

  /**
   * Takes the next item at once.
   *
   * @return the item
   * @throws QueueEmpty if there is none that nobody waits for
   * @throws EndOfChannel if there is none and all sending ends are closed
   * @throws ClosedChannel if this end was closed
   */
  public T receiveNowait() {
    return end.receiveNow();
  }

  /**
   * Another receiving end, for another task (Trio's {@code clone}). The ends share the items: each
   * goes to one of them.
   *
   * @return an end that is open
   * @throws ClosedChannel if this end was closed
   */
  public ReceiveChannel<T> copy() {
    return new ReceiveChannel<>(core, end.copy());
  }

  /** Closes this end; who waits at it fails with {@link ClosedChannel}. Again, it does nothing. */
  @Override
  public void close() {
    end.close();
  }

  @Override
  public AsyncIterator<T> asyncIterator() {
    return new Items();
  }

  @Override
  public String toString() {
    return "ReceiveChannel[" + core.statistics() + "]";
  }

  private final class Items implements AsyncIterator<T> {
    @Override
    public Awaitable<T> next() {
      return core.next(end);
    }
  }
}
