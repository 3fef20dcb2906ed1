package dev.continuo.samples.radio.sink;

import dev.continuo.samples.radio.dsp.AudioSink;
import java.util.Arrays;

/**
 * Sound that grows: it takes what a receiver gives, until it is written to an {@link AudioOut} and
 * {@link #clear cleared} for the next block.
 */
public final class Audio implements AudioSink {

  private float[] left = new float[1024];
  private float[] right = new float[1024];
  private int frames;

  /** No sound yet. */
  public Audio() {}

  @Override
  public void accept(float[] newLeft, float[] newRight, int count) {
    if (frames + count > left.length) {
      int roomy = Math.max(frames + count, 2 * left.length);
      left = Arrays.copyOf(left, roomy);
      right = Arrays.copyOf(right, roomy);
    }
    System.arraycopy(newLeft, 0, left, frames, count);
    System.arraycopy(newRight, 0, right, frames, count);
    frames += count;
  }

  /**
   * The left channel.
   *
   * @return the array itself; {@link #frames} values count
   */
  public float[] left() {
    return left;
  }

  /**
   * The right channel.
   *
   * @return the array itself; {@link #frames} values count
   */
  public float[] right() {
    return right;
  }

  /**
   * How much there is.
   *
   * @return in frames, 48,000 to the second
   */
  public int frames() {
    return frames;
  }

  /**
   * Drops what is beyond a number of frames.
   *
   * @param most how many to keep, 0 or more
   */
  public void truncate(long most) {
    frames = (int) Math.min(frames, most);
  }

  /** Begins anew. */
  public void clear() {
    frames = 0;
  }
}
