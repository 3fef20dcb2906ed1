package dev.continuo.samples.radio.dsp;

import dev.continuo.samples.radio.rds.RdsState;

/** Turns IQ samples into audio; the stages follow. */
public final class FmReceiver {
  /** Frames of audio a second. */
  public static final int AUDIO_RATE = 48_000;

  /**
   * A receiver at rest.
   *
   * @param settings the rate, the station's place, what to decode
   */
  public FmReceiver(ReceiverSettings settings) {}

  /**
   * Takes samples and hands on the audio that they complete.
   *
   * @param iq I and Q in turn
   * @param samples how many pairs
   * @param out gets the audio, in the thread of the call
   */
  public void process(float[] iq, int samples, AudioSink out) {}

  /**
   * How the reception is.
   *
   * @return a snapshot
   */
  public ReceiverStatus status() {
    return new ReceiverStatus(Double.NEGATIVE_INFINITY, 0, false, 0, 0, 0, 0);
  }

  /**
   * What the station tells of itself.
   *
   * @return a snapshot
   */
  public RdsState rds() {
    return RdsState.NONE;
  }
}
