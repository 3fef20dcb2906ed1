package dev.continuo.samples.radio.measure;

import dev.continuo.samples.radio.dsp.FmReceiver;
import dev.continuo.samples.radio.dsp.ReceiverSettings;
import dev.continuo.samples.radio.source.IqBlock;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.Locale;

/**
 * How fast the receiver is on one core, from bytes to audio, in a plain loop without any waiting.
 */
public final class Bench {
  private static final int RATE = 2_400_000;

  /** Samples in a block, as a source would read them. */
  private static final int BLOCK = 65_536;

  /**
   * Rounds of one second of signal, after some while the JVM still compiles; their median counts.
   */
  private static final int ROUNDS = 9;

  private static final int WARM_UP = 5;

  private static final double MONO_BAR = 15;
  private static final double STEREO_BAR = 6;

  private Bench() {}

  /**
   * Measures and reports.
   *
   * @param out gets a line for each figure
   * @return whether all bars are met
   */
  public static boolean run(PrintStream out) {
    byte[] second =
        new TestSignal(RATE)
            .stereo(1_000, 0)
            .pilot(6_750)
            .rds(RdsSample.bits(), 2_000)
            .offset(250_000)
            .noise(40)
            .bytes(RATE);
    ReceiverSettings settings = ReceiverSettings.at(RATE).withOffset(250_000);
    boolean mono = report(out, "mono", settings.withStereo(false).withRds(false), second, MONO_BAR);
    boolean stereo = report(out, "stereo + RDS", settings, second, STEREO_BAR);
    return mono && stereo;
  }

  // Needs a JVM that tells the processor time of a thread, as HotSpot does.
  private static boolean report(
      PrintStream out, String name, ReceiverSettings settings, byte[] second, double bar) {
    double speed = speed(settings, second);
    boolean met = speed >= bar;
    out.printf(
        Locale.ROOT,
        "%-36s %8.1f x real time   bar %5.1f   %s%n",
        "speed at 2.4 MS/s, " + name,
        speed,
        bar,
        met ? "met" : "MISSED");
    out.flush();
    return met;
  }

  /**
   * How many seconds of signal are received in a second.
   *
   * @param settings what to decode; at the rate of the signal
   * @param second one second of signal, unsigned 8-bit
   * @return the median of several rounds
   */
  static double speed(ReceiverSettings settings, byte[] second) {
    FmReceiver receiver = new FmReceiver(settings);
    float[] iq = new float[2 * BLOCK];
    // The time of this thread on a core: other programs of a busy machine do not count.
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long[] times = new long[ROUNDS];
    for (int round = -WARM_UP; round < ROUNDS; round++) {
      long start = threads.getCurrentThreadCpuTime();
      for (int from = 0; from < second.length; from += 2 * BLOCK) {
        int n = Math.min(2 * BLOCK, second.length - from);
        IqBlock.unsigned8(second, from, n, iq, 0);
        receiver.process(iq, n / 2, (left, right, frames) -> {});
      }
      if (round >= 0) {
        times[round] = threads.getCurrentThreadCpuTime() - start;
      }
    }
    Arrays.sort(times);
    return 1e9 * second.length / 2 / settings.sampleRate() / times[ROUNDS / 2];
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
