package dev.continuo.samples.radio.station;

import dev.continuo.samples.radio.source.RtlTcp;
import dev.continuo.samples.radio.source.RtlTcp.Command;
import dev.continuo.samples.radio.source.SampleProducer;
import dev.continuo.samples.radio.source.TunerSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A USB receiver that is not there, tuned to a band that is not there: it computes what a real one
 * would send.
 *
 * <pre>{@code
 * SampleProducer receiver =
 *     new SimulatedReceiver(List.of(StationSettings.at(92.7e6)), Reception.GOOD, settings);
 * receiver.produce(bytes, 16_384);
 * }</pre>
 *
 * <p>Stations outside the band that it is tuned to are not heard. It obeys the commands for
 * frequency, rate, gain, correction and test mode; the others have nothing to act on here.
 */
public final class SimulatedReceiver implements SampleProducer {

  /** The gains of the tuner that it pretends to have, in 0.1 dB. */
  private static final int[] GAINS = {
    0, 9, 14, 27, 37, 77, 87, 125, 144, 157, 166, 197, 207, 229, 254, 280, 297, 328, 338, 364, 372,
    386, 402, 421, 434, 439, 445, 480, 496
  };

  /** The gain, in 0.1 dB, at which a signal is as strong as with automatic gain. */
  private static final int AUTOMATIC = 297;

  private static final double NOISE_BAND = 200_000;
  private static final int BLOCK = 4096;

  private final List<StationSettings> stations;
  private final Reception reception;
  private final Noise noise;
  private final float[] iq = new float[2 * BLOCK];
  private final List<Carrier> carriers = new ArrayList<>();
  private final TunerSettings initial;
  private TunerSettings tuned;
  private int carriersRate;
  private boolean manualGain;
  private int gain = AUTOMATIC;
  private boolean testMode;
  private int counter;
  private long produced;

  /**
   * A receiver.
   *
   * @param stations what is on the air; the first is the one that fades
   * @param reception how well it is heard
   * @param tuned what the receiver is set to before a client says anything
   * @throws IOException if a programme's file cannot be read
   */
  public SimulatedReceiver(List<StationSettings> stations, Reception reception, TunerSettings tuned)
      throws IOException {
    this.stations = List.copyOf(stations);
    this.reception = reception;
    this.noise = new Noise(reception.seed());
    this.initial = tuned;
    this.tuned = tuned;
    RtlTcp.checkRate(tuned.sampleRate());
    goOnAir();
  }

  private void goOnAir() throws IOException {
    carriers.clear();
    for (StationSettings station : stations) {
      carriers.add(new Carrier(station, tuned.sampleRate()));
    }
    carriersRate = tuned.sampleRate();
  }

  @Override
  public int sampleRate() {
    return tuned.sampleRate();
  }

  @Override
  public int produce(byte[] target, int samples) {
    if (carriersRate != tuned.sampleRate()) { // here, as it takes its time
      try {
        goOnAir();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    for (int from = 0; from < samples; from += BLOCK) {
      int count = Math.min(BLOCK, samples - from);
      if (testMode) {
        for (int i = 0; i < 2 * count; i++) {
          target[2 * from + i] = (byte) counter++;
        }
      } else {
        receive(count);
        round(target, 2 * from, 2 * count);
      }
      produced += count;
    }
    return samples;
  }

  /** Makes the next samples as floats, before they are rounded to bytes. */
  private void receive(int samples) {
    Arrays.fill(iq, 0, 2 * samples, 0);
    double scale = decibels(reception.levelDbfs() + (manualGain ? (gain - AUTOMATIC) / 10.0 : 0));
    double faded = scale * fade();
    double centre = tuned.frequency() * (1 + (reception.crystalPpm() - tuned.ppm()) * 1e-6);
    for (int i = 0; i < carriers.size(); i++) {
      double offset = stations.get(i).frequency() - centre;
      if (Math.abs(offset) < tuned.sampleRate() / 2.0) {
        // Each comes its own way: when one fades, the others do not.
        double amplitude = (i == 0 ? faded : scale) * decibels(stations.get(i).levelDb());
        carriers.get(i).addTo(iq, samples, offset, (float) amplitude);
      }
    }
    if (reception.cnrDb() < Double.POSITIVE_INFINITY) {
      // Half of the noise is in I, half in Q; what is meant is the noise in 200 kHz.
      double power = tuned.sampleRate() / NOISE_BAND * Math.pow(10, -reception.cnrDb() / 10);
      noise.addTo(iq, 2 * samples, (float) (scale * Math.sqrt(power / 2)));
    }
  }

  private double fade() {
    if (reception.fadeDb() == 0) {
      return 1;
    }
    double turns = produced / (reception.fadeSeconds() * tuned.sampleRate());
    return decibels(-reception.fadeDb() * (0.5 - 0.5 * Math.cos(2 * Math.PI * turns)));
  }

  private static double decibels(double value) {
    return Math.pow(10, value / 20);
  }

  /** Adds the receiver's faults, and rounds to bytes. */
  private void round(byte[] target, int to, int values) {
    float dc = (float) reception.dc();
    double skew = Math.toRadians(reception.skewDegrees());
    float fromI = (float) (decibels(reception.imbalanceDb()) * Math.sin(skew));
    float fromQ = (float) (decibels(reception.imbalanceDb()) * Math.cos(skew));
    boolean dither = reception.dither();
    for (int i = 0; i < values; i += 2) {
      float one = iq[i] + dc;
      float other = fromQ * iq[i + 1] + fromI * iq[i] + dc;
      target[to + i] = step(dither ? one * 127 + noise.even() : one * 127);
      target[to + i + 1] = step(dither ? other * 127 + noise.even() : other * 127);
    }
  }

  /** The zero of a receiver with 8 bits lies between 127 and 128. */
  private static byte step(float value) {
    int rounded = (int) (value + 127.4f + 0.5f);
    return (byte) (rounded < 0 ? 0 : Math.min(rounded, 255));
  }

  // ---- commands

  @Override
  public String command(Command command, int value) {
    return switch (command) {
      case FREQUENCY -> changeFrequency(value & 0xffff_ffffL);
      case SAMPLE_RATE -> changeRate(value & 0xffff_ffffL);
      case GAIN_BY_INDEX -> changeGainByIndex(value);
      case GAIN_MODE -> {
        manualGain = value != 0;
        yield "";
      }
      case GAIN -> {
        gain = nearest(value);
        yield "";
      }
      case PPM -> {
        tuned = tuned.withPpm(value);
        yield "";
      }
      case TEST_MODE -> {
        testMode = value != 0;
        yield "";
      }
      default -> "";
    };
  }

  private String changeFrequency(long hertz) {
    if (hertz == 0) {
      return "0 Hz is no frequency";
    }
    tuned = tuned.withFrequency(hertz);
    return "";
  }

  private String changeGainByIndex(int index) {
    if (index < 0 || index >= GAINS.length) {
      return "there are gains 0 to " + (GAINS.length - 1);
    }
    gain = GAINS[index];
    return "";
  }

  private static int nearest(int wanted) {
    int best = GAINS[0];
    for (int each : GAINS) {
      if (Math.abs((long) each - wanted) < Math.abs((long) best - wanted)) {
        best = each;
      }
    }
    return best;
  }

  private String changeRate(long rate) {
    if (!RtlTcp.isRate(rate)) {
      return RtlTcp.RATES;
    }
    tuned = tuned.withSampleRate((int) rate);
    return "";
  }

  @Override
  public void reset() {
    tuned = initial;
    manualGain = false;
    gain = AUTOMATIC;
    testMode = false;
  }

  @Override
  public void close() {}
}
