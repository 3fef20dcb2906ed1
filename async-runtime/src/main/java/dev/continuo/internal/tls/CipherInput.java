package dev.continuo.internal.tls;

import java.nio.ByteBuffer;

/**
 * What came from the peer and is not decrypted yet. Records are taken from the buffer of the socket
 * where that is possible: only what must wait, mostly the beginning of a record, is copied.
 *
 * <pre>
 *   held  [.. record n]   topUp moves the rest of record n     fresh  [rest of n][n+1][n+2 ..]
 *   end() keeps what is left of fresh, as held
 * </pre>
 */
final class CipherInput {

  private static final ByteBuffer NONE = ByteBuffer.allocate(0);
  private static final int HEADER = 5;

  /** A record and what encryption may add: this much an idle connection keeps at most. */
  private static final int ONE_RECORD = 17 << 10;

  private static final int SMALL = 1 << 10;

  private ByteBuffer held = NONE;
  private ByteBuffer fresh = NONE;

  /**
   * Bytes have come; they are the caller's again after {@link #end}. Where the loop runs within a
   * callback there may be some already.
   */
  void begin(ByteBuffer data) {
    end();
    fresh = data;
  }

  /** Keeps a copy of what nobody took. */
  void end() {
    if (fresh.hasRemaining()) {
      hold(fresh.remaining());
    }
    fresh = NONE;
    letGo();
  }

  /** How much is kept. */
  int held() {
    return held.remaining();
  }

  /** What comes next. It may end within a record: see {@link #topUp}. */
  ByteBuffer source() {
    return held.hasRemaining() ? held : fresh;
  }

  /** The source has no whole record: returns whether more was put there. */
  boolean topUp() {
    if (!held.hasRemaining() || !fresh.hasRemaining()) {
      return false;
    }
    hold(Math.min(missing(), fresh.remaining()));
    return true;
  }

  /** How much the record that is held needs: first its header, which says how long it is. */
  private int missing() {
    int size = held.remaining();
    if (size < HEADER) {
      return HEADER - size;
    }
    int length = Short.toUnsignedInt(held.getShort(held.position() + 3));
    int missing = HEADER + length - size;
    return missing > 0 ? missing : fresh.remaining(); // or it is no record of today's TLS
  }

  private void hold(int count) {
    int needed = held.remaining() + count;
    if (needed > held.capacity() - held.position()) {
      ByteBuffer target = needed > held.capacity() ? ByteBuffer.allocate(room(needed)) : held;
      // Where the two are one buffer this moves what it has to its beginning.
      int size = held.remaining();
      target.put(0, held, held.position(), size);
      held = target.position(0).limit(size);
    }
    int end = held.limit();
    held.limit(end + count);
    held.put(end, fresh, fresh.position(), count);
    fresh.position(fresh.position() + count);
  }

  private static int room(int needed) {
    if (needed <= SMALL) {
      return SMALL;
    }
    return needed <= ONE_RECORD ? ONE_RECORD : 2 * needed;
  }

  /** Gives back what only a backlog needed. */
  private void letGo() {
    if (!held.hasRemaining() && held.capacity() > ONE_RECORD) {
      held = NONE;
    }
  }

  void clear() {
    held = NONE;
    fresh = NONE;
  }
}
