package dev.continuo.samples.radio.app;

import static dev.continuo.Continuo.*;

import dev.continuo.Coroutine;
import dev.continuo.EventLoop;
import dev.continuo.annotation.Async;
import dev.continuo.samples.radio.app.Demodulator.Heard;
import dev.continuo.samples.radio.dsp.FmReceiver;
import dev.continuo.samples.radio.dsp.ReceiverStatus;
import dev.continuo.samples.radio.rds.RdsState;
import dev.continuo.samples.radio.sink.Audio;
import dev.continuo.samples.radio.source.Recording;
import dev.continuo.samples.radio.source.SampleFormat;
import dev.continuo.samples.radio.source.Sdr;
import java.io.PrintStream;
import java.time.Duration;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Shows what is received: on a terminal a few lines that change, elsewhere a line every second of
 * sound, and one whenever the station has told something new.
 */
final class Display {

  private static final long LIVE_NANOS = 100_000_000;
  private static final Duration TICK = Duration.ofMillis(500);

  /** For so long a network may have hiccups. */
  private static final long SILENCE_NANOS = 2_000_000_000;

  private static final int METER = 32;
  private static final double METER_DB = 60;
  private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm xxx");

  private final PrintStream out;
  private final Screen screen;
  private final double frequency;
  private long shownAt = Long.MIN_VALUE;
  private long shownSecond = -1;
  private boolean estimatesShown;
  private @Nullable Heard last;
  private long lastAt;
  private long lastFrames;
  private boolean silenceTold;
  private String shownStation = "";
  private String shownText = "";
  private float peakLeft;
  private float peakRight;

  Display(PrintStream out, Screen screen, double frequency) {
    this.out = out;
    this.screen = screen;
    this.frequency = frequency;
  }

  void update(Heard heard, Sdr sdr, long frames) {
    last = heard;
    lastAt = EventLoop.running().time();
    lastFrames = frames;
    silenceTold = false;
    if (screen.isTerminal()) {
      peakLeft = Math.max(peakLeft, peak(heard.audio().left(), heard.audio()));
      peakRight = Math.max(peakRight, peak(heard.audio().right(), heard.audio()));
      if (shownAt == Long.MIN_VALUE || lastAt - shownAt >= LIVE_NANOS) {
        shownAt = lastAt;
        screen.show(out, picture(heard, sdr, frames));
        peakLeft = 0;
        peakRight = 0;
      }
    } else {
      told(heard.rds(), frames);
      long second = frames / FmReceiver.AUDIO_RATE;
      if (second != shownSecond) {
        shownSecond = second;
        line(heard, sdr, frames);
      }
      out.flush();
    }
  }

  private void line(Heard heard, Sdr sdr, long frames) {
    estimatesShown |= heard.status().settled();
    out.println(format("%6.1f s  %s%s", seconds(frames), reception(heard, sdr), losses(sdr)));
  }

  /** The last line of what was too short for one that tells something. */
  void end(Sdr sdr) {
    if (last == null || estimatesShown || screen.isTerminal()) {
      return;
    }
    if (last.status().settled()) {
      line(last, sdr, lastFrames);
    } else {
      out.println(format("%6.1f s  too short to tell how it is received", seconds(lastFrames)));
    }
    out.flush();
  }

  /** Looks at the clock, until it is cancelled: while nothing comes, nobody calls update. */
  @Async
  Coroutine<Void> watch(Sdr sdr) {
    lastAt = EventLoop.running().time();
    while (true) {
      await(sleep(TICK));
      long nanos = EventLoop.running().time() - lastAt;
      if (nanos >= SILENCE_NANOS) {
        silent(sdr, nanos / 1_000_000_000);
      }
    }
  }

  /** What was received before is no longer so, and is not shown. */
  private void silent(Sdr sdr, long seconds) {
    // What waits in the queue has come: then it is the output that takes nothing.
    String words = sdr.queued() == 0 ? "no samples" : "the output takes nothing";
    String line = format("%s for %d s", words, seconds);
    if (screen.isTerminal()) {
      screen.show(
          out, List.of(heading(frequency, RdsState.NONE), "  " + line, place(sdr, lastFrames)));
    } else if (!silenceTold) {
      out.println(format("%6.1f s  %s", seconds(lastFrames), line));
      out.flush();
    }
    silenceTold = true;
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
    screen.say(out, line);
  }

  // ---- plain lines

