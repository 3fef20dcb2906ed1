package dev.continuo.samples.streams;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A text file that others write to, read line by line as far as it goes. Ordinary blocking code:
 * {@link LogTail} calls it through {@code toThread}. Thread-safe, because a cancelled task may
 * close it while another thread still reads.
 *
 * <pre>
 *   nothing there         wait
 *   file grew             read on
 *   file became shorter   it was truncated: read on from its beginning
 *   another file there    the log was rotated: read the old one to its end, then the new one
 * </pre>
 */
final class FollowedFile implements Closeable {

  private final Path path;
  private final ByteBuffer block = ByteBuffer.allocate(64 * 1024);

  /** The beginning of a line whose end was not written yet: bytes, as a character may be cut. */
  private final ByteArrayOutputStream unfinished = new ByteArrayOutputStream();

  private @Nullable FileChannel channel;

  /** Tells files apart that have the same name one after the other. */
  private @Nullable Object key;

  private boolean closed;

  /** Follows a file that may not exist yet. */
  FollowedFile(Path path) {
    this.path = path;
  }

  /** The complete lines of the next block; none if nothing new was written. */
  synchronized List<String> readLines() throws IOException {
    List<String> lines = new ArrayList<>();
    if (closed || (channel == null && !open())) {
      return lines;
    }
    FileChannel current = channel;
    if (current == null) {
      return lines;
    }
    if (current.size() < current.position()) {
      current.position(0);
      unfinished.reset();
    }
    if (readBlock(current, lines) <= 0 && isReplaced()) {
      while (readBlock(current, lines) > 0) {
        // What was written before the file was moved away.
      }
      if (unfinished.size() > 0) {
        lines.add(takeLine());
      }
      current.close();
      channel = null;
    }
    return lines;
  }

  private int readBlock(FileChannel current, List<String> lines) throws IOException {
    block.clear();
    int count = current.read(block);
    for (int i = 0; i < count; i++) {
      byte b = block.get(i);
      if (b == '\n') {
        lines.add(takeLine());
      } else {
        unfinished.write(b);
      }
    }
    return count;
  }

  private String takeLine() {
    String line = unfinished.toString(UTF_8);
    unfinished.reset();
    return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
  }

  private boolean isReplaced() throws IOException {
    Object found = keyOf(path);
    return found != null && !found.equals(key);
  }

  private boolean open() throws IOException {
    Object before = keyOf(path);
    if (before == null) {
      return false;
    }
    FileChannel opened;
    try {
      opened = FileChannel.open(path, StandardOpenOption.READ);
    } catch (NoSuchFileException e) {
      return false;
    }
    if (!before.equals(keyOf(path))) { // replaced in between: whose key is it? The next call knows
      opened.close();
      return false;
    }
    channel = opened;
    key = before;
    return true;
  }

  private static @Nullable Object keyOf(Path path) throws IOException {
    try {
      BasicFileAttributes file = Files.readAttributes(path, BasicFileAttributes.class);
      return file.fileKey() != null ? file.fileKey() : file.creationTime(); // Windows has no key
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  @Override
  public synchronized void close() throws IOException {
    closed = true;
    if (channel != null) {
      channel.close();
      channel = null;
    }
  }
}
