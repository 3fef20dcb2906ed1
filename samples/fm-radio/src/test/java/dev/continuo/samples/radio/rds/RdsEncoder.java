package dev.continuo.samples.radio.rds;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;

/**
 * The station's side of RDS for the tests, written from IEC 62106 and without the decoder: the
 * checkword comes from the shift register of annex B.1 instead of a polynomial division.
 */
public final class RdsEncoder {
  private static final int[] OFFSETS = {
    0b0011111100, 0b0110011000, 0b0101101000, 0b0110110100, 0b1101010000
  };

  private final ByteArrayOutputStream bits = new ByteArrayOutputStream();
  private int pi = 0xd318;
  private int pty = 10;
  private boolean tp = true;
  private boolean ta;
  private boolean music = true;

  public RdsEncoder pi(int value) {
    pi = value;
    return this;
  }

  public RdsEncoder flags(
      int programmeType, boolean traffic, boolean announcement, boolean isMusic) {
    pty = programmeType;
    tp = traffic;
    ta = announcement;
    music = isMusic;
    return this;
  }

  /** A group with these 5 bits in block B. */
  public RdsEncoder group(int type, boolean versionB, int five, int c, int d) {
    block(pi, OFFSETS[0]);
    block(type << 12 | (versionB ? 1 << 11 : 0) | (tp ? 1 << 10 : 0) | pty << 5 | five, OFFSETS[1]);
    block(versionB ? pi : c, OFFSETS[versionB ? 4 : 2]);
    block(d, OFFSETS[3]);
    return this;
  }

  /** The four groups 0A of a name of 8 characters, with two codes of frequencies in each. */
  public RdsEncoder ps(String name, int... frequencies) {
    byte[] text = name.getBytes(StandardCharsets.ISO_8859_1);
    for (int k = 0; k < 4; k++) {
      int af = frequencies.length == 0 ? 0xe0cd : frequencies[k % frequencies.length];
      group(0, false, (ta ? 16 : 0) | (music ? 8 : 0) | k, af, pair(text, 2 * k));
    }
    return this;
  }

  /** The name in groups 0B. */
  public RdsEncoder psB(String name) {
    byte[] text = name.getBytes(StandardCharsets.ISO_8859_1);
    for (int k = 0; k < 4; k++) {
      group(0, true, (ta ? 16 : 0) | (music ? 8 : 0) | k, 0, pair(text, 2 * k));
    }
    return this;
  }

  /** A text in groups 2A. */
  public RdsEncoder text(String message, int flag) {
    byte[] text = ended(message, 4, 64);
    for (int k = 0; k < text.length / 4; k++) {
      group(2, false, flag << 4 | k, pair(text, 4 * k), pair(text, 4 * k + 2));
    }
    return this;
  }

  /** A text in groups 2B. */
  public RdsEncoder textB(String message, int flag) {
    byte[] text = ended(message, 2, 32);
    for (int k = 0; k < text.length / 2; k++) {
      group(2, true, flag << 4 | k, 0, pair(text, 2 * k));
    }
    return this;
  }

  /** Date, UTC time, and the local offset in half hours. */
  public RdsEncoder clock(LocalDate date, int hour, int minute, int halfHours) {
    // Annex G: the modified Julian day from year, month, day.
    int y = date.getYear() - 1900;
    int m = date.getMonthValue();
    int l = m <= 2 ? 1 : 0;
    int day =
        14_956
            + date.getDayOfMonth()
            + (int) ((y - l) * 365.25)
            + (int) ((m + 1 + l * 12) * 30.6001);
    int c = (day & 0x7fff) << 1 | hour >> 4;
    int d = (hour & 15) << 12 | minute << 6 | (halfHours < 0 ? 32 : 0) | Math.abs(halfHours);
    return group(4, false, day >> 15, c, d);
  }

  private static byte[] ended(String message, int multiple, int most) {
    StringBuilder text = new StringBuilder(message);
    if (text.length() < most) {
      text.append('\r');
    }
    while (text.length() % multiple != 0) {
      text.append(' ');
    }
    return text.toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  private static int pair(byte[] text, int at) {
    return (text[at] & 0xff) << 8 | (text[at + 1] & 0xff);
  }

  private void block(int information, int offset) {
    int register = 0;
    for (int k = 15; k >= 0; k--) {
      int bit = information >> k & 1;
      bits.write(bit);
      // Feedback into the stages of x^8, x^7, x^5, x^4, x^3 and 1.
      int feedback = register >> 9 ^ bit;
      register = register << 1 & 0x3ff;
      if (feedback != 0) {
        register ^= 0b01_1011_1001;
      }
    }
    int check = register ^ offset;
    for (int k = 9; k >= 0; k--) {
      bits.write(check >> k & 1);
    }
  }

  /** All bits so far, each a byte. */
  public byte[] bits() {
    return bits.toByteArray();
  }
}
