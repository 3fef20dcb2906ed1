package dev.continuo.samples.radio.source;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Locale;
import java.util.Optional;

/**
 * How the bytes of a stream or a recording stand for I and Q. What has more bits is little-endian.
 */
public enum SampleFormat {
  /** Unsigned 8-bit: rtl_tcp, rtl_sdr's files, WAV of 8 bits. */
  CU8(2, "cu8") {
    @Override
    int values(byte[] bytes, int count, float[] iq) {
      IqBlock.unsigned8(bytes, 0, count, iq, 0);
      return 0;
    }
  },
  /** Signed 8-bit: hackrf_transfer's files. */
  CS8(2, "ci8") {
    @Override
    int values(byte[] bytes, int count, float[] iq) {
      for (int i = 0; i < count; i++) {
        iq[i] = bytes[i] * (1f / 128);
      }
      return 0;
    }
  },
  /** Signed 16-bit: WAV of 16 bits. */
  CS16(4, "ci16_le") {
    @Override
    int values(byte[] bytes, int count, float[] iq) {
      for (int i = 0; i < count; i++) {
        iq[i] = (short) ((bytes[2 * i] & 0xff) | (bytes[2 * i + 1] << 8)) * (1f / 32768);
      }
      return 0;
    }
  },
  /** 32-bit floats, nominally −1 to 1: GNU Radio's files. */
  CF32(8, "cf32_le") {
    @Override
    int values(byte[] bytes, int count, float[] iq) {
      ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
      int replaced = 0;
      for (int i = 0; i < count; i++) {
        float value = in.getFloat(4 * i);
        if (!(Math.abs(value) <= LARGEST)) { // NaN too
          value = 0;
          replaced++;
        }
        iq[i] = value;
      }
      return replaced;
    }
  };

  /** Floats beyond this are taken for garbage, as NaN and the infinities are. */
  public static final float LARGEST = 1e6f;

  private final int bytesPerSample;
  private final String sigMfName;

  SampleFormat(int bytesPerSample, String sigMfName) {
    this.bytesPerSample = bytesPerSample;
    this.sigMfName = sigMfName;
  }

  /**
   * The size of one complex sample.
   *
   * @return in bytes: 2, 4 or 8
   */
  public int bytesPerSample() {
    return bytesPerSample;
  }

  /**
   * Converts samples to floats.
   *
   * @param bytes whole samples, from the first byte on
   * @param samples how many
   * @param iq gets I and Q in turn, from the first place on
   * @return how many values were no usable number (NaN, infinite, beyond {@link #LARGEST}) and were
   *     replaced by 0
   */
  public int decode(byte[] bytes, int samples, float[] iq) {
    return values(bytes, 2 * samples, iq);
  }

  abstract int values(byte[] bytes, int count, float[] iq);

  /**
   * The format that a file's name tells.
   *
   * @param fileName ends in .cu8, .cs8, .cs16, .cf32 or one of the names that other programs use
   * @return the format, if the name tells one
   */
  public static Optional<SampleFormat> ofFileName(String fileName) {
    String name = fileName.toLowerCase(Locale.ROOT);
    return switch (name.substring(name.lastIndexOf('.') + 1)) {
      case "cu8" -> Optional.of(CU8);
      case "cs8", "ci8" -> Optional.of(CS8);
      case "cs16", "ci16" -> Optional.of(CS16);
      case "cf32", "fc32", "cfile" -> Optional.of(CF32);
      default -> Optional.empty();
    };
  }

  /**
   * The format that SigMF calls so ({@code core:datatype}).
   *
   * @param datatype such as {@code cu8} or {@code cf32_le}
   * @return the format, if it is one of ours
   */
  public static Optional<SampleFormat> ofSigMf(String datatype) {
    for (SampleFormat format : values()) {
      if (format.sigMfName.equals(datatype)) {
        return Optional.of(format);
      }
    }
    return Optional.empty();
  }
}
