package dev.continuo.internal.net;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Bytes that came and were not read yet. An empty one keeps no memory, as most are most of the
 * time.
 */
final class InputBuffer {

  private static final byte[] NONE = {};
  private static final int SMALLEST = 1 << 6;

  private byte[] bytes = NONE;
  private int start;
  private int end;

  int size() {
    return end - start;
  }

  void add(ByteBuffer data) {
    int count = data.remaining();
    if (count > bytes.length - end) {
      makeRoom(count);
    }
    data.get(bytes, end, count);
    end += count;
  }

  private void makeRoom(int count) {
    int size = size();
    int needed = Math.addExact(size, count);
    byte[] target = needed <= bytes.length / 2 ? bytes : new byte[larger(needed)];
    System.arraycopy(bytes, start, target, 0, size);
    bytes = target;
    start = 0;
    end = size;
  }

  private int larger(int needed) {
    long wanted = Math.max(SMALLEST, Math.max(needed, 2L * bytes.length));
    return (int) Math.min(Integer.MAX_VALUE - 8, wanted);
  }

  /** Puts back what was taken last. */
  void putBack(byte[] taken) {
    byte[] rest = take(size());
    add(ByteBuffer.wrap(taken));
    add(ByteBuffer.wrap(rest));
  }

  /** Removes the first {@code count} bytes. */
  byte[] take(int count) {
    byte[] taken = Arrays.copyOfRange(bytes, start, start + count);
    skip(count);
    return taken;
  }

  /** Removes as much as fits. */
  int take(ByteBuffer target) {
    int count = Math.min(size(), target.remaining());
    target.put(bytes, start, count);
    skip(count);
    return count;
  }

  void skip(int count) {
    start += count;
    if (start == end) {
      start = 0;
      end = 0;
      bytes = NONE;
    }
  }

  /** Where the byte is, counted from the first, at {@code from} or behind it; -1 if nowhere. */
  int indexOf(byte wanted, int from) {
    for (int i = start + from; i < end; i++) {
      if (bytes[i] == wanted) {
        return i - start;
      }
    }
    return -1;
  }

  byte at(int index) {
    return bytes[start + index];
  }

  /** Whether {@code other} is there at {@code index}. */
  boolean startsAt(int index, byte[] other) {
    int from = start + index;
    return from + other.length <= end
        && Arrays.equals(bytes, from, from + other.length, other, 0, other.length);
  }
}
