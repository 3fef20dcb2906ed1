package dev.continuo.samples.radio.app;

import static dev.continuo.Continuo.*;

import dev.continuo.Continuo;
import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import dev.continuo.samples.radio.dsp.FmReceiver;
import dev.continuo.samples.radio.dsp.ReceiverSettings;
import dev.continuo.samples.radio.source.IqBlock;
import dev.continuo.samples.radio.source.LossPolicy;
import dev.continuo.samples.radio.source.SampleFormat;
import dev.continuo.samples.radio.source.SampleInput;
import dev.continuo.samples.radio.source.Sdr;
import dev.continuo.samples.radio.source.StreamOptions;
import dev.continuo.samples.radio.source.TunerSettings;
import dev.continuo.samples.radio.station.Reception;
import dev.continuo.samples.radio.station.SimulatedReceiver;
import dev.continuo.samples.radio.station.StationSettings;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What it costs that the samples come through tasks, a queue and an asynchronous loop: the same
 * receiver on the same bytes, once in a plain loop, once from {@link Sdr#stream}.
 */
final class AsyncCost {

  private static final int RATE = 2_400_000;
  private static final int BLOCK = StreamOptions.LIVE.blockSamples();
  private static final int ROUNDS = 25;
  private static final double BAR = 5;

  private AsyncCost() {}

  /** Measures and reports; whether the bar is met. */
  static boolean run(PrintStream out) throws Exception {
    TunerSettings tuned = TunerSettings.at(92_450_000).withSampleRate(RATE);
    byte[] second = new byte[2 * RATE];
    new SimulatedReceiver(List.of(StationSettings.at(92_700_000)), Reception.GOOD, tuned)
        .produce(second, RATE);
    double[] plain = new double[ROUNDS];
    double[] onLoop = new double[ROUNDS];
    double[] onThread = new double[ROUNDS];
    for (int i = 0; i < ROUNDS; i++) { // in turn: whatever disturbs, disturbs all alike
      plain[i] = plain(second);
      onLoop[i] = Continuo.run(streamed(second, false));
      onThread[i] = Continuo.run(streamed(second, true));
    }
    double base = best(plain);
    double percent = 100 * (best(onLoop) / base - 1);
    boolean met = percent <= BAR;
    print(out, "a second of signal, plain loop", base, "");
    print(
        out,
        "the same, async on the loop",
        best(onLoop),
        "%+.1f %%   bar %.1f %%   %s".formatted(percent, BAR, met ? "met" : "MISSED"));
    print(
        out,
        "the same, each block to a worker",
        best(onThread),
        "%+.1f %%   (why it is not done so)".formatted(100 * (best(onThread) / base - 1)));
    return met;
  }

  private static void print(PrintStream out, String name, double millis, String more) {
    out.printf(Locale.ROOT, "%-36s %8.1f ms   %s%n", name, millis, more);
  }

  /** Counts the processor time of all threads, whoever else runs on this machine. */
  private static final class Processor {
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final Map<Long, Long> before = new HashMap<>();

    Processor() {
      for (long id : threads.getAllThreadIds()) {
        before.put(id, threads.getThreadCpuTime(id));
      }
    }

    double millis() {
      long sum = 0;
      for (long id : threads.getAllThreadIds()) {
        sum += threads.getThreadCpuTime(id) - before.getOrDefault(id, 0L);
      }
      return sum / 1e6;
    }
  }

  /** The fastest round: the others were disturbed. */
  private static double best(double[] values) {
    return Arrays.stream(values).min().orElseThrow();
  }

  private static FmReceiver receiver() {
    return new FmReceiver(ReceiverSettings.at(RATE).withOffset(250_000));
  }

  private static double plain(byte[] bytes) {
    Processor processor = new Processor();
    FmReceiver receiver = receiver();
    float[] iq = new float[2 * BLOCK];
    for (int from = 0; from < bytes.length; from += 2 * BLOCK) {
      int count = Math.min(2 * BLOCK, bytes.length - from);
      IqBlock.unsigned8(bytes, from, count, iq, 0);
      receiver.process(iq, count / 2, (left, right, frames) -> {});
    }
    return processor.millis();
  }

  @Async
  private static Coroutine<Double> streamed(byte[] bytes, boolean onThread) throws Exception {
    Processor processor = new Processor();
    FmReceiver receiver = receiver();
    StreamOptions options = StreamOptions.LIVE.withPolicy(LossPolicy.SUSPEND);
    try (Sdr sdr = await(Sdr.openSource(() -> value(new Memory(bytes)), options))) {
      for (IqBlock block : each(sdr.stream())) {
        if (onThread) {
          await(toThread(() -> demodulate(receiver, block)));
        } else {
          demodulate(receiver, block);
        }
      }
    }
    return value(processor.millis());
  }

  private static void demodulate(FmReceiver receiver, IqBlock block) {
    receiver.process(block.iq(), block.samples(), (left, right, frames) -> {});
  }

  /** Bytes that are there already. */
  private static final class Memory implements SampleInput {
    private final ByteBuffer bytes;

    Memory(byte[] bytes) {
      this.bytes = ByteBuffer.wrap(bytes);
    }

    @Override
    public SampleFormat format() {
      return SampleFormat.CU8;
    }

    @Override
    public int sampleRate() {
      return RATE;
    }

    @Override
    public long frequency() {
      return 0;
    }

    @Override
    public Coroutine<Integer> read(ByteBuffer target) {
      int count = Math.min(target.remaining(), bytes.remaining());
      target.put(bytes.slice(bytes.position(), count));
      bytes.position(bytes.position() + count);
      return value(count == 0 ? -1 : count);
    }

    @Override
    @Async
    public Coroutine<@Nullable Void> tune(TunerSettings settings) {
      return done();
    }

    @Override
    public void abort() {}

    @Override
    @Async
    public Coroutine<@Nullable Void> closeAsync() {
      return done();
    }
  }
}
