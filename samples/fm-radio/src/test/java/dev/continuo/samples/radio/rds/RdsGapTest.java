package dev.continuo.samples.radio.rds;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Bits that are missing: what was before and what comes after is not put together. */
class RdsGapTest {

  private static final int BLOCK = 26;
  private static final int GROUP = 4 * BLOCK;

  private static byte[] groups() {
    return new RdsEncoder()
        .group(15, true, 0, 0, 0)
        .group(15, true, 0, 0, 0)
        .group(15, true, 0, 0, 0)
        .ps("ABCDEFGH")
        .bits();
  }

  private static final int NAME = 3 * GROUP;

  private static void send(BlockSync sync, byte[] bits, int from, int to) {
    for (int i = from; i < to; i++) {
      sync.bit(bits[i] != 0);
    }
  }

  @Test
  void halvesOfTwoGroupsAreNoGroup() {
    byte[] bits = groups();
    BlockSync sync = new BlockSync();
    send(sync, bits, 0, NAME + 2 * BLOCK); // that AB follows
    sync.gap();
    send(sync, bits, NAME + GROUP + 2 * BLOCK, bits.length); // CD, from the next group
    send(sync, groups(), 0, 3 * GROUP);
    assertThat(sync.state().ps()).doesNotContain("CD");
    assertThat(sync.state().ps()).startsWith(String.valueOf(RdsState.UNKNOWN).repeat(4));
    send(sync, groups(), 0, bits.length);
    assertThat(sync.state().ps()).isEqualTo("ABCDEFGH");
    assertThat(sync.state().failed()).isZero();
  }

  @Test
  void itIsInStepAgainAfterThreeBlocks() {
    byte[] bits = groups();
    for (int missing = 0; missing < GROUP; missing++) {
      BlockSync sync = new BlockSync();
      send(sync, bits, 0, NAME);
      assertThat(sync.state().synced()).isTrue();
      sync.gap();
      assertThat(sync.state().synced()).isFalse();
      // At most a part of a block, and three whole ones.
      send(sync, bits, NAME + missing, NAME + missing + 4 * BLOCK - 1);
      assertThat(sync.state().synced()).as("%d bits missing", missing).isTrue();
      assertThat(sync.state().failed()).isZero();
    }
  }
}
