package dev.continuo.samples.radio.rds;

import java.util.Arrays;

/**
 * Finds the blocks among the bits and puts four of them together to a group.
 *
 * <pre>
 *              three blocks without error, at places that agree, within eight
 *   searching ───────────────────────────────────────────────────────────────▶ in step
 *             ◀───────────────────────────────────────────────────────────────
 *              12 bad blocks in a row, or 36 of the last 50
 * </pre>
 *
 * <p>In step, bursts of up to two bits are corrected, but only while reception is good: among
 * random bits every twentieth block looks like one that can be corrected.
 */
final class BlockSync {
  /** How a block was received. */
  enum Quality {
    /** Without an error. */
    CLEAN,
    /** With an error that was corrected. */
    CORRECTED,
    /** Not to be used. */
    BAD
  }

  private static final int BLOCKS = 4;
  private static final int MEMORY = 8 * Block.BITS;
  private static final int MOST_IN_A_ROW = 12;
  private static final int MOST_OF_50 = 35;

  private final StationData station = new StationData();
  private int register;
  private long bits;

  /** Searching: the place of the block that ended with each of the last bits; −1: none did. */
  private final int[] found = new int[MEMORY];

  private boolean inStep;
  private int place;
  private int bitsLeft;
  private int badInARow;

  /** One bit for each of the last 50 blocks, the latest lowest: whether it was bad. */
  private long recent;

  private final int[] group = new int[BLOCKS];
  private final Quality[] qualities = new Quality[BLOCKS];

  private long clean;
  private long corrected;
  private long failed;

  BlockSync() {
    Arrays.fill(found, -1);
    Arrays.fill(qualities, Quality.BAD);
  }

  void bit(boolean one) {
    register = (register << 1 | (one ? 1 : 0)) & (1 << Block.BITS) - 1;
    bits++;
    if (inStep) {
      if (--bitsLeft == 0) {
        bitsLeft = Block.BITS;
        block();
      }
    } else {
      search();
    }
  }

  RdsState state() {
    return station.state(bits, inStep, clean, corrected, failed);
  }

  private void search() {
    int now = (int) (bits % MEMORY);
    int here = Offset.placeOf(Block.remainder(register));
    found[now] = -1;
    if (here < 0) {
      return;
    }
    int agree = 1;
    for (int k = 1; k < MEMORY / Block.BITS; k++) {
      int earlier = found[Math.floorMod(now - k * Block.BITS, MEMORY)];
      if (earlier >= 0 && (earlier + k) % BLOCKS == here) {
        agree++;
      }
    }
    found[now] = here;
    if (agree >= 3) {
      enter(here);
    }
  }

  /** The last bit ended a block at this place. */
  private void enter(int here) {
    inStep = true;
    bitsLeft = Block.BITS;
    badInARow = 0;
    recent = 0;
    Arrays.fill(found, -1);
    Arrays.fill(qualities, Quality.BAD);
    place = here;
    block();
  }

  private void leave() {
    inStep = false;
  }

  /**
   * Bits are missing before the next one. Two halves of different groups would fit together,
   * without an error, if a multiple of 104 bits is missing; and otherwise it would take twelve bad
   * blocks to notice.
   */
  void gap() {
    leave();
    Arrays.fill(found, -1);
    Arrays.fill(qualities, Quality.BAD);
  }

  /** What comes may be of another station: nothing of this one is kept but the counts. */
  void forget() {
    gap();
    station.clear();
  }

  private void block() {
    boolean good = Long.bitCount(recent & 0xffff) <= 6;
    Quality quality = decode(place, good);
    boolean bad = quality == Quality.BAD;
    switch (quality) {
      case CLEAN -> clean++;
      case CORRECTED -> corrected++;
      case BAD -> failed++;
    }
    badInARow = bad ? badInARow + 1 : 0;
    recent = (recent << 1 | (bad ? 1 : 0)) & (1L << 50) - 1;
    if (place == BLOCKS - 1) {
      station.group(group, qualities, good, bits);
      Arrays.fill(qualities, Quality.BAD);
    }
    place = (place + 1) % BLOCKS;
    if (badInARow >= MOST_IN_A_ROW || Long.bitCount(recent) > MOST_OF_50) {
      leave();
    }
  }

  /** Takes the register as the block at a place of the group. */
  private Quality decode(int at, boolean good) {
    Quality quality = Quality.BAD;
    int word = register;
    if (Offset.placeOf(Block.remainder(register)) == at) {
      quality = Quality.CLEAN;
    } else if (good) {
      int errors = Block.errors(register, expected(at));
      if (errors != 0) {
        quality = Quality.CORRECTED;
        word ^= errors;
      }
    }
    group[at] = Block.information(word);
    qualities[at] = quality;
    return quality;
  }

  /** The third block's offset depends on the version, which the second one tells. */
  private Offset expected(int at) {
    return switch (at) {
      case 0 -> Offset.A;
      case 1 -> Offset.B;
      case 2 ->
          qualities[1] != Quality.BAD && (group[1] & StationData.VERSION_B) != 0
              ? Offset.C_PRIME
              : Offset.C;
      default -> Offset.D;
    };
  }
}
