package dev.continuo.samples.radio.picture;

import dev.continuo.samples.radio.file.Reason;
import dev.continuo.samples.radio.file.WholeFile;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/** A picture to draw on. Its letters are its own: a machine without a screen often has no fonts. */
final class Canvas {

  static final int BACKGROUND = 0x10141c;
  static final int GRID = 0x2c3442;
  static final int TEXT = 0xa8b4c4;

  private static final int BUFFER = 1 << 16;

  private static final int LETTER = 6;

  /** Letters of 5 by 7 points, a row to the number, the topmost first, the leftmost bit is 16. */
  private static final String LETTERS = "0123456789+-. MHzdBFSIQs";

  private static final int[][] SHAPES = {
    {14, 17, 19, 21, 25, 17, 14},
    {4, 12, 4, 4, 4, 4, 14},
    {14, 17, 1, 2, 4, 8, 31},
    {31, 2, 4, 2, 1, 17, 14},
    {2, 6, 10, 18, 31, 2, 2},
    {31, 16, 30, 1, 1, 17, 14},
    {6, 8, 16, 30, 17, 17, 14},
    {31, 1, 2, 4, 8, 8, 8},
    {14, 17, 17, 14, 17, 17, 14},
    {14, 17, 17, 15, 1, 2, 12},
    {0, 4, 4, 31, 4, 4, 0},
    {0, 0, 0, 31, 0, 0, 0},
    {0, 0, 0, 0, 0, 12, 12},
    {0, 0, 0, 0, 0, 0, 0},
    {17, 27, 21, 21, 17, 17, 17},
    {17, 17, 17, 31, 17, 17, 17},
    {0, 0, 31, 2, 4, 8, 31},
    {1, 1, 13, 19, 17, 19, 13},
    {30, 17, 17, 30, 17, 17, 30},
    {31, 16, 16, 30, 16, 16, 16},
    {15, 16, 16, 14, 1, 1, 30},
    {14, 4, 4, 4, 4, 4, 14},
    {14, 17, 17, 17, 21, 18, 13},
    {0, 0, 15, 16, 14, 1, 30},
  };

  private final int width;
  private final int height;

  /** Row by row, 0xRRGGBB. */
  private final int[] pixels;

  Canvas(int width, int height) {
    this.width = width;
    this.height = height;
    pixels = new int[width * height];
    Arrays.fill(pixels, BACKGROUND);
  }

  int width() {
    return width;
  }

  int height() {
    return height;
  }

  /** A point; outside of the picture nothing happens. */
  void point(int x, int y, int colour) {
    if (x >= 0 && y >= 0 && x < width() && y < height()) {
      pixels[y * width + x] = colour;
    }
  }

  int colourAt(int x, int y) {
    return pixels[y * width + x];
  }

  void fill(int x, int y, int width, int height, int colour) {
    for (int i = x; i < x + width; i++) {
      for (int j = y; j < y + height; j++) {
        point(i, j, colour);
      }
    }
  }

  /** Text whose top left corner is there; in capitals where there are no small letters. */
  void text(int x, int y, String text) {
    for (int i = 0; i < text.length(); i++) {
      int letter = LETTERS.indexOf(text.charAt(i));
      for (int row = 0; row < 7 && letter >= 0; row++) {
        for (int column = 0; column < 5; column++) {
          if (((SHAPES[letter][row] >> (4 - column)) & 1) != 0) {
            point(x + i * LETTER + column, y + row, TEXT);
          }
        }
      }
    }
  }

  /** Text whose top middle is there. */
  void textAround(int x, int y, String text) {
    text(x - text.length() * LETTER / 2, y, text);
  }

  /** A scale of frequencies below a picture of the band, with lines up through it. */
  void frequencies(int left, int top, int width, int bottom, double centre, double rate) {
    double step = rate >= 1_000_000 ? 200_000 : rate >= 400_000 ? 100_000 : 50_000;
    for (double f = Math.ceil((centre - rate / 2) / step) * step;
        f < centre + rate / 2;
        f += step) {
      int x = left + (int) Math.round((f - centre + rate / 2) / rate * width);
      for (int y = top; y < bottom; y += 2) {
        point(x, y, GRID);
      }
      if (x > left + 20 && x < left + width - 20 && Math.round(f / step) % 2 == 0) {
        textAround(x, bottom + 4, String.format(Locale.ROOT, "%.2f", f / 1e6));
      }
    }
    text(left + width - 3 * LETTER, bottom + 14, "MHz");
  }

  /** Writes a PNG, whole or not at all. Blocks. */
  void write(Path file) throws IOException {
    try (WholeFile whole = new WholeFile(file)) {
      try (OutputStream out =
          new BufferedOutputStream(Files.newOutputStream(whole.part()), BUFFER)) {
        Png.write(pixels, width, out);
      } catch (IOException e) {
        throw new IOException(file + " cannot be written: " + Reason.of(e), e);
      }
      whole.commit();
    }
  }
}
