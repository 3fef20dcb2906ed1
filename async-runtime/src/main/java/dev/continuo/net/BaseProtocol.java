package dev.continuo.net;

import org.jspecify.annotations.Nullable;

/**
 * What a {@link Protocol} and a {@link DatagramProtocol} have in common: asyncio's {@code
 * BaseProtocol}. All methods are callbacks of the loop, on its thread.
 */
public interface BaseProtocol {

  /** More is buffered than the high-water mark: the network is slower than this protocol. */
  default void pauseWriting() {}

  /** No more is buffered than the low-water mark, after {@link #pauseWriting}. */
  default void resumeWriting() {}

  /**
   * It is over; called exactly once, and nothing after it.
   *
   * @param cause what ended it, or null if this side closed it or the peer did in order
   */
  void connectionLost(@Nullable Throwable cause);
}
