package dev.continuo.internal.file;

import dev.continuo.internal.stream.BatchReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Reads a file in blocks. The lock orders a close behind the read that is under way; it is never
 * held for longer than one read of the system.
 */
public abstract class BlockReader<T> implements BatchReader<T> {

  private final ReentrantLock lock = new ReentrantLock();
  private final Path file;
  private @Nullable FileChannel channel;
  private boolean isClosed;

  BlockReader(Path file) {
    this.file = file;
  }

  /** Blocks of a size: all but the last are full. */
  public static BatchReader<byte[]> ofSize(Path file, int size) {
    return new BlockReader<>(file) {
      @Override
      @Nullable Batch<byte[]> next(FileChannel channel) throws IOException {
        ByteBuffer block = ByteBuffer.allocate(size);
        while (block.hasRemaining() && channel.read(block) >= 0) {}
        if (block.position() == 0) {
          return null;
        }
        byte[] bytes = block.array();
        return new Batch<>(
            List.of(block.hasRemaining() ? Arrays.copyOf(bytes, block.position()) : bytes), null);
      }
    };
  }

  final Path file() {
    return file;
  }

  /** Reads on; null at the end. */
  abstract @Nullable Batch<T> next(FileChannel from) throws IOException;

  @Override
  public final @Nullable Batch<T> read() throws IOException {
    lock.lock();
    try {
      if (isClosed) {
        return null;
      }
      Batch<T> batch = null;
      try {
        FileChannel open = channel;
        if (open == null) {
          open = FileChannel.open(file, StandardOpenOption.READ);
          channel = open;
        }
        batch = next(open);
      } finally {
        if (batch == null || batch.failure() != null) {
          close();
        }
      }
      return batch;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public final void close() throws IOException {
    lock.lock();
    try {
      isClosed = true;
      FileChannel open = channel;
      channel = null;
      if (open != null) {
        open.close();
      }
    } finally {
      lock.unlock();
    }
  }
}
