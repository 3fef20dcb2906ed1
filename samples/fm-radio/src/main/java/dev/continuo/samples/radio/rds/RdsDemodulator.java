package dev.continuo.samples.radio.rds;

/**
 * From the subcarrier to bits: IEC 62106, clause 4 (physical layer).
 *
 * <p>Each bit is a pulse followed by its negative, shaped by a filter of which one half is in the
 * station and the other, equal one here. Their output is computed at eight times of each bit. The
 * energy at these times, averaged over many bits, shows where the bit's middle is: its neighbours
 * pull it over slowly, and if the energy is somewhere else altogether (at the start, or half a bit
 * off, where there is a lower peak) the time jumps there. The carrier's phase follows the decided
 * bits (a Costas loop); that it may be turned by half a turn does not matter, because the station
 * sends the differences of bits.
 *
 * <pre>
 *   samples ─▶ matched filter at 8 times a bit ─┬▶ energies ─▶ time of the next bit
 *   10,000 a s                                  └▶ the best one ─▶ phase ─▶ sign ─▶ difference ─▶ bit
 * </pre>
 */
public final class RdsDemodulator {
  /** Complex samples a second that this takes. */
  public static final int RATE = 10_000;

  /** Bits a second: the 48th part of 57 kHz. */
  static final double BIT_RATE = 1187.5;

  private static final double BIT = RATE / BIT_RATE;

  /** Times per bit at which the filter's output is computed. */
  private static final int TIMES = 8;

  /** Sets of taps between two samples. */
  private static final int SETS = 64;

  /** Samples to each side of the matched filter's middle: two and a half bits. */
  private static final int HALF = 22;

  private static final double PHASE_GAIN = 0.08;
  private static final double SPEED_GAIN = 0.001;

  private static final float[][] MATCHED = new float[SETS][2 * HALF];

  static {
    for (int s = 0; s < SETS; s++) {
      for (int k = 0; k < 2 * HALF; k++) {
        double bits = (k - HALF + 1 - (double) s / SETS) / BIT;
        MATCHED[s][k] = (float) (shape(bits + 0.25) - shape(bits - 0.25));
      }
    }
  }

  /** The response of the filter cos(πf/4) up to f = 2 to an impulse, with times in bits. */
  private static double shape(double time) {
    int steps = 64;
    double sum = 0;
    for (int i = 0; i < steps; i++) {
      double f = 2 * (i + 0.5) / steps;
      sum += Math.cos(Math.PI * f / 4) * Math.cos(2 * Math.PI * f * time);
    }
    return sum / steps;
  }

  private final BlockSync sync = new BlockSync();
  private SymbolSink symbols = (along, across) -> {};

  private final float[] re = new float[256];
  private final float[] im = new float[256];
  private int held;

  /** The middle of the next bit, in samples from the first that is held. */
  private double middle = HALF + BIT;

  private final double[] energies = new double[TIMES];
  private final double[] oldEnergies = new double[TIMES];
  private final float[] outRe = new float[TIMES];
  private final float[] outIm = new float[TIMES];
  private int sinceJump;

  private double phase;
  private double speed;
  private boolean before;

  /** Makes a demodulator at rest. */
  public RdsDemodulator() {}

  /**
   * Has the symbols shown, for a picture of them.
   *
   * @param sink sees each one, in the thread that calls {@link #process}
   */
  public void showSymbols(SymbolSink sink) {
    symbols = sink;
  }

  /**
   * Takes the subcarrier, mixed down to 0 Hz.
   *
   * @param inRe its real part, {@link #RATE} samples a second
   * @param inIm its imaginary part
   * @param samples how many; at most 100
   */
  public void process(float[] inRe, float[] inIm, int samples) {
    System.arraycopy(inRe, 0, re, held, samples);
    System.arraycopy(inIm, 0, im, held, samples);
    held += samples;
    while (middle + BIT / 2 + HALF + 1 < held) {
      bit();
    }
    int drop = Math.max(0, (int) (middle - BIT / 2) - HALF - 1);
    System.arraycopy(re, drop, re, 0, held - drop);
    System.arraycopy(im, drop, im, 0, held - drop);
    held -= drop;
    middle -= drop;
  }

  /**
   * Tells that samples are missing before the next ones: what comes is not put together with what
   * came.
   */
  public void gap() {
    sync.gap();
  }

  /** Tells that what comes may be of another station: what this one has told is forgotten. */
  public void forget() {
    sync.forget();
  }

  /**
   * What the station has told so far.
   *
   * @return a snapshot
   */
  public RdsState state() {
    return sync.state();
  }

  private void bit() {
    for (int j = 0; j < TIMES; j++) {
      filter(middle + (j - TIMES / 2) * BIT / TIMES, j);
      double energy = outRe[j] * outRe[j] + outIm[j] * outIm[j];
      energies[j] += 0.02 * (energy - energies[j]);
    }
    decide(outRe[TIMES / 2], outIm[TIMES / 2]);
    middle += BIT + step();
  }

  /** The matched filter's output at a time between two samples. */
  private void filter(double time, int j) {
    int whole = (int) time;
    float[] taps = MATCHED[(int) ((time - whole) * SETS)];
    int from = whole - HALF + 1;
    float sumRe = 0;
    float sumIm = 0;
    for (int k = 0; k < 2 * HALF; k++) {
      sumRe += re[from + k] * taps[k];
      sumIm += im[from + k] * taps[k];
    }
    outRe[j] = sumRe;
    outIm[j] = sumIm;
  }

  private void decide(double x, double y) {
    double c = Math.cos(phase);
    double s = Math.sin(phase);
    double along = x * c + y * s;
    double across = y * c - x * s;
    symbols.accept((float) along, (float) across);
    boolean now = along > 0;
    double length = Math.hypot(along, across);
    double error = length == 0 ? 0 : (now ? across : -across) / length;
    speed = Math.max(-0.1, Math.min(0.1, speed + SPEED_GAIN * error));
    phase = Math.IEEEremainder(phase + PHASE_GAIN * error + speed, 2 * Math.PI);
    sync.bit(now != before);
    before = now;
  }

  /** By how many samples the next bit's middle is not one bit after this one's. */
  private double step() {
    int best = 0;
    for (int j = 1; j < TIMES; j++) {
      if (energies[j] > energies[best]) {
        best = j;
      }
    }
    int here = TIMES / 2;
    sinceJump++;
    if (sinceJump > 24 && best != here && energies[best] > 1.2 * energies[here]) {
      sinceJump = 0;
      int shift = best - here;
      System.arraycopy(energies, 0, oldEnergies, 0, TIMES);
      for (int j = 0; j < TIMES; j++) {
        energies[j] = oldEnergies[Math.floorMod(j + shift, TIMES)];
      }
      return shift * BIT / TIMES;
    }
    // The peak of the parabola through three energies, a fraction of an eighth of a bit.
    double bend = 2 * energies[here] - energies[here - 1] - energies[here + 1];
    double peak = bend > 0 ? (energies[here + 1] - energies[here - 1]) / (2 * bend) : 0;
    return 0.02 * Math.max(-1, Math.min(1, peak)) * BIT / TIMES;
  }
}
