package dev.continuo.samples.radio.sink;

import static dev.continuo.Continuo.*;

import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import dev.continuo.samples.radio.dsp.FmReceiver;
import dev.continuo.samples.radio.file.WavHeader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The places where sound can go. Those of files and devices open them, which may block a moment.
 */
public final class AudioOuts {

  private static final int RATE = FmReceiver.AUDIO_RATE;
  private static final int FILE_CHUNK = 1 << 16;
  private static final int LIVE_CHUNK = 1 << 11; // 10 ms

  private AudioOuts() {}

  /**
   * A WAV file of 16 bits, 48 kHz. It is full at 4 GiB: the write that has no place there fails,
   * and what came before is kept.
   *
   * @param file its place, which is taken when the sound is closed
   * @param channels 1 or 2
   * @return where to write
   * @throws IOException if nothing can be written there
   */
  public static AudioOut wav(Path file, int channels) throws IOException {
    return wav(file, channels, WavHeader.MOST);
  }

  /** A WAV file that is full after so many bytes of samples, or at 4 GiB. */
  static AudioOut wav(Path file, int channels, long most) throws IOException {
    return new PcmOut(new WavFile(file, channels, RATE, most), channels, FILE_CHUNK, null);
  }

  /**
   * Raw signed 16-bit little-endian samples of 48 kHz, without a header.
   *
   * @param out takes them; flushed at the end, not closed
   * @param name what it is, for messages
   * @param channels 1 or 2
   * @param report gets a line if the end does not wait any longer for somebody who takes nothing
   * @return where to write
   */
  public static AudioOut raw(OutputStream out, String name, int channels, Consumer<String> report) {
    return new PcmOut(
        new PcmTarget() {
          @Override
          public void write(byte[] pcm, int count) throws IOException {
            out.write(pcm, 0, count);
          }

          @Override
          public void finish() throws IOException {
            out.flush();
          }
        },
        channels,
        LIVE_CHUNK,
        Live.named(name, report));
  }

  /**
   * The sound device of this machine.
   *
   * @param channels 1 or 2
   * @param report gets a line if the end does not wait any longer for a device that hangs
   * @return where to write; each write takes as long as the sound plays
   * @throws IOException if there is none
   */
  public static AudioOut speaker(int channels, Consumer<String> report) throws IOException {
    Speaker speaker = new Speaker(channels, RATE);
    return new PcmOut(speaker, channels, LIVE_CHUNK, Live.named("the sound device", report));
  }

  /**
   * Several at once, or none.
   *
   * @param outs each gets all sound, in this order
   * @return where to write; closing closes them all
   */
  public static AudioOut all(List<AudioOut> outs) {
    List<AudioOut> each = List.copyOf(outs);
    return new AudioOut() {
      @Override
      @Async
      public Coroutine<@Nullable Void> write(Audio audio) throws IOException {
        for (AudioOut out : each) {
          await(out.write(audio));
        }
        return done();
      }

      @Override
      public void hurry() {
        each.forEach(AudioOut::hurry);
      }

      @Override
      public double untaken() {
        return each.stream().mapToDouble(AudioOut::untaken).max().orElse(0);
      }

      @Override
      @Async
      public Coroutine<@Nullable Void> closeAsync() {
        await(closeFrom(0));
        return done();
      }

      @Async
      private Coroutine<Void> closeFrom(int index) {
        if (index < each.size()) {
          try {
            await(each.get(index).closeAsync());
          } finally {
            await(closeFrom(index + 1));
          }
        }
        return done();
      }
    };
  }
}
