package dev.continuo.samples.radio.station;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.continuo.samples.radio.dsp.FmReceiver;
import dev.continuo.samples.radio.dsp.ReceiverSettings;
import dev.continuo.samples.radio.rds.RdsState;
import dev.continuo.samples.radio.sink.Audio;
import dev.continuo.samples.radio.source.IqBlock;
import dev.continuo.samples.radio.source.RtlTcp.Command;
import dev.continuo.samples.radio.source.TunerSettings;
import dev.continuo.samples.radio.station.rds.RdsSettings;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The simulated station as the receiver hears it. The two were written apart from each other, each
 * after the standards.
 */
class StationTest {

  private static final int RATE = 1_200_000;
  private static final int OFFSET = 200_000;
  private static final double STATION = 92_700_000;
  private static final TunerSettings TUNED =
      TunerSettings.at((long) STATION - OFFSET).withSampleRate(RATE);

  private static SimulatedReceiver air(Reception reception, StationSettings... stations)
      throws IOException {
    return new SimulatedReceiver(List.of(stations), reception, TUNED);
  }

  private static FmReceiver receiver(double offset) {
    return new FmReceiver(ReceiverSettings.at(RATE).withOffset(offset));
  }

  /** Listens for a while; the sound is that of the last half. */
  private static Audio listen(SimulatedReceiver air, FmReceiver receiver, double seconds) {
    Audio audio = new Audio();
    int samples = (int) (seconds * RATE);
    byte[] bytes = new byte[2 * 12_000];
    float[] iq = new float[bytes.length];
    for (int done = 0; done < samples; done += 12_000) {
      air.produce(bytes, 12_000);
      IqBlock.unsigned8(bytes, 0, bytes.length, iq, 0);
      if (done < samples / 2) {
        audio.clear();
      }
      receiver.process(iq, 12_000, audio);
    }
    return audio;
  }

  /** The amplitude of a tone. */
  private static double tone(float[] values, int frames, double hertz) {
    double re = 0;
    double im = 0;
    int whole = frames / 4800 * 4800; // whole periods of multiples of 10 Hz
    for (int i = 0; i < whole; i++) {
      re += values[i] * Math.cos(2 * Math.PI * hertz * i / 48_000);
      im += values[i] * Math.sin(2 * Math.PI * hertz * i / 48_000);
    }
    return 2 * Math.hypot(re, im) / whole;
  }

  /** The power of the next 20 ms, in dB of full scale. */
  private static double level(SimulatedReceiver air) {
    byte[] bytes = new byte[2 * RATE / 50];
    air.produce(bytes, bytes.length / 2);
    float[] iq = new float[bytes.length];
    IqBlock.unsigned8(bytes, 0, bytes.length, iq, 0);
    double power = 0;
    for (float value : iq) {
      power += value * value;
    }
    return 10 * Math.log10(power / (0.5 * bytes.length));
  }

  private static double decibels(double ratio) {
    return 20 * Math.log10(ratio);
  }

  @Test
  void nameTextTypeAndClockAreReceived() throws IOException {
    Clock clock = Clock.fixed(Instant.parse("2026-02-28T23:59:58Z"), ZoneOffset.ofHours(2));
    RdsSettings rds =
        RdsSettings.DEFAULT
            .withProgramme(0x4321, 14)
            .withPs("Größe 42")
            .withRadioText("J. S. Bach: Suite n° 2")
            .withAlternativeFrequencies(List.of(89_100, 101_300))
            .withClock(clock);
    FmReceiver receiver = receiver(OFFSET);
    listen(air(Reception.GOOD, StationSettings.at(STATION).withRds(rds)), receiver, 3.5);
    RdsState state = receiver.rds();
    assertThat(state.pi()).hasValue(0x4321);
    assertThat(state.pty()).hasValue(14);
    assertThat(state.ps()).isEqualTo("Größe 42");
    assertThat(state.radioText()).isEqualTo("J. S. Bach: Suite n° 2");
    assertThat(state.music()).contains(true);
    assertThat(state.alternativeFrequencies()).containsExactly(89_100, 101_300);
    assertThat(state.clock().orElseThrow()).isEqualTo("2026-03-01T02:00+02:00");
    assertThat(state.failed()).isZero();
  }

