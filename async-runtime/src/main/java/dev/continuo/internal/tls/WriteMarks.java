package dev.continuo.internal.tls;

import dev.continuo.net.Protocol;
import dev.continuo.net.Transport;

/**
 * The high-water and the low-water mark over both buffers of the output: what is not encrypted yet,
 * and what the transport below has not sent.
 *
 * <pre>
 *   the lower one is over the high mark:   nothing more is encrypted until it is at the low one
 *   both together over the high mark:      the protocol pauses
 *   the lower one takes more, and no more than the low mark is not encrypted:   it goes on
 * </pre>
 */
final class WriteMarks {

  private static final int LOW = 1 << 14;
  private static final int HIGH = 1 << 16;

  private final Transport lower;
  private int low = LOW;
  private int high = HIGH;
  private boolean lowerIsFull;
  private boolean isPaused;

  WriteMarks(Transport lower) {
    this.lower = lower;
  }

  /** Brings the transport below to the marks of this. */
  void begin() {
    lower.setWriteBufferLimits(low, high);
  }

  void set(int newLow, int newHigh) {
    lower.setWriteBufferLimits(newLow, newHigh);
    low = newLow;
    high = newHigh;
  }

  void lowerIsFull(boolean full) {
    lowerIsFull = full;
  }

  /** Whether the transport below is to be given nothing; it says when it has sent enough. */
  boolean lowerIsFull() {
    // When this is put over a transport that had paused, that does not say so again.
    lowerIsFull |= lower.bufferedBytes() > high;
    return lowerIsFull;
  }

  /** Has the protocol pause or go on, if it should. */
  void tell(Protocol protocol, int notEncrypted) {
    if (!isPaused && (lowerIsFull() || notEncrypted + lower.bufferedBytes() > high)) {
      isPaused = true;
      protocol.pauseWriting();
    } else if (isPaused && !lowerIsFull() && notEncrypted <= low) {
      isPaused = false;
      protocol.resumeWriting();
    }
  }
}
