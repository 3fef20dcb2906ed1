package dev.continuo.samples.radio.rds;

/**
 * The five offset words of IEC 62106, annex A: each is added to the checkword of one kind of block,
 * so that a receiver finds out where the blocks begin.
 */
enum Offset {
  /** The first block of a group. */
  A(0x0fc, 0),
  /** The second. */
  B(0x198, 1),
  /** The third, of groups of version A. */
  C(0x168, 2),
  /** The third, of groups of version B. */
  C_PRIME(0x350, 2),
  /** The fourth. */
  D(0x1b4, 3);

  private static final Offset[] ALL = values();

  private final int word;
  private final int place;

  Offset(int word, int place) {
    this.word = word;
    this.place = place;
  }

  int word() {
    return word;
  }

  /** The place in the group, 0 to 3. */
  int place() {
    return place;
  }

  /** The place that a block without an error and with this remainder has; −1: none. */
  static int placeOf(int remainder) {
    for (Offset offset : ALL) {
      if (offset.word == remainder) {
        return offset.place;
      }
    }
    return -1;
  }
}
