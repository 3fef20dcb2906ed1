package dev.continuo.samples.radio.sink;

import static dev.continuo.Continuo.*;

import dev.continuo.Coroutine;
import dev.continuo.Task;
import dev.continuo.annotation.Async;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Sound as signed 16-bit little-endian integers, handed to a target that blocks.
 *
 * <pre>
 *   loop    fill ▓▓▓▓▓▓ │ fill ░░░░░░ │ wait … │ fill ▓▓▓▓▓▓ │
 *   worker              │ write ▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓│ write ░░░░░ │
 * </pre>
 *
 * <p>Two buffers: one is filled while the other is written. A write that is cancelled, or a close,
 * waits for the worker, so that nothing is written behind its back.
 */
final class PcmOut implements AudioOut {

  private final PcmTarget target;
  private final int channels;
  private final int chunk;
  private byte[] filling;
  private byte[] spare;
  private int count;
  private @Nullable Task<?> writing;

  /** Hands the target {@code chunk} bytes or more at a time. */
  PcmOut(PcmTarget target, int channels, int chunk) {
    this.target = target;
    this.channels = channels;
    this.chunk = chunk;
    this.filling = new byte[2 * chunk];
    this.spare = new byte[2 * chunk];
  }

  @Override
  @Async
  public Coroutine<@Nullable Void> write(Audio audio) throws IOException {
    append(audio);
    if (count >= chunk) {
      await(handOver());
    }
    return done();
  }

  private void append(Audio audio) {
    int bytes = 2 * channels * audio.frames();
    if (count + bytes > filling.length) {
      filling = Arrays.copyOf(filling, Math.max(count + bytes, 2 * filling.length));
    }
    float[] left = audio.left();
    float[] right = audio.right();
    for (int i = 0; i < audio.frames(); i++) {
      if (channels == 1) {
        put(0.5f * (left[i] + right[i]));
      } else {
        put(left[i]);
        put(right[i]);
      }
    }
  }

  private void put(float value) {
    int rounded = Math.round(Math.max(-1, Math.min(1, value)) * Short.MAX_VALUE); // NaN: 0
    filling[count++] = (byte) rounded;
    filling[count++] = (byte) (rounded >> 8);
  }

  @Async
  private Coroutine<Void> handOver() {
    await(written());
    byte[] full = filling;
    int bytes = count;
    filling = spare;
    spare = full;
    count = 0;
    writing =
        createTask(
            toThread(
                () -> {
                  target.write(full, bytes);
                  return true;
                }),
            "write sound");
    return done();
  }

  /** Waits for the worker; throws what it met. */
  @Async
  private Coroutine<Void> written() {
    Task<?> last = writing;
    if (last != null) {
      await(shield(last));
      writing = null;
    }
    return done();
  }

  @Override
  @Async
  public Coroutine<@Nullable Void> closeAsync() {
    try {
      if (count > 0) {
        await(handOver());
      }
      await(written());
    } finally {
      Task<?> finish =
          createTask(
              toThread(
                  () -> {
                    target.finish();
                    return true;
                  }),
              "finish the sound");
      await(shield(finish));
    }
    return done();
  }
}
