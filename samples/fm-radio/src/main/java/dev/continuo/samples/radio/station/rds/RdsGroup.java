package dev.continuo.samples.radio.station.rds;

/**
 * A group: four blocks of 16 bits, each followed by a checkword of 10 bits (IEC 62106, 4.3).
 *
 * <pre>
 *   A  PI      + check A │ B  type, version, TP, PTY, 5 bits + check B │ C + check C or C' │ D + check D
 * </pre>
 *
 * @param a the programme identification
 * @param b what kind of group it is
 * @param c the third block
 * @param d the fourth block
 */
public record RdsGroup(int a, int b, int c, int d) {

  /** Bits of a group. */
  public static final int BITS = 104;

  private static final int BLOCK_BITS = 26;
  private static final int CHECK_BITS = 10;
  private static final int VERSION_B = 0x0800;

  /** x¹⁰ + x⁸ + x⁷ + x⁵ + x⁴ + x³ + 1. */
  private static final int POLYNOMIAL = 0x5b9;

  /** What is added to the checkword, so that a receiver can tell the blocks apart. */
  public enum Offset {
    /** Of the first block. */
    A(0x0fc),
    /** Of the second. */
    B(0x198),
    /** Of the third, in groups of version A. */
    C(0x168),
    /** Of the third, in groups of version B. */
    C_PRIME(0x350),
    /** Of the fourth. */
    D(0x1b4);

    private final int word;

    Offset(int word) {
      this.word = word;
    }

    /**
     * The word.
     *
     * @return 10 bits
     */
    public int word() {
      return word;
    }
  }

  /**
   * A block as it is sent.
   *
   * @param information 16 bits
   * @param offset which block it is
   * @return 26 bits: the information, then the remainder of its division by the polynomial with the
   *     offset added
   */
  public static int block(int information, Offset offset) {
    int remainder = (information & 0xffff) << CHECK_BITS;
    for (int bit = BLOCK_BITS - 1; bit >= CHECK_BITS; bit--) {
      if (((remainder >> bit) & 1) != 0) {
        remainder ^= POLYNOMIAL << (bit - CHECK_BITS);
      }
    }
    return ((information & 0xffff) << CHECK_BITS) | (remainder ^ offset.word);
  }

  /**
   * The bits in the order in which they are sent.
   *
   * @return {@link #BITS} of them
   */
  public boolean[] bits() {
    Offset third = (b & VERSION_B) == 0 ? Offset.C : Offset.C_PRIME;
    int[] blocks = {block(a, Offset.A), block(b, Offset.B), block(c, third), block(d, Offset.D)};
    boolean[] bits = new boolean[BITS];
    for (int i = 0; i < BITS; i++) {
      bits[i] = ((blocks[i / BLOCK_BITS] >> (BLOCK_BITS - 1 - i % BLOCK_BITS)) & 1) != 0;
    }
    return bits;
  }
}
