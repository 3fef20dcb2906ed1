package dev.continuo.samples.radio.station;

import java.io.IOException;
import java.util.Arrays;

/** What a station plays. */
@FunctionalInterface
public interface Programme {

  /**
   * Begins to play.
   *
   * @param rate frames a second that the transmitter wants; well above 40,000
   * @return a player at the beginning
   * @throws IOException if it plays a file that cannot be read
   */
  Player at(double rate) throws IOException;

  /** A programme while it plays; it goes on for ever. Used by one thread at a time. */
  @FunctionalInterface
  interface Player {
    /**
     * Plays on. Nothing above 15 kHz belongs into a multiplex.
     *
     * @param left gets the left channel, −1 to 1
     * @param right gets the right channel
     * @param frames how many values of each to write, from the first on
     */
    void play(float[] left, float[] right, int frames);
  }

  /** No sound. */
  Programme SILENCE =
      rate ->
          (left, right, frames) -> {
            Arrays.fill(left, 0, frames, 0);
            Arrays.fill(right, 0, frames, 0);
          };

  /**
   * A tone in each channel.
   *
   * @param leftHertz its frequency; 0 for silence
   * @param rightHertz its frequency; 0 for silence
   * @param amplitude 0 to 1
   * @return a programme
   */
  static Programme tone(double leftHertz, double rightHertz, double amplitude) {
    return rate -> {
      Oscillator one = new Oscillator();
      Oscillator other = new Oscillator();
      return (left, right, frames) -> {
        for (int i = 0; i < frames; i++) {
          left[i] = (float) amplitude * one.next(leftHertz / rate);
          right[i] = (float) amplitude * other.next(rightHertz / rate);
        }
      };
    };
  }

  /**
   * A tone that rises from 50 Hz to 15 kHz, again and again; on the right it falls.
   *
   * @param seconds how long it takes
   * @param amplitude 0 to 1
   * @return a programme
   */
  static Programme sweep(double seconds, double amplitude) {
    return rate -> {
      Oscillator up = new Oscillator();
      Oscillator down = new Oscillator();
      double octaves = Math.log(15_000 / 50.0) / Math.log(2);
      long[] played = {0};
      return (left, right, frames) -> {
        for (int i = 0; i < frames; i++) {
          double place = played[0]++ / (seconds * rate) % 1;
          left[i] = (float) amplitude * up.next(50 * Math.pow(2, place * octaves) / rate);
          right[i] = (float) amplitude * down.next(50 * Math.pow(2, (1 - place) * octaves) / rate);
        }
      };
    };
  }

  /** A sine whose frequency may change. */
  final class Oscillator {
    private double turns;

    /** At rest. */
    public Oscillator() {}

    /**
     * The next value.
     *
     * @param step how far the sine goes on after it, in turns; 0 to 0.5
     * @return −1 to 1
     */
    public float next(double step) {
      float value = Sine.sin(turns);
      turns += step;
      if (turns >= 1) {
        turns -= 1;
      }
      return value;
    }
  }
}
