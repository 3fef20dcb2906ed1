package dev.continuo.samples.radio.source;

import static dev.continuo.Continuo.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.continuo.Coroutine;
import dev.continuo.VirtualTime;
import dev.continuo.annotation.Async;
import dev.continuo.junit.AsyncTests;
import dev.continuo.samples.radio.file.WavHeader;
import dev.continuo.samples.radio.source.Recording.Pace;
import dev.continuo.samples.radio.source.RecordingInfo.Hints;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recordings of every kind, whole and damaged. */
@AsyncTests
class RecordingTest {

  private static final Hints RATE = Hints.ofRate(1000);

  @TempDir private Path folder = Path.of("");

  private Path write(String name, byte... bytes) throws IOException {
    return Files.write(folder.resolve(name), bytes);
  }

  private static byte[] floats(float... values) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : values) {
      bytes.putFloat(value);
    }
    return bytes.array();
  }

  private Path wav(WavHeader.Encoding encoding, int channels, byte... data) throws IOException {
    byte[] header = WavHeader.bytes(encoding, channels, 48_000, data.length);
    return write(
        "iq.wav", ByteBuffer.allocate(header.length + data.length).put(header).put(data).array());
  }

  @Async
  private static Coroutine<List<Float>> values(Path file, Hints hints) throws IOException {
    List<Float> values = new ArrayList<>();
    StreamOptions options = StreamOptions.RECORDED.withBlocks(3, 2);
    try (Sdr sdr = await(Sdr.openRecording(file, hints, Pace.FAST, options))) {
      for (IqBlock block : each(sdr.stream())) {
        for (int i = 0; i < 2 * block.samples(); i++) {
          values.add(block.iq()[i]);
        }
      }
      if (sdr.replaced() > 0) {
        values.add(sdr.replaced() * 1000f);
      }
    }
    return value(values);
  }

  @Test
  @Async
  void everyFormat() throws IOException {
    assertThat(await(values(write("a.cu8", (byte) 0, (byte) 255), RATE)))
        .containsExactly(-127.4f / 128, 127.6f / 128);
    assertThat(await(values(write("a.cs8", (byte) -128, (byte) 64), RATE)))
        .containsExactly(-1f, 0.5f);
    assertThat(await(values(write("a.cs16", (byte) 0, (byte) 0x80, (byte) 0, (byte) 0x40), RATE)))
        .containsExactly(-1f, 0.5f);
    assertThat(await(values(write("a.cf32", floats(-1, 0.25f)), RATE))).containsExactly(-1f, 0.25f);
    Hints named = new Hints(Optional.of(SampleFormat.CS8), OptionalInt.of(1), OptionalLong.empty());
    assertThat(await(values(write("a.bin", (byte) 32, (byte) 64), named)))
        .containsExactly(0.25f, 0.5f);
  }

  @Test
  @Async
  void whatIsNoNumberIsReplacedAndCounted() throws IOException {
    Path file =
        write("a.cf32", floats(1, Float.NaN, Float.POSITIVE_INFINITY, -1, 1e30f, 0.5f, 0, 0));
    assertThat(await(values(file, RATE))).containsExactly(1f, 0f, 0f, -1f, 0f, 0.5f, 0f, 0f, 3000f);
  }

  @Test
  @Async
  void wavOfIq() throws IOException {
    Path bytes = wav(WavHeader.Encoding.U8, 2, (byte) 0, (byte) 255);
    assertThat(await(values(bytes, Hints.NONE))).hasSize(2);
    Path shorts = wav(WavHeader.Encoding.S16, 2, new byte[] {0, 64, 0, 32});
    assertThat(await(values(shorts, Hints.NONE))).containsExactly(0.5f, 0.25f);
    Path floats = wav(WavHeader.Encoding.F32, 2, floats(0.5f, -0.5f));
    assertThat(await(values(floats, Hints.NONE))).containsExactly(0.5f, -0.5f);
    assertThat(RecordingInfo.of(floats, Hints.NONE).sampleRate()).isEqualTo(48_000);
  }

  @Test
  @Async
  void wavThatWasCutOffPlaysAndSaysSo() throws IOException {
    byte[] header = WavHeader.bytes(WavHeader.Encoding.S16, 2, 48_000, 400);
    Path file = write("iq.wav", Arrays.copyOf(header, header.length + 43)); // ten and a half
    assertThat(await(values(file, Hints.NONE))).hasSize(2 * 10);
    try (Recording recording = await(Recording.open(file, Hints.NONE, Pace.FAST))) {
      assertThat(recording)
          .hasToString(file + " (CS16, 48000 samples/s; it was cut off: 89 samples are missing)");
    }
    for (int unknown : new int[] {0, -1, 0x7fff_ffff}) { // as programs write into pipes
      ByteBuffer bytes = ByteBuffer.allocate(header.length + 43).order(ByteOrder.LITTLE_ENDIAN);
      bytes.put(header).putInt(header.length - 4, unknown);
      RecordingInfo info = RecordingInfo.of(write("iq.wav", bytes.array()), Hints.NONE);
      assertThat(info.samples()).isEqualTo(10);
      assertThat(info.missing()).isZero();
      assertThat(info.oddBytes()).isEqualTo(3);
      try (Recording recording = await(Recording.open(file, Hints.NONE, Pace.FAST))) {
        assertThat(recording.toString())
            .endsWith("ends within a sample: bytes that are not used: 3)");
      }
    }
  }

  @Test
  @Async
  void sigMf() throws IOException {
    Path meta =
        Files.writeString(
            folder.resolve("band.sigmf-meta"),
            """
            {"global": {"core:datatype": "ci16_le", "core:sample_rate": 2400000, "core:version": "1.0.0"},
             "captures": [{"core:sample_start": 0, "core:frequency": 92450000.0}],
             "annotations": []}
            """);
    Path data = write("band.sigmf-data", (byte) 0, (byte) 64, (byte) 0, (byte) 32);
    for (Path either : List.of(meta, data)) {
      RecordingInfo info = RecordingInfo.of(either, Hints.NONE);
      assertThat(info)
          .isEqualTo(new RecordingInfo(data, SampleFormat.CS16, 2_400_000, 92_450_000, 0, 1, 0, 0));
      assertThat(await(values(either, Hints.NONE))).containsExactly(0.5f, 0.25f);
    }
    Hints other = new Hints(Optional.empty(), OptionalInt.of(1000), OptionalLong.of(7));
    assertThat(RecordingInfo.of(meta, other).sampleRate()).isEqualTo(1000);
    assertThat(RecordingInfo.of(meta, other).frequency()).isEqualTo(7);
  }

  private void fails(Path file, Hints hints, String... parts) {
    assertThatThrownBy(() -> RecordingInfo.of(file, hints))
        .isInstanceOf(IOException.class)
        .message()
        .contains(parts);
  }

  @Test
  void whatIsWrongIsSaid() throws IOException {
    Path odd = write("odd.cu8", (byte) 1, (byte) 2, (byte) 3);
    fails(odd, RATE, "3 bytes", "no whole number of pairs");
    fails(odd, Hints.NONE, "does not tell its sample rate", "--rate");
    fails(write("even.cu8", new byte[2]), Hints.ofRate(0), "a sample rate of 0");
    fails(write("empty.cu8"), RATE, "has no samples");
    fails(write("a.xyz", (byte) 1, (byte) 2), RATE, "--format");
    fails(write("b.wav", (byte) 1, (byte) 2), Hints.NONE, "b.wav ends at byte 2", "was cut off");
    byte[] header = WavHeader.bytes(WavHeader.Encoding.S16, 2, 48_000, 4);
    for (int length = 12; length < header.length; length++) {
      Path cut = write("cut.wav", Arrays.copyOf(header, length));
      fails(cut, Hints.NONE, "cut.wav ", "copy or record it again");
    }
    fails(write("c.wav", new byte[50]), Hints.NONE, "no WAV file");
    fails(wav(WavHeader.Encoding.S16, 1, new byte[4]), Hints.NONE, "1 channels", "2");
    assertThatThrownBy(() -> RecordingInfo.of(folder.resolve("none.cu8"), RATE))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageEndingWith("none.cu8: no such recording: check the name");
    assertThatThrownBy(() -> RecordingInfo.of(folder, RATE))
        .hasMessageEndingWith("a directory is no recording: name a file in it");
    Path device = Path.of("/dev/zero");
    if (Files.exists(device)) {
      fails(device, RATE, "/dev/zero: a pipe or a device is no recording");
    }
  }

  @Test
  void sigMfThatCannotBePlayed() throws IOException {
    Path meta = folder.resolve("x.sigmf-meta");
    write("x.sigmf-data", new byte[8]);
    fails(
        folder.resolve("x.sigmf-data"),
        Hints.NONE,
        "there is no ",
        "x.sigmf-meta, which describes ",
        "x.sigmf-data: put it there");
    fails(meta, Hints.NONE, "x.sigmf-meta: no such recording: check the name");
    Files.writeString(meta, "{\"global\": ");
    fails(meta, Hints.NONE, "x.sigmf-meta is no JSON: ", "(line 1, column ");
    assertThatThrownBy(() -> RecordingInfo.of(meta, Hints.NONE))
        .message()
        .doesNotContain("Source")
        .doesNotContain("StreamReadFeature");
    Files.write(meta, new byte[] {(byte) 0xff, (byte) 0xfe, 0});
    fails(meta, Hints.NONE, "x.sigmf-meta is no JSON: it is no text in UTF-8");
    Files.writeString(meta, "{\"global\": {\"core:datatype\": \"rf64_be\"}}");
    fails(meta, Hints.NONE, "\"rf64_be\"", "cu8, ci8, ci16_le and cf32_le");
    Files.writeString(meta, "{\"global\": {\"core:datatype\": \"cu8\"}}");
    fails(meta, Hints.NONE, "core:sample_rate");
    Files.writeString(meta, "{\"global\": {\"core:datatype\": \"cu8\", \"core:sample_rate\": 0}}");
    fails(meta, Hints.NONE, "a sample rate of 0");
    Files.delete(folder.resolve("x.sigmf-data"));
    Files.writeString(meta, "{\"global\": {\"core:datatype\": \"cu8\", \"core:sample_rate\": 1}}");
    fails(
        meta,
        Hints.NONE,
        "there is no ",
        "x.sigmf-data, which has the samples of ",
        "x.sigmf-meta: put it there");
  }

  @Test
  @Async
  void aRecordingPlaysAsLongAsItWasRecorded(VirtualTime time) throws IOException {
    Path file = write("long.cu8", new byte[2 * 90_000]);
    StreamOptions options = StreamOptions.RECORDED.withBlocks(700, 4);
    long samples = 0;
    try (Sdr sdr = await(Sdr.openRecording(file, RATE, Pace.REAL_TIME, options))) {
      for (IqBlock block : each(sdr.stream())) {
        samples += block.samples();
      }
    }
    assertThat(samples).isEqualTo(90_000);
    // While a thread reads the file the clock runs in real time: a little is added, no drift.
    assertThat(time.now()).isBetween(Duration.ofSeconds(90), Duration.ofMillis(90_500));
  }

  @Test
  @Async
  void aRecordingCannotBeTuned() throws IOException {
    Path file = write("a.cu8", new byte[2]);
    String message = "";
    try (Sdr sdr = await(Sdr.openRecording(file, RATE, Pace.FAST, StreamOptions.RECORDED))) {
      await(sdr.tune(TunerSettings.at(1)));
    } catch (UnsupportedOperationException e) {
      message = e.getMessage();
    }
    assertThat(message).contains("a.cu8 is a recording");
  }
}
