package dev.continuo.samples.radio.station.rds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.continuo.samples.radio.station.rds.RdsGroup.Offset;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Blocks against the receiving side of the standard, and the order of the groups. */
class RdsGroupTest {

  /**
   * The parity-check matrix of IEC 62106, annex B, which a receiver multiplies 26 bits by. It
   * stands here as it is printed; nothing of the encoder is used.
   */
  private static final int[] CHECK = {
    0b1000000000, 0b0100000000, 0b0010000000, 0b0001000000, 0b0000100000, 0b0000010000,
    0b0000001000, 0b0000000100, 0b0000000010, 0b0000000001, 0b1011011100, 0b0101101110,
    0b0010110111, 0b1010000111, 0b1110011111, 0b1100010011, 0b1101010101, 0b1101110110,
    0b0110111011, 0b1000000001, 0b1111011100, 0b0111101110, 0b0011110111, 0b1010100111,
    0b1110001111, 0b1100011011
  };

  /** The syndromes by which a receiver knows the blocks, from the same annex. */
  private static int syndromeOf(Offset offset) {
    return switch (offset) {
      case A -> 0b1111011000;
      case B -> 0b1111010100;
      case C -> 0b1001011100;
      case C_PRIME -> 0b1111001100;
      case D -> 0b1001011000;
    };
  }

  private static int syndrome(int block) {
    int syndrome = 0;
    for (int i = 0; i < CHECK.length; i++) {
      if (((block >> (25 - i)) & 1) != 0) {
        syndrome ^= CHECK[i];
      }
    }
    return syndrome;
  }

  @Test
  void everyBlockHasTheSyndromeThatReceiversLookFor() {
    Random random = new Random(1);
    for (Offset offset : Offset.values()) {
      for (int i = 0; i < 1000; i++) {
        int information = random.nextInt(1 << 16);
        int block = RdsGroup.block(information, offset);
        assertThat(syndrome(block)).isEqualTo(syndromeOf(offset));
        assertThat(block >> 10).isEqualTo(information);
      }
    }
  }

  @Test
  void aGroupIsFourBlocksAndVersionBHasItsOwnThird() {
    for (int version = 0; version < 2; version++) {
      boolean[] bits = new RdsGroup(0xd3c5, version << 11, 0x1234, 0x5678).bits();
      assertThat(bits).hasSize(104);
      int third = 0;
      for (int i = 52; i < 78; i++) {
        third = (third << 1) | (bits[i] ? 1 : 0);
      }
      assertThat(third >> 10).isEqualTo(0x1234);
      assertThat(syndrome(third)).isEqualTo(syndromeOf(version == 0 ? Offset.C : Offset.C_PRIME));
    }
  }

  private static List<RdsGroup> groups(RdsSettings settings, int count) {
    RdsScript script = new RdsScript(settings);
    List<RdsGroup> groups = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      groups.add(script.next());
    }
    return groups;
  }

  @Test
  void nameAndTextInTurn() {
    RdsSettings settings =
        RdsSettings.DEFAULT.withProgramme(0x1234, 21).withPs("RADIO 1").withRadioText("Hello");
    List<RdsGroup> groups = groups(settings, 8);
    assertThat(groups).allMatch(group -> group.a() == 0x1234);
    // 0A: type 0, PTY 21, music, segments 0 to 3; the last one says stereo
    assertThat(groups.stream().filter(g -> g.b() >> 12 == 0).map(RdsGroup::b))
        .containsExactly((21 << 5) | 8, (21 << 5) | 9, (21 << 5) | 10, (21 << 5) | 15);
    assertThat(groups.stream().filter(g -> g.b() >> 12 == 0).map(RdsGroup::d))
        .containsExactly(('R' << 8) | 'A', ('D' << 8) | 'I', ('O' << 8) | ' ', ('1' << 8) | ' ');
    assertThat(groups.get(1))
        .isEqualTo(new RdsGroup(0x1234, 0x2000 | (21 << 5), ('H' << 8) | 'e', ('l' << 8) | 'l'));
    assertThat(groups.get(3))
        .isEqualTo(
            new RdsGroup(0x1234, 0x2000 | (21 << 5) | 1, ('o' << 8) | 0x0d, (' ' << 8) | ' '));
    assertThat(groups.get(5)).isEqualTo(groups.get(1));
  }

  @Test
  void alternativeFrequenciesByMethodA() {
    RdsSettings settings =
        RdsSettings.DEFAULT
            .withRadioText("")
            .withAlternativeFrequencies(List.of(87_600, 98_100, 107_900));
    assertThat(groups(settings, 4).stream().map(RdsGroup::c))
        .containsExactly((227 << 8) | 1, (106 << 8) | 204, (227 << 8) | 1, (106 << 8) | 204);
    assertThat(groups(RdsSettings.DEFAULT, 1).get(0).c()).isEqualTo(0xe0cd);
  }

  @Test
  void theClockIsSentWithTheFullMinute() {
    // 1 January 2000 is the modified Julian day 51,544; Kolkata is 5 h 30 min ahead.
    Instant before = Instant.parse("2000-01-01T17:41:59.500Z");
    Clock clock = Clock.fixed(before, ZoneId.of("Asia/Kolkata"));
    List<RdsGroup> groups = groups(RdsSettings.DEFAULT.withClock(clock), 700);
    List<RdsGroup> times = groups.stream().filter(g -> g.b() >> 12 == 4).toList();
    assertThat(times).hasSize(2);
    assertThat(groups.indexOf(times.get(0))).isBetween(4, 6); // half a second later
    RdsGroup first = times.get(0);
    assertThat(first.b() & 3).isEqualTo(51_544 >> 15);
    assertThat(first.c()).isEqualTo(((51_544 & 0x7fff) << 1) | (17 >> 4));
    assertThat(first.d()).isEqualTo(((17 & 15) << 12) | (42 << 6) | 11);
    assertThat((times.get(1).d() >> 6) & 63).isEqualTo(43);
    Clock west = Clock.fixed(before, ZoneId.of("America/New_York"));
    assertThat(
            groups(RdsSettings.DEFAULT.withClock(west), 10).stream().filter(g -> g.b() >> 12 == 4))
        .allMatch(g -> (g.d() & 63) == ((1 << 5) | 10));
  }

  @Test
  void textThatCannotBeSentIsRefused() {
    assertThatThrownBy(() -> RdsSettings.DEFAULT.withPs("NINE CHAR"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("8 characters");
    assertThatThrownBy(() -> RdsSettings.DEFAULT.withRadioText("日本")).hasMessageContaining("'日'");
    assertThat(RdsText.codes("Aé€ß")).containsExactly('A', 0x82, 0xa9, 0x8d);
  }
}
