package dev.continuo.sync;

import dev.continuo.Coroutine;
import dev.continuo.QueueFull;
import dev.continuo.internal.sync.ChannelCore;
import org.jspecify.annotations.Nullable;

/**
 * A sending end of a {@link MemoryChannel}.
 *
 * @param <T> the type of the items, which may be null
 */
public final class SendChannel<T extends @Nullable Object> implements AutoCloseable {

  private final ChannelCore<T> core;
  final ChannelCore<T>.SendEnd end;

  SendChannel(ChannelCore<T> core, ChannelCore<T>.SendEnd end) {
    this.core = core;
    this.end = end;
  }

  /**
   * Sends an item, and waits for room first: in the buffer, or for a receiver.
   *
   * @param item the item
   * @return a lazy coroutine: nothing is sent before it is awaited. It fails with {@link
   *     BrokenChannel} if there is no receiver any more, and with {@link ClosedChannel} if this end
   *     was closed; also while it waits
   */
  public Coroutine<@Nullable Void> send(T item) {
    return core.send(end, item);
  }

  /**
   * Sends an item at once.
   *
   * @param item the item
   * @throws QueueFull if there is no room in the buffer and nobody waits for an item
   * @throws BrokenChannel if there is no receiver any more
   * @throws ClosedChannel if this end was closed
   */
  public void sendNowait(T item) {
    end.sendNow(item);
  }

  /**
   * Another sending end, for another task (Trio's {@code clone}). The channel ends when all are
   * closed.
   *
   * @return an end that is open
   * @throws ClosedChannel if this end was closed
   */
  public SendChannel<T> copy() {
    return new SendChannel<>(core, end.copy());
  }

  /** Closes this end; who waits at it fails with {@link ClosedChannel}. Again, it does nothing. */
  @Override
  public void close() {
    end.close();
  }

  @Override
  public String toString() {
    return "SendChannel[" + core.statistics() + "]";
  }
}
