package dev.continuo.samples.radio.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * An FM station on paper: what a perfect transmitter and a receiver with given faults would
 * deliver, in double precision. Shares nothing with the receiver it measures.
 *
 * <pre>{@code
 * TestSignal signal = new TestSignal(2_400_000).stereo(1_000, 0).pilot(6_750).noise(30);
 * byte[] second = signal.bytes(2_400_000);
 * }</pre>
 *
 * <p>The phase of tones is integrated on paper (a sum of samples would raise 53 kHz), stereo
 * follows ITU-R BS.450, the shape of RDS bits IEC 62106. There is no pre-emphasis. Each call goes
 * on where the one before ended. What a station sends is set by calls before the first; level,
 * noise and faults may be changed between.
 */
public final class TestSignal {
  private static final double PILOT = 19_000;
  private static final double BIT_RATE = 1_187.5;

  /** A part of the multiplex: its frequency, its deviation in Hz. A sine, or a cosine. */
  private record Tone(double hertz, double deviation, boolean cosine) {}

  private final int rate;
  private final List<Tone> tones = new ArrayList<>();
  private double[] waveform = {};
  private double rdsDeviation;
  private double amplitude = 0.5;
  private double offset;
  private double noise = Double.POSITIVE_INFINITY;
  private double neighbour;
  private double neighbourOffset;
  private double dc;
  private double imbalance;
  private SplittableRandom random = new SplittableRandom(1);
  private double noisePower;
  private long index;

  /**
   * A silent carrier of amplitude 0.5.
   *
   * @param rate samples a second
   */
  public TestSignal(int rate) {
    this.rate = rate;
  }

  /**
   * Adds a tone to the multiplex.
   *
   * @param hertz its frequency
   * @param deviation its peak in Hz
   * @return this
   */
  public TestSignal tone(double hertz, double deviation) {
    tones.add(new Tone(hertz, deviation, false));
    return this;
  }

  /**
   * Adds a tone in each channel, coded as sum and difference; at most 90 % of 75 kHz together.
   *
   * @param leftHertz the left one's frequency; 0: silence
   * @param rightHertz the right one's frequency; 0: silence
   * @return this
   */
  public TestSignal stereo(double leftHertz, double rightHertz) {
    double half = 0.9 * 75_000 / 2;
    if (leftHertz > 0) {
      channel(leftHertz, half, 1);
    }
    if (rightHertz > 0) {
      channel(rightHertz, half, -1);
    }
    return this;
  }

  private void channel(double hertz, double half, int sign) {
    tone(hertz, half);
    // sin(a) sin(b) = cos(a - b) / 2 - cos(a + b) / 2
    tones.add(new Tone(2 * PILOT - hertz, sign * half / 2, true));
    tones.add(new Tone(2 * PILOT + hertz, -sign * half / 2, true));
  }

  /**
   * Adds the pilot.
   *
   * @param deviation in Hz, usually 6,750 or 7,500
   * @return this
   */
  public TestSignal pilot(double deviation) {
    return tone(PILOT, deviation);
  }

  /**
   * Adds RDS.
   *
   * @param data the bits, each 0 or 1, sent over and over, before the differences are taken
   * @param deviation the subcarrier's peak in Hz, usually 2,000
   * @return this
   */
  public TestSignal rds(byte[] data, double deviation) {
    // Twice, so that the differences of the second round begin as the first one ended.
    byte[] differences = new byte[2 * data.length];
    int last = 0;
    for (int k = 0; k < differences.length; k++) {
      last ^= data[k % data.length];
      differences[k] = (byte) last;
    }
    waveform = PulseShape.waveform(differences);
    rdsDeviation = deviation;
    return this;
  }

  /**
   * Sets the carrier's amplitude.
   *
   * @param carrier 1 is full scale
   * @return this
   */
  public TestSignal amplitude(double carrier) {
    amplitude = carrier;
    return noise(noise);
  }

  /**
   * Sets the carrier's place.
   *
   * @param hertz from the centre
   * @return this
   */
  public TestSignal offset(double hertz) {
    offset = hertz;
    return this;
  }

  /**
   * Adds noise to the carrier as it is now.
   *
   * @param cnrDb the ratio of the carrier to the noise in 200 kHz
   * @return this
   */
  public TestSignal noise(double cnrDb) {
    noise = cnrDb;
    noisePower = amplitude * amplitude * Math.pow(10, -cnrDb / 10) * rate / 200_000;
    return this;
  }

