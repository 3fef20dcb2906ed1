package dev.continuo.file;

import dev.continuo.AsyncCloseable;
import dev.continuo.Coroutine;
import dev.continuo.internal.DefaultLoop;
import dev.continuo.internal.file.FileCall;
import dev.continuo.internal.file.SharedChannel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * An open file, read and written at any position, as a FileChannel is: {@link AsyncFiles#open}.
 *
 * <pre>{@code
 * try (AsyncFile file = await(AsyncFiles.open(path, READ, WRITE, CREATE))) {
 *   await(file.write(header, 0));
 *   byte[] trailer = await(file.read(await(file.size()) - 16, 16));
 * }
 * }</pre>
 *
 * <p>All methods return lazy coroutines that fail with {@link IOException}, also after the file is
 * closed. Several may be under way at once, in any order. Cancelling a read leaves the buffer
 * alone; cancelling a write lets it go on, and a close then happens behind it. A loop that is
 * closed closes its files.
 */
public final class AsyncFile implements AsyncCloseable {

  /** What a read makes room for, however small the file is: it may grow. */
  private static final int SMALLEST = 1 << 16;

  private final DefaultLoop loop;
  private final SharedChannel channel;
  private final Runnable onLoopClosed = this::loopClosed;

  AsyncFile(DefaultLoop loop, SharedChannel channel) {
    this.loop = loop;
    this.channel = channel;
    loop.resources().add(onLoopClosed);
  }

  private void loopClosed() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private <R> Coroutine<R> call(String function, SharedChannel.Use<R> use) {
    return FileCall.of("AsyncFile." + function, () -> channel.use(use));
  }

  private Coroutine<@Nullable Void> change(String function, SharedChannel.Change change) {
    return FileCall.<@Nullable Void, @Nullable Void>finished(
        "AsyncFile." + function,
        () -> {
          channel.change(change);
          return null;
        },
        done -> null);
  }

  /**
   * Reads bytes.
   *
   * @param position where they begin, 0 or more
   * @param max how many at most, 0 or more
   * @return a coroutine of so many bytes, of fewer at the end of the file, of none behind it. The
   *     array belongs to the caller
   * @throws IllegalArgumentException if a number is negative
   */
  public Coroutine<byte[]> read(long position, int max) {
    if (position < 0 || max < 0) {
      throw new IllegalArgumentException("cannot read " + max + " bytes at " + position);
    }
    return call(
        "read",
        open -> {
          long there = Math.max(SMALLEST, open.size() - position); // devices have the size 0
          ByteBuffer target = ByteBuffer.allocate((int) Math.min(max, there));
          fill(open, target, position);
          return target.hasRemaining()
              ? Arrays.copyOf(target.array(), target.position())
              : target.array();
        });
  }

  /**
   * Reads into a buffer.
   *
   * @param target as much as fits behind its position, or is in the file; touched on the loop's
   *     thread only
   * @param position where in the file, 0 or more
   * @return a coroutine of the number of bytes; -1 at the end of the file
   * @throws IllegalArgumentException if the position is negative
   */
  public Coroutine<Integer> read(ByteBuffer target, long position) {
    if (position < 0) {
      throw new IllegalArgumentException("cannot read at " + position);
    }
    int most = target.remaining();
    return FileCall.of(
        "AsyncFile.read",
        () ->
            channel.use(
                open -> {
                  ByteBuffer copy = ByteBuffer.allocate(most);
                  fill(open, copy, position);
                  return copy.flip();
                }),
        copy -> {
          int count = copy.remaining();
          target.put(copy);
          return count == 0 && most > 0 ? -1 : count;
        });
  }

  private static void fill(FileChannel open, ByteBuffer target, long position) throws IOException {
    for (int count = 0; count >= 0 && target.hasRemaining(); ) {
      count = open.read(target, position + target.position());
    }
  }

  /**
   * Writes bytes.
   *
   * @param data all of them; not to be changed before this is done
   * @param position where in the file, 0 or more; ignored if it was opened for appending. Behind
   *     the end of the file, what is between reads as zeros
   * @return a coroutine that is done when the system has all
   * @throws IllegalArgumentException if the position is negative
   */
  public Coroutine<@Nullable Void> write(byte[] data, long position) {
    return write(ByteBuffer.wrap(data), position);
  }

  /**
   * Writes bytes.
   *
   * @param data what is between its position and limit, which stay as they are; not to be changed
   *     before this is done
   * @param position as for {@link #write(byte[], long)}
   * @return a coroutine that is done when the system has all
   * @throws IllegalArgumentException if the position is negative
   */
  public Coroutine<@Nullable Void> write(ByteBuffer data, long position) {
    if (position < 0) {
      throw new IllegalArgumentException("cannot write at " + position);
    }
    ByteBuffer source = data.duplicate();
    int begin = source.position();
    return change(
        "write",
        open -> {
          while (source.hasRemaining()) {
            int unused = open.write(source, position + source.position() - begin);
          }
        });
  }

  /**
   * How long the file is.
   *
   * @return a coroutine of the number of bytes
   */
  public Coroutine<Long> size() {
    return call("size", FileChannel::size);
  }

  /**
   * Cuts the file off.
   *
   * @param size how many bytes are left, 0 or more; a shorter file stays as it is
   * @return a coroutine that is done when it is so
   * @throws IllegalArgumentException if the size is negative
   */
  public Coroutine<@Nullable Void> truncate(long size) {
    if (size < 0) {
      throw new IllegalArgumentException("a file cannot have " + size + " bytes");
    }
    return change(
        "truncate",
        open -> {
          var unused = open.truncate(size);
        });
  }

  /**
   * Has the system write all to the disk: fsync.
   *
   * @param metadata whether also the time of the change and the like
   * @return a coroutine that is done when it is there
   */
  public Coroutine<@Nullable Void> force(boolean metadata) {
    return change("force", open -> open.force(metadata));
  }

  /**
   * Closes the file, behind what is under way; twice does nothing.
   *
   * @return a lazy coroutine
   */
  @Override
  public Coroutine<@Nullable Void> closeAsync() {
    return FileCall.<@Nullable Void, @Nullable Void>finished(
        "AsyncFile.closeAsync",
        () -> {
          channel.close();
          return null;
        },
        closed -> {
          loop.resources().remove(onLoopClosed);
          return null;
        });
  }

  @Override
  public String toString() {
    return "AsyncFile[" + channel.file() + "]";
  }
}
