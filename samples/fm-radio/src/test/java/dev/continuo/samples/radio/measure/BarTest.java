package dev.continuo.samples.radio.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class BarTest {
  @Test
  void isMetFromTheRightSideOnly() {
    assertThat(Bar.atLeast("x", 80, 80, "dB").met()).isTrue();
    assertThat(Bar.atLeast("x", 79.9, 80, "dB").met()).isFalse();
    assertThat(Bar.atMost("x", -60, -55, "dB").met()).isTrue();
    assertThat(Bar.atMost("x", -54, -55, "dB").met()).isFalse();
    assertThat(Bar.atLeast("x", Double.NaN, 0, "").met()).isFalse();
    assertThat(Bar.atMost("x", Double.NaN, 0, "").met()).isFalse();
  }

  @Test
  void aMissedBarIsToldAsSuch() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Bar.atLeast("mono SINAD", 12.34, 80, "dB")
        .print(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .matches("(?s)mono SINAD +12\\.3 dB +>= +80\\.0 +MISSED\\R");
  }

  @Test
  void tonesAreMeasuredAsTheyAre() {
    float[] x = new float[48_000];
    for (int k = 0; k < x.length; k++) {
      double t = 2 * Math.PI * k / 48_000;
      x[k] = (float) (0.5 * Math.sin(1_000 * t + 0.3) + 0.005 * Math.sin(3_000 * t) + 0.0005);
    }
    assertThat(Audio.amplitude(x, 1_000)).isCloseTo(0.5, within(1e-6));
    assertThat(Audio.distortion(x, 1_000)).isCloseTo(-40, within(0.01));
    // 0.005²/2 + 0.0005² against 0.5²/2.
    assertThat(Audio.sinad(x, 1_000)).isCloseTo(39.91, within(0.02));
  }
}
