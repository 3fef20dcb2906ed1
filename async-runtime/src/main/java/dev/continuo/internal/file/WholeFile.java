package dev.continuo.internal.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** Reads and writes files as a whole; blocks. */
public final class WholeFile {

  private static final char REPLACEMENT = '\uFFFD';

  private WholeFile() {}

  /** Decodes; {@code malformed} makes the failure from the position of the first bad byte. */
  public static String decode(byte[] bytes, Charset charset, LongFunction<IOException> malformed)
      throws IOException {
    String text = new String(bytes, charset); // fast, and marks what is malformed
    if (text.indexOf(REPLACEMENT) >= 0) {
      CharsetDecoder decoder = charset.newDecoder();
      ByteBuffer source = ByteBuffer.wrap(bytes);
      CharBuffer target = CharBuffer.allocate(1 << 13);
      CoderResult result;
      do {
        result = decoder.decode(source, target.clear(), true);
      } while (result.isOverflow());
      if (result.isError()) {
        throw malformed.apply(source.position());
      }
    }
    return text;
  }

  /** Encodes; {@code unmappable} makes the failure from the position of the first bad char. */
  public static ByteBuffer encode(
      CharSequence text, Charset charset, LongFunction<IOException> unmappable) throws IOException {
    CharsetEncoder encoder = charset.newEncoder().onUnmappableCharacter(CodingErrorAction.REPORT);
    CharBuffer source = CharBuffer.wrap(text);
    ByteBuffer target =
        ByteBuffer.allocate((int) Math.min(Integer.MAX_VALUE - 8, bound(encoder, text.length())));
    CoderResult result = encoder.encode(source, target, true);
    if (!result.isError()) {
      result = encoder.flush(target);
    }
    if (result.isError()) {
      throw unmappable.apply(source.position());
    }
    if (result.isOverflow()) {
      throw new OutOfMemoryError("a text of " + text.length() + " chars is too long for one array");
    }
    return target.flip();
  }

  private static long bound(CharsetEncoder encoder, int length) {
    return (long) (length * (double) encoder.maxBytesPerChar()) + 16;
  }

  /** Writes all to a channel that {@code options} open. */
  public static void write(Path file, ByteBuffer data, Set<? extends OpenOption> options)
      throws IOException {
    try (FileChannel channel = FileChannel.open(file, options)) {
      writeAll(channel, data);
    }
  }

  private static void writeAll(FileChannel channel, ByteBuffer data) throws IOException {
    while (data.hasRemaining()) {
      int unused = channel.write(data);
    }
  }

  /** Writes all to a file beside the target, which then takes its place. */
  public static void replace(Path file, ByteBuffer data) throws IOException {
    Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
    Path name = target.getFileName();
    if (name == null || Files.isDirectory(target)) {
      throw new FileSystemException(file.toString(), null, "is a directory");
    }
    String unique = Long.toHexString(ThreadLocalRandom.current().nextLong());
    Path part = target.resolveSibling("." + name + "." + unique + ".part");
    try {
      try (FileChannel channel =
          FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        copyPermissions(target, part);
        writeAll(channel, data);
        channel.force(true);
      }
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException | RuntimeException | Error e) {
      deleteAfter(part, e);
      throw e;
    }
  }

  private static void copyPermissions(Path from, Path to) throws IOException {
    PosixFileAttributeView old = view(from);
    PosixFileAttributeView made = view(to);
    if (old != null && made != null && Files.exists(from)) {
      made.setPermissions(old.readAttributes().permissions());
    }
  }

  private static @Nullable PosixFileAttributeView view(Path file) {
    return Files.getFileAttributeView(file, PosixFileAttributeView.class);
  }

  private static void deleteAfter(Path part, Throwable failure) {
    try {
      Files.deleteIfExists(part);
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }
}
