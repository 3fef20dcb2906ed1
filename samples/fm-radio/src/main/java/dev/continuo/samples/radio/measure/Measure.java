package dev.continuo.samples.radio.measure;

import dev.continuo.samples.radio.dsp.FmReceiver;
import dev.continuo.samples.radio.dsp.ReceiverSettings;
import dev.continuo.samples.radio.dsp.ReceiverSettings.Deemphasis;
import dev.continuo.samples.radio.rds.RdsState;
import dev.continuo.samples.radio.source.IqBlock;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Measures how well the receiver receives: every figure that the sample promises, with 8-bit input
 * at 2.4 MS/s. Takes about half a minute. {@link Bench} measures the speed.
 */
public final class Measure {
  private static final int RATE = 2_400_000;
  private static final int SECOND = 48_000;
  private static final double TONE = 1_000;
  private static final double BLOCKS_A_SECOND = 1_187.5 / 26;

  private Measure() {}

  /**
   * Measures and reports.
   *
   * @param out gets a line for each figure
   * @return whether all bars are met
   */
  public static boolean run(PrintStream out) {
    boolean[] met = {true};
    all(
        bar -> {
          bar.print(out);
          met[0] &= bar.met();
        });
    return met[0];
  }

  private static void all(Consumer<Bar> bars) {
    mono(bars);
    stereo(bars);
    rds(bars);
    stream(bars);
    disturbed(bars);
  }

  // ---- Sound

  private static TestSignal tone() {
    return new TestSignal(RATE).tone(TONE, 75_000);
  }

  private static double sinad(ReceiverSettings settings, TestSignal signal) {
    return Audio.sinad(new Reception(settings, signal).play(1.6).audio().lastLeft(SECOND), TONE);
  }

  private static void mono(Consumer<Bar> bars) {
    ReceiverSettings centre = ReceiverSettings.at(RATE);
    ReceiverSettings aside = centre.withOffset(250_000);
    bars.accept(Bar.atLeast("mono SINAD", sinad(centre, tone().amplitude(0.9)), 80, "dB"));
    bars.accept(
        Bar.atLeast(
            "mono SINAD, 250 kHz off the centre",
            sinad(aside, tone().amplitude(0.9).offset(250_000)),
            80,
            "dB"));
    bars.accept(
        Bar.atLeast(
            "mono SINAD, carrier 5 kHz too high",
            sinad(centre, tone().amplitude(0.9).offset(5_000)),
            80,
            "dB"));
    bars.accept(
        Bar.atLeast(
            "mono SINAD at 20 dB CNR in 200 kHz, 75 µs",
            sinad(centre.withDeemphasis(Deemphasis.AMERICA), tone().noise(20)),
            58,
            "dB"));
  }

  private static void stereo(Consumer<Bar> bars) {
    for (double hertz : new double[] {TONE, 100, 10_000}) {
      Audio audio =
          new Reception(
                  ReceiverSettings.at(RATE),
                  new TestSignal(RATE).stereo(hertz, 0).pilot(6_750).amplitude(0.9))
              .play(2.1)
              .audio();
      double left = Audio.amplitude(audio.lastLeft(SECOND), hertz);
      double right = Audio.amplitude(audio.lastRight(SECOND), hertz);
      bars.accept(
          Bar.atLeast(
              "stereo separation, left, " + (int) hertz + " Hz",
              20 * Math.log10(left / right),
              45,
              "dB"));
      if (hertz == TONE) {
        bars.accept(
            Bar.atMost(
                "stereo THD, left, 1000 Hz",
                Audio.distortion(audio.lastLeft(SECOND), TONE),
                -55,
                "dB"));
      }
    }
    Audio audio =
        new Reception(
                ReceiverSettings.at(RATE),
                new TestSignal(RATE).stereo(0, TONE).pilot(6_750).amplitude(0.9))
            .play(2.1)
            .audio();
    double left = Audio.amplitude(audio.lastLeft(SECOND), TONE);
    double right = Audio.amplitude(audio.lastRight(SECOND), TONE);
    bars.accept(
        Bar.atLeast("stereo separation, right, 1000 Hz", 20 * Math.log10(right / left), 45, "dB"));
  }

  // ---- RDS

  private static TestSignal station(double cnr) {
    return new TestSignal(RATE)
        .stereo(TONE, 400)
        .pilot(6_750)
        .rds(RdsSample.bits(), 2_000)
        .noise(cnr);
  }

  private static void rds(Consumer<Bar> bars) {
    bars.accept(Bar.atLeast("RDS blocks without error at 30 dB CNR", blocks(30), 100, "%"));
    bars.accept(Bar.atLeast("RDS blocks without error at 25 dB CNR", blocks(25), 80, "%"));
  }

  private static double blocks(double cnr) {
    Reception reception = new Reception(ReceiverSettings.at(RATE), station(cnr)).play(0.5);
    long before = reception.receiver().rds().blocks();
    int seconds = 4;
    RdsState state = reception.play(seconds).receiver().rds();
    boolean right = state.ps().equals(RdsSample.NAME) && state.radioText().equals(RdsSample.TEXT);
    double sent = Math.floor(seconds * BLOCKS_A_SECOND);
    return right ? Math.min(100, 100 * (state.blocks() - before) / sent) : 0;
  }

  // ---- The stream

  private static void stream(Consumer<Bar> bars) {
    bars.accept(Bar.atMost("first audio after the first IQ", latency(), 200, "ms"));
    bars.accept(Bar.atMost("frames that depend on the chunks", chunking(), 0, ""));
    Reception reception = new Reception(ReceiverSettings.at(RATE).withRds(false), tone()).play(1);
    int before = reception.audio().frames();
    reception.play(5);
    double drift = Math.abs(reception.audio().frames() - before - 5.0 * SECOND);
    bars.accept(Bar.atMost("frames too many or too few in 5 s", drift, 0, ""));
  }

