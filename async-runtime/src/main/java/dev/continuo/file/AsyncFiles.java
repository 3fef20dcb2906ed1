package dev.continuo.file;

import dev.continuo.Coroutine;
import dev.continuo.internal.Acquire;
import dev.continuo.internal.file.BlockReader;
import dev.continuo.internal.file.FileCall;
import dev.continuo.internal.file.LineReader;
import dev.continuo.internal.file.SharedChannel;
import dev.continuo.internal.file.WatchCore;
import dev.continuo.internal.file.WholeFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * The methods of java.nio.file.Files that read and write, for coroutines.
 *
 * <pre>{@code
 * String text = await(AsyncFiles.readString(path));
 * await(AsyncFiles.writeString(path, text.strip() + "\n", WriteOption.ATOMIC));
 *
 * for (String line : each(AsyncFiles.lines(path))) …
 * }</pre>
 *
 * <p>Coroutines are lazy, and fail with what Files throws: {@link
 * java.nio.file.NoSuchFileException}, {@link java.nio.file.AccessDeniedException}, any {@link
 * IOException}. Cancelling one that writes may come too late: the thread ends what it has begun.
 * For the other methods of Files, {@code toThread(() -> Files.copy(a, b))} is as good.
 */
public final class AsyncFiles {

  private static final int BLOCK = 1 << 16;
  private static final Set<OpenOption> REPLACING =
      Set.of(
          StandardOpenOption.WRITE,
          StandardOpenOption.CREATE,
          StandardOpenOption.TRUNCATE_EXISTING);

  private static final OpenOption[] APPENDING = {
    StandardOpenOption.CREATE, StandardOpenOption.APPEND
  };

  private AsyncFiles() {}

  // Reading

  /**
   * Reads a file as a whole.
   *
   * @param file which
   * @return a coroutine of its bytes; they belong to the caller
   */
  public static Coroutine<byte[]> readAllBytes(Path file) {
    return FileCall.of("AsyncFiles.readAllBytes", () -> Files.readAllBytes(file));
  }

  /**
   * Reads a text in UTF-8 as a whole.
   *
   * @param file which
   * @return as {@link #readString(Path, Charset)}
   */
  public static Coroutine<String> readString(Path file) {
    return readString(file, StandardCharsets.UTF_8);
  }

  /**
   * Reads a text as a whole.
   *
   * @param file which
   * @param charset how it is encoded
   * @return a coroutine of the text; fails with {@link MalformedTextException} if it is none
   */
  public static Coroutine<String> readString(Path file, Charset charset) {
    return FileCall.of(
        "AsyncFiles.readString",
        () ->
            WholeFile.decode(
                Files.readAllBytes(file),
                charset,
                position -> MalformedTextException.reading(file, charset, position)));
  }

  /**
   * The lines of a text in UTF-8.
   *
   * @param file which
   * @return as {@link #lines(Path, Charset)}
   */
  public static FileStream<String> lines(Path file) {
    return lines(file, StandardCharsets.UTF_8);
  }

  /**
   * The lines of a text, each without its end: a line feed, or a carriage return and a line feed.
   * The last may end with the file. 64 KiB are read and decoded at a time, off the loop, one block
   * ahead.
   *
   * @param file opened when the first line is asked for
   * @param charset how it is encoded
   * @return a stream that can be iterated over many times. It fails with {@link
   *     MalformedTextException} behind the last good line, or with another IOException
   */
  public static FileStream<String> lines(Path file, Charset charset) {
    return new FileStream<>(
        () ->
            new LineReader(
                file, charset, position -> MalformedTextException.reading(file, charset, position)),
        "lines");
  }

  /**
   * A file in blocks of 64 KiB.
   *
   * @param file which
   * @return as {@link #blocks(Path, int)}
   */
  public static FileStream<byte[]> blocks(Path file) {
    return blocks(file, BLOCK);
  }

  /**
   * A file in blocks.
   *
   * @param file opened when the first block is asked for
   * @param size how long each but the last is, 1 or more; one block is read ahead
   * @return a stream of arrays that belong to the caller, which can be iterated over many times. It
   *     fails with {@link IOException}
   * @throws IllegalArgumentException if the size is less than 1
   */
  public static FileStream<byte[]> blocks(Path file, int size) {
    if (size < 1) {
      throw new IllegalArgumentException("a block has 1 byte or more, not " + size);
    }
    return new FileStream<>(() -> BlockReader.ofSize(file, size), "blocks");
  }

  // Writing

