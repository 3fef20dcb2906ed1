package dev.continuo.samples.radio.station;

/**
 * How well a simulated receiver hears: what the way and the receiver itself do to the signal.
 * Immutable; each method gives a changed copy.
 *
 * @param cnrDb the strongest station's carrier-to-noise ratio in 200 kHz, in dB; infinite for none
 * @param levelDbfs the strongest station's level at automatic gain, in dB of full scale; above 0 it
 *     is clipped
 * @param crystalPpm by how much the receiver's frequencies are too high, in parts per million
 * @param dc the constant that is added to I and Q, in shares of full scale
 * @param imbalanceDb by how much Q is louder than I
 * @param skewDegrees by how much Q is not at a right angle to I
 * @param fadeDb how deep the first station fades, 0 for not at all
 * @param fadeSeconds how long a fade takes from one top to the next
 * @param dither whether half a step of noise is added before rounding, so that a weak signal is not
 *     distorted
 * @param seed where the noise begins; the same seed gives the same bytes
 */
public record Reception(
    double cnrDb,
    double levelDbfs,
    double crystalPpm,
    double dc,
    double imbalanceDb,
    double skewDegrees,
    double fadeDb,
    double fadeSeconds,
    boolean dither,
    long seed) {

  /** A station nearby, heard with an ordinary receiver: 40 dB, a small constant, no fades. */
  public static final Reception GOOD = new Reception(40, -6, 0, 0.004, 0, 0, 0, 10, false, 1);

  /** Nothing but the rounding to 8 bits. */
  public static final Reception PERFECT =
      new Reception(Double.POSITIVE_INFINITY, -0.5, 0, 0, 0, 0, 0, 10, false, 1);

  /**
   * Makes a reception.
   *
   * @param cnrDb see above
   * @param levelDbfs see above
   * @param crystalPpm see above
   * @param dc see above
   * @param imbalanceDb see above
   * @param skewDegrees see above
   * @param fadeDb see above
   * @param fadeSeconds see above; more than 0
   * @param dither see above
   * @param seed see above
   * @throws IllegalArgumentException if a number is none, or a fade has no duration
   */
  public Reception {
    if (Double.isNaN(cnrDb + levelDbfs + crystalPpm + dc + imbalanceDb + skewDegrees + fadeDb)
        || !(fadeSeconds > 0)) {
      throw new IllegalArgumentException("a number of the reception is none");
    }
  }

  /**
   * Other noise.
   *
   * @param decibels carrier to noise in 200 kHz
   * @return a copy
   */
  public Reception withCnr(double decibels) {
    return new Reception(
        decibels,
        levelDbfs,
        crystalPpm,
        dc,
        imbalanceDb,
        skewDegrees,
        fadeDb,
        fadeSeconds,
        dither,
        seed);
  }

  /**
   * Another level.
   *
   * @param decibels of full scale
   * @return a copy
   */
  public Reception withLevel(double decibels) {
    return new Reception(
        cnrDb,
        decibels,
        crystalPpm,
        dc,
        imbalanceDb,
        skewDegrees,
        fadeDb,
        fadeSeconds,
        dither,
        seed);
  }

  /**
   * Another crystal.
   *
   * @param ppm its error in parts per million
   * @return a copy
   */
  public Reception withCrystal(double ppm) {
    return new Reception(
        cnrDb, levelDbfs, ppm, dc, imbalanceDb, skewDegrees, fadeDb, fadeSeconds, dither, seed);
  }

  /**
   * Faults of the receiver.
   *
   * @param constant added to I and Q
   * @param imbalance of Q against I in dB
   * @param skew from the right angle in degrees
   * @return a copy
   */
  public Reception withFaults(double constant, double imbalance, double skew) {
    return new Reception(
        cnrDb, levelDbfs, crystalPpm, constant, imbalance, skew, fadeDb, fadeSeconds, dither, seed);
  }

  /**
   * With fades.
   *
   * @param decibels how deep
   * @param seconds how long each takes
   * @return a copy
   */
  public Reception withFade(double decibels, double seconds) {
    return new Reception(
        cnrDb,
        levelDbfs,
        crystalPpm,
        dc,
        imbalanceDb,
        skewDegrees,
        decibels,
        seconds,
        dither,
        seed);
  }

  /**
   * With or without dither.
   *
   * @param on whether it is added
   * @return a copy
   */
  public Reception withDither(boolean on) {
    return new Reception(
        cnrDb, levelDbfs, crystalPpm, dc, imbalanceDb, skewDegrees, fadeDb, fadeSeconds, on, seed);
  }
}
