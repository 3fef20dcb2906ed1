package dev.continuo.samples.radio.picture;

import dev.continuo.samples.radio.source.IqBlock;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The band over time, the first moment on top. It has at most a thousand rows: when those are full
 * each two become one, and from then on a row stands for twice the time.
 */
public final class WaterfallPicture implements Picture {

  private static final int LEFT = 40;
  private static final int TOP = 8;
  private static final int BOTTOM = 26;
  private static final int MOST_ROWS = 1000;
  private static final float FLOOR = -90;
  private static final float CEILING = -20;
  private static final int[] COLOURS = {0x000010, 0x102070, 0x8030a0, 0xe06040, 0xf8d060, 0xffffff};

  private final double centre;
  private final int sampleRate;
  private final PowerSpectrum spectrum = new PowerSpectrum();
  private final List<float[]> rows = new ArrayList<>();
  private long samplesPerRow;
  private long inRow;

  /**
   * A picture of nothing yet.
   *
   * @param centre the centre of the band in Hz
   * @param sampleRate its width in Hz
   */
  public WaterfallPicture(double centre, int sampleRate) {
    this.centre = centre;
    this.sampleRate = sampleRate;
    this.samplesPerRow = sampleRate / 50; // 20 ms
  }

  @Override
  public void add(IqBlock block) {
    inRow += block.lost();
    for (int from = 0;
        from + PowerSpectrum.BINS <= block.samples();
        from += 4 * PowerSpectrum.BINS) {
      spectrum.add(block.iq(), from);
    }
    inRow += block.samples();
    if (inRow >= samplesPerRow && spectrum.count() > 0) {
      inRow -= samplesPerRow;
      rows.add(spectrum.take());
      if (rows.size() == MOST_ROWS) {
        halve();
      }
    }
  }

  private void halve() {
    for (int i = 0; i < MOST_ROWS / 2; i++) {
      float[] one = rows.get(2 * i);
      float[] other = rows.get(2 * i + 1);
      for (int x = 0; x < one.length; x++) {
        one[x] = Math.max(one[x], other[x]);
      }
      rows.set(i, one);
    }
    rows.subList(MOST_ROWS / 2, MOST_ROWS).clear();
    samplesPerRow *= 2;
  }

  @Override
  public void write(Path file) throws IOException {
    int height = Math.max(rows.size(), 1);
    Canvas canvas = new Canvas(LEFT + PowerSpectrum.BINS + 8, TOP + height + BOTTOM);
    for (int y = 0; y < rows.size(); y++) {
      float[] row = rows.get(y);
      for (int x = 0; x < PowerSpectrum.BINS; x++) {
        canvas.point(LEFT + x, TOP + y, colour(row[x]));
      }
      if (y % 100 == 0) {
        double seconds = (double) y * samplesPerRow / sampleRate;
        canvas.text(2, TOP + y, Math.round(seconds * 10) / 10.0 + "s");
      }
    }
    canvas.frequencies(LEFT, TOP + height, PowerSpectrum.BINS, TOP + height, centre, sampleRate);
    canvas.write(file);
  }

  static int colour(float decibels) {
    float place = (decibels - FLOOR) / (CEILING - FLOOR) * (COLOURS.length - 1);
    float inside = Math.max(0, Math.min(COLOURS.length - 1.001f, place));
    int below = (int) inside;
    float share = inside - below;
    int colour = 0;
    for (int shift = 0; shift <= 16; shift += 8) {
      int from = (COLOURS[below] >> shift) & 0xff;
      int to = (COLOURS[below + 1] >> shift) & 0xff;
      colour |= Math.round(from + share * (to - from)) << shift;
    }
    return colour;
  }
}
