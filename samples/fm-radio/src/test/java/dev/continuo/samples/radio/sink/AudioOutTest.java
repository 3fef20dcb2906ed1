package dev.continuo.samples.radio.sink;

import static dev.continuo.Continuo.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.continuo.CancelledError;
import dev.continuo.Coroutine;
import dev.continuo.EventLoop;
import dev.continuo.Task;
import dev.continuo.annotation.Async;
import dev.continuo.junit.AsyncTests;
import dev.continuo.junit.RealTime;
import dev.continuo.samples.radio.file.WavHeader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files, pipes, and those that are slow or broken. */
@AsyncTests
@RealTime
class AudioOutTest {

  @TempDir private Path folder = Path.of("");

  private final List<String> said = new ArrayList<>();

  private static Audio ramp(int frames) {
    float[] left = new float[frames];
    float[] right = new float[frames];
    for (int i = 0; i < frames; i++) {
      left[i] = i / 32_767f;
      right[i] = -i / 32_767f;
    }
    Audio audio = new Audio();
    audio.accept(left, right, frames);
    return audio;
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  private static WavHeader header(Path file) throws IOException {
    try (FileChannel in = FileChannel.open(file)) {
      return WavHeader.read(file, in);
    }
  }

  @Test
  @Async
  void aWavFileAppearsWhenItIsWhole() throws IOException {
    Path file = folder.resolve("radio.wav");
    Files.writeString(file, "what was there before");
    try (AudioOut out = AudioOuts.wav(file, 2)) {
      for (int i = 0; i < 100; i++) {
        await(out.write(ramp(1000)));
      }
      assertThat(file).hasContent("what was there before");
    }
    WavHeader header = header(file);
    assertThat(header.channels()).isEqualTo(2);
    assertThat(header.sampleRate()).isEqualTo(48_000);
    assertThat(header.dataBytes()).isEqualTo(400_000);
    byte[] bytes = Files.readAllBytes(file);
    assertThat(bytes).hasSize(400_044);
    int last = 44 + 4 * 99_999;
    assertThat((bytes[last] & 0xff) | (bytes[last + 1] << 8)).isEqualTo(999);
    assertThat((bytes[last + 2] & 0xff) | (bytes[last + 3] << 8)).isEqualTo(-999);
    assertThat(files()).containsExactly(file);
  }

  @Test
  @Async
  void nothingHeardLeavesWhatWasThere() throws IOException {
    Path file = folder.resolve("radio.wav");
    Files.writeString(file, "before");
    try (AudioOut out = AudioOuts.wav(file, 1)) {
      await(out.write(new Audio()));
    }
    assertThat(file).hasContent("before");
    assertThat(files()).containsExactly(file);
  }

  @Test
  void whereNothingCanBeWrittenIsSaid() {
    assertThatThrownBy(() -> AudioOuts.wav(folder, 2))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no ordinary file");
    assertThatThrownBy(() -> AudioOuts.wav(folder.resolve("no/such.wav"), 2))
        .hasMessageContaining("there is no directory");
  }

  @Test
  void aHeaderTellsOfFourGigabytesAtMost() {
    assertThat(WavHeader.bytes(WavHeader.Encoding.S16, 2, 48_000, WavHeader.MOST)).hasSize(44);
    assertThatThrownBy(() -> WavHeader.bytes(WavHeader.Encoding.S16, 2, 48_000, WavHeader.MOST + 1))
        .hasMessageContaining("too many for WAV");
  }

  @Test
  @Async
  void rawSamplesAreRoundedAndClipped() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Audio audio = new Audio();
    audio.accept(
        new float[] {1, 2, -3, Float.NaN}, new float[] {0.5f, -1, Float.POSITIVE_INFINITY, 0}, 4);
    try (AudioOut out = AudioOuts.raw(bytes, "the pipe", 2, said::add)) {
      await(out.write(audio));
    }
    assertThat(bytes.toByteArray())
        .containsExactly(
            0xff, 0x7f, 0x00, 0x40, 0xff, 0x7f, 0x01, 0x80, 0x01, 0x80, 0xff, 0x7f, 0, 0, 0, 0);
    ByteArrayOutputStream mono = new ByteArrayOutputStream();
    try (AudioOut out = AudioOuts.raw(mono, "the pipe", 1, said::add)) {
      await(out.write(ramp(3)));
    }
    assertThat(mono.toByteArray()).containsExactly(0, 0, 0, 0, 0, 0);
  }

  /** Takes nothing before it is told to. */
  private static final class Slow extends OutputStream {
    private final CountDownLatch open = new CountDownLatch(1);
    private int count;

    @Override
    public void write(int b) {
      count++;
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      try {
        open.await();
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
      count += length;
    }
  }

  @Async
  private static Coroutine<Integer> writes(AudioOut out, int count, int[] written)
      throws IOException {
    for (int i = 0; i < count; i++) {
      await(out.write(ramp(1024)));
      written[0]++;
    }
    return value(count);
  }

