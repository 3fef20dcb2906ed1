package dev.continuo.samples.radio.rds;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** From bits to what the station tells, without any radio. */
class RdsDecodingTest {
  private static final int SECOND = 1_188;

  private final BlockSync sync = new BlockSync();
  private final Random random = new Random(5);

  private RdsDecodingTest send(RdsEncoder encoder) {
    for (byte bit : encoder.bits()) {
      sync.bit(bit != 0);
    }
    return this;
  }

  private void sendNoise(int bits) {
    for (int k = 0; k < bits; k++) {
      sync.bit(random.nextBoolean());
    }
  }

  /** Sends and turns around every bit whose number in its block is given. */
  private void sendWithErrors(RdsEncoder encoder, int block, int... wrong) {
    byte[] bits = encoder.bits();
    for (int at : wrong) {
      for (int from = block * 26; from < bits.length; from += 104) {
        bits[from + at] ^= 1;
      }
    }
    for (byte bit : bits) {
      sync.bit(bit != 0);
    }
  }

  private RdsState state() {
    return sync.state();
  }

  /** Enough for the receiver to be in step and to know the PI. */
  private static RdsEncoder tuned() {
    return new RdsEncoder()
        .group(15, true, 0, 0, 0)
        .group(15, true, 0, 0, 0)
        .group(15, true, 0, 0, 0);
  }

  // ---- What is understood

  @Test
  void theBasicGroupTellsNameAndFlags() {
    RdsEncoder station =
        new RdsEncoder()
            .pi(0xd318)
            .flags(10, true, false, true)
            .ps("RADIO 5 ", 0xe2 << 8 | 27, 53 << 8 | 205);
    send(tuned()).send(station);

    RdsState state = state();
    assertThat(state.synced()).isTrue();
    assertThat(state.pi()).hasValue(0xd318);
    assertThat(state.pty()).hasValue(10);
    assertThat(state.ps()).isEqualTo("RADIO 5 ");
    assertThat(state.trafficProgramme()).contains(true);
    assertThat(state.trafficAnnouncement()).contains(false);
    assertThat(state.music()).contains(true);
    assertThat(state.alternativeFrequencies()).containsExactly(90_200, 92_800);
    assertThat(state.failed()).isZero();

    send(new RdsEncoder().flags(1, true, true, false).ps("RADIO 5 "));
    assertThat(state().trafficAnnouncement()).contains(true);
    assertThat(state().music()).contains(false);
    assertThat(state().pty()).hasValue(1);
  }

  @Test
  void versionBTellsTheNameToo() {
    send(tuned()).send(new RdsEncoder().psB("VERSIONB"));
    assertThat(state().ps()).isEqualTo("VERSIONB");
    assertThat(state().failed()).isZero();
  }

  @Test
  void aMediumWaveFrequencyIsNotTakenForFm() {
    send(tuned()).send(new RdsEncoder().ps("CONTINUO", 0xe1fa, 250 << 8 | 16, 20 << 8 | 205));
    assertThat(state().alternativeFrequencies()).containsExactly(89_500);
  }

  @Test
  void radioTextEndsWhereTheStationSaysSo() {
    send(tuned()).send(new RdsEncoder().text("Now: a song", 0));
    assertThat(state().radioText()).isEqualTo("Now: a song");

    String full = "0123456789012345678901234567890123456789012345678901234567890123";
    send(new RdsEncoder().text(full, 1));
    assertThat(state().radioText()).isEqualTo(full);
  }

  @Test
  void radioTextOfVersionB() {
    send(tuned()).send(new RdsEncoder().textB("Short text", 1));
    assertThat(state().radioText()).isEqualTo("Short text");
  }

  @Test
  void aNewTextReplacesTheOldOneAsAWhole() {
    send(tuned()).send(new RdsEncoder().text("A long old text of a song", 0));
    byte[] bits = new RdsEncoder().text("New text", 1).bits();
    for (int k = 0; k < 104; k++) {
      sync.bit(bits[k] != 0);
    }
    assertThat(state().radioText()).isEqualTo("New ");
  }

  @Test
  void charactersOfTheBasicSet() {
    // Codes of IEC 62106, table E.1, where they are not those of ISO 8859-1.
    String codes = "\u0091\u0099\u0097\u008d\u00a9\u00e1 \u00d1\u00ab$";
    send(tuned()).send(new RdsEncoder().text(codes, 0));
    assertThat(state().radioText()).isEqualTo("äüöß€Å Ä$¤");
  }

  @Test
  void theClockHasItsOffset() {
    send(tuned()).send(new RdsEncoder().clock(LocalDate.of(2026, 11, 21), 23, 45, 4));
    assertThat(state().clock()).contains(OffsetDateTime.parse("2026-11-22T01:45+02:00"));

    send(new RdsEncoder().clock(LocalDate.of(2027, 3, 1), 2, 5, -7));
    assertThat(state().clock()).contains(OffsetDateTime.parse("2027-02-28T22:35-03:30"));
  }

