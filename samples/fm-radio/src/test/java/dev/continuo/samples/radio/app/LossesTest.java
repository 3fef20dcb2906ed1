package dev.continuo.samples.radio.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The end of the last line says what is known, and no more. */
class LossesTest {

  private static String words(long samples, int reconnects, boolean mayBeMore) {
    return new Losses(samples, reconnects, mayBeMore).inWords();
  }

  @Test
  void inWords() {
    assertThat(words(0, 0, false)).isEqualTo("nothing lost");
    assertThat(words(12_345, 0, false)).isEqualTo("12,345 samples lost");
    assertThat(words(0, 1, false)).isEqualTo("reconnected once: the samples between are missing");
    assertThat(words(16_384, 2, false))
        .isEqualTo("16,384 samples lost, reconnected 2 times: the samples between are missing");
    assertThat(words(0, 0, true))
        .isEqualTo("nothing lost here; the server had to wait, and may have dropped some");
    assertThat(words(5, 0, true))
        .isEqualTo("5 samples lost; the server had to wait, and may have dropped some");
  }
}
