package dev.continuo.net;

import dev.continuo.Awaitable;
import dev.continuo.Coroutine;
import dev.continuo.internal.net.ConnectionCore;
import dev.continuo.internal.net.StreamAccess;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The output of a {@link Connection}: asyncio's {@code StreamWriter}, whose {@code write} and
 * {@code drain} are one method here.
 *
 * <pre>{@code
 * await(connection.writer().write("GET / HTTP/1.0\r\n\r\n"));
 * }</pre>
 *
 * <p>A write takes its bytes when it is called, in the order of the calls; the caller may use its
 * array or buffer again at once. What it returns is done already while less than 64 KiB is to be
 * sent; above that it waits until less than 16 KiB is. To await every write is what keeps the
 * memory flat when the peer is slow; a write that is not awaited is sent all the same.
 *
 * <p>When the connection is lost or closed, what is written is dropped, and what the write returned
 * fails with {@link java.io.IOException}.
 */
public final class StreamWriter {

  static {
    StreamAccess.writers(StreamWriter::new);
  }

  private final ConnectionCore core;

  StreamWriter(ConnectionCore core) {
    this.core = core;
  }

  /**
   * Writes bytes.
   *
   * @param data all of its bytes
   * @return done when little enough is to be sent
   * @throws IllegalStateException after {@link #writeEof}, or from another thread
   */
  public Awaitable<@Nullable Void> write(byte[] data) {
    return core.write(ByteBuffer.wrap(data));
  }

  /**
   * Writes bytes.
   *
   * @param data what is between its position and limit; then its position is at its limit
   * @return done when little enough is to be sent
   * @throws IllegalStateException after {@link #writeEof}, or from another thread
   */
  public Awaitable<@Nullable Void> write(ByteBuffer data) {
    return core.write(data);
  }

  /**
   * Writes text in UTF-8.
   *
   * @param text what to write; nothing is added to it
   * @return done when little enough is to be sent
   * @throws IllegalStateException after {@link #writeEof}, or from another thread
   */
  public Awaitable<@Nullable Void> write(String text) {
    return core.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * Waits until little enough is to be sent, for writes that were not awaited.
   *
   * @return a lazy coroutine; fails with {@link java.io.IOException} if the connection is lost or
   *     closed
   */
  public Coroutine<@Nullable Void> drain() {
    return core.drain();
  }

  /**
   * Says to the peer that nothing more is written, once all that was is sent: the half-close of
   * TCP. Reading goes on.
   */
  public void writeEof() {
    core.transport().writeEof();
  }
}
