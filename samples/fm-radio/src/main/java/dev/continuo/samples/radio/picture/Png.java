package dev.continuo.samples.radio.picture;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/**
 * Writes PNG files (RFC 2083). The JDK's ImageIO does so too, but not any more once the JVM has
 * begun to end: it wants a shutdown hook of its own. And pictures are written after Ctrl-C.
 *
 * <pre>
 *   signature │ IHDR width height 8 2 0 0 0 │ IDAT deflated: { 0 RGBRGB… } for each row │ IEND
 *   each chunk: length, name, content, CRC of name and content
 * </pre>
 */
final class Png {

  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
  private static final int BITS = 8;
  private static final int RGB = 2;
  private static final int NO_FILTER = 0;

  private Png() {}

  /** Writes a picture whose pixels stand row by row, 0xRRGGBB each. */
  static void write(int[] pixels, int width, OutputStream target) throws IOException {
    int height = pixels.length / width;
    DataOutputStream out = new DataOutputStream(target);
    out.write(SIGNATURE);
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    DataOutputStream fields = new DataOutputStream(head);
    fields.writeInt(width);
    fields.writeInt(height);
    fields.write(new byte[] {BITS, RGB, 0, 0, 0});
    chunk(out, "IHDR", head.toByteArray());
    chunk(out, "IDAT", deflated(pixels, width, height));
    chunk(out, "IEND", new byte[0]);
    out.flush();
  }

  private static byte[] deflated(int[] pixels, int width, int height) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Deflater deflater = new Deflater();
    try (DeflaterOutputStream out = new DeflaterOutputStream(bytes, deflater)) {
      byte[] row = new byte[1 + 3 * width];
      row[0] = NO_FILTER;
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          int colour = pixels[y * width + x];
          row[1 + 3 * x] = (byte) (colour >> 16);
          row[2 + 3 * x] = (byte) (colour >> 8);
          row[3 + 3 * x] = (byte) colour;
        }
        out.write(row);
      }
    } finally {
      deflater.end();
    }
    return bytes.toByteArray();
  }

  private static void chunk(DataOutputStream out, String name, byte[] content) throws IOException {
    byte[] tag = name.getBytes(StandardCharsets.US_ASCII);
    CRC32 sum = new CRC32();
    sum.update(tag);
    sum.update(content);
    out.writeInt(content.length);
    out.write(tag);
    out.write(content);
    out.writeInt((int) sum.getValue());
  }
}