  @Test
  void aTimeThatDoesNotExistIsNotShown() {
    send(tuned()).send(new RdsEncoder().clock(LocalDate.of(2026, 11, 21), 25, 0, 0));
    assertThat(state().clock()).isEmpty();
    send(new RdsEncoder().clock(LocalDate.of(2026, 11, 21), 12, 61, 0));
    assertThat(state().clock()).isEmpty();
  }

  @Test
  void aTimeIsShownForItsMinuteOnly() {
    LocalDate day = LocalDate.of(2026, 11, 21);
    send(tuned()).send(new RdsEncoder().clock(day, 12, 30, 0));
    sendOther(50);
    assertThat(state().clock()).contains(OffsetDateTime.parse("2026-11-21T12:30Z"));
    sendOther(13);
    assertThat(state().clock()).isEmpty();
  }

  @Test
  void aTimeThatDoesNotExistDoesNotKeepTheLastOne() {
    LocalDate day = LocalDate.of(2026, 11, 21);
    send(tuned()).send(new RdsEncoder().clock(day, 12, 30, 0));
    sendOther(40);
    send(new RdsEncoder().clock(day, 31, 0, 0));
    sendOther(30);
    assertThat(state().pi()).hasValue(0xd318);
    assertThat(state().clock()).isEmpty();
  }

  /** Groups that renew nothing but PI, PTY and TP. */
  private void sendOther(int seconds) {
    RdsEncoder other = new RdsEncoder();
    for (int k = 0; k < seconds * SECOND / 104; k++) {
      other.group(15, true, 0, 0, 0);
    }
    send(other);
  }

  // ---- What is whole

  @Test
  void anUnderscoreThatWasSentIsNoGap() {
    send(tuned()).send(new RdsEncoder().ps("A_B_C___").text("snake_case", 0));
    assertThat(state().ps()).isEqualTo("A_B_C___");
    assertThat(state().wholeName()).isTrue();
    assertThat(state().radioText()).isEqualTo("snake_case");
    assertThat(state().wholeText()).isTrue();
  }

  @Test
  void theBeginningOfATextIsNotTheWhole() {
    byte[] bits = new RdsEncoder().text("The first and the rest", 0).bits();
    send(tuned());
    assertThat(state().wholeText()).isFalse();
    for (int group = 0; group < 6; group++) {
      assertThat(state().wholeText()).as("before group " + group).isFalse();
      for (int k = 0; k < 104; k++) {
        sync.bit(bits[104 * group + k] != 0);
      }
    }
    assertThat(state().radioText()).isEqualTo("The first and the rest");
    assertThat(state().wholeText()).isTrue();
  }

  @Test
  void aTextWithAGapIsNotWhole() {
    byte[] bits = new RdsEncoder().text("Text with a gap", 0).bits();
    send(tuned());
    for (int k = 0; k < bits.length; k++) {
      sync.bit(k / 104 == 1 ? random.nextBoolean() : bits[k] != 0);
    }
    assertThat(state().wholeText()).isFalse();
    send(new RdsEncoder().text("Text with a gap", 0));
    assertThat(state().wholeText()).isTrue();
  }

  @Test
  void sixtyFourCharactersAreWholeWithoutAnEnd() {
    send(tuned()).send(new RdsEncoder().text("x".repeat(64), 0));
    assertThat(state().wholeText()).isTrue();
  }

  /** Twelve characters, and no carriage return. */
  private static RdsEncoder endless(int... segments) {
    RdsEncoder encoder = new RdsEncoder();
    for (int segment : segments) {
      encoder.group(2, false, segment, 'a' << 8 | 'b', 'c' << 8 | 'd');
    }
    return encoder;
  }

  @Test
  void aTextWithoutAnEndIsWholeWhenItCameRoundTwice() {
    send(tuned()).send(endless(0, 0, 1, 1, 2, 2, 0, 0, 1, 1, 2, 2));
    assertThat(state().radioText()).isEqualTo("abcdabcdabcd");
    assertThat(state().wholeText()).isFalse();
    send(endless(0, 0, 1, 1, 2, 2));
    assertThat(state().wholeText()).isTrue();
    send(endless(3));
    assertThat(state().wholeText()).isFalse();
  }

  @Test
  void aTextWhoseLastPieceIsNeverUnderstoodIsNotWhole() {
    send(tuned());
    for (int round = 0; round < 5; round++) {
      send(endless(0, 1));
      sendWithErrors(endless(2), 3, 4, 9, 17);
    }
    assertThat(state().radioText()).isEqualTo("abcdabcdab");
    assertThat(state().wholeText()).isFalse();
  }

  // ---- What is not invented

  @Test
  void missingCharactersAreShownAsSuch() {
    byte[] bits = new RdsEncoder().ps("CONTINUO").bits();
    send(tuned());
    // The second of the four groups is lost.
    for (int k = 0; k < bits.length; k++) {
      sync.bit(k / 104 == 1 ? random.nextBoolean() : bits[k] != 0);
    }
    assertThat(state().ps()).isEqualTo("CO··INUO");
  }

