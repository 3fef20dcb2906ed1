package dev.continuo.samples.radio.dsp;

import dev.continuo.samples.radio.rds.RdsDemodulator;
import dev.continuo.samples.radio.rds.RdsState;
import dev.continuo.samples.radio.rds.SymbolSink;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Turns the IQ samples of a receiver into the sound of one FM station: 48,000 stereo frames a
 * second, exactly, for any sample rate.
 *
 * <pre>{@code
 * FmReceiver receiver = new FmReceiver(ReceiverSettings.at(2_400_000).withOffset(250_000));
 * receiver.process(block.iq(), block.samples(), (left, right, frames) -> play(left, right, frames));
 * System.out.println(receiver.rds().ps());
 * }</pre>
 *
 * <p>The path, with the samples a second at each place:
 *
 * <pre>
 *   IQ ─▶ ChannelFilter ─▶ DcCanceller ─▶ Discriminator ─▶ Multiplex ─┬▶ audio 48,000
 *   any      480,000                         480,000        240,000   └▶ RDS 10,000
 *                └▶ SignalMeter
 * </pre>
 *
 * <p>The output depends on the samples only, not on how they are cut into calls. Sound comes 5 ms
 * of signal at a time, about 6 ms after its samples; as much stays inside when a recording ends.
 * Whatever the samples hold (glitches, NaN), the receiver recovers from it within a few blocks. It
 * allocates nothing once it has started. Another station needs another receiver. Not safe for use
 * by several threads at once.
 */
public final class FmReceiver {
  /** Frames of audio a second. */
  public static final int AUDIO_RATE = 48_000;

  /** Blocks of 5 ms until the estimates have settled. */
  private static final int SETTLED = 50;

  private final ChannelFilter channel;
  private final float[] re;
  private final float[] im;
  private int held;
  private int settling;

  private final float[] blockRe = new float[Multiplex.IN];
  private final float[] blockIm = new float[Multiplex.IN];
  private final float[] deviation = new float[Multiplex.IN];
  private final SignalMeter meter = new SignalMeter();
  private final DcCanceller canceller;
  private final Discriminator discriminator = new Discriminator(Multiplex.IN);
  private final Multiplex multiplex;
  private final @Nullable RdsDemodulator rds;

  /**
   * A receiver at rest.
   *
   * @param settings the rate, the station's place, what to decode
   */
  public FmReceiver(ReceiverSettings settings) {
    channel = new ChannelFilter(settings.sampleRate(), settings.offsetHz());
    re = new float[Multiplex.IN + channel.most()];
    im = new float[Multiplex.IN + channel.most()];
    canceller = new DcCanceller(settings.offsetHz(), Multiplex.IN);
    multiplex = new Multiplex(settings);
    rds = settings.rds() ? new RdsDemodulator() : null;
  }

  /**
   * Takes samples and hands on the audio that they complete.
   *
   * @param iq I and Q in turn, nominally −1 to 1
   * @param samples how many pairs
   * @param out gets the audio, in the thread of the call
   * @throws IndexOutOfBoundsException if the array has fewer pairs
   */
  public void process(float[] iq, int samples, AudioSink out) {
    Objects.checkFromIndexSize(0, samples, iq.length / 2);
    int taken = 0;
    while (taken < samples) {
      taken += channel.take(iq, taken, samples - taken);
      if (channel.full()) {
        held += channel.run(re, im, held);
        while (held >= Multiplex.IN) {
          demodulate(out);
        }
      }
    }
  }

  /**
   * Tells that samples are missing before the next ones. The sound recovers by itself, as after a
   * glitch; what RDS received is not put together with what comes.
   */
  public void gap() {
    if (rds != null) {
      rds.gap();
    }
  }

  /**
   * Tells that the next samples are of another connection, perhaps of another station: nothing of
   * before counts for {@link #status} and {@link #rds}, but how many blocks there were.
   */
  public void restart() {
    if (rds != null) {
      rds.forget();
    }
    meter.restart();
    multiplex.restart();
    settling = 0;
  }

  private void demodulate(AudioSink out) {
    System.arraycopy(re, 0, blockRe, 0, Multiplex.IN);
    System.arraycopy(im, 0, blockIm, 0, Multiplex.IN);
    held -= Multiplex.IN;
    System.arraycopy(re, Multiplex.IN, re, 0, held);
    System.arraycopy(im, Multiplex.IN, im, 0, held);
    canceller.process(blockRe, blockIm);
    meter.process(blockRe, blockIm);
    settling = Math.min(SETTLED, settling + 1);
    discriminator.process(blockRe, blockIm, Multiplex.IN, deviation);
    multiplex.process(deviation, meter.snrDb(channel.noiseBand()), rds, out);
  }

  /**
   * Has the symbols of RDS shown, for a picture of them.
   *
   * @param sink sees each one, in the thread that calls {@link #process}; none if RDS is not
   *     decoded
   */
  public void showSymbols(SymbolSink sink) {
    if (rds != null) {
      rds.showSymbols(sink);
    }
  }

  /**
   * How the reception is.
   *
   * @return a snapshot
   */
  public ReceiverStatus status() {
    return new ReceiverStatus(
        meter.levelDbfs(),
        meter.snrDb(channel.noiseBand()),
        multiplex.pilotPresent(),
        multiplex.pilotDeviation(),
        multiplex.blend(),
        multiplex.carrierOffset(),
        channel.clippedShare(),
        channel.inputDbfs(),
        settling == SETTLED);
  }

  /**
   * What the station tells of itself.
   *
   * @return a snapshot
   */
  public RdsState rds() {
    return rds == null ? RdsState.NONE : rds.state();
  }
}
