package dev.continuo.samples.radio.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class IqBlockTest {
  @Test
  void unsignedBytesSpanTheScale() {
    byte[] bytes = {99, 0, (byte) 255, 127, (byte) 128, 99};
    IqBlock block = IqBlock.fromUnsigned8(bytes, 1, 4, 10, 3);

    assertThat(block.samples()).isEqualTo(2);
    assertThat(block.index()).isEqualTo(10);
    assertThat(block.lost()).isEqualTo(3);
    assertThat(block.iq()[0]).isCloseTo(-0.9953f, within(1e-4f));
    assertThat(block.iq()[1]).isCloseTo(0.9969f, within(1e-4f));
    assertThat(block.iq()[3] - block.iq()[2]).isCloseTo(1 / 128f, within(1e-6f));
    assertThat(block).hasToString("IqBlock[2 samples from 10, 3 lost]");
  }

  @Test
  void halfAPairIsRefused() {
    assertThatThrownBy(() -> IqBlock.fromUnsigned8(new byte[3], 0, 3, 0, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("half an I/Q pair: 3 bytes");
  }

  @Test
  void whatCannotBeIsRefused() {
    assertThatThrownBy(() -> new IqBlock(new float[3], 2, 0, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("3 values are too few for 2 pairs of I and Q");
    assertThatThrownBy(() -> new IqBlock(new float[4], 2, 0, -1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> IqBlock.unsigned8(new byte[4], 2, 4, new float[4], 0))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }
}
