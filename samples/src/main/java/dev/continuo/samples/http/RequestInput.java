package dev.continuo.samples.http;

import static dev.continuo.Continuo.*;

import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import dev.continuo.net.StreamReader;
import java.io.IOException;
import java.nio.ByteBuffer;

/** The bytes of a connection: lines of a header, or so many of a body. */
class RequestInput {

  private static final int BUFFER = 1 << 13;

  private final StreamReader reader;

  /** What came and was not taken; requests that are sent at once are here together. */
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER).limit(0);

  RequestInput(StreamReader reader) {
    this.reader = reader;
  }

  boolean isEmpty() {
    return !buffer.hasRemaining();
  }

  /** Waits for more if there is nothing left; false at the end. */
  @Async
  Coroutine<Boolean> arrives() throws IOException {
    if (buffer.hasRemaining()) {
      return value(true);
    }
    buffer.clear();
    int count = 0;
    try {
      count = await(reader.read(buffer));
    } finally {
      buffer.flip();
    }
    return value(count >= 0);
  }

  /**
   * A line without its end. A line feed alone does not end it: what one reader takes for a line and
   * the other does not is a way to smuggle.
   *
   * @param limit how many bytes
   * @param status what a longer line is answered with
   */
  @Async
  Coroutine<String> line(int limit, int status) throws IOException {
    StringBuilder line = new StringBuilder();
    while (await(arrives())) {
      while (buffer.hasRemaining()) {
        char next = (char) (buffer.get() & 0xff);
        if (next == '\n') {
          return value(withoutReturn(line));
        }
        line.append(next);
        if (line.length() > limit + 1) {
          throw new HttpFailure(status, "a line is longer than " + limit + " bytes");
        }
      }
    }
    throw new HttpFailure(400, "the request is not whole");
  }

  private static String withoutReturn(StringBuilder line) {
    int end = line.length() - 1;
    if (end < 0 || line.indexOf("\r") != end) {
      throw new HttpFailure(400, "a line must end with CR LF, and have no other CR");
    }
    return line.substring(0, end);
  }

  /** Drops so many bytes. */
  @Async
  Coroutine<Void> skip(long count) throws IOException {
    long left = count;
    while (left > 0) {
      if (!await(arrives())) {
        throw new HttpFailure(400, "the body is not whole");
      }
      int next = (int) Math.min(left, buffer.remaining());
      buffer.position(buffer.position() + next);
      left -= next;
    }
    return done();
  }

  /** Drops all until the end. */
  @Async
  Coroutine<Void> skipAll() throws IOException {
    while (await(arrives())) {
      buffer.position(buffer.limit());
    }
    return done();
  }

  /** Drops a body in chunks (RFC 9112, 7.1); extensions and trailers mean nothing to us. */
  @Async
  Coroutine<Void> skipChunks(Limits limits) throws IOException {
    long total = 0;
    long size;
    do {
      size = chunkSize(await(line(limits.uri(), 400)));
      total += size;
      if (total > limits.body()) {
        throw new HttpFailure(413, "the body is longer than " + limits.body() + " bytes");
      }
      if (size > 0) {
        await(skip(size));
        if (!await(line(0, 400)).isEmpty()) {
          throw new HttpFailure(400, "a chunk is longer than it says");
        }
      }
    } while (size > 0);
    int left = limits.header();
    for (String trailer = await(line(left, 431));
        !trailer.isEmpty();
        trailer = await(line(left, 431))) {
      left = Math.max(0, left - trailer.length() - 2);
    }
    return done();
  }

  private static long chunkSize(String line) {
    int end = line.indexOf(';');
    String digits = (end < 0 ? line : line.substring(0, end)).stripTrailing();
    if (!digits.matches("[0-9A-Fa-f]{1,15}")) {
      throw new HttpFailure(400, "a chunk begins with its length, in hexadecimal digits");
    }
    return Long.parseLong(digits, 16);
  }
}