  @Test
  void leftIsLeftAndRightIsRight() throws IOException {
    StationSettings station =
        StationSettings.at(STATION).withProgramme(Programme.tone(1000, 5000, 0.5));
    Audio audio = listen(air(Reception.GOOD, station), receiver(OFFSET), 1.5);
    double left = tone(audio.left(), audio.frames(), 1000);
    double right = tone(audio.right(), audio.frames(), 5000);
    assertThat(decibels(left / right)).isCloseTo(0, within(0.3)); // the treble is what it was
    assertThat(decibels(tone(audio.right(), audio.frames(), 1000) / left)).isLessThan(-40);
    assertThat(decibels(tone(audio.left(), audio.frames(), 5000) / right)).isLessThan(-40);
  }

  @Test
  void monoHasNoPilotAndNoRdsHasNoBlocks() throws IOException {
    FmReceiver receiver = receiver(OFFSET);
    StationSettings station = StationSettings.at(STATION).withStereo(false).withRds(null);
    listen(air(Reception.GOOD, station), receiver, 1);
    assertThat(receiver.status().pilot()).isFalse();
    assertThat(receiver.rds().blocks()).isZero();
  }

  @Test
  void deviationsAndCarrierAreAsSet() throws IOException {
    FmReceiver receiver = receiver(OFFSET);
    Reception skewed = Reception.GOOD.withCrystal(5).withFaults(0.02, 0.5, 2);
    listen(air(skewed, StationSettings.at(STATION)), receiver, 1.5);
    assertThat(receiver.status().pilotHz()).isCloseTo(6750, within(150.0));
    assertThat(receiver.status().carrierOffsetHz())
        .isCloseTo(-5e-6 * (STATION - OFFSET), within(60.0));
    assertThat(receiver.status().levelDbfs()).isCloseTo(-6, within(0.5));
  }

  @Test
  void theClientsCorrectionIsObeyed() throws IOException {
    FmReceiver receiver = receiver(OFFSET);
    SimulatedReceiver air = air(Reception.GOOD.withCrystal(5), StationSettings.at(STATION));
    assertThat(air.command(Command.PPM, 5)).isEmpty();
    listen(air, receiver, 1);
    assertThat(receiver.status().carrierOffsetHz()).isCloseTo(0, within(60.0));
  }

  @Test
  void noiseIsAsStrongAsSaid() throws IOException {
    for (double cnr : new double[] {10, 20, 30}) {
      FmReceiver receiver = receiver(OFFSET);
      listen(air(Reception.GOOD.withCnr(cnr), StationSettings.at(STATION)), receiver, 1);
      assertThat(receiver.status().snrDb()).isCloseTo(cnr, within(2.0));
    }
  }

  @Test
  void aFadeIsNoNoise() throws IOException {
    SimulatedReceiver air = air(Reception.GOOD.withFade(20, 5), StationSettings.at(STATION));
    FmReceiver receiver = receiver(OFFSET);
    for (double time = 0.5; time <= 5; time += 0.5) {
      listen(air, receiver, 0.5);
      double fade = 20 * (0.5 - 0.5 * Math.cos(2 * Math.PI * time / 5));
      // It is the average of the last 100 ms, in which the fade changes by a decibel.
      assertThat(receiver.status().snrDb()).as("at %s s", time).isCloseTo(40 - fade, within(2.0));
    }
  }

  @Test
  void onlyTheFirstStationFades() throws IOException {
    Reception fading = Reception.GOOD.withFade(40, 2);
    StationSettings neighbour = StationSettings.at(STATION - 400_000);
    SimulatedReceiver air = air(fading, StationSettings.at(STATION), neighbour);
    FmReceiver receiver = receiver(OFFSET - 400_000);
    listen(air, receiver, 1); // the bottom of the fade
    assertThat(receiver.status().levelDbfs()).isCloseTo(-6, within(0.7));
  }

