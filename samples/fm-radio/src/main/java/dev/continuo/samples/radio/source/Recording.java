package dev.continuo.samples.radio.source;

import static dev.continuo.Continuo.*;

import dev.continuo.Coroutine;
import dev.continuo.EventLoop;
import dev.continuo.annotation.Async;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A recording that is read as if it came from a receiver: at the pace of its sample rate, or as
 * fast as somebody reads.
 *
 * <pre>{@code
 * try (Recording recording = await(Recording.open(file, Hints.ofRate(2_400_000), Pace.REAL_TIME))) {
 *   int bytes = await(recording.read(buffer));
 * }
 * }</pre>
 *
 * <p>The file is read on another thread. The pace does not drift: each read is due at a time that
 * is counted from the first one, by the loop's clock.
 */
public final class Recording implements SampleInput {

  /** How fast a recording plays. */
  public enum Pace {
    /** As it was recorded. */
    REAL_TIME,
    /** As fast as somebody reads. */
    FAST
  }

  private final RecordingInfo info;
  private final FileChannel file;
  private final Pace pace;
  private final long bytes;
  private long position;
  private long started;

  private Recording(RecordingInfo info, FileChannel file, Pace pace) {
    this.info = info;
    this.file = file;
    this.pace = pace;
    this.bytes = info.samples() * info.format().bytesPerSample();
  }

  /**
   * Opens a recording.
   *
   * @param file as for {@link RecordingInfo#of}
   * @param hints as for {@link RecordingInfo#of}
   * @param pace how fast it plays
   * @return a lazy coroutine of the recording
   * @throws IOException when it is awaited: as {@link RecordingInfo#of}
   */
  @Async
  public static Coroutine<Recording> open(Path file, RecordingInfo.Hints hints, Pace pace)
      throws IOException {
    RecordingInfo info = await(toThread(() -> RecordingInfo.of(file, hints)));
    FileChannel channel = FileChannel.open(info.data(), StandardOpenOption.READ);
    return value(new Recording(info, channel, pace));
  }

  /**
   * What is known about it.
   *
   * @return where the samples are and what they are
   */
  public RecordingInfo info() {
    return info;
  }

  @Override
  public SampleFormat format() {
    return info.format();
  }

  @Override
  public int sampleRate() {
    return info.sampleRate();
  }

  @Override
  public long frequency() {
    return info.frequency();
  }

  @Override
  @Async
  public Coroutine<Integer> read(ByteBuffer target) throws IOException {
    if (position == bytes) {
      return value(-1);
    }
    if (position == 0) {
      started = EventLoop.running().time();
    }
    int count = (int) Math.min(target.remaining(), bytes - position);
    // A buffer of its own: when this is cancelled, the thread goes on for a moment.
    ByteBuffer read = await(toThread(() -> readFully(position, count)));
    target.put(read);
    position += count;
    if (pace == Pace.REAL_TIME) {
      double seconds = (double) position / info.format().bytesPerSample() / info.sampleRate();
      long due = started + (long) (seconds * 1e9);
      await(sleep(Duration.ofNanos(due - EventLoop.running().time())));
    }
    return value(count);
  }

  private ByteBuffer readFully(long from, int count) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(count);
    while (buffer.hasRemaining()) {
      if (file.read(buffer, info.offset() + from + buffer.position()) < 0) {
        throw new EOFException(info.data() + " became shorter while it was read");
      }
    }
    return buffer.flip();
  }

  @Override
  @Async
  public Coroutine<@Nullable Void> tune(TunerSettings settings) {
    throw new UnsupportedOperationException(
        info.data() + " is a recording: it cannot be tuned to " + settings.frequency() + " Hz");
  }

  @Override
  @Async
  public Coroutine<@Nullable Void> closeAsync() {
    abort();
    return done();
  }

  @Override
  public void abort() {
    try {
      file.close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot close " + info.data(), e);
    }
  }

  @Override
  public String toString() {
    String cut = "";
    if (info.missing() > 0) {
      cut = "; it was cut off: " + info.missing() + " samples are missing";
    } else if (info.oddBytes() > 0) {
      cut = "; it ends within a sample: bytes that are not used: " + info.oddBytes();
    }
    return info.data() + " (" + info.format() + ", " + info.sampleRate() + " samples/s" + cut + ")";
  }
}