  /** A name or text with gaps is about to change: no line for each letter that comes in. */
  void told(RdsState rds, long frames) {
    if (rds.pi().isEmpty()) { // it is told again when it comes back
      shownStation = "";
      shownText = "";
    }
    String station = station(rds);
    String text = rds.wholeText() ? rds.radioText().strip() : "";
    boolean newStation = rds.wholeName() && !station.equals(shownStation);
    boolean newText = rds.wholeName() && !text.isEmpty() && !text.equals(shownText);
    if (newStation || newText) {
      shownStation = station;
      shownText = text.isEmpty() ? shownText : text;
      String quoted = text.isEmpty() ? "" : "  \"" + text + '"';
      out.println(format("%6.1f s  %s%s", seconds(frames), station, quoted));
    }
  }

  static String station(RdsState rds) {
    StringBuilder text = new StringBuilder(rds.ps().strip());
    rds.pi().ifPresent(pi -> text.append(format("  PI %04X", pi)));
    rds.pty().ifPresent(pty -> text.append("  ").append(ProgrammeType.name(pty)));
    if (rds.trafficProgramme().orElse(false)) {
      text.append(rds.trafficAnnouncement().orElse(false) ? "  TA" : "  TP");
    }
    rds.clock().ifPresent(time -> text.append("  ").append(CLOCK.format(time)));
    return text.toString();
  }

  private static String reception(Heard heard, Sdr sdr) {
    return signal(heard.status(), sdr.source().format()) + "  " + blocks(heard, sdr);
  }

  static String signal(ReceiverStatus status, SampleFormat format) {
    if (!status.settled()) {
      return "tuning…";
    }
    if (!isSignal(status, format)) {
      return "no signal";
    }
    return format(
        "level %5.1f dBFS  SNR %2.0f dB  %s  carrier %+.0f Hz",
        status.levelDbfs(),
        status.snrDb(),
        status.stereoLocked()
            ? format("stereo (pilot %.1f kHz)", status.pilotHz() / 1000)
            : status.pilot() ? "mono (pilot)" : "mono",
        status.carrierOffsetHz());
  }

  /** Whether it is stronger than what the rounding to so many bits makes of nothing. */
  private static boolean isSignal(ReceiverStatus status, SampleFormat format) {
    double least =
        switch (format) {
          case CU8, CS8 -> -70;
          case CS16 -> -118;
          case CF32 -> -300;
        };
    return status.levelDbfs() >= least && status.inputDbfs() >= least;
  }

  private static String blocks(Heard heard, Sdr sdr) {
    RdsState rds = heard.rds();
    return (rds.synced() ? format("RDS %d blocks, %d bad", rds.blocks(), rds.failed()) : "no RDS")
        + clipping(heard.status(), sdr.source().format(), sdr.source() instanceof Recording);
  }

  /** Nothing can be changed any more in a recording; and floats go on beyond 1. */
  static String clipping(ReceiverStatus status, SampleFormat format, boolean recording) {
    if (status.clippedShare() <= 0.01 || format == SampleFormat.CF32) {
      return "";
    }
    return recording ? "  CLIPPED in the recording" : "  CLIPPED: lower the gain";
  }

  private static String losses(Sdr sdr) {
    return (sdr.lost() == 0 ? "" : format("  LOST %,d samples", sdr.lost()))
        + (sdr.replaced() == 0 ? "" : format("  %,d values were no numbers", sdr.replaced()))
        + (sdr.reconnects() == 0 ? "" : "  reconnected " + sdr.reconnects());
  }

  // ---- the terminal

  private List<String> picture(Heard heard, Sdr sdr, long frames) {
    ReceiverStatus status = heard.status();
    SampleFormat format = sdr.source().format();
    boolean signal = isSignal(status, format);
    return List.of(
        heading(frequency, heard.rds()),
        "  " + message(heard.rds()),
        "  signal " + meter(signal ? status.levelDbfs() : Double.NEGATIVE_INFINITY),
        "  left   " + meter(20 * Math.log10(peakLeft)),
        "  right  " + meter(20 * Math.log10(peakRight)),
        "  " + signal(status, format),
        "  " + blocks(heard, sdr),
        place(sdr, frames));
  }

  private static String place(Sdr sdr, long frames) {
    return format("  %.1f s  queue %d%s", seconds(frames), sdr.queued(), losses(sdr));
  }

  static String heading(double frequency, RdsState rds) {
    String pi = rds.pi().isPresent() ? format("  PI %04X", rds.pi().getAsInt()) : "";
    String pty = rds.pty().isPresent() ? "  " + ProgrammeType.name(rds.pty().getAsInt()) : "";
    String time = rds.clock().map(clock -> "  " + CLOCK.format(clock)).orElse("");
    return format("%.1f MHz  %-8s%s%s%s", frequency / 1e6, rds.ps(), pi, pty, time);
  }

  /** The text as far as it was received: with three dots when there is more to come. */
  static String message(RdsState rds) {
    return rds.wholeText() || rds.radioText().isEmpty() ? rds.radioText() : rds.radioText() + " …";
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