  /**
   * Writes a file.
   *
   * @param file which
   * @param data all of its bytes; not to be changed before this is done
   * @param options as for {@link Files#write}: none for a file that is made or emptied; also {@link
   *     WriteOption#ATOMIC}, which no other can be added to
   * @return a coroutine that is done when the system has all
   * @throws IllegalArgumentException if ATOMIC is not alone
   */
  public static Coroutine<@Nullable Void> write(Path file, byte[] data, OpenOption... options) {
    return writing("write", file, () -> ByteBuffer.wrap(data), options);
  }

  /**
   * Writes a text in UTF-8.
   *
   * @param file which
   * @param text nothing is added to it
   * @param options as for {@link #write}
   * @return as {@link #writeString(Path, CharSequence, Charset, OpenOption...)}
   */
  public static Coroutine<@Nullable Void> writeString(
      Path file, CharSequence text, OpenOption... options) {
    return writeString(file, text, StandardCharsets.UTF_8, options);
  }

  /**
   * Writes a text.
   *
   * @param file which
   * @param text nothing is added to it; not to be changed before this is done
   * @param charset how it is encoded
   * @param options as for {@link #write}
   * @return a coroutine that is done when the system has all. It fails with {@link
   *     MalformedTextException}, and has not touched the file, if the charset has not all
   *     characters
   * @throws IllegalArgumentException if ATOMIC is not alone
   */
  public static Coroutine<@Nullable Void> writeString(
      Path file, CharSequence text, Charset charset, OpenOption... options) {
    return writing("writeString", file, () -> encoded(file, text, charset), options);
  }

  /**
   * Adds bytes to the end of a file, which is made if it is not there.
   *
   * @param file which
   * @param data all of its bytes; not to be changed before this is done
   * @return a coroutine that is done when the system has all
   */
  public static Coroutine<@Nullable Void> append(Path file, byte[] data) {
    return writing("append", file, () -> ByteBuffer.wrap(data), APPENDING);
  }

  /**
   * Adds a text in UTF-8 to the end of a file, which is made if it is not there.
   *
   * @param file which
   * @param text nothing is added to it
   * @return a coroutine that is done when the system has all
   */
  public static Coroutine<@Nullable Void> appendString(Path file, CharSequence text) {
    return writing(
        "appendString", file, () -> encoded(file, text, StandardCharsets.UTF_8), APPENDING);
  }

  private static ByteBuffer encoded(Path file, CharSequence text, Charset charset)
      throws IOException {
    return WholeFile.encode(
        text, charset, position -> MalformedTextException.writing(file, charset, position));
  }

  private static Coroutine<@Nullable Void> writing(
      String function, Path file, Callable<ByteBuffer> data, OpenOption... options) {
    Set<OpenOption> chosen = new HashSet<>(List.of(options));
    boolean isAtomic = chosen.remove(WriteOption.ATOMIC);
    if (isAtomic && !chosen.isEmpty()) {
      throw new IllegalArgumentException("ATOMIC cannot be combined with " + chosen);
    }
    if (chosen.isEmpty()) {
      chosen.addAll(REPLACING);
    }
    chosen.add(StandardOpenOption.WRITE);
    return FileCall.<@Nullable Void>of(
        "AsyncFiles." + function,
        () -> {
          ByteBuffer bytes = data.call();
          if (isAtomic) {
            WholeFile.replace(file, bytes);
          } else {
            WholeFile.write(file, bytes, chosen);
          }
          return null;
        });
  }

  // Open files, directories

  /**
   * Opens a file.
   *
   * @param file which
   * @param options as for {@link FileChannel#open}: none to read
   * @return a coroutine of the file; cancelling it leaves nothing open
   */
  public static Coroutine<AsyncFile> open(Path file, OpenOption... options) {
    Set<OpenOption> chosen = Set.of(options);
    return new Acquire<SharedChannel, AsyncFile>(
        "file.AsyncFiles.open",
        null,
        () -> new SharedChannel(FileChannel.open(file, chosen), file),
        AsyncFiles::closeNow,
        AsyncFile::new);
  }

  private static void closeNow(SharedChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Watches a directory: what is made, changed or deleted in it from now on.
   *
   * @param directory which; a link to one is followed
   * @param options {@link WatchOption#RECURSIVE} for the directories below it, too
   * @return a coroutine of the watch, which watches by then; cancelling it leaves nothing open. It
   *     fails with {@link java.nio.file.NoSuchFileException}, {@link
   *     java.nio.file.NotDirectoryException}, or another IOException: the system may refuse to
   *     watch more
   */
  public static Coroutine<DirectoryWatch> watch(Path directory, WatchOption... options) {
    boolean isRecursive = List.of(options).contains(WatchOption.RECURSIVE);
    return WatchCore.open(directory, isRecursive, DirectoryWatch::new);
  }
}
