package dev.continuo.samples.radio.rds;

/**
 * Blocks of 26 bits: 16 of information and a checkword of 10, IEC 62106, clause 5.2 and annex B.
 *
 * <p>The checkword is the remainder of the information by the polynomial x¹⁰+x⁸+x⁷+x⁵+x⁴+x³+1, plus
 * the offset word. So the remainder of a whole block is its offset word; what differs is the
 * remainder of the errors alone, and belongs to exactly one burst of up to two bits, if to any.
 */
final class Block {
  static final int BITS = 26;

  private static final int CHECK_BITS = 10;
  private static final int POLYNOMIAL = 0x5b9;

  /** By the remainder: the bits that are wrong; 0: no short burst has this remainder. */
  private static final int[] BURSTS = new int[1 << CHECK_BITS];

  static {
    for (int k = 0; k < BITS; k++) {
      BURSTS[remainder(1 << k)] = 1 << k;
      if (k + 1 < BITS) {
        BURSTS[remainder(3 << k)] = 3 << k;
      }
    }
  }

  private Block() {}

  /** The remainder of 26 bits. */
  static int remainder(int bits) {
    int rest = bits;
    for (int k = BITS - 1; k >= CHECK_BITS; k--) {
      if ((rest >> k & 1) != 0) {
        rest ^= POLYNOMIAL << (k - CHECK_BITS);
      }
    }
    return rest;
  }

  /** The wrong bits of a block that should have this offset; 0: none, or too many. */
  static int errors(int bits, Offset offset) {
    return BURSTS[remainder(bits) ^ offset.word()];
  }

  static int information(int bits) {
    return bits >> CHECK_BITS & 0xffff;
  }
}
