package dev.continuo.internal.net;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.GatheringByteChannel;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayDeque;
import java.util.Iterator;

/** Bytes that a socket did not take yet: copies, in chunks that small writes share. */
public final class OutputBuffer {

  private static final int CHUNK = 1 << 14;

  /**
   * The most chunks that one call of the system gets: the JDK copies all of them out of the heap
   * first, however few bytes the socket takes then.
   */
  private static final int MOST_AT_ONCE = 16;

  private static final int MOST_BYTES = MOST_AT_ONCE * CHUNK;

  /** Each is between position and limit what is to be sent; the last may have room behind that. */
  private final ArrayDeque<ByteBuffer> chunks = new ArrayDeque<>(0);

  private int size;

  /** How many bytes. */
  public int size() {
    return size;
  }

  /** Takes a copy of what is left in {@code data}. */
  public void add(ByteBuffer data) {
    size += data.remaining();
    ByteBuffer last = chunks.peekLast();
    if (last != null) {
      append(data, last);
    }
    while (data.hasRemaining()) {
      int count = Math.min(CHUNK, data.remaining());
      ByteBuffer chunk = ByteBuffer.allocate(CHUNK).put(0, data, data.position(), count);
      data.position(data.position() + count);
      chunks.addLast(chunk.limit(count));
    }
  }

  /** Sends what the channel takes now of data that was not copied. */
  static void send(ByteBuffer data, WritableByteChannel channel) throws IOException {
    int end = data.limit();
    try {
      do {
        data.limit(Math.min(end, data.position() + MOST_BYTES));
        channel.write(data);
      } while (!data.hasRemaining() && data.limit() < end);
    } finally {
      data.limit(end);
    }
  }

  private static void append(ByteBuffer data, ByteBuffer chunk) {
    int fits = Math.min(data.remaining(), chunk.capacity() - chunk.limit());
    if (fits > 0) {
      int end = chunk.limit();
      chunk.limit(end + fits);
      chunk.put(end, data, data.position(), fits);
      data.position(data.position() + fits);
    }
  }

  /** Sends what the channel takes now. */
  void sendTo(GatheringByteChannel channel) throws IOException {
    boolean takesMore = true;
    while (takesMore && !chunks.isEmpty()) {
      ByteBuffer[] some = new ByteBuffer[Math.min(chunks.size(), MOST_AT_ONCE)];
      Iterator<ByteBuffer> each = chunks.iterator();
      for (int i = 0; i < some.length; i++) {
        some[i] = each.next();
      }
      size -= (int) channel.write(some);
      while (!chunks.isEmpty() && !chunks.getFirst().hasRemaining()) {
        chunks.removeFirst();
      }
      takesMore = !some[some.length - 1].hasRemaining();
    }
  }

  /** The first chunk, of which one takes what one can and then calls {@link #took}. */
  public ByteBuffer first() {
    return chunks.getFirst();
  }

  /** So many bytes were taken from the first chunk. */
  public void took(int count) {
    size -= count;
    if (!chunks.getFirst().hasRemaining()) {
      chunks.removeFirst();
    }
  }

  /** Drops all. */
  public void clear() {
    chunks.clear();
    size = 0;
  }
}
