package dev.continuo.samples.radio.station;

/**
 * What the station plays unless told otherwise: Frère Jacques as a canon, one voice on the left,
 * one on the right, on bells.
 */
public final class Tune implements Programme {

  private static final double BEAT = 0.42; // seconds

  /** Semitones above C, and beats; the melody of 32 beats. */
  private static final double[][] MELODY = {
    {0, 1}, {2, 1}, {4, 1}, {0, 1}, {0, 1}, {2, 1}, {4, 1}, {0, 1}, {4, 1}, {5, 1}, {7, 2}, {4, 1},
    {5, 1}, {7, 2}, {7, .5}, {9, .5}, {7, .5}, {5, .5}, {4, 1}, {0, 1}, {7, .5}, {9, .5}, {7, .5},
    {5, .5}, {4, 1}, {0, 1}, {0, 1}, {-5, 1}, {0, 2}, {0, 1}, {-5, 1}, {0, 2},
  };

  private static final double BEATS = 32;

  /** The overtones of a bell: frequency, loudness, how fast they fade. */
  private static final double[][] BELL = {{1, .6, 3}, {2, .25, 5}, {3.01, .1, 8}, {5.4, .05, 14}};

  /** The tune. */
  public Tune() {}

  @Override
  public Player at(double rate) {
    Voice first = new Voice(rate, 523.25, 0);
    Voice second = new Voice(rate, 523.25 / 2, BEATS - 8); // eight beats later
    return (left, right, frames) -> {
      for (int i = 0; i < frames; i++) {
        float one = first.next();
        float other = second.next();
        left[i] = .7f * one + .2f * other;
        right[i] = .2f * one + .7f * other;
      }
    };
  }

  /** One singer. */
  private static final class Voice {
    private final double rate;
    private final double base;
    private final Oscillator[] overtones = new Oscillator[BELL.length];
    private final double[] loudness = new double[BELL.length];
    private final double[] fading = new double[BELL.length];
    private int note;
    private double left;
    private double pitch;
    private int attack;

    Voice(double rate, double base, double startBeat) {
      this.rate = rate;
      this.base = base;
      for (int i = 0; i < BELL.length; i++) {
        overtones[i] = new Oscillator();
        fading[i] = Math.exp(-BELL[i][2] / rate);
      }
      double beat = 0;
      while (beat < startBeat) {
        beat += MELODY[note++][1];
      }
      note %= MELODY.length;
    }

    float next() {
      if (left <= 0) {
        double[] struck = MELODY[note];
        note = (note + 1) % MELODY.length;
        left += struck[1] * BEAT * rate;
        pitch = base * Math.pow(2, struck[0] / 12);
        attack = 0;
        for (int i = 0; i < BELL.length; i++) {
          loudness[i] = Math.max(loudness[i], BELL[i][1]);
        }
      }
      left--;
      double rise = Math.min(1, ++attack / (0.004 * rate)); // no click
      double sum = 0;
      for (int i = 0; i < BELL.length; i++) {
        sum += loudness[i] * overtones[i].next(pitch * BELL[i][0] / rate);
        loudness[i] *= fading[i];
      }
      return (float) (sum * (0.5 + 0.5 * rise));
    }
  }
}
