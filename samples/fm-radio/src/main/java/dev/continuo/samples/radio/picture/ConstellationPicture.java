package dev.continuo.samples.radio.picture;

import java.io.IOException;
import java.nio.file.Path;

/**
 * The symbols of RDS in the plane of I and Q: two spots when they are received well, one cloud when
 * they are not. The latest few thousand are drawn, scaled so that their mean distance from the
 * middle is always the same.
 */
public final class ConstellationPicture {

  private static final int SIZE = 400;
  private static final int KEPT = 4096;
  private static final int UNIT = SIZE / 4;
  private static final int[] HEAT = {0x2a6a4a, 0x3fae6f, 0x7ff0a0, 0xf0ffe0};

  private final float[] re = new float[KEPT];
  private final float[] im = new float[KEPT];
  private long count;

  /** A picture of nothing yet. */
  public ConstellationPicture() {}

  /**
   * Adds a symbol; one that is no number is left out.
   *
   * @param inPhase the part that carries the bit
   * @param quadrature the part that should be 0
   */
  public void add(float inPhase, float quadrature) {
    if (Float.isFinite(inPhase) && Float.isFinite(quadrature)) {
      re[(int) (count % KEPT)] = inPhase;
      im[(int) (count % KEPT)] = quadrature;
      count++;
    }
  }

  /**
   * Draws the symbols. Blocks while it writes.
   *
   * @param file gets a PNG, whole or not at all
   * @throws IOException if it cannot be written
   */
  public void write(Path file) throws IOException {
    Canvas canvas = new Canvas(SIZE, SIZE);
    canvas.fill(0, SIZE / 2, SIZE, 1, Canvas.GRID);
    canvas.fill(SIZE / 2, 0, 1, SIZE, Canvas.GRID);
    canvas.text(SIZE - 10, SIZE / 2 + 6, "I");
    canvas.text(SIZE / 2 + 6, 4, "Q");
    int kept = (int) Math.min(count, KEPT);
    double distance = 0;
    for (int i = 0; i < kept; i++) {
      distance += Math.hypot(re[i], im[i]) / kept;
    }
    int[][] hits = new int[SIZE][SIZE];
    for (int i = 0; i < kept && distance > 0; i++) {
      int x = (int) Math.round(SIZE / 2.0 + re[i] / distance * UNIT);
      int y = (int) Math.round(SIZE / 2.0 - im[i] / distance * UNIT);
      if (x > 0 && y > 0 && x < SIZE - 1 && y < SIZE - 1) {
        int heat = HEAT[Math.min(hits[x][y]++, HEAT.length - 1)];
        canvas.fill(x, y, 2, 2, heat);
      }
    }
    canvas.write(file);
  }
}
