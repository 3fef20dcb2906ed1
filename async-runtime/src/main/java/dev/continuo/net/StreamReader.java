package dev.continuo.net;

import dev.continuo.AsyncIterable;
import dev.continuo.AsyncIterator;
import dev.continuo.Awaitable;
import dev.continuo.Coroutine;
import dev.continuo.IncompleteReadException;
import dev.continuo.LimitOverrunException;
import dev.continuo.internal.net.ConnectionCore;
import dev.continuo.internal.net.Reads;
import dev.continuo.internal.net.StreamAccess;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The input of a {@link Connection}: asyncio's {@code StreamReader}.
 *
 * <pre>{@code
 * for (String line : each(connection.reader().lines())) {
 *   await(connection.writer().write(line.toUpperCase() + "\n"));
 * }
 * }</pre>
 *
 * <p>All reads are lazy coroutines; one coroutine at a time may wait for input, a second one gets
 * {@link IllegalStateException}. A read that is cancelled has taken nothing. What came before the
 * connection was lost can still be read; after that reads throw {@link java.io.IOException}.
 *
 * <p>At most about twice the limit (64 KiB, see {@link ConnectOptions#limit}) is kept of what
 * nobody reads; then the peer has to wait.
 */
public final class StreamReader {

  /** How long the byte arrays of {@link #blocks()} are at most. */
  private static final int BLOCK = 1 << 16;

  static {
    StreamAccess.readers(StreamReader::new);
  }

  private final ConnectionCore core;

  StreamReader(ConnectionCore core) {
    this.core = core;
  }

  /**
   * Reads what is there, and waits if nothing is.
   *
   * @param max how many bytes at most, 0 or more
   * @return a coroutine of at least one byte; of an empty array at the end of the input, or if
   *     {@code max} is 0. The array belongs to the caller
   * @throws IllegalArgumentException if {@code max} is negative
   */
  public Coroutine<byte[]> read(int max) {
    return Reads.some(core, notNegative(max));
  }

  /**
   * Reads what is there into a buffer of the caller's, and waits if nothing is.
   *
   * @param target as much as fits behind its position; not to be touched until the read is done
   * @return a coroutine of the number of bytes; -1 at the end of the input
   */
  public Coroutine<Integer> read(ByteBuffer target) {
    return Reads.into(core, target);
  }

  /**
   * Reads so many bytes.
   *
   * @param count how many, 0 or more; may be more than the limit
   * @return a coroutine of an array of that length, which fails with {@link
   *     IncompleteReadException} if the input ends before
   * @throws IllegalArgumentException if {@code count} is negative
   */
  public Coroutine<byte[]> readExactly(int count) {
    return Reads.exactly(core, notNegative(count));
  }

  /**
   * Reads all until the end of the input, however much that is.
   *
   * @return a coroutine of the bytes
   */
  public Coroutine<byte[]> readAll() {
    return Reads.all(core);
  }

  /**
   * Reads until a separator. With several, until the one that ends first; of those that end at the
   * same place, the longest.
   *
   * @param separators one or more, none of them empty
   * @return a coroutine of the bytes with the separator. It fails with {@link
   *     LimitOverrunException} if more than the limit comes before it, and then nothing is taken;
   *     with {@link IncompleteReadException} if the input ends before it
   * @throws IllegalArgumentException if there is no separator, or an empty one
   */
  public Coroutine<byte[]> readUntil(byte[]... separators) {
    byte[][] copies = new byte[separators.length][];
    for (int i = 0; i < separators.length; i++) {
      copies[i] = separators[i].clone();
      if (copies[i].length == 0) {
        throw new IllegalArgumentException("Separator should be at least one-byte string");
      }
    }
    if (copies.length == 0) {
      throw new IllegalArgumentException("Separator should contain at least one element");
    }
    return Reads.until(core, copies);
  }

  /**
   * Reads a line of UTF-8.
   *
   * @return as {@link #readLine(Charset)}
   */
  public Coroutine<@Nullable String> readLine() {
    return readLine(StandardCharsets.UTF_8);
  }

  /**
   * Reads a line. It ends with a line feed, or a carriage return and a line feed; the last one may
   * end with the input.
   *
   * @param charset how it is encoded: one in which a line feed is the byte 10; malformed input
   *     becomes U+FFFD
   * @return a coroutine of the line without its end, or of null at the end of the input. It fails
   *     with {@link LimitOverrunException} if the line is longer than the limit; what came of it is
   *     dropped then
   */
  public Coroutine<@Nullable String> readLine(Charset charset) {
    return Reads.line(core, charset);
  }

  /**
   * The lines of UTF-8, until the input ends.
   *
   * @return what {@link #readLine()} gives, one after the other
   */
  public AsyncIterable<String> lines() {
    return lines(StandardCharsets.UTF_8);
  }

  /**
   * The lines, until the input ends.
   *
   * @param charset as for {@link #readLine(Charset)}
   * @return what {@link #readLine(Charset)} gives, one after the other
   */
  public AsyncIterable<String> lines(Charset charset) {
    return () ->
        new AsyncIterator<>() {
          @Override
          public Awaitable<String> next() {
            return Reads.nextLine(core, charset);
          }
        };
  }

  /**
   * The input in pieces as they come, until it ends.
   *
   * @return arrays of 1 to 65,536 bytes, which belong to the caller
   */
  public AsyncIterable<byte[]> blocks() {
    return blocks(BLOCK);
  }

  /**
   * The input in pieces as they come, until it ends.
   *
   * @param max how long a piece is at most, 1 or more
   * @return arrays of 1 to {@code max} bytes, which belong to the caller
   * @throws IllegalArgumentException if {@code max} is less than 1
   */
  public AsyncIterable<byte[]> blocks(int max) {
    if (max < 1) {
      throw new IllegalArgumentException("a block has 1 byte or more, not " + max);
    }
    return () ->
        new AsyncIterator<>() {
          @Override
          public Awaitable<byte[]> next() {
            return Reads.next(core, max);
          }
        };
  }

  /**
   * Whether the input has ended and all of it was read.
   *
   * @return true if reads give nothing any more
   */
  public boolean atEof() {
    return core.isAtEnd();
  }

  private static int notNegative(int count) {
    if (count < 0) {
      throw new IllegalArgumentException("cannot read " + count + " bytes");
    }
    return count;
  }
}
