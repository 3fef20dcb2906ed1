package dev.continuo.samples.radio.rds;

import dev.continuo.samples.radio.rds.BlockSync.Quality;
import java.util.Arrays;

/**
 * Values that arrive one by one: the characters of a text, flags. A value that came in a doubtful
 * block is only taken when it comes a second time; one that was not renewed for a while is
 * forgotten.
 */
final class Pieces {
  static final int NONE = -1;

  private final int[] codes;
  private final int[] doubtful;
  private final long[] times;
  private final long lifetime;

  /**
   * Nothing received.
   *
   * @param length how many values there are
   * @param lifetime for how many bits of the stream a value counts
   */
  Pieces(int length, long lifetime) {
    codes = new int[length];
    doubtful = new int[length];
    times = new long[length];
    this.lifetime = lifetime;
    clear();
  }

  void clear() {
    Arrays.fill(codes, NONE);
    Arrays.fill(doubtful, NONE);
  }

  void put(int at, int code, boolean sure, long now) {
    if (sure || doubtful[at] == code || code(at, now) == code) {
      codes[at] = code;
      times[at] = now;
      doubtful[at] = NONE;
    } else {
      doubtful[at] = code;
    }
  }

  /** The two characters of a block, the first of them at a place. */
  void characters(int at, int two, Quality quality, boolean sure, long now) {
    if (quality != Quality.BAD) {
      boolean clean = sure && quality == Quality.CLEAN;
      put(at, two >> 8, clean, now);
      put(at + 1, two & 0xff, clean, now);
    }
  }

  /** The value; −1: not received. */
  int code(int at, long now) {
    return now - times[at] > lifetime ? NONE : codes[at];
  }

  /** The first so many values as characters. */
  String text(int length, long now) {
    StringBuilder text = new StringBuilder(length);
    for (int k = 0; k < length; k++) {
      int code = code(k, now);
      text.append(code == NONE ? RdsState.UNKNOWN : CharacterSet.character(code));
    }
    return text.toString();
  }
}
