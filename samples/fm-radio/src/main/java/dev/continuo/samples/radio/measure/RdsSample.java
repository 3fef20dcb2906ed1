package dev.continuo.samples.radio.measure;

/**
 * A station's RDS as it is on the air, block by block with checkwords: PI D318, the name CONTINUO,
 * the text "FM in Java". It was computed from IEC 62106 by the encoder of the tests, so the
 * receiver is not measured with its own idea of a checkword.
 */
final class RdsSample {
  static final String NAME = "CONTINUO";
  static final String TEXT = "FM in Java";

  private static final int BITS = 26;

  private static final int[] BLOCKS = {
    0x34c60bf, 0x0152100, 0x3886f98, 0x10d3c95,
    0x34c60bf, 0x01524b9, 0x0d737de, 0x1395217,
    0x34c60bf, 0x0152a72, 0x3886f98, 0x1253bcd,
    0x34c60bf, 0x0152fcb, 0x0d737de, 0x1553d56,
    0x34c60bf, 0x09501ac, 0x1193497, 0x081a651,
    0x34c60bf, 0x0950415, 0x1b88376, 0x12986fb,
    0x34c60bf, 0x0950ade, 0x1d986aa, 0x0348386,
  };

  private RdsSample() {}

  /** The bits, each 0 or 1. */
  static byte[] bits() {
    byte[] bits = new byte[BLOCKS.length * BITS];
    for (int k = 0; k < bits.length; k++) {
      bits[k] = (byte) (BLOCKS[k / BITS] >> (BITS - 1 - k % BITS) & 1);
    }
    return bits;
  }
}
