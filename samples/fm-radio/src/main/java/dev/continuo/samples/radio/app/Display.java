package dev.continuo.samples.radio.app;

import dev.continuo.EventLoop;
import dev.continuo.samples.radio.app.Demodulator.Heard;
import dev.continuo.samples.radio.dsp.FmReceiver;
import dev.continuo.samples.radio.dsp.ReceiverStatus;
import dev.continuo.samples.radio.rds.RdsState;
import dev.continuo.samples.radio.sink.Audio;
import dev.continuo.samples.radio.source.Sdr;
import java.io.PrintStream;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Shows what is received: on a terminal a few lines that change, elsewhere a line every second of
 * sound, and one whenever the station has told something new.
 */
final class Display {

  private static final long LIVE_NANOS = 100_000_000;
  private static final int METER = 32;
  private static final double METER_DB = 60;
  private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm xxx");

  private final PrintStream out;
  private final boolean terminal;
  private final double frequency;
  private long shownAt = Long.MIN_VALUE;
  private long shownSecond = -1;
  private String shownStation = "";
  private int linesBelow;
  private float peakLeft;
  private float peakRight;

  Display(PrintStream out, boolean terminal, double frequency) {
    this.out = out;
    this.terminal = terminal;
    this.frequency = frequency;
  }

  void update(Heard heard, Sdr sdr, long frames) {
    if (terminal) {
      peakLeft = Math.max(peakLeft, peak(heard.audio().left(), heard.audio()));
      peakRight = Math.max(peakRight, peak(heard.audio().right(), heard.audio()));
      long now = EventLoop.running().time();
      if (shownAt == Long.MIN_VALUE || now - shownAt >= LIVE_NANOS) {
        shownAt = now;
        redraw(heard, sdr, frames);
        peakLeft = 0;
        peakRight = 0;
      }
    } else {
      lines(heard, sdr, frames);
    }
  }

  private static float peak(float[] values, Audio audio) {
    float peak = 0;
    for (int i = 0; i < audio.frames(); i++) {
      peak = Math.max(peak, Math.abs(values[i]));
    }
    return peak;
  }

  /** A message that stays. */
  void say(String line) {
    if (linesBelow > 0) {
      up();
    }
    out.println(line + (terminal ? CLEAR_REST : ""));
    linesBelow = 0;
    out.flush();
  }

  // ---- plain lines

  private void lines(Heard heard, Sdr sdr, long frames) {
    RdsState rds = heard.rds();
    String station = station(rds);
    if (!station.equals(shownStation) && isWhole(rds)) {
      shownStation = station;
      out.println(format("%6.1f s  %s", seconds(frames), station));
    }
    long second = frames / FmReceiver.AUDIO_RATE;
    if (second != shownSecond) {
      shownSecond = second;
      out.println(format("%6.1f s  %s%s", seconds(frames), reception(heard), losses(sdr)));
    }
    out.flush();
  }

  /** A name or text with gaps is about to change: no line for each letter that comes in. */
  private static boolean isWhole(RdsState rds) {
    return (rds.ps() + rds.radioText()).indexOf(RdsState.UNKNOWN) < 0;
  }

  static String station(RdsState rds) {
    StringBuilder text = new StringBuilder(rds.ps().strip());
    rds.pi().ifPresent(pi -> text.append(format("  PI %04X", pi)));
    rds.pty().ifPresent(pty -> text.append("  ").append(ProgrammeType.name(pty)));
    if (rds.trafficProgramme().orElse(false)) {
      text.append(rds.trafficAnnouncement().orElse(false) ? "  TA" : "  TP");
    }
    rds.clock().ifPresent(time -> text.append("  ").append(CLOCK.format(time)));
    if (!rds.radioText().isBlank()) {
      text.append("  \"").append(rds.radioText().strip()).append('"');
    }
    return text.toString();
  }

  private static String reception(Heard heard) {
    ReceiverStatus status = heard.status();
    RdsState rds = heard.rds();
    return format(
        "level %5.1f dBFS  SNR %2.0f dB  %s  carrier %+.0f Hz%s%s",
        status.levelDbfs(),
        status.snrDb(),
        status.stereoLocked()
            ? format("stereo (pilot %.1f kHz)", status.pilotHz() / 1000)
            : status.pilot() ? "mono (pilot)" : "mono",
        status.carrierOffsetHz(),
        rds.synced() ? format("  RDS %d blocks, %d bad", rds.blocks(), rds.failed()) : "  no RDS",
        status.clippedShare() > 0.01 ? "  CLIPPED: lower the gain" : "");
  }

  private static String losses(Sdr sdr) {
    return (sdr.lost() == 0 ? "" : format("  LOST %,d samples", sdr.lost()))
        + (sdr.replaced() == 0 ? "" : format("  %,d values were no numbers", sdr.replaced()))
        + (sdr.reconnects() == 0 ? "" : "  reconnected " + sdr.reconnects());
  }

  // ---- the terminal

  private static final String CLEAR_REST = "\u001b[K";
  private static final String BOLD = "\u001b[1m";
  private static final String PLAIN = "\u001b[0m";

  private void redraw(Heard heard, Sdr sdr, long frames) {
    if (linesBelow > 0) {
      up();
    }
    RdsState rds = heard.rds();
    String pi = rds.pi().isPresent() ? format("PI %04X", rds.pi().getAsInt()) : "";
    String pty = rds.pty().isPresent() ? ProgrammeType.name(rds.pty().getAsInt()) : "";
    String time = rds.clock().map(CLOCK::format).orElse("");
    String[] lines = {
      format(
          "%s%.1f MHz  %-8s%s  %s  %s  %s", BOLD, frequency / 1e6, rds.ps(), PLAIN, pi, pty, time),
      "  " + rds.radioText(),
      "  signal " + meter(heard.status().levelDbfs()),
      "  left   " + meter(20 * Math.log10(peakLeft)),
      "  right  " + meter(20 * Math.log10(peakRight)),
      "  " + reception(heard),
      format(
          "  %.1f s  queue %d, lost %,d samples%s",
          seconds(frames), sdr.queued(), sdr.lost(), sdr.reconnects() == 0 ? "" : ", reconnected")
    };
    StringBuilder screen = new StringBuilder();
    for (String line : lines) {
      screen.append(line).append(CLEAR_REST).append('\n');
    }
    out.print(screen);
    out.flush();
    linesBelow = lines.length;
  }

  private void up() {
    out.print("\u001b[" + linesBelow + "A");
  }

  /** A bar from −60 dB to 0. */
  static String meter(double decibels) {
    double share = Math.max(0, Math.min(1, (decibels + METER_DB) / METER_DB)); // NaN: 0
    int full = (int) Math.round(share * METER);
    String value = decibels > -METER_DB ? format("%5.1f dB", decibels) : "  low";
    return "█".repeat(full) + "░".repeat(METER - full) + " " + value;
  }

  private static double seconds(long frames) {
    return (double) frames / FmReceiver.AUDIO_RATE;
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
