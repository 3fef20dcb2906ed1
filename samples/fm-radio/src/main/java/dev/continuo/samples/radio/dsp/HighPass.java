package dev.continuo.samples.radio.dsp;

/**
 * Takes the mean out of audio: the carrier's offset is a constant in it. A high-pass of first order
 * at 2 Hz that begins with the plain average, so that an offset is not heard as a thump.
 */
final class HighPass {
  private static final double GAIN = 2 * Math.PI * 2 / FmReceiver.AUDIO_RATE;

  private double mean;
  private long frames;

  /**
   * Filters in place.
   *
   * @return the mean that was taken out, on the average of the block
   */
  double process(float[] audio, int n) {
    double sum = 0;
    for (int k = 0; k < n; k++) {
      frames++;
      mean += Math.max(GAIN, 1.0 / frames) * (audio[k] - mean);
      sum += mean;
      audio[k] -= (float) mean;
    }
    return sum / n;
  }

  void reset() {
    mean = 0;
    frames = 0;
  }
}