  /**
   * Takes the carrier away, or brings it back, and leaves the noise.
   *
   * @param carrier the amplitude
   * @return this
   */
  public TestSignal fade(double carrier) {
    amplitude = carrier;
    return this;
  }

  /**
   * Adds another station, with a tone of 3 kHz at full deviation.
   *
   * @param hertz its place from this one
   * @param db its level over this one
   * @return this
   */
  public TestSignal neighbour(double hertz, double db) {
    neighbourOffset = hertz;
    neighbour = Math.pow(10, db / 20);
    return this;
  }

  /**
   * Adds faults of the receiver.
   *
   * @param constant what is added to I, and half of it taken from Q; 1 is full scale
   * @param mismatch by how much I is larger than Q, and by how many radians they miss the quarter
   *     turn
   * @return this
   */
  public TestSignal faults(double constant, double mismatch) {
    dc = constant;
    imbalance = mismatch;
    return this;
  }

  /**
   * The next samples.
   *
   * @param samples how many
   * @return I and Q in turn
   */
  public float[] floats(int samples) {
    float[] iq = new float[2 * samples];
    double[] pair = new double[2];
    for (int k = 0; k < samples; k++) {
      sample(pair);
      iq[2 * k] = (float) pair[0];
      iq[2 * k + 1] = (float) pair[1];
    }
    return iq;
  }

  /**
   * The next samples of an 8-bit receiver.
   *
   * @param samples how many
   * @return I and Q in turn, unsigned
   */
  public byte[] bytes(int samples) {
    byte[] iq = new byte[2 * samples];
    double[] pair = new double[2];
    for (int k = 0; k < samples; k++) {
      sample(pair);
      iq[2 * k] = quantized(pair[0]);
      iq[2 * k + 1] = quantized(pair[1]);
    }
    return iq;
  }

  private static byte quantized(double x) {
    return (byte) Math.max(0, Math.min(255, Math.round(127.4 + 128 * x)));
  }

  private void sample(double[] pair) {
    double time = (double) index / rate;
    double phase = 2 * Math.PI * turns(offset * time) + multiplexPhase(time);
    double i = amplitude * Math.cos(phase);
    double q = amplitude * Math.sin(phase);
    if (neighbour > 0) {
      double other =
          2 * Math.PI * turns((offset + neighbourOffset) * time)
              - 25 * Math.cos(2 * Math.PI * turns(3_000 * time));
      i += amplitude * neighbour * Math.cos(other);
      q += amplitude * neighbour * Math.sin(other);
    }
    if (noisePower > 0) {
      double sigma = Math.sqrt(noisePower / 2);
      i += sigma * random.nextGaussian();
      q += sigma * random.nextGaussian();
    }
    pair[0] = (1 + imbalance) * i + dc;
    pair[1] = q + imbalance * i - dc / 2;
    index++;
  }

  /** Whole turns do not matter, and cost precision. */
  private static double turns(double x) {
    return x - Math.rint(x);
  }

  private double multiplexPhase(double time) {
    double phase = 0;
    for (Tone tone : tones) {
      double angle = 2 * Math.PI * turns(tone.hertz * time);
      double index = tone.deviation / tone.hertz;
      phase += tone.cosine ? index * Math.sin(angle) : -index * Math.cos(angle);
    }
    return waveform.length == 0 ? phase : phase + rdsPhase(time);
  }

  /** The integral of a(t) sin(wt), for a slow a: the first two terms of integration by parts. */
  private double rdsPhase(double time) {
    double place = time * BIT_RATE * PulseShape.STEPS;
    long step = (long) place;
    double here = waveform[(int) (step % waveform.length)];
    double next = waveform[(int) ((step + 1) % waveform.length)];
    double value = here + (place - step) * (next - here);
    double slope = (next - here) * PulseShape.STEPS;
    double w = 2 * Math.PI * 3 * PILOT;
    double angle = 2 * Math.PI * turns(3 * PILOT * time);
    return 2
        * Math.PI
        * rdsDeviation
        * (-value * Math.cos(angle) / w + slope * BIT_RATE * Math.sin(angle) / (w * w));
  }
}
