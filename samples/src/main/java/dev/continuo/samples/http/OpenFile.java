package dev.continuo.samples.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The file of one answer. It is opened on another thread, by a call that goes on when the task that
 * awaits it is cancelled; so what is opened after the close is closed at once. Everything here
 * blocks, and is thread-safe.
 */
class OpenFile implements AutoCloseable {

  private @Nullable FileChannel channel;
  private boolean closed;

  synchronized void open(Path file) throws IOException {
    if (closed) {
      throw new ClosedChannelException();
    }
    channel = FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
  }

  private synchronized FileChannel channel() throws IOException {
    FileChannel open = channel;
    if (open == null) {
      throw new ClosedChannelException();
    }
    return open;
  }

  long size() throws IOException {
    return channel().size();
  }

  /** Fills the buffer up to its limit. A file that ends before was cut meanwhile. */
  void read(ByteBuffer target, long position) throws IOException {
    long next = position;
    while (target.hasRemaining()) {
      int count = channel().read(target, next);
      if (count < 0) {
        throw new IOException("the file is shorter than it was");
      }
      next += count;
    }
  }

  @Override
  public synchronized void close() throws IOException {
    closed = true;
    FileChannel open = channel;
    channel = null;
    if (open != null) {
      open.close();
    }
  }
}
