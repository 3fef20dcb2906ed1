package dev.continuo.internal.net;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.GatheringByteChannel;
import java.util.ArrayDeque;
import java.util.Iterator;

/** Bytes that a socket did not take yet: copies, in chunks that small writes share. */
final class OutputBuffer {

  private static final int CHUNK = 1 << 14;

  /** The most chunks that one call of the system gets. */
  private static final int MOST_AT_ONCE = 16;

  /** Each is between position and limit what is to be sent; the last may have room behind that. */
  private final ArrayDeque<ByteBuffer> chunks = new ArrayDeque<>(0);

  private int size;

  int size() {
    return size;
  }

  /** Takes a copy of what is left in {@code data}. */
  void add(ByteBuffer data) {
    size += data.remaining();
    ByteBuffer last = chunks.peekLast();
    if (last != null) {
      append(data, last);
    }
    if (data.hasRemaining()) {
      ByteBuffer chunk = ByteBuffer.allocate(Math.max(CHUNK, data.remaining()));
      chunks.addLast(chunk.put(data).flip());
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

  void clear() {
    chunks.clear();
    size = 0;
  }
}