  @Test
  @Async
  void aSlowOutputHoldsTheWriterBackAndLosesNothing() throws IOException {
    Slow slow = new Slow();
    int[] written = {0};
    try (AudioOut out = AudioOuts.raw(slow, "the pipe", 2, said::add)) {
      Task<Integer> writer = createTask(writes(out, 20, written));
      for (int i = 0; i < 50; i++) {
        await(yieldNow());
      }
      assertThat(written[0]).isEqualTo(1); // the second fills its buffer, and waits
      slow.open.countDown();
      assertThat(await(writer)).isEqualTo(20);
    }
    assertThat(slow.count).isEqualTo(20 * 1024 * 4);
  }

  @Test
  @Async
  void aBrokenPipeIsAnErrorOfTheNextWrite() {
    OutputStream broken =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("Broken pipe");
          }
        };
    String message = "";
    try (AudioOut out = AudioOuts.raw(broken, "the pipe", 2, said::add)) {
      await(out.write(ramp(1024)), IOException.class);
      await(out.write(ramp(1024)), IOException.class);
    } catch (IOException e) {
      message = e.getMessage();
    }
    assertThat(message).isEqualTo("the pipe cannot be written: Broken pipe");
  }

  @Test
  @Async
  void aHurriedCloseWaitsASecondForAReaderThatDoesNotRead() throws IOException {
    Slow slow = new Slow();
    AudioOut out = AudioOuts.raw(slow, "the pipe", 2, said::add);
    await(out.write(ramp(1024)));
    await(out.write(ramp(256)));
    out.hurry();
    long start = EventLoop.running().time();
    await(out.closeAsync());
    assertThat((EventLoop.running().time() - start) / 1_000_000).isBetween(950L, 4_000L);
    // 1280 frames
    assertThat(said)
        .containsExactly("the pipe took nothing for 1 s: the last 0.03 s of sound are lost");
    slow.open.countDown();
  }

  @Test
  @Async
  void aCloseThatIsCancelledIsInAHurryToo() throws IOException {
    Slow slow = new Slow();
    AudioOut out = AudioOuts.raw(slow, "the pipe", 2, said::add);
    await(out.write(ramp(1024)));
    Task<?> closing = createTask(closed(out));
    await(sleep(Duration.ofMillis(1_300)));
    assertThat(closing.done()).as("a close waits as long as it takes").isFalse();
    closing.cancel();
    boolean cancelled = false;
    try {
      await(closing);
    } catch (CancelledError e) {
      cancelled = true;
    }
    assertThat(cancelled).isTrue();
    assertThat(said).hasSize(1);
    slow.open.countDown();
  }

  @Async
  private static Coroutine<Void> closed(AudioOut out) {
    await(out.closeAsync());
    return done();
  }

  @Test
  @Async
  void aHurryLosesNothingIfThereIsAReader() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    AudioOut out = AudioOuts.raw(bytes, "the pipe", 2, said::add);
    await(out.write(ramp(1024)));
    await(out.write(ramp(10)));
    out.hurry();
    await(out.closeAsync());
    await(out.closeAsync());
    assertThat(bytes.size()).isEqualTo(1034 * 4);
    assertThat(said).isEmpty();
  }

  @Test
  @Async
  void aFileIsWrittenToItsEndThoughTheCloseIsCancelled() throws IOException {
    Path file = folder.resolve("radio.wav");
    AudioOut out = AudioOuts.wav(file, 2);
    await(out.write(ramp(1000)));
    Task<?> closing = createTask(closed(out));
    await(yieldNow());
    closing.cancel();
    try {
      await(closing);
    } catch (CancelledError e) {
      // what was asked for
    }
    assertThat(header(file).dataBytes()).isEqualTo(4000);
    assertThat(files()).containsExactly(file);
  }

  @Test
  @Async
  void aFullFileIsKeptAndThatItIsFullIsSaid() throws IOException {
    Path file = folder.resolve("radio.wav");
    String message = "";
    // Not a whole number of frames: the last frame that fits is the last one.
    try (AudioOut out = AudioOuts.wav(file, 2, 200_003)) {
      for (int i = 0; i < 100; i++) {
        await(out.write(ramp(1000)), IOException.class);
      }
    } catch (IOException e) {
      message = e.getMessage();
    }
    assertThat(message)
        .isEqualTo(
            file
                + " is full: no WAV file holds more than 4 GiB, 0:00:01 hours of this sound;"
                + " they are kept");
    assertThat(header(file).dataBytes()).isEqualTo(200_000);
    assertThat(file).hasSize(200_044);
    assertThat(files()).containsExactly(file);
  }

  @Test
  @Async
  void aFileOfExactlyTheSizeIsNotTooFull() throws IOException {
    Path file = folder.resolve("radio.wav");
    try (AudioOut out = AudioOuts.wav(file, 1, 80_000)) {
      for (int i = 0; i < 40; i++) {
        await(out.write(ramp(1000)));
      }
    }
    assertThat(header(file).dataBytes()).isEqualTo(80_000);
  }
}
