package dev.continuo.samples.radio.app;

import static dev.continuo.Continuo.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.continuo.Coroutine;
import dev.continuo.VirtualTime;
import dev.continuo.annotation.Async;
import dev.continuo.junit.AsyncTests;
import dev.continuo.samples.radio.dsp.FmReceiver;
import dev.continuo.samples.radio.dsp.ReceiverSettings;
import dev.continuo.samples.radio.dsp.ReceiverStatus;
import dev.continuo.samples.radio.rds.RdsState;
import dev.continuo.samples.radio.sink.AudioOut;
import dev.continuo.samples.radio.sink.AudioOuts;
import dev.continuo.samples.radio.source.SampleFormat;
import dev.continuo.samples.radio.source.SampleInput;
import dev.continuo.samples.radio.source.Sdr;
import dev.continuo.samples.radio.source.StreamOptions;
import dev.continuo.samples.radio.source.TunerSettings;
import dev.continuo.samples.radio.station.Reception;
import dev.continuo.samples.radio.station.SimulatedReceiver;
import dev.continuo.samples.radio.station.StationSettings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is shown, in plain lines and on a terminal. */
@AsyncTests
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

  private static ReceiverStatus status(
      double level, double input, double clipped, boolean settled) {
    return new ReceiverStatus(level, 48, true, 6_750, 1, 12, clipped, input, settled);
  }

  @Test
  void whatIsNotThereHasNeitherNoiseNorCarrier() {
    String signal = "level -50.0 dBFS  SNR 48 dB  stereo (pilot 6.8 kHz)  carrier +12 Hz";
    assertThat(Display.signal(status(-50, -40, 0, true), SampleFormat.CU8)).isEqualTo(signal);
    assertThat(Display.signal(status(-50, -40, 0, false), SampleFormat.CU8)).isEqualTo("tuning…");
    double none = Double.NEGATIVE_INFINITY;
    for (SampleFormat format : SampleFormat.values()) {
      assertThat(Display.signal(status(none, none, 0, true), format)).isEqualTo("no signal");
      assertThat(Display.signal(status(-43, none, 0, true), format)).isEqualTo("no signal");
      assertThat(Display.signal(status(Double.NaN, -3, 0, true), format)).isEqualTo("no signal");
    }
    // Eight bits cannot carry what sixteen and floats do.
    assertThat(Display.signal(status(-90, -60, 0, true), SampleFormat.CU8)).isEqualTo("no signal");
    assertThat(Display.signal(status(-90, -60, 0, true), SampleFormat.CS16)).contains("SNR 48 dB");
    assertThat(Display.signal(status(-150, -90, 0, true), SampleFormat.CF32)).contains("SNR 48 dB");
  }

  @Test
  void onlyWhoHasAGainIsToldToLowerIt() {
    ReceiverStatus clipped = status(0, 0, 0.5, true);
    assertThat(Display.clipping(clipped, SampleFormat.CU8, false)).contains("lower the gain");
    assertThat(Display.clipping(clipped, SampleFormat.CS16, true)).contains("in the recording");
    assertThat(Display.clipping(clipped, SampleFormat.CF32, true)).isEmpty();
    assertThat(Display.clipping(status(0, 0, 0, true), SampleFormat.CU8, false)).isEmpty();
  }

  /** A second and a half of a station in 30 blocks, and then nothing any more. */
  private static final class FallsSilent implements SampleInput {
    private static final int BLOCK = 12_500;
    private final SimulatedReceiver station;
    private int blocks;

    FallsSilent() throws IOException {
      TunerSettings tuned = TunerSettings.at(92_700_000).withSampleRate(sampleRate());
      station =
          new SimulatedReceiver(List.of(StationSettings.at(92_700_000)), Reception.GOOD, tuned);
    }

    @Override
    public SampleFormat format() {
      return SampleFormat.CU8;
    }

    @Override
    public int sampleRate() {
      return 250_000;
    }

    @Override
    public long frequency() {
      return 92_700_000;
    }

    @Override
    @Async
    public Coroutine<Integer> read(ByteBuffer target) throws IOException {
      await(sleep(blocks++ < 30 ? Duration.ofMillis(50) : Duration.ofDays(1)));
      byte[] bytes = new byte[Math.min(target.remaining(), 2 * BLOCK)];
      station.produce(bytes, bytes.length / 2);
      target.put(bytes);
      return value(bytes.length);
    }

    @Override
    public Coroutine<@Nullable Void> tune(TunerSettings settings) {
      return done();
    }

    @Override
    public void abort() {}

    @Override
    public Coroutine<@Nullable Void> closeAsync() {
      return done();
    }
  }

  /** Listens to it until it is given up, after five seconds of silence. */
  @Async
  private Coroutine<String> listenToSilence(boolean terminal) throws Exception {
    StreamOptions options = StreamOptions.LIVE.withBlocks(FallsSilent.BLOCK, 8);
    try (Sdr sdr = await(Sdr.openSource(() -> value(new FallsSilent()), options));
        AudioOut sound = AudioOuts.raw(OutputStream.nullOutputStream(), "nowhere", 2, line -> {})) {
      FmReceiver receiver = new FmReceiver(ReceiverSettings.at(250_000));
      Display display = new Display(out, new Screen(terminal, 80), 92.7e6);
      Demodulator demodulator = new Demodulator(receiver, block -> {});
      Listening listening = new Listening(demodulator, sound, display, 60);
      try {
        await(listening.to(sdr));
        fail("the source fell silent");
      } catch (IOException e) {
        assertThat(e).hasMessageContaining("5");
      }
    }
    return value(printed());
  }

  @Test
  @Async
  void aTerminalSaysThatNothingComesAnyMore(VirtualTime time) throws Exception {
    String all = await(listenToSilence(true));
    int silence = all.indexOf("no samples for 2 s");
    assertThat(silence).isPositive();
    assertThat(all.substring(0, silence)).contains("SNR").contains("CONTINUO");
    assertThat(all.substring(silence)).contains("no samples for 4 s");
    assertThat(all.substring(silence)).doesNotContain("SNR").doesNotContain("CONTINUO");
    Terminal terminal = new Terminal(80);
    terminal.print(all);
    assertThat(terminal.shown()).hasSize(4).startsWith("92.7 MHz  ········");
    assertThat(terminal.shown().get(1)).matches("  no samples for [45] s"); // given up at 5 s
    assertThat(terminal.shown().get(2)).isEqualTo("  1.5 s  queue 0");
  }

  @Test
  @Async
  void aPlainLineSaysOnceThatNothingComesAnyMore(VirtualTime time) throws Exception {
    String all = await(listenToSilence(false));
    assertThat(all).containsOnlyOnce("no samples for 2 s").doesNotContain("for 3 s");
    assertThat(all).contains(" s  tuning…  no RDS").contains("   1.0 s  level  -6");
    assertThat(all.substring(all.indexOf("no samples"))).doesNotContain("SNR");
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
