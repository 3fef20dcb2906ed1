package dev.continuo.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * What stands in front of the first entry of a jar: the script of one that starts itself.
 *
 * <pre>
 * #!/bin/sh …    the prefix
 * PK\3\4 …       entries
 * PK\1\2 …       the central directory: where each entry is
 * PK\5\6 …       the end: where the central directory is, and the comment
 * </pre>
 *
 * <p>Places count from the start of the file, or in files that somebody has put together with
 * {@code cat}, from the first entry (APPNOTE.TXT 4.3 and 4.4.24; JVMs take both). What is written
 * here counts from the start.
 */
final class JarPrefix {

  private static final int ENTRY = 0x04034b50;
  private static final int LISTED = 0x02014b50;
  private static final int END = 0x06054b50;
  private static final int END_SIZE = 22;
  private static final int LISTED_SIZE = 46;
  private static final int COMMENT_LIMIT = 0xffff;

  private JarPrefix() {}

  /** The length in bytes; 0 for most jars. */
  static long length(Path jar) throws IOException {
    try (FileChannel file = FileChannel.open(jar, StandardOpenOption.READ)) {
      if (read(file, 0, 4).getInt() == ENTRY) {
        return 0;
      }
      Directory directory = directory(file);
      long first = directory.at();
      for (int entry = 0; entry < directory.bytes().limit(); entry = directory.after(entry)) {
        first = Math.min(first, directory.at() - directory.says() + directory.place(entry));
      }
      if (first > 0 && (first == directory.at() || read(file, first, 4).getInt() != ENTRY)) {
        throw unknown();
      }
      return first;
    }
  }

  /** Copies the first bytes of a file. */
  static void copy(Path jar, long length, OutputStream out) throws IOException {
    try (InputStream in = Files.newInputStream(jar)) {
      byte[] buffer = new byte[8192];
      for (long left = length; left > 0; ) {
        int count = in.read(buffer, 0, (int) Math.min(left, buffer.length));
        if (count < 0) {
          throw new IOException(jar + " has become shorter");
        }
        out.write(buffer, 0, count);
        left -= count;
      }
    }
  }

  /** Lets the places of a jar that was written behind a prefix count from the start. */
  static void account(Path jar, long length) throws IOException {
    try (FileChannel file =
        FileChannel.open(jar, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      Directory directory = directory(file);
      ByteBuffer bytes = directory.bytes();
      for (int entry = 0; entry < bytes.limit(); entry = directory.after(entry)) {
        bytes.putInt(entry + 42, place(directory.place(entry) + length));
      }
      write(file, directory.at(), bytes);
      ByteBuffer start = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN);
      start.putInt(0, place(directory.says() + length));
      write(file, directory.end() + 16, start);
    }
  }

  /**
   * The central directory.
   *
   * @param at where it is
   * @param says where the end says that it is
   * @param end where the end is
   */
  private record Directory(ByteBuffer bytes, long at, long says, long end) {

    long place(int entry) {
      return Integer.toUnsignedLong(bytes.getInt(entry + 42));
    }

    int after(int entry) throws IOException {
      if (entry + LISTED_SIZE > bytes.limit() || bytes.getInt(entry) != LISTED) {
        throw unknown();
      }
      return entry
          + LISTED_SIZE
          + Short.toUnsignedInt(bytes.getShort(entry + 28))
          + Short.toUnsignedInt(bytes.getShort(entry + 30))
          + Short.toUnsignedInt(bytes.getShort(entry + 32));
    }
  }

  private static Directory directory(FileChannel file) throws IOException {
    long size = file.size();
    int tail = (int) Math.min(size, END_SIZE + COMMENT_LIMIT);
    ByteBuffer bytes = read(file, size - tail, tail);
    for (int i = tail - END_SIZE; i >= 0; i--) {
      boolean isEnd =
          bytes.getInt(i) == END
              && i + END_SIZE + Short.toUnsignedInt(bytes.getShort(i + 20)) == tail;
      if (isEnd) {
        long length = Integer.toUnsignedLong(bytes.getInt(i + 12));
        long says = Integer.toUnsignedLong(bytes.getInt(i + 16));
        long end = size - tail + i;
        if (length > Integer.MAX_VALUE || says == 0xffffffffL || end < length) {
          throw unknown();
        }
        return new Directory(read(file, end - length, (int) length), end - length, says, end);
      }
    }
    throw unknown();
  }

  private static int place(long offset) throws IOException {
    if (offset >= 0xffffffffL) {
      throw unknown();
    }
    return (int) offset;
  }

  private static IOException unknown() {
    return new IOException(
        "it does not begin with an entry, and what stands there cannot be kept: transform the jar"
            + " before a script is put in front of it");
  }

  private static ByteBuffer read(FileChannel file, long from, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    while (bytes.hasRemaining()) {
      if (file.read(bytes, from + bytes.position()) < 0) {
        throw unknown();
      }
    }
    return bytes.flip();
  }

  private static void write(FileChannel file, long to, ByteBuffer bytes) throws IOException {
    bytes.rewind();
    while (bytes.hasRemaining()) {
      int done = file.write(bytes, to + bytes.position());
      if (done < 0) {
        throw unknown();
      }
    }
  }
}