  @Test
  void missingPiecesOfTheTextAreShownAsSuch() {
    byte[] bits = new RdsEncoder().text("Text with a gap", 0).bits();
    send(tuned());
    for (int k = 0; k < bits.length; k++) {
      sync.bit(k / 104 == 1 ? random.nextBoolean() : bits[k] != 0);
    }
    assertThat(state().radioText()).isEqualTo("Text····h a gap");
  }

  @Test
  void noiseTellsNothing() {
    sendNoise(400 * SECOND);
    RdsState state = state();
    assertThat(state.ps()).isEqualTo("········");
    assertThat(state.radioText()).isEmpty();
    assertThat(state.pi()).isEmpty();
    assertThat(state.pty()).isEmpty();
    assertThat(state.clock()).isEmpty();
  }

  @Test
  void aCorrectedCharacterMustComeTwice() {
    send(tuned());
    sendWithErrors(new RdsEncoder().ps("CONTINUO"), 3, 4, 5);
    assertThat(state().corrected()).isEqualTo(4);
    assertThat(state().ps()).isEqualTo("········");

    sendWithErrors(new RdsEncoder().ps("CONTINUO"), 3, 9);
    assertThat(state().ps()).isEqualTo("CONTINUO");
  }

  @Test
  void threeWrongBitsAreNotCorrected() {
    send(tuned());
    sendWithErrors(new RdsEncoder().ps("CONTINUO"), 3, 4, 9, 17);
    assertThat(state().ps()).isEqualTo("········");
    assertThat(state().failed()).isEqualTo(4);
  }

  // ---- What goes away

  @Test
  void afterAFadeNothingIsShown() {
    send(tuned()).send(new RdsEncoder().ps("CONTINUO").text("Some text", 0));
    sendNoise(2 * SECOND);
    assertThat(state().synced()).isFalse();
    assertThat(state().ps()).isEqualTo("CONTINUO");

    sendNoise(4 * SECOND);
    assertThat(state().ps()).isEqualTo("········");
    assertThat(state().radioText()).isEmpty();
    assertThat(state().pi()).isEmpty();
    assertThat(state().trafficProgramme()).isEmpty();

    send(tuned()).send(new RdsEncoder().ps("CONTINUO"));
    assertThat(state().ps()).isEqualTo("CONTINUO");
  }

  @Test
  void whatIsNoLongerSentGoesAway() {
    send(tuned()).send(new RdsEncoder().ps("CONTINUO").text("Some text", 0));
    RdsEncoder other = new RdsEncoder();
    // 16 seconds of groups that do not renew the name, 65 that do not renew the text.
    for (int k = 0; k < 16 * SECOND / 104; k++) {
      other.group(15, true, 0, 0, 0);
    }
    send(other);
    assertThat(state().pi()).hasValue(0xd318);
    assertThat(state().ps()).isEqualTo("········");
    assertThat(state().radioText()).isEqualTo("Some text");
    for (int k = 0; k < 4; k++) {
      send(other);
    }
    assertThat(state().radioText()).isEmpty();
  }

  @Test
  void aNewStationStartsEmpty() {
    send(tuned()).send(new RdsEncoder().pi(0xd318).ps("STATION1", 0xe2 << 8 | 27).text("First", 0));
    send(new RdsEncoder().pi(0x54a8).ps("STATION2"));

    RdsState state = state();
    assertThat(state.pi()).hasValue(0x54a8);
    // The first of the new groups could have been an error; so it was not used.
    assertThat(state.ps()).isEqualTo("··ATION2");
    assertThat(state.radioText()).isEmpty();
    assertThat(state.alternativeFrequencies()).isEmpty();
  }

  @Test
  void aSingleStrangePiChangesNothing() {
    send(tuned()).send(new RdsEncoder().ps("CONTINUO"));
    send(new RdsEncoder().pi(0x1111).group(0, false, 0, 0xe0cd, 0x5858));
    send(new RdsEncoder().ps("CONTINUO"));

    assertThat(state().pi()).hasValue(0xd318);
    assertThat(state().ps()).isEqualTo("CONTINUO");
  }

  // ---- Blocks

  @Test
  void stepIsFoundFromAnyBitOn() {
    byte[] bits = new RdsEncoder().ps("CONTINUO").bits();
    for (int start = 0; start < 104; start++) {
      BlockSync fresh = new BlockSync();
      for (int k = 0; k < 2 * bits.length; k++) {
        fresh.bit(bits[(start + k) % bits.length] != 0);
      }
      assertThat(fresh.state().synced()).isTrue();
      assertThat(fresh.state().failed()).isZero();
      assertThat(fresh.state().blocks()).isGreaterThanOrEqualTo(29);
    }
  }

  @Test
  void aLostBitIsRecoveredFrom() {
    send(tuned()).send(new RdsEncoder().ps("STATION1"));
    sync.bit(true);
    // 12 bad blocks until step is given up, 3 good ones to find it again.
    for (int k = 0; k < 4; k++) {
      send(new RdsEncoder().ps("STATION2"));
    }
    assertThat(state().synced()).isTrue();
    assertThat(state().ps()).isEqualTo("STATION2");
  }
}
