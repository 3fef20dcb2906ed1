package dev.continuo.samples.radio.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.continuo.samples.radio.source.RtlTcp.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A recording that is served. */
class RecordingProducerTest {

  @TempDir private Path folder = Path.of("");

  private RecordingInfo numbers(int samples) throws IOException {
    byte[] bytes = new byte[2 * samples];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) i;
    }
    Path file = Files.write(folder.resolve(samples + ".cu8"), bytes);
    return RecordingInfo.of(file, RecordingInfo.Hints.ofRate(240_000));
  }

  @Test
  void blocksAreFullWhateverTheRecordingsLength() throws IOException {
    for (int length : new int[] {1, 3, 64, 65, 100, 128, 200}) {
      try (RecordingProducer producer = new RecordingProducer(numbers(length), true)) {
        byte[] block = new byte[2 * 64];
        int at = 0;
        for (int i = 0; i < 10; i++) {
          assertThat(producer.produce(block, 64)).isEqualTo(64);
          for (byte value : block) {
            assertThat(value).as("%d of %d", at, length).isEqualTo((byte) (at++ % (2 * length)));
          }
        }
      }
    }
  }

  @Test
  void onceItEnds() throws IOException {
    try (RecordingProducer producer = new RecordingProducer(numbers(100), false)) {
      byte[] block = new byte[2 * 64];
      assertThat(producer.produce(block, 64)).isEqualTo(64);
      assertThat(producer.produce(block, 64)).isEqualTo(36);
      assertThat(block[0]).isEqualTo((byte) 128);
      assertThat(producer.produce(block, 64)).isZero();
    }
  }

  @Test
  void eachClientIsToldOnceThatTuningDoesNothing() throws IOException {
    try (RecordingProducer producer = new RecordingProducer(numbers(100), true)) {
      for (int client = 0; client < 2; client++) {
        producer.reset();
        assertThat(producer.command(Command.FREQUENCY, 92_700_000))
            .contains("tuning does nothing", "sent as it is");
        assertThat(producer.command(Command.FREQUENCY, 100_000_000)).isEmpty();
      }
    }
  }
}
