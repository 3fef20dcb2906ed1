package dev.continuo.samples.radio.station;

/** Sines from a table: 4,096 steps to the turn with straight lines between, right to 3·10⁻⁷. */
final class Sine {

  private static final int STEPS = 4096;
  private static final float[] TABLE = new float[STEPS + STEPS / 4 + 2];

  static {
    for (int i = 0; i < TABLE.length; i++) {
      TABLE[i] = (float) Math.sin(2 * Math.PI * i / STEPS);
    }
  }

  private Sine() {}

  /** The sine of {@code turns}, from 0 up to, but not, 1. */
  static float sin(double turns) {
    double position = turns * STEPS;
    int step = (int) position;
    float between = (float) (position - step);
    return TABLE[step] + between * (TABLE[step + 1] - TABLE[step]);
  }

  /** The cosine of {@code turns}, from 0 up to, but not, 1. */
  static float cos(double turns) {
    double position = turns * STEPS;
    int step = (int) position;
    float between = (float) (position - step);
    int quarter = step + STEPS / 4;
    return TABLE[quarter] + between * (TABLE[quarter + 1] - TABLE[quarter]);
  }
}
