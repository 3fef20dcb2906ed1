package dev.continuo.samples.radio.measure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.continuo.samples.radio.rds.RdsEncoder;
import org.junit.jupiter.api.Test;

class RdsSampleTest {
  @Test
  void isWhatTheEncoderSays() {
    byte[] bits =
        new RdsEncoder()
            .ps(RdsSample.NAME, 0xe2 << 8 | 27, 53 << 8 | 205)
            .text(RdsSample.TEXT, 0)
            .bits();
    assertThat(RdsSample.bits()).isEqualTo(bits);
  }
}
