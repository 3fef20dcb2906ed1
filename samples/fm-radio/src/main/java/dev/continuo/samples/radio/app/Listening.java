package dev.continuo.samples.radio.app;

import static dev.continuo.Continuo.*;

import dev.continuo.Coroutine;
import dev.continuo.Task;
import dev.continuo.annotation.Async;
import dev.continuo.samples.radio.app.Demodulator.Heard;
import dev.continuo.samples.radio.dsp.FmReceiver;
import dev.continuo.samples.radio.sink.Audio;
import dev.continuo.samples.radio.sink.AudioOut;
import dev.continuo.samples.radio.source.IqBlock;
import dev.continuo.samples.radio.source.Sdr;
import java.io.IOException;

/**
 * The loop that listens. Everything that makes it stop, the end of a recording, enough sound, a
 * lost connection, Ctrl-C, leaves it as it would leave any other loop.
 *
 * <p>The computing is done here, on the loop's thread: a fifth of a millisecond for a block of
 * seven. To hand it to another thread and back costs more than that is worth; {@link AsyncCost}
 * measures it.
 */
final class Listening {

  private final Demodulator demodulator;
  private final AudioOut out;
  private final Display display;
  private final long mostFrames;
  private long frames;

  /** Listens until {@code seconds} of sound were written; infinity for without end. */
  Listening(Demodulator demodulator, AudioOut out, Display display, double seconds) {
    this.demodulator = demodulator;
    this.out = out;
    this.display = display;
    double most = seconds * FmReceiver.AUDIO_RATE;
    this.mostFrames = most < Long.MAX_VALUE ? Math.round(most) : Long.MAX_VALUE;
  }

  /** Listens until there is enough, or no more; fails if the source or the output does. */
  @Async
  Coroutine<Void> to(Sdr sdr) throws IOException {
    Task<?> watch = createTask(display.watch(sdr), "watch for silence");
    try {
      await(listen(sdr));
    } finally {
      watch.cancel();
    }
    display.end(sdr);
    return done();
  }

  @Async
  private Coroutine<Void> listen(Sdr sdr) throws IOException {
    for (IqBlock block : each(sdr.stream())) {
      Heard heard = demodulator.demodulate(block);
      heard.audio().truncate(mostFrames - frames);
      await(out.write(heard.audio()));
      frames += heard.audio().frames();
      display.update(heard, sdr, frames);
      if (frames == mostFrames) {
        break;
      }
    }
    if (frames < mostFrames) {
      await(writeRest(sdr.source().sampleRate()));
    }
    return done();
  }

  @Async
  private Coroutine<Void> writeRest(int sampleRate) throws IOException {
    Audio rest = demodulator.rest(sampleRate);
    rest.truncate(mostFrames - frames);
    await(out.write(rest));
    frames += rest.frames();
    return done();
  }

  /** How much sound was written until now. */
  long frames() {
    return frames;
  }
}
