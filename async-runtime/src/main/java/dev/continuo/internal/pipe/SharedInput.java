package dev.continuo.internal.pipe;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * A stream that is read for one loop after the other, and never closed.
 *
 * <p>A thread that waits for a terminal cannot be woken, and may so outlive its loop. What it reads
 * then is kept, and is the first that the thread of the next loop gets.
 *
 * <pre>
 *   thread of loop 1 ──holds order── read() ──▶ loop 1 is closed ──▶ left
 *   thread of loop 2 ──waits for order ······························ left ──▶ read()
 * </pre>
 */
@SuppressWarnings("InputStreamSlowMultibyteRead") // read in blocks, by another method
final class SharedInput extends InputStream {

  private final InputStream stream;

  /** Held from a read until its block is handed in. */
  private final Object order = new Object();

  /** What came for loops that are closed; guarded by this object. */
  private byte[] left = {};

  SharedInput(InputStream stream) {
    this.stream = stream;
  }

  boolean isOf(InputStream other) {
    return stream == other;
  }

  /** Reads a block, and hands its length in before another thread can read on. */
  int read(byte[] target, IntConsumer handIn) throws IOException {
    int count = takeLeft(target);
    if (count > 0) {
      handIn.accept(count);
      return count;
    }
    synchronized (order) {
      count = takeLeft(target);
      if (count == 0) {
        count = stream.read(target);
      }
      if (count >= 0) {
        handIn.accept(count);
      }
      return count;
    }
  }

  private synchronized int takeLeft(byte[] target) {
    int count = Math.min(target.length, left.length);
    if (count > 0) {
      System.arraycopy(left, 0, target, 0, count);
      left = Arrays.copyOfRange(left, count, left.length);
    }
    return count;
  }

  /** Keeps a block for the next loop, behind those that were put back before. */
  synchronized void putBack(byte[] block, int count) {
    int begin = left.length;
    left = Arrays.copyOf(left, begin + count);
    System.arraycopy(block, 0, left, begin, count);
  }

  @Override
  public int read() {
    throw new UnsupportedOperationException("read in blocks");
  }
}
