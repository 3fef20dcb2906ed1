package dev.continuo.samples.radio.rds;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class BlockTest {
  @Test
  void theRemainderOfABlockIsItsOffset() {
    Random random = new Random(3);
    Offset[] expected = {Offset.A, Offset.B, Offset.C, Offset.D};
    for (int round = 0; round < 200; round++) {
      byte[] bits =
          new RdsEncoder()
              .pi(random.nextInt(1 << 16))
              .group(random.nextInt(16), false, 0, random.nextInt(1 << 16), random.nextInt(1 << 16))
              .bits();
      for (int k = 0; k < 4; k++) {
        assertThat(Block.remainder(block(bits, k))).isEqualTo(expected[k].word());
      }
    }
    byte[] bits = new RdsEncoder().group(0, true, 0, 0, 0).bits();
    assertThat(Block.remainder(block(bits, 2))).isEqualTo(Offset.C_PRIME.word());
  }

  @Test
  void everyBurstOfTwoBitsIsFound() {
    byte[] bits = new RdsEncoder().pi(0x1234).group(0, false, 5, 0x5678, 0x9abc).bits();
    int block = block(bits, 3);
    for (int k = 0; k < Block.BITS; k++) {
      assertThat(Block.errors(block ^ 1 << k, Offset.D)).isEqualTo(1 << k);
      if (k < Block.BITS - 1) {
        assertThat(Block.errors(block ^ 3 << k, Offset.D)).isEqualTo(3 << k);
      }
    }
    assertThat(Block.errors(block, Offset.D)).isZero();
    assertThat(Block.information(block)).isEqualTo(0x9abc);
  }

  @Test
  void longerBurstsAreNotTakenForShortOnes() {
    byte[] bits = new RdsEncoder().group(0, false, 5, 0x5678, 0x9abc).bits();
    int block = block(bits, 0);
    // The code finds every burst of up to 10 bits, so none of these may look like two at most.
    for (int burst : new int[] {0b111, 0b101, 0b1011, 0b11111}) {
      for (int k = 0; k < 20; k++) {
        int errors = Block.errors(block ^ burst << k, Offset.A);
        assertThat(errors).as("%s at %s", burst, k).isZero();
      }
    }
  }

  private static int block(byte[] bits, int number) {
    int block = 0;
    for (int k = 0; k < Block.BITS; k++) {
      block = block << 1 | bits[number * Block.BITS + k];
    }
    return block;
  }
}
