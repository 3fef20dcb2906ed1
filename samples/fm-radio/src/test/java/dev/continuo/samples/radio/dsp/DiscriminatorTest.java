package dev.continuo.samples.radio.dsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class DiscriminatorTest {
  private static final int BLOCK = 1_000;

  @Test
  void tellsEveryTurnExactly() {
    // From nearly half a turn back to nearly half a turn forward: ±240 kHz.
    double[] hertz = new double[BLOCK];
    float[] re = new float[BLOCK];
    float[] im = new float[BLOCK];
    double phase = 0;
    for (int k = 0; k < BLOCK; k++) {
      hertz[k] = -239_000 + 478.0 * k;
      phase += 2 * Math.PI * hertz[k] / ChannelFilter.RATE;
      re[k] = (float) (0.3 * Math.cos(phase));
      im[k] = (float) (0.3 * Math.sin(phase));
    }
    float[] out = new float[BLOCK];
    new Discriminator(BLOCK).process(re, im, BLOCK, out);

    for (int k = 1; k < BLOCK; k++) {
      assertThat(out[k] * 75_000.0).as("sample %s", k).isCloseTo(hertz[k], within(0.05));
    }
  }

  @Test
  void theFirstSampleOfABlockFollowsTheLastOfTheOneBefore() {
    Discriminator discriminator = new Discriminator(2);
    float[] out = new float[2];
    discriminator.process(new float[] {1, 1}, new float[] {0, 0}, 2, out);
    discriminator.process(new float[] {0, -1}, new float[] {1, 0}, 2, out);

    // A quarter turn each: 120 kHz.
    assertThat(out[0]).isCloseTo(1.6f, within(1e-6f));
    assertThat(out[1]).isCloseTo(1.6f, within(1e-6f));
  }

  @Test
  void silenceAndHugeAmplitudesGiveNumbers() {
    float[] re = {0, 0, 1e6f, -1e6f, 1e-20f, 1e-30f};
    float[] im = {0, 0, 1e6f, 1e6f, 0, 1e-30f};
    float[] out = new float[6];
    new Discriminator(6).process(re, im, 6, out);

    assertThat(out[1]).isZero();
    for (float x : out) {
      assertThat(x).isBetween(-3.21f, 3.21f);
    }
  }
}