  @Test
  void whatIsTooWeakForEightBitsIsNothing() throws IOException {
    FmReceiver receiver = receiver(OFFSET);
    assertThat(receiver.status().settled()).isFalse();
    listen(air(Reception.GOOD.withLevel(-60), StationSettings.at(STATION)), receiver, 0.5);
    assertThat(receiver.status().settled()).isTrue();
    assertThat(receiver.status().inputDbfs()).isNegative().isInfinite();

    FmReceiver good = receiver(OFFSET);
    listen(air(Reception.GOOD, StationSettings.at(STATION)), good, 0.5);
    assertThat(good.status().inputDbfs()).isCloseTo(-6, within(0.3));
  }

  @Test
  void anotherStationIsHeardWhereItIs() throws IOException {
    RdsSettings next = RdsSettings.DEFAULT.withPs("NEXT").withProgramme(0x1111, 1);
    SimulatedReceiver air =
        air(
            Reception.GOOD,
            StationSettings.at(STATION),
            StationSettings.at(STATION - 400_000).withLevel(-10).withRds(next));
    FmReceiver receiver = receiver(OFFSET - 400_000);
    listen(air, receiver, 1.5);
    assertThat(receiver.rds().pi()).hasValue(0x1111);
    assertThat(receiver.status().levelDbfs()).isCloseTo(-16, within(0.7));
  }

  @Test
  void tunedElsewhereTheStationIsElsewhereAndOutsideItIsNotHeard() throws IOException {
    SimulatedReceiver air = air(Reception.GOOD, StationSettings.at(STATION));
    assertThat(air.command(Command.FREQUENCY, (int) STATION + 300_000)).isEmpty();
    FmReceiver receiver = receiver(-300_000);
    listen(air, receiver, 1);
    assertThat(receiver.status().pilot()).isTrue();
    assertThat(air.command(Command.FREQUENCY, (int) STATION + 700_000)).isEmpty();
    FmReceiver nothing = receiver(-500_000);
    listen(air, nothing, 1);
    assertThat(nothing.status().pilot()).isFalse();
    assertThat(nothing.status().levelDbfs()).isLessThan(-30);
  }

  @Test
  void gainAndFadesChangeTheLevel() throws IOException {
    SimulatedReceiver air = air(Reception.GOOD.withFade(20, 2), StationSettings.at(STATION));
    assertThat(level(air)).isCloseTo(-6, within(0.3));
    listen(air, receiver(OFFSET), 0.98); // the bottom of the fade is at one second
    assertThat(level(air)).isCloseTo(-26, within(0.5));

    SimulatedReceiver steady = air(Reception.GOOD, StationSettings.at(STATION));
    assertThat(steady.command(Command.GAIN_MODE, 1)).isEmpty();
    assertThat(steady.command(Command.GAIN, 198)).isEmpty(); // the nearest is 19.7, ten less
    FmReceiver quieter = receiver(OFFSET);
    listen(steady, quieter, 0.5);
    assertThat(quieter.status().levelDbfs()).isCloseTo(-16, within(0.7));
  }

  @Test
  void theSameSeedGivesTheSameBytes() throws IOException {
    byte[] whole = new byte[2 * 8192];
    air(Reception.GOOD, StationSettings.at(STATION)).produce(whole, 8192);
    byte[] again = new byte[2 * 8192];
    air(Reception.GOOD, StationSettings.at(STATION)).produce(again, 8192);
    assertThat(again).isEqualTo(whole);
  }

  @Test
  void ratesThatTheReceiverCannotDoAreRefused() throws IOException {
    SimulatedReceiver air = air(Reception.GOOD, StationSettings.at(STATION));
    assertThat(air.command(Command.SAMPLE_RATE, 0)).contains("225,001 to 300,000");
    assertThat(air.sampleRate()).isEqualTo(RATE);
    assertThat(air.command(Command.SAMPLE_RATE, 250_000)).isEmpty();
    assertThat(air.sampleRate()).isEqualTo(250_000);
    assertThatThrownBy(
            () -> new SimulatedReceiver(List.of(), Reception.GOOD, TUNED.withSampleRate(100_000)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
