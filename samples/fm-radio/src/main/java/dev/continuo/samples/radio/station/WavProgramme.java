package dev.continuo.samples.radio.station;

import dev.continuo.samples.radio.file.WavHeader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * A WAV file of music or speech, mono or stereo, again and again. It is held in memory, and brought
 * to the transmitter's rate, without what lies above 15 kHz, as it plays.
 */
public final class WavProgramme implements Programme {

  private static final int REACH = 24; // zero crossings of the sinc on each side
  private static final double HIGHEST = 16_000;
  private static final long MOST = 512L << 20;

  private final float[] left;
  private final float[] right;
  private final int rate;
  private final double missing;

  /**
   * Reads a file.
   *
   * @param file a WAV file of one or two channels
   * @throws IOException if it cannot be read, is no such file, has no sound, or more than 512 MiB
   */
  public WavProgramme(Path file) throws IOException {
    try (FileChannel in = FileChannel.open(file)) {
      WavHeader header = WavHeader.read(file, in);
      if (header.channels() > 2 || header.dataBytes() == 0 || header.dataBytes() > MOST) {
        throw new IOException(
            "%s has %d channels and %,d bytes of sound; played are 1 or 2, and up to %,d"
                .formatted(file, header.channels(), header.dataBytes(), MOST));
      }
      ByteBuffer bytes =
          ByteBuffer.allocate((int) header.dataBytes()).order(ByteOrder.LITTLE_ENDIAN);
      while (bytes.hasRemaining() && in.read(bytes, header.dataOffset() + bytes.position()) >= 0) {}
      bytes.flip();
      int frames = bytes.limit() / header.channels() / header.encoding().bytes();
      rate = header.sampleRate();
      double frame = header.channels() * header.encoding().bytes();
      missing = header.missingBytes() / frame / rate;
      left = new float[frames];
      right = header.channels() == 1 ? left : new float[frames];
      for (int i = 0; i < frames; i++) {
        left[i] = value(bytes, header.encoding());
        if (right != left) {
          right[i] = value(bytes, header.encoding());
        }
      }
    }
  }

  /**
   * How much more the file's header tells of: it was cut off.
   *
   * @return in seconds; 0 for a file that is whole
   */
  public double missingSeconds() {
    return missing;
  }

  private static float value(ByteBuffer in, WavHeader.Encoding encoding) {
    return switch (encoding) {
      case U8 -> ((in.get() & 0xff) - 128) / 128f;
      case S16 -> in.getShort() / 32768f;
      case F32 -> {
        float value = in.getFloat();
        yield Float.isFinite(value) ? value : 0;
      }
    };
  }

  @Override
  public Player at(double target) {
    double cutoff = Math.min(0.5, HIGHEST / rate); // of the file's rate
    double step = rate / target;
    float[] kernel = Kernel.lowPass(cutoff, REACH, 64);
    double[] position = {0};
    return (l, r, frames) -> {
      for (int i = 0; i < frames; i++) {
        l[i] = Kernel.at(left, position[0], kernel, cutoff, REACH, 64);
        r[i] = right == left ? l[i] : Kernel.at(right, position[0], kernel, cutoff, REACH, 64);
        position[0] += step;
        if (position[0] >= left.length) {
          position[0] -= left.length;
        }
      }
    };
  }
}
