package dev.continuo.samples.radio.rds;

import dev.continuo.samples.radio.rds.BlockSync.Quality;

/**
 * RadioText: up to 64 characters that come a few at a time, from the first on, again and again (IEC
 * 62106, clause 6.2.2). Where it ends is known when
 *
 * <ul>
 *   <li>a carriage return came, which the standard asks for,
 *   <li>or 64 characters,
 *   <li>or the station began anew and reached the same last character, twice: some leave the
 *       carriage return out.
 * </ul>
 */
final class MessageText {

  private static final int END = 0x0d;
  private static final int LENGTH = 64;

  /** Once is not enough: some stations send each group twice. */
  private static final int ROUNDS = 2;

  private final Pieces pieces;
  private int flag = Pieces.NONE;

  /** The last place of which the station spoke, whether it could be understood or not. */
  private int last = Pieces.NONE;

  private boolean beganAnew;
  private int rounds;

  /** No text yet; a character counts for {@code lifetime} bits of the stream. */
  MessageText(long lifetime) {
    pieces = new Pieces(LENGTH, lifetime);
  }

  void clear() {
    pieces.clear();
    flag = Pieces.NONE;
    last = Pieces.NONE;
    beganAnew = false;
    rounds = 0;
  }

  /** Another flag means another text. False: it is not sure enough that it is another one. */
  boolean begins(int textFlag, boolean sure) {
    if (textFlag != flag) {
      if (!sure) {
        return false;
      }
      clear();
      flag = textFlag;
    }
    return true;
  }

  void characters(int at, int two, Quality quality, boolean sure, long now) {
    pieces.characters(at, two, quality, sure, now);
    int end = at + 1;
    if (end > last) {
      last = sure ? end : last;
      beganAnew = false;
      rounds = 0;
    } else if (end == last) {
      rounds += beganAnew ? 1 : 0;
      beganAnew = false;
    } else if (at == 0) {
      beganAnew = true;
    }
  }

  /** As much as there is, with {@link RdsState#UNKNOWN} in its gaps. */
  String message(long now) {
    return pieces.text(length(now), now);
  }

  private int length(long now) {
    int length = 0;
    for (int k = 0; k < LENGTH; k++) {
      int code = pieces.code(k, now);
      if (code == END) {
        return k;
      }
      if (code != Pieces.NONE) {
        length = k + 1;
      }
    }
    return length;
  }

  /** Whether its end is known and nothing is missing before. */
  boolean isWhole(long now) {
    int length = length(now);
    for (int k = 0; k < length; k++) {
      if (pieces.code(k, now) == Pieces.NONE) {
        return false;
      }
    }
    boolean ends = length == LENGTH || pieces.code(length, now) == END;
    return ends || (length > 0 && length == last + 1 && rounds >= ROUNDS);
  }
}
