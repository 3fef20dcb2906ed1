package dev.continuo.samples.radio.station;

import dev.continuo.samples.radio.station.rds.RdsModulator;
import dev.continuo.samples.radio.station.rds.RdsScript;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * What modulates the carrier (ITU-R BS.450, the pilot-tone system):
 *
 * <pre>
 *   (L+R)/2              pilot      (L−R)/2 on 38 kHz         RDS on 57 kHz
 *   ▄▄▄▄▄▄▄▄▄▄▄▄           │    ▄▄▄▄▄▄▄▄▄▄▄│▄▄▄▄▄▄▄▄▄▄▄          ▂▂
 *   0         15 kHz    19 kHz  23        38        53           57
 * </pre>
 *
 * <p>All follow from one phase: the pilot's is 16 times that of the RDS bits, the subcarriers are
 * its second and third harmonic.
 */
final class Multiplex {

  private static final double BIT_RATE = 1187.5;
  private static final int PILOT_TURNS = 16; // in a bit
  private static final int BLOCK = 1024;

  /** How fast the limiter lets go, in seconds. */
  private static final double RELEASE = 0.05;

  private final StationSettings settings;
  private final Programme.Player player;
  private final @Nullable RdsModulator rds;
  private final double bitStep;
  private final float pilotShare;
  private final float rdsShare;
  private final float audioShare;
  private final Preemphasis leftTreble;
  private final Preemphasis rightTreble;
  private final float release;
  private final float[] left = new float[BLOCK];
  private final float[] right = new float[BLOCK];
  private double bitPhase;
  private float peak = 1;

  /** A multiplex of so many samples a second. */
  Multiplex(StationSettings settings, double rate) throws IOException {
    this.settings = settings;
    this.player = settings.programme().at(rate);
    this.rds = settings.rds() == null ? null : new RdsModulator(new RdsScript(settings.rds()));
    this.bitStep = BIT_RATE / rate;
    this.pilotShare = settings.stereo() ? (float) StationSettings.PILOT : 0;
    this.rdsShare = rds == null ? 0 : (float) StationSettings.RDS;
    this.audioShare = 1 - pilotShare - rdsShare;
    this.leftTreble = new Preemphasis(settings.preemphasis(), rate);
    this.rightTreble = new Preemphasis(settings.preemphasis(), rate);
    this.release = (float) Math.exp(-1 / (RELEASE * rate));
  }

  /** The next values, −1 to 1: shares of the full deviation. */
  void next(float[] out, int from, int count) {
    for (int done = 0; done < count; done += BLOCK) {
      block(out, from + done, Math.min(BLOCK, count - done));
    }
  }

  private void block(float[] out, int from, int count) {
    player.play(left, right, count);
    for (int i = 0; i < count; i++) {
      float l = leftTreble.next(left[i]);
      float r = rightTreble.next(right[i]);
      // The limiter: no station may deviate by more than it is allowed to.
      peak = Math.max(1 + (peak - 1) * release, Math.max(Math.abs(l), Math.abs(r)));
      float gain = audioShare / peak;
      float value = gain * 0.5f * (l + r);
      double turns = bitPhase * PILOT_TURNS;
      turns -= (int) turns;
      float sine = Sine.sin(turns);
      if (settings.stereo()) {
        value +=
            pilotShare * sine + gain * (l - r) * sine * Sine.cos(turns); // sin 2x = 2 sin x cos x
      }
      if (rds != null) {
        float third = sine * (3 - 4 * sine * sine);
        value += rdsShare * third * rds.at(bitPhase);
      }
      out[from + i] = value;
      bitPhase += bitStep;
      if (bitPhase >= 1) {
        bitPhase -= 1;
        if (rds != null) {
          rds.nextBit();
        }
      }
    }
  }

  /** The inverse of the receiver's de-emphasis, sampled. */
  private static final class Preemphasis {
    private final float pole;
    private float previous;

    Preemphasis(double seconds, double rate) {
      pole = seconds == 0 ? 0 : (float) Math.exp(-1 / (seconds * rate));
    }

    float next(float value) {
      float raised = (value - pole * previous) / (1 - pole);
      previous = value;
      return raised;
    }
  }
}
