package dev.continuo.samples.radio.rds;

import dev.continuo.samples.radio.rds.BlockSync.Quality;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the groups tell of the station: IEC 62106, clause 6. Understands the groups 0A, 0B, 2A, 2B
 * and 4A, and in all others the identification, TP and PTY.
 *
 * <p>Time is counted in bits of the stream, 1187.5 a second.
 *
 * <pre>
 *   block A  PI
 *   block B  tttt V T PPPPP ·····     t type of group, V version B, T TP, P PTY, · by type
 *   0A, 0B   TA MS DI ss              s which 2 of the 8 characters of PS, in block D
 *   2A       F ssss                   F new text when it changes; 4 characters in blocks C and D
 *   2B       F ssss                   2 characters in block D: see MessageText
 *   4A       ··· DD                   D and blocks C, D: date and time
 * </pre>
 */
final class StationData {
  /** In block B: the group is of version B, and block C repeats the PI. */
  static final int VERSION_B = 0x0800;

  private static final int PS_LENGTH = 8;

  // Flags.
  private static final int PTY = 0;
  private static final int TP = 1;
  private static final int TA = 2;
  private static final int MS = 3;

  private static final long SILENCE = seconds(5);

  /** A time comes at each full minute; when the next one does not, it is no longer the time. */
  private static final long CLOCK_LIFETIME = seconds(62);

  private static final long FREQUENCY_LIFETIME = seconds(300);

  private static final int UNKNOWN = -1;

  private int pi = UNKNOWN;
  private int otherPi = UNKNOWN;
  private long heard;

  private final Pieces flags = new Pieces(4, seconds(15));
  private final Pieces ps = new Pieces(PS_LENGTH, seconds(15));
  private final MessageText text = new MessageText(seconds(60));
  private final TreeMap<Integer, Long> frequencies = new TreeMap<>();
  private @Nullable OffsetDateTime clock;
  private long clockTime;

  private static long seconds(int n) {
    return (long) (n * RdsDemodulator.BIT_RATE);
  }

  /**
   * Takes a group.
   *
   * @param blocks the information of its four blocks
   * @param qualities how each was received
   * @param good whether reception is good; if not, nothing is taken that did not come twice
   * @param now the time in bits
   */
  void group(int[] blocks, Quality[] qualities, boolean good, long now) {
    expire(now);
    if (!fromThisStation(blocks, qualities, now) || qualities[1] == Quality.BAD) {
      return;
    }
    int b = blocks[1];
    boolean sure = good && qualities[1] == Quality.CLEAN;
    flags.put(PTY, b >> 5 & 0x1f, sure, now);
    flags.put(TP, b >> 10 & 1, sure, now);
    boolean versionB = (b & VERSION_B) != 0;
    switch (b >> 12) {
      case 0 -> basic(blocks, qualities, versionB, sure, now);
      case 2 -> radioText(blocks, qualities, versionB, sure, now);
      case 4 -> {
        if (!versionB && sure && clean(qualities, 2) && clean(qualities, 3)) {
          clock(ClockTime.parse(b, blocks[2], blocks[3]), now);
        }
      }
      default -> {
        // Other groups tell no more than what all do.
      }
    }
  }

  /** What is no time of day does not make the last one younger. */
  private void clock(Optional<OffsetDateTime> told, long now) {
    if (told.isPresent()) {
      clock = told.get();
      clockTime = now;
    }
  }

  private static boolean clean(Quality[] qualities, int block) {
    return qualities[block] == Quality.CLEAN;
  }

  /** A new PI counts when it comes twice in a row; then nothing of the old station is kept. */
  private boolean fromThisStation(int[] blocks, Quality[] qualities, long now) {
    int told = UNKNOWN;
    if (qualities[0] != Quality.BAD) {
      told = blocks[0];
    } else if (qualities[1] == Quality.CLEAN
        && (blocks[1] & VERSION_B) != 0
        && qualities[2] != Quality.BAD) {
      told = blocks[2];
    }
    if (told == UNKNOWN) {
      return pi != UNKNOWN;
    }
    if (told == pi) {
      otherPi = UNKNOWN;
      heard = now;
      return true;
    }
    if (told != otherPi) {
      otherPi = told;
      return false;
    }
    clear();
    pi = told;
    heard = now;
    return true;
  }

  private void expire(long now) {
    if (pi != UNKNOWN && now - heard > SILENCE) {
      clear();
    }
    frequencies.values().removeIf(time -> now - time > FREQUENCY_LIFETIME);
    if (now - clockTime > CLOCK_LIFETIME) {
      clock = null;
    }
  }

  /** Forgets all. */
  void clear() {
    pi = UNKNOWN;
    otherPi = UNKNOWN;
    flags.clear();
    ps.clear();
    text.clear();
    frequencies.clear();
    clock = null;
  }

  private void basic(int[] blocks, Quality[] qualities, boolean versionB, boolean sure, long now) {
    int b = blocks[1];
    flags.put(TA, b >> 4 & 1, sure, now);
    flags.put(MS, b >> 3 & 1, sure, now);
    if (!versionB && sure && clean(qualities, 2)) {
      frequency(blocks[2], now);
    }
    ps.characters((b & 3) * 2, blocks[3], qualities[3], sure, now);
  }

  /** Two codes of alternative frequencies: IEC 62106, clause 6.2.1.6. */
  private void frequency(int two, long now) {
    int first = two >> 8;
    // 250: what follows is a frequency on long or medium wave, which is not kept.
    int second = first == 250 ? 0 : two & 0xff;
    for (int code : new int[] {first, second}) {
      if (code >= 1 && code <= 204) {
        frequencies.put(87_500 + 100 * code, now);
      }
    }
  }

  private void radioText(
      int[] blocks, Quality[] qualities, boolean versionB, boolean sure, long now) {
    int b = blocks[1];
    if (!text.begins(b >> 4 & 1, sure)) {
      return;
    }
    int segment = b & 0xf;
    if (versionB) {
      text.characters(2 * segment, blocks[3], qualities[3], sure, now);
    } else {
      text.characters(4 * segment, blocks[2], qualities[2], sure, now);
      text.characters(4 * segment + 2, blocks[3], qualities[3], sure, now);
    }
  }

  private Optional<Boolean> flag(int which, long now) {
    int value = flags.code(which, now);
    return value == UNKNOWN ? Optional.empty() : Optional.of(value == 1);
  }

  private static OptionalInt number(int value) {
    return value == UNKNOWN ? OptionalInt.empty() : OptionalInt.of(value);
  }

  RdsState state(long now, boolean synced, long clean, long corrected, long failed) {
    expire(now);
    return new RdsState(
        synced,
        number(pi),
        number(flags.code(PTY, now)),
        ps.text(PS_LENGTH, now),
        text.message(now),
        text.isWhole(now),
        flag(TP, now),
        flag(TA, now),
        flag(MS, now),
        Optional.ofNullable(clock),
        List.copyOf(frequencies.keySet()),
        clean,
        corrected,
        failed);
  }
}
