package dev.continuo.samples.radio.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.continuo.samples.radio.rds.RdsState;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is shown, in plain lines and on a terminal. */
class DisplayTest {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

  private static RdsState rds(String ps, String text, boolean whole) {
    return new RdsState(
        true,
        OptionalInt.of(0xd3c5),
        OptionalInt.of(18), // the longest name
        ps,
        text,
        whole,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(OffsetDateTime.parse("2026-11-21T23:45+02:00")),
        List.of(),
        1_000_000,
        0,
        1_000_000);
  }

  private String printed() {
    String text = bytes.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
    bytes.reset();
    return text;
  }

  @Test
  void aPlainLineComesWhenNameOrTextAreWhole() {
    Display display = new Display(out, new Screen(false, 80), 92.7e6);
    display.told(rds("CONT····", "", false), 0);
    display.told(rds("CONT····", "Hello", true), 0);
    assertThat(printed()).isEmpty();
    display.told(rds("CONTINUO", "The beg", false), 48_000);
    assertThat(printed())
        .isEqualTo("   1.0 s  CONTINUO  PI D3C5  Children's programmes  23:45 +02:00\n");
    display.told(rds("CONTINUO", "The begin", false), 48_000);
    display.told(rds("CONTINUO", "The···nning", false), 48_000);
    assertThat(printed()).isEmpty();
    display.told(rds("CONTINUO", "The_beginning", true), 96_000);
    assertThat(printed()).endsWith("23:45 +02:00  \"The_beginning\"\n");
    display.told(rds("CONTINUO", "The_beginning", true), 96_000);
    display.told(rds("CONTINUO", "New t", false), 96_000);
    assertThat(printed()).isEmpty();
    display.told(rds("_UNDER_S", "New t", false), 96_000);
    assertThat(printed()).contains("_UNDER_S").doesNotContain("New t");
  }

  @Test
  void aTerminalShowsWhatCameAndThatThereIsMore() {
    assertThat(Display.message(rds("", "The beg", false))).isEqualTo("The beg …");
    assertThat(Display.message(rds("", "The···nning", false))).isEqualTo("The···nning …");
    assertThat(Display.message(rds("", "The_beginning", true))).isEqualTo("The_beginning");
    assertThat(Display.message(RdsState.NONE)).isEmpty();
  }

  @Test
  void theWidthIsThatOfTheVariable() {
    assertThat(Screen.width("132")).isEqualTo(132);
    assertThat(Screen.width(" 40 ")).isEqualTo(40);
    assertThat(Screen.width(null)).isEqualTo(80);
    assertThat(Screen.width("")).isEqualTo(80);
    assertThat(Screen.width("0")).isEqualTo(80);
    assertThat(Screen.width("wide")).isEqualTo(80);
  }

  @Test
  void whatIsUsualFitsIntoEightyColumns() {
    assertThat(Display.heading(107.9e6, rds("CONTINUO", "", false))).hasSizeLessThan(80);
    assertThat("  " + Display.message(rds("", "x".repeat(64), false))).hasSizeLessThan(80);
    assertThat("  signal " + Display.meter(-12.3)).hasSizeLessThan(80);
  }

  /** As much of a terminal as the display uses. */
  private static final class Terminal {
    private static final Pattern PIECE =
        Pattern.compile("\u001b\\[(\\d*)([AJKm])|[\r\n]|[^\u001b\r\n]");

    private final int width;
    private final List<StringBuilder> rows = new ArrayList<>(List.of(new StringBuilder()));
    private int row;
    private int column;

    Terminal(int width) {
      this.width = width;
    }

    void print(String text) {
      Matcher pieces = PIECE.matcher(text);
      int end = 0;
      while (pieces.find()) {
        assertThat(pieces.start()).as(text).isEqualTo(end);
        end = pieces.end();
        if (pieces.group(2) != null) {
          escape(pieces.group(2).charAt(0), pieces.group(1));
        } else if (pieces.group().equals("\n")) {
          down();
        } else if (pieces.group().equals("\r")) {
          column = 0;
        } else {
          put(pieces.group().charAt(0));
        }
      }
      assertThat(end).isEqualTo(text.length());
    }

    private void escape(char what, String number) {
      switch (what) {
        case 'A' -> row = Math.max(0, row - Integer.parseInt(number));
        case 'K' -> rows.get(row).setLength(Math.min(column, rows.get(row).length()));
        case 'J' -> {
          rows.get(row).setLength(Math.min(column, rows.get(row).length()));
          rows.subList(row + 1, rows.size()).clear();
        }
        default -> {} // bold
      }
    }

    private void down() {
      row++;
      column = 0;
      if (row == rows.size()) {
        rows.add(new StringBuilder());
      }
    }

    private void put(char c) {
      if (column == width) {
        down();
      }
      StringBuilder line = rows.get(row);
      while (line.length() <= column) {
        line.append(' ');
      }
      line.setCharAt(column++, c);
    }

    List<String> shown() {
      return rows.stream().map(String::valueOf).toList();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {20, 40, 79, 80, 132})
  void linesAreDrawnInTheirPlaceHoweverNarrowTheTerminalIs(int width) {
    Screen screen = new Screen(true, width);
    Terminal terminal = new Terminal(width);
    List<String> lines = List.of("short", "x".repeat(79), "y".repeat(80), "z".repeat(200));
    screen.say(out, "Listening");
    for (int i = 0; i < 3; i++) {
      screen.show(out, lines);
    }
    terminal.print(printed());
    assertThat(terminal.shown()).hasSize(6).startsWith("Listening", "short").endsWith("");
    assertThat(terminal.shown()).allMatch(row -> row.length() < width);
    assertThat(terminal.shown().get(4)).startsWith("zzz").endsWith("…");

    screen.show(out, List.of("one"));
    terminal.print(printed());
    assertThat(terminal.shown()).containsExactly("Listening", "one", "");

    screen.show(out, lines);
    screen.say(out, "lost");
    screen.show(out, List.of("one", "two"));
    screen.say(out, "the end");
    terminal.print(printed());
    assertThat(terminal.shown()).containsExactly("Listening", "lost", "the end", "");
  }

  @Test
  void withoutATerminalThereAreNoEscapes() {
    new Screen(false, 80).say(out, "Listening");
    assertThat(printed()).isEqualTo("Listening\n");
  }
}
