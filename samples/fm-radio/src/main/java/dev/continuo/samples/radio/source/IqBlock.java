package dev.continuo.samples.radio.source;

import java.util.Objects;

/**
 * Consecutive complex samples of a receiver, as floats: I and Q in turn, nominally −1 to 1.
 *
 * <pre>{@code
 * IqBlock block = IqBlock.fromUnsigned8(bytes, 0, length, index, lost);
 * receiver.process(block.iq(), block.samples(), out);
 * }</pre>
 *
 * <p>The array is not copied: whoever makes the block must leave it alone as long as the block is
 * in use.
 */
public final class IqBlock {
  /**
   * The value of each unsigned byte. Receivers with 8 bits put no signal between the codes 127 and
   * 128 (127.4 on the average device); what is left of the constant part is removed by the
   * receiver, which must do so for analog reasons anyway.
   */
  private static final float[] UNSIGNED = new float[256];

  static {
    for (int b = 0; b < 256; b++) {
      UNSIGNED[b] = (b - 127.4f) / 128;
    }
  }

  private final float[] iq;
  private final int samples;
  private final long index;
  private final long lost;
  private final boolean reconnected;

  /**
   * A block of {@code samples} pairs.
   *
   * @param iq I and Q in turn; at least {@code 2 * samples} values
   * @param samples how many pairs count
   * @param index the number of the first sample since the start of the stream, lost ones counted
   * @param lost how many samples were lost just before this block
   * @throws IllegalArgumentException if a number is negative or the array too short
   */
  public IqBlock(float[] iq, int samples, long index, long lost) {
    this(iq, samples, index, lost, false);
  }

  /**
   * A block that may be the first of a connection.
   *
   * @param iq as above
   * @param samples as above
   * @param index as above
   * @param lost as above
   * @param reconnected whether the connection was lost and made again just before this block
   * @throws IllegalArgumentException as above
   */
  public IqBlock(float[] iq, int samples, long index, long lost, boolean reconnected) {
    if (samples < 0 || index < 0 || lost < 0) {
      throw new IllegalArgumentException(
          "negative: samples " + samples + ", index " + index + ", lost " + lost);
    }
    if (Objects.requireNonNull(iq, "iq").length / 2 < samples) {
      throw new IllegalArgumentException(
          iq.length + " values are too few for " + samples + " pairs of I and Q");
    }
    this.iq = iq;
    this.samples = samples;
    this.index = index;
    this.lost = lost;
    this.reconnected = reconnected;
  }

  /**
   * A block from unsigned 8-bit I,Q, the format of rtl_tcp and of {@code .cu8} recordings.
   *
   * @param bytes where they stand
   * @param from the first I
   * @param length how many bytes; even
   * @param index as in the constructor
   * @param lost as in the constructor
   * @return a new block with an array of its own
   * @throws IllegalArgumentException if the length is odd: half a pair is never a sample
   */
  public static IqBlock fromUnsigned8(byte[] bytes, int from, int length, long index, long lost) {
    if ((length & 1) != 0) {
      throw new IllegalArgumentException("half an I/Q pair: " + length + " bytes");
    }
    float[] iq = new float[length];
    unsigned8(bytes, from, length, iq, 0);
    return new IqBlock(iq, length / 2, index, lost);
  }

  /**
   * Converts unsigned 8-bit values in place of a caller that keeps its own array.
   *
   * @param bytes where they stand
   * @param from the first of them
   * @param length how many
   * @param iq where the values go
   * @param to the first place there
   */
  public static void unsigned8(byte[] bytes, int from, int length, float[] iq, int to) {
    Objects.checkFromIndexSize(from, length, bytes.length);
    Objects.checkFromIndexSize(to, length, iq.length);
    for (int i = 0; i < length; i++) {
      iq[to + i] = UNSIGNED[bytes[from + i] & 0xff];
    }
  }

  /**
   * I and Q in turn.
   *
   * @return the block's own array; only the first {@code 2 * samples()} values count
   */
  public float[] iq() {
    return iq;
  }

  /**
   * How many pairs.
   *
   * @return 0 or more
   */
  public int samples() {
    return samples;
  }

  /**
   * The number of the first sample since the start of the stream, {@link #lost} ones counted.
   *
   * @return 0 or more
   */
  public long index() {
    return index;
  }

  /**
   * How many samples were lost just before this block.
   *
   * @return 0 or more
   */
  public long lost() {
    return lost;
  }

  /**
   * Whether the connection was lost and made again just before this block. Then samples are missing
   * that are in no count: nobody knows how many.
   *
   * @return false for the first block of all
   */
  public boolean reconnected() {
    return reconnected;
  }

  /**
   * Whether this block follows the one before without a gap of any kind.
   *
   * @return true for the first block, unless samples were lost before it
   */
  public boolean isContinuous() {
    return lost == 0 && !reconnected;
  }

  @Override
  public String toString() {
    return "IqBlock["
        + samples
        + " samples from "
        + index
        + (lost == 0 ? "" : ", " + lost + " lost")
        + (reconnected ? ", reconnected]" : "]");
  }
}
