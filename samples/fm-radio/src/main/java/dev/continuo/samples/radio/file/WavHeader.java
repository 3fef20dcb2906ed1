package dev.continuo.samples.radio.file;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What stands before the samples of a WAV file (RIFF, and RF64 for more than 4 GiB).
 *
 * <pre>
 *   "RIFF" size "WAVE" { "fmt " size format… } { other chunks } { "data" size samples… }
 * </pre>
 *
 * @param encoding what a value is
 * @param channels how many values a frame has, 1 or more
 * @param sampleRate frames a second, 1 or more
 * @param frequency the centre of the band in Hz if a receiver's program noted it ({@code auxi}), or
 *     0
 * @param dataOffset where the samples begin, in bytes
 * @param dataBytes how many bytes of samples there are
 * @param missingBytes how many more the header tells of: the file was cut off
 * @param oddBytes how many bytes after the last whole frame are there, and are not in {@code
 *     dataBytes}
 */
public record WavHeader(
    Encoding encoding,
    int channels,
    int sampleRate,
    long frequency,
    long dataOffset,
    long dataBytes,
    long missingBytes,
    int oddBytes) {

  /** How a value is written, little-endian. */
  public enum Encoding {
    /** Unsigned bytes. */
    U8(1, 8),
    /** Signed 16-bit integers. */
    S16(1, 16),
    /** 32-bit floats, nominally −1 to 1. */
    F32(3, 32);

    private final int tag;
    private final int bits;

    Encoding(int tag, int bits) {
      this.tag = tag;
      this.bits = bits;
    }

    /**
     * The size of a value.
     *
     * @return in bytes
     */
    public int bytes() {
      return bits / 8;
    }
  }

  /** The size of the header that {@link #bytes} makes. */
  public static final int SIZE = 44;

  /** The most bytes of samples that a header can tell of. */
  public static final long MOST = 0xffff_ffffL - SIZE;

  private static final int EXTENSIBLE = 0xfffe;
  private static final int AUXI_FREQUENCY = 32;
  private static final int LARGEST_CHUNK = 1 << 16;

  /** From here on a size may stand for "until the end", as programs write it into a pipe. */
  private static final long ENDLESS = 0x7fff_0000L;

  /**
   * Reads the header of a file.
   *
   * @param file its name, for messages
   * @param in the open file; its position does not matter and stays
   * @return the header; the size of the samples is what is really there, if that is less than what
   *     the header says, and all of it, if the header says none (a program that was killed)
   * @throws IOException if it cannot be read, or is no WAV file of a kind that is understood
   */
  public static WavHeader read(Path file, FileChannel in) throws IOException {
    ByteBuffer start = bytes(file, in, 0, 12);
    String riff = tag(start);
    start.getInt();
    if (!(riff.equals("RIFF") || riff.equals("RF64")) || !tag(start).equals("WAVE")) {
      throw new IOException(file + " is no WAV file: it does not begin with RIFF … WAVE");
    }
    @Nullable ByteBuffer format = null;
    long frequency = 0;
    long longSize = -1;
    long at = 12;
    while (true) {
      ByteBuffer chunk;
      try {
        chunk = bytes(file, in, at, 8);
      } catch (EOFException e) {
        throw new IOException(
            file + " has no samples: it ends before its data chunk; copy or record it again", e);
      }
      String name = tag(chunk);
      long size = chunk.getInt() & 0xffff_ffffL;
      at += 8;
      if (name.equals("data")) {
        if (format == null) {
          throw new IOException(file + " does not tell its format before its samples");
        }
        long there = in.size() - at;
        boolean endless = longSize < 0 && (size == 0 || (size >= ENDLESS && size > there));
        long said = endless ? there : longSize >= 0 ? longSize : size;
        return of(file, format, frequency, at, said, there);
      }
      ByteBuffer body = bytes(file, in, at, (int) Math.min(size, LARGEST_CHUNK));
      switch (name) {
        case "fmt " -> format = body;
        case "auxi" ->
            frequency =
                body.limit() >= AUXI_FREQUENCY + 4 ? body.getInt(AUXI_FREQUENCY) & 0xffff_ffffL : 0;
        case "ds64" -> longSize = body.limit() >= 16 ? body.getLong(8) : -1;
        default -> {} // tags, comments
      }
      at += size + (size & 1);
    }
  }

  private static WavHeader of(
      Path file, ByteBuffer format, long frequency, long dataOffset, long said, long there)
      throws IOException {
    if (format.limit() < 16) {
      throw new IOException(file + " has a format chunk of " + format.limit() + " bytes, not 16");
    }
    int tag = format.getShort(0) & 0xffff;
    int bits = format.getShort(14) & 0xffff;
    if (tag == EXTENSIBLE && format.limit() >= 26) {
      tag = format.getShort(24) & 0xffff;
    }
    int channels = format.getShort(2) & 0xffff;
    int rate = format.getInt(4);
    if (channels < 1 || rate < 1) {
      throw new IOException(
          file + " has " + channels + " channels of " + rate + " samples a second");
    }
    for (Encoding encoding : Encoding.values()) {
      if (encoding.tag == tag && encoding.bits == bits) {
        long frame = (long) channels * encoding.bytes();
        return new WavHeader(
            encoding,
            channels,
            rate,
            frequency,
            dataOffset,
            Math.min(said, there) / frame * frame,
            Math.max(0, said - there),
            (int) (Math.min(said, there) % frame));
      }
    }
    throw new IOException(
        file
            + " has samples of "
            + bits
            + " bits in format "
            + tag
            + "; understood are integers of 8 and 16 bits and floats of 32");
  }

  private static ByteBuffer bytes(Path file, FileChannel in, long at, int count)
      throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
    while (buffer.hasRemaining()) {
      if (in.read(buffer, at + buffer.position()) < 0) {
        throw new EOFException(
            file
                + " ends at byte "
                + (at + buffer.position())
                + ", within its header: it was cut off; copy or record it again");
      }
    }
    return buffer.flip();
  }

  private static String tag(ByteBuffer in) {
    byte[] bytes = new byte[4];
    in.get(bytes);
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  /**
   * A header for samples that follow it at once.
   *
   * @param encoding what a value is
   * @param channels 1 or more
   * @param sampleRate frames a second
   * @param dataBytes how many bytes of samples follow, at most {@link #MOST}
   * @return {@link #SIZE} bytes
   */
  public static byte[] bytes(Encoding encoding, int channels, int sampleRate, long dataBytes) {
    if (dataBytes < 0 || dataBytes > MOST) {
      throw new IllegalArgumentException(dataBytes + " bytes of samples are too many for WAV");
    }
    int frame = channels * encoding.bytes();
    return ByteBuffer.allocate(SIZE)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put("RIFF".getBytes(StandardCharsets.US_ASCII))
        .putInt((int) (dataBytes + SIZE - 8))
        .put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII))
        .putInt(16)
        .putShort((short) encoding.tag)
        .putShort((short) channels)
        .putInt(sampleRate)
        .putInt(sampleRate * frame)
        .putShort((short) frame)
        .putShort((short) encoding.bits)
        .put("data".getBytes(StandardCharsets.US_ASCII))
        .putInt((int) dataBytes)
        .array();
  }
}
