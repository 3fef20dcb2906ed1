package dev.continuo.samples.http;

import static dev.continuo.Continuo.*;

import dev.continuo.Awaitable;
import dev.continuo.Coroutine;
import dev.continuo.DeadlineExceededException;
import dev.continuo.annotation.Async;
import dev.continuo.net.Connection;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;

/**
 * Writes answers in blocks: the next one is read from the file when the client has taken enough of
 * those before. A client that takes nothing for too long fails with SocketTimeoutException.
 */
class ResponseWriter {

  static final int BLOCK = 1 << 16;

  private final Connection connection;
  private final Duration stall;
  private long bodySent;

  ResponseWriter(Connection connection, Duration stall) {
    this.connection = connection;
    this.stall = stall;
  }

  /** How much of the body of the last answer went out. */
  long bodySent() {
    return bodySent;
  }

  /**
   * Writes an answer.
   *
   * @param file where its slices are
   * @param headOnly whether its body is left away
   * @param keepAlive whether the connection stays open
   */
  @Async
  Coroutine<Void> write(Response response, OpenFile file, boolean headOnly, boolean keepAlive)
      throws IOException {
    bodySent = 0;
    byte[] head = head(response, keepAlive).getBytes(StandardCharsets.ISO_8859_1);
    long left = headOnly || !response.hasBody() ? 0 : response.length();
    ByteBuffer block = ByteBuffer.allocate((int) Math.min(BLOCK, head.length + left));
    block.put(head);
    if (left > 0) {
      for (Response.Piece piece : response.body()) {
        long at = 0;
        while (at < piece.length()) {
          if (!block.hasRemaining()) {
            await(send(block.flip()));
            block.clear();
          }
          int count = (int) Math.min(block.remaining(), piece.length() - at);
          if (piece instanceof Response.Slice slice) {
            long position = slice.range().first() + at;
            block.limit(block.position() + count);
            await(toThread(() -> readBlock(file, block, position)));
            block.limit(block.capacity());
          } else {
            block.put(((Response.Text) piece).bytes(), (int) at, count);
          }
          at += count;
          bodySent += count;
        }
      }
    }
    await(send(block.flip()));
    return done();
  }

  private static Object readBlock(OpenFile file, ByteBuffer block, long position)
      throws IOException {
    file.read(block, position);
    return block;
  }

  private static String head(Response response, boolean keepAlive) {
    StringBuilder head = new StringBuilder(300);
    head.append("HTTP/1.1 ").append(response.status()).append(' ');
    head.append(Response.reason(response.status())).append("\r\nDate: ");
    head.append(HttpDate.format(Instant.now())).append("\r\n");
    response.headers().forEach((name, value) -> field(head, name, value));
    if (response.hasBody()) {
      field(head, "Content-Length", Long.toString(response.length()));
      field(head, "X-Content-Type-Options", "nosniff");
    }
    field(head, "Connection", keepAlive ? "keep-alive" : "close");
    return head.append("\r\n").toString();
  }

  private static void field(StringBuilder head, String name, String value) {
    head.append(name).append(": ").append(value).append("\r\n");
  }

  /** Tells a client that waits for it to send its body. */
  Coroutine<Void> continues() throws IOException {
    return send(
        ByteBuffer.wrap("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII)));
  }

  @Async
  private Coroutine<Void> send(ByteBuffer block) throws IOException {
    await(taken(connection.writer().write(block)));
    return done();
  }

  /** Waits until all went out. */
  @Async
  Coroutine<Void> finish() throws IOException {
    connection.transport().setWriteBufferLimits(0, 0);
    await(taken(connection.writer().drain()));
    return done();
  }

  /** Waits for what a write gave, as long as the client takes something now and then. */
  @Async
  private Coroutine<Void> taken(Awaitable<?> written) throws IOException {
    Awaitable<?> next = written;
    while (true) {
      int before = connection.transport().bufferedBytes();
      try {
        await(waitFor(next, stall));
        return done();
      } catch (DeadlineExceededException e) {
        if (connection.transport().bufferedBytes() >= before) {
          throw new SocketTimeoutException(
              "the client took nothing for " + RequestReader.seconds(stall));
        }
        next = connection.writer().drain();
      }
    }
  }
}
