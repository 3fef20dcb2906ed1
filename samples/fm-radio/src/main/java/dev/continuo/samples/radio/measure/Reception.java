package dev.continuo.samples.radio.measure;

import dev.continuo.samples.radio.dsp.FmReceiver;
import dev.continuo.samples.radio.dsp.ReceiverSettings;
import dev.continuo.samples.radio.source.IqBlock;

/**
 * A signal, the receiver that gets it as 8-bit samples, and what it makes of it.
 *
 * <pre>{@code
 * Reception reception = new Reception(settings, signal).play(1.5);
 * double sinad = Audio.sinad(reception.audio().lastLeft(48_000), 1_000);
 * }</pre>
 */
public final class Reception {
  private final int rate;
  private final TestSignal signal;
  private final FmReceiver receiver;
  private final Audio audio = new Audio();

  /**
   * A receiver at rest and a signal.
   *
   * @param settings the receiver's
   * @param signal at the same sample rate
   */
  public Reception(ReceiverSettings settings, TestSignal signal) {
    rate = settings.sampleRate();
    this.signal = signal;
    receiver = new FmReceiver(settings);
  }

  /**
   * Goes on for a while.
   *
   * @param seconds of signal
   * @return this
   */
  public Reception play(double seconds) {
    long left = Math.round(seconds * rate);
    int block = rate / 20;
    float[] iq = new float[2 * block];
    while (left > 0) {
      int n = (int) Math.min(block, left);
      byte[] bytes = signal.bytes(n);
      IqBlock.unsigned8(bytes, 0, bytes.length, iq, 0);
      receiver.process(iq, n, audio);
      left -= n;
    }
    return this;
  }

  /**
   * What was heard so far.
   *
   * @return grows with each {@link #play}
   */
  public Audio audio() {
    return audio;
  }

  /**
   * The receiver.
   *
   * @return always the same
   */
  public FmReceiver receiver() {
    return receiver;
  }
}
