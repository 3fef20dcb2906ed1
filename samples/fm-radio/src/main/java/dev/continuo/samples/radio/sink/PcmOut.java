package dev.continuo.samples.radio.sink;

import static dev.continuo.Continuo.*;

import dev.continuo.CancelledError;
import dev.continuo.Coroutine;
import dev.continuo.EventLoop;
import dev.continuo.ReturnWhen;
import dev.continuo.Task;
import dev.continuo.annotation.Async;
import dev.continuo.samples.radio.file.Reason;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sound as signed 16-bit little-endian integers, handed to a target that blocks.
 *
 * <pre>
 *   loop    fill ▓▓▓▓▓▓ │ fill ░░░░░░ │ wait … │ fill ▓▓▓▓▓▓ │
 *   worker              │ write ▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓│ write ░░░░░ │
 * </pre>
 *
 * <p>Two buffers: one is filled while the other is written. A close waits for the worker, so that
 * nothing is written behind its back; but not for ever, if the target is {@link Live} and somebody
 * wants the end.
 */
final class PcmOut implements AudioOut {

  private static final int FRAMES_A_SECOND = 48_000;

  private final PcmTarget target;
  private final int channels;
  private final int chunk;
  private final @Nullable Live live;
  private byte[] filling;
  private byte[] spare;
  private int count;
  private int handedOver;
  private @Nullable Task<?> writing;
  private boolean failed;
  private boolean closed;
  private boolean hurried;
  private boolean givenUp;
  private double untaken;

  /**
   * Hands the target {@code chunk} bytes or more at a time.
   *
   * @param live how to deal with a target that may take nothing for ever; null for a file
   */
  PcmOut(PcmTarget target, int channels, int chunk, @Nullable Live live) {
    this.target = target;
    this.channels = channels;
    this.chunk = chunk;
    this.live = live;
    this.filling = new byte[2 * chunk];
    this.spare = new byte[2 * chunk];
  }

  @Override
  @Async
  public Coroutine<@Nullable Void> write(Audio audio) throws IOException {
    append(audio);
    if (count >= chunk) {
      try {
        await(handOver(), IOException.class);
      } catch (IOException e) {
        failed = true;
        throw e;
      }
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
    handedOver = bytes;
    writing = createTask(onWorker(() -> target.write(full, bytes)), "write sound");
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
    handedOver = 0;
    return done();
  }

  /** What blocks, on a thread for it. */
  private interface Blocking {
    void run() throws IOException;
  }

  @Async
  private Coroutine<Boolean> onWorker(Blocking work) {
    if (live == null) {
      return value(await(toThread(() -> run(work))));
    }
    return value(await(EventLoop.running().runInExecutor(live.worker(), () -> run(work))));
  }

  private boolean run(Blocking work) throws OutputException {
    try {
      work.run();
      return true;
    } catch (IOException e) {
      throw new OutputException(live == null ? Reason.of(e) : live.explain(e), e);
    }
  }

  // ---- the end

  @Override
  public void hurry() {
    hurried = true;
  }

  @Override
  public double untaken() {
    return untaken;
  }

  /** Does not end before the worker, though it is cancelled; but see {@link Live}. */
  @Override
  @Async
  public Coroutine<@Nullable Void> closeAsync() {
    if (closed) {
      return done();
    }
    closed = true;
    Task<?> end = createTask(end(), "finish the sound");
    CancelledError late = null;
    while (!end.done()) {
      try {
        if (live == null || !hurried) {
          await(waitUntil(ReturnWhen.ALL_COMPLETED, end));
        } else {
          await(waitUntil(ReturnWhen.ALL_COMPLETED, Live.PATIENCE, List.of(end)));
          giveUp(end, live);
        }
      } catch (CancelledError e) {
        late = e;
        hurried = true;
      }
    }
    if (live != null) {
      live.worker().shutdown();
    }
    if (!end.cancelled()) {
      await(end);
    }
    if (late != null) {
      throw late;
    }
    return done();
  }

  private void giveUp(Task<?> end, Live target) {
    if (!end.done() && !givenUp) {
      givenUp = true;
      int bytes = handedOver + count;
      if (bytes > 0) {
        untaken = (double) bytes / 2 / channels / FRAMES_A_SECOND;
        target.notTaken(untaken);
      }
      end.cancel();
      if (writing != null) {
        writing.cancel();
      }
    }
  }

  @Async
  private Coroutine<Void> end() {
    try {
      if (!failed && count > 0) {
        await(handOver());
      }
      if (!failed) {
        await(written());
      }
    } finally {
      if (!givenUp) { // else the worker does not come to it
        await(onWorker(target::finish));
      }
    }
    return done();
  }
}
