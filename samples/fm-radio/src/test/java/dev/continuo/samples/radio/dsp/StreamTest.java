package dev.continuo.samples.radio.dsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.continuo.samples.radio.measure.Audio;
import dev.continuo.samples.radio.measure.TestSignal;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What does not depend on the sound: chunks, counts, memory. */
class StreamTest {
  private static TestSignal station(int rate) {
    return new TestSignal(rate).stereo(1_000, 400).pilot(6_750).noise(25);
  }

  @ParameterizedTest
  @ValueSource(ints = {2_400_000, 2_048_000, 250_000})
  void theSoundDoesNotDependOnTheChunks(int rate) {
    int samples = rate / 8;
    float[] iq = station(rate).floats(samples);
    ReceiverSettings settings = ReceiverSettings.at(rate).withOffset(10_000);
    Audio whole = new Audio();
    new FmReceiver(settings).process(iq, samples, whole);
    assertThat(whole.frames()).isGreaterThan(5_500);

    for (int chunk : new int[] {1, 3, 8_191, 131_072}) {
      Audio audio = new Audio();
      FmReceiver receiver = new FmReceiver(settings);
      for (int from = 0; from < samples; from += chunk) {
        int n = Math.min(chunk, samples - from);
        receiver.process(Arrays.copyOfRange(iq, 2 * from, 2 * (from + n)), n, audio);
      }
      assertThat(audio.lastLeft(audio.frames())).isEqualTo(whole.lastLeft(whole.frames()));
      assertThat(audio.lastRight(audio.frames())).isEqualTo(whole.lastRight(whole.frames()));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {200_000, 250_000, 2_048_000, 2_400_000, 3_200_000})
  void eachSecondGivesExactlyAsManyFrames(int rate) {
    FmReceiver receiver = new FmReceiver(ReceiverSettings.at(rate).withRds(false));
    float[] second = new float[2 * rate];
    Audio audio = new Audio();
    receiver.process(second, rate, audio);
    int before = audio.frames();
    receiver.process(second, rate, audio);
    assertThat(audio.frames() - before).isEqualTo(48_000);
  }

  @ParameterizedTest
  @ValueSource(ints = {999_983, 333_333})
  void oddRatesDoNotDrift(int rate) {
    FmReceiver receiver = new FmReceiver(ReceiverSettings.at(rate).withRds(false));
    float[] second = new float[2 * rate];
    Audio audio = new Audio();
    for (int k = 1; k <= 6; k++) {
      receiver.process(second, rate, audio);
      // Never ahead, and never behind by more than two blocks of 5 ms.
      assertThat(audio.frames()).isBetween(48_000 * k - 480, 48_000 * k);
    }
  }

  @Test
  void theFirstSoundComesAfterAFewMilliseconds() {
    int rate = 2_400_000;
    FmReceiver receiver = new FmReceiver(ReceiverSettings.at(rate));
    TestSignal signal = station(rate);
    Audio audio = new Audio();
    int samples = 0;
    while (audio.frames() == 0) {
      receiver.process(signal.floats(1_000), 1_000, audio);
      samples += 1_000;
    }
    assertThat(samples / (double) rate).isLessThan(0.02);
  }

  @Test
  void nothingIsAllocatedPerBlock() {
    int rate = 240_000;
    float[] iq = station(rate).floats(rate);
    FmReceiver receiver = new FmReceiver(ReceiverSettings.at(rate));
    AudioSink nowhere = (left, right, frames) -> {};
    receiver.process(iq, rate, nowhere);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().getId();
    long before = threads.getThreadAllocatedBytes(thread);
    for (int k = 0; k < 4; k++) {
      receiver.process(iq, rate, nowhere);
    }
    long allocated = threads.getThreadAllocatedBytes(thread) - before;

    // 800 blocks; a single small object in each would be over 12,000.
    assertThat(allocated).isLessThan(8_000);
  }

  @Test
  void wrongSettingsAreRefused() {
    assertThatThrownBy(() -> ReceiverSettings.at(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a sample rate of 0 is not within 200000 to 3200000");
    ReceiverSettings settings = ReceiverSettings.at(250_000);
    assertThatThrownBy(() -> settings.withOffset(130_000))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("outside the 250000 Hz received");
    assertThatThrownBy(() -> settings.withOffset(Double.NaN))
        .isInstanceOf(IllegalArgumentException.class);
    FmReceiver receiver = new FmReceiver(settings);
    assertThatThrownBy(() -> receiver.process(new float[7], 4, (left, right, frames) -> {}))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }
}
