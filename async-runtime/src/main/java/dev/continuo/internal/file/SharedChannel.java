package dev.continuo.internal.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * A channel that several threads use, and one closes: the close waits for nobody, the last who uses
 * the channel closes it. So a write whose coroutine was cancelled is not cut off in its middle.
 */
public final class SharedChannel implements Closeable {

  /** A use of the channel. */
  @FunctionalInterface
  public interface Use<R> {
    /** Uses it; may block. */
    R with(FileChannel channel) throws IOException;
  }

  /** A use without a result. */
  @FunctionalInterface
  public interface Change {
    /** Uses it; may block. */
    void with(FileChannel channel) throws IOException;
  }

  private final FileChannel channel;
  private final Path file;
  private int users;
  private boolean isClosed;

  /** Takes an open channel over. */
  public SharedChannel(FileChannel channel, Path file) {
    this.channel = channel;
    this.file = file;
  }

  /** The file, for messages. */
  public Path file() {
    return file;
  }

  /** Uses the channel on the calling thread. */
  public <R> R use(Use<R> use) throws IOException {
    enter();
    try {
      return use.with(channel);
    } finally {
      leave();
    }
  }

  /** The same without a result. */
  public void change(Change change) throws IOException {
    enter();
    try {
      change.with(channel);
    } finally {
      leave();
    }
  }

  private synchronized void enter() throws IOException {
    if (isClosed) {
      throw new IOException(file + " is closed");
    }
    users++;
  }

  private void leave() throws IOException {
    boolean isLast;
    synchronized (this) {
      isLast = --users == 0 && isClosed;
    }
    if (isLast) {
      channel.close();
    }
  }

  @Override
  public void close() throws IOException {
    boolean isLast;
    synchronized (this) {
      isLast = users == 0 && !isClosed;
      isClosed = true;
    }
    if (isLast) {
      channel.close();
    }
  }
}
