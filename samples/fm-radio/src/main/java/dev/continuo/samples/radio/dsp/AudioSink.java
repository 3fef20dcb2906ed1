package dev.continuo.samples.radio.dsp;

/** Takes the receiver's audio, 48,000 frames a second. */
@FunctionalInterface
public interface AudioSink {
  /**
   * Takes the next frames.
   *
   * @param left the left channel, nominally −1 to 1; the receiver writes over it after the call
   * @param right the right channel; the same array as {@code left} while the sound is mono
   * @param frames how many values of each array count; at least 1
   */
  void accept(float[] left, float[] right, int frames);
}