  /** The time of signal that must go in until the tone comes out. */
  private static double latency() {
    FmReceiver receiver = new FmReceiver(ReceiverSettings.at(RATE));
    TestSignal signal = tone();
    boolean[] heard = {false};
    int milliseconds = 0;
    while (!heard[0] && milliseconds < 1_000) {
      float[] iq = signal.floats(RATE / 1_000);
      receiver.process(
          iq,
          RATE / 1_000,
          (left, right, frames) -> {
            for (int k = 0; k < frames; k++) {
              heard[0] |= Math.abs(left[k]) > 0.3;
            }
          });
      milliseconds++;
    }
    return milliseconds;
  }

  /** How many frames differ when the same bytes come in other chunks. */
  private static double chunking() {
    byte[] bytes = station(30).bytes(RATE / 4);
    float[] all = inChunks(bytes, bytes.length);
    int different = 0;
    for (int chunk : new int[] {1, 3, 16_383, 262_144}) {
      float[] other = inChunks(bytes, chunk);
      different += Math.abs(all.length - other.length);
      int n = Math.min(all.length, other.length);
      for (int k = 0; k < n; k++) {
        different += Float.floatToRawIntBits(all[k]) == Float.floatToRawIntBits(other[k]) ? 0 : 1;
      }
    }
    return different;
  }

  /** Hands over whole pairs only, as a source does: half a pair waits for the next chunk. */
  private static float[] inChunks(byte[] bytes, int chunk) {
    FmReceiver receiver = new FmReceiver(ReceiverSettings.at(RATE));
    Audio audio = new Audio();
    float[] iq = new float[chunk + 2];
    int done = 0;
    for (int arrived = 0; arrived < bytes.length; ) {
      arrived = Math.min(bytes.length, arrived + chunk);
      int n = arrived - done & ~1;
      IqBlock.unsigned8(bytes, done, n, iq, 0);
      receiver.process(iq, n / 2, audio);
      done += n;
    }
    float[] left = audio.lastLeft(audio.frames());
    float[] right = audio.lastRight(audio.frames());
    float[] both = Arrays.copyOf(left, 2 * left.length);
    System.arraycopy(right, 0, both, left.length, right.length);
    return both;
  }

  // ---- Disturbances; these bars are our own

  private static void disturbed(Consumer<Bar> bars) {
    ReceiverSettings centre = ReceiverSettings.at(RATE);
    bars.accept(
        Bar.atLeast(
            "mono SINAD with a constant part of 10 %",
            sinad(centre, tone().faults(0.1, 0)), 80, "dB"));
    bars.accept(
        Bar.atLeast(
            "mono SINAD with I and Q 2 % and 0.02 rad apart",
            sinad(centre, tone().faults(0, 0.02)), 70, "dB"));
    bars.accept(
        Bar.atLeast(
            "mono SINAD, neighbour at 200 kHz 20 dB stronger",
            sinad(centre, tone().amplitude(0.04).neighbour(200_000, 20)),
            60,
            "dB"));
    bars.accept(
        Bar.atLeast("stereo SINAD 0.1 s after glitches and NaN", afterGlitches(), 60, "dB"));
    bars.accept(Bar.atMost("RDS name back after a fade of 6 s", relock(), 2, "s"));
  }

  private static double afterGlitches() {
    TestSignal signal =
        new TestSignal(RATE).stereo(TONE, 0).pilot(6_750).amplitude(0.3).offset(250_000);
    FmReceiver receiver = new FmReceiver(ReceiverSettings.at(RATE).withOffset(250_000));
    Audio audio = new Audio();
    receiver.process(signal.floats(RATE), RATE, audio);
    float[] glitches = signal.floats(RATE / 10);
    float[] values = {
      300,
      Float.NaN,
      Float.POSITIVE_INFINITY,
      -1e30f,
      3.9f,
      Float.NEGATIVE_INFINITY,
      Float.MAX_VALUE
    };
    for (int k = 0; k < values.length; k++) {
      glitches[20_000 * k + 1_001] = values[k];
    }
    receiver.process(glitches, RATE / 10, audio);
    receiver.process(signal.floats(RATE / 10), RATE / 10, audio);
    receiver.process(signal.floats(RATE), RATE, audio);
    return Audio.sinad(audio.lastLeft(SECOND), TONE);
  }

  private static double relock() {
    TestSignal signal = station(35);
    Reception reception = new Reception(ReceiverSettings.at(RATE), signal).play(2);
    signal.fade(0);
    reception.play(6);
    if (!reception.receiver().rds().equals(faded(reception.receiver().rds()))) {
      return Double.NaN;
    }
    signal.fade(0.5);
    double seconds = 0;
    while (!reception.receiver().rds().ps().equals(RdsSample.NAME) && seconds < 10) {
      reception.play(0.1);
      seconds += 0.1;
    }
    return seconds;
  }

  /** What must be left after a fade: nothing but the counts. */
  private static RdsState faded(RdsState state) {
    RdsState none = RdsState.NONE;
    return new RdsState(
        false,
        none.pi(),
        none.pty(),
        none.ps(),
        none.radioText(),
        none.wholeText(),
        none.trafficProgramme(),
        none.trafficAnnouncement(),
        none.music(),
        none.clock(),
        none.alternativeFrequencies(),
        state.blocks(),
        state.corrected(),
        state.failed());
  }

  /**
   * Prints the figures.
   *
   * @param args none
   */
  public static void main(String[] args) {
    if (!run(System.out)) {
      System.exit(1);
    }
  }
}
