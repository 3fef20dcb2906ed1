package dev.continuo.samples.radio.picture;

import dev.continuo.samples.radio.source.IqBlock;
import java.io.IOException;
import java.nio.file.Path;

/** The mean power over the band: a hill for each station, a plain of noise between them. */
public final class SpectrumPicture implements Picture {

  private static final int LEFT = 40;
  private static final int TOP = 8;
  private static final int BOTTOM = 26;
  private static final int HEIGHT = 320;
  private static final int DECIBELS = 100;
  private static final int HILL = 0x3a6ea8;
  private static final int LINE = 0x8fd0ff;

  private final double centre;
  private final int sampleRate;
  private final PowerSpectrum spectrum = new PowerSpectrum();

  /**
   * A picture of nothing yet.
   *
   * @param centre the centre of the band in Hz
   * @param sampleRate its width in Hz
   */
  public SpectrumPicture(double centre, int sampleRate) {
    this.centre = centre;
    this.sampleRate = sampleRate;
  }

  @Override
  public void add(IqBlock block) {
    for (int from = 0;
        from + PowerSpectrum.BINS <= block.samples();
        from += 4 * PowerSpectrum.BINS) {
      spectrum.add(block.iq(), from);
    }
  }

  @Override
  public void write(Path file) throws IOException {
    Canvas canvas = new Canvas(LEFT + PowerSpectrum.BINS + 8, TOP + HEIGHT + BOTTOM);
    float[] decibels = spectrum.take();
    for (int db = 0; db >= -DECIBELS; db -= 20) {
      int y = y(db);
      canvas.fill(LEFT, y, PowerSpectrum.BINS, 1, Canvas.GRID);
      canvas.text(2, y - 3, String.valueOf(db));
    }
    canvas.text(2, TOP + HEIGHT + 14, "dBFS");
    canvas.frequencies(LEFT, TOP, PowerSpectrum.BINS, TOP + HEIGHT, centre, sampleRate);
    int before = y(decibels[0]);
    for (int i = 0; i < PowerSpectrum.BINS; i++) {
      int y = y(decibels[i]);
      canvas.fill(LEFT + i, y, 1, TOP + HEIGHT - y, HILL);
      canvas.fill(LEFT + i, Math.min(y, before), 1, Math.abs(y - before) + 1, LINE);
      before = y;
    }
    canvas.write(file);
  }

  private static int y(float decibels) {
    float below = Math.max(0, Math.min(DECIBELS, -decibels));
    return TOP + Math.round(below * HEIGHT / DECIBELS);
  }
}
