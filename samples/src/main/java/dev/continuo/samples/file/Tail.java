package dev.continuo.samples.file;

import static dev.continuo.Continuo.*;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofMillis;

import dev.continuo.AsyncGenerator;
import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import dev.continuo.file.AsyncFile;
import dev.continuo.file.AsyncFiles;
import dev.continuo.file.DirectoryEvent;
import dev.continuo.file.DirectoryWatch;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Shows the last lines of a file, and then each line that is added: {@code ./sample file/tail
 * server.log}. Without a file it makes one and writes to it.
 *
 * <p>It waits for events of the directory, so it costs nothing while nothing happens. A file that
 * is truncated, or moved away and made anew, as logs are, is followed from its begin.
 */
class Tail {

  private static final int BLOCK = 1 << 16;

  private final Path file;
  private final Path directory;
  private final ByteArrayOutputStream begun = new ByteArrayOutputStream();
  private @Nullable AsyncFile open;
  private @Nullable Object identity;
  private long position;

  private Tail(Path file) {
    this.file = file.toAbsolutePath();
    this.directory = Objects.requireNonNull(this.file.getParent(), "a root is no file");
  }

  /** The last lines of a file, at most {@code last}, and all that come, until it is closed. */
  static AsyncGenerator<String> follow(Path file, int last) {
    return new Tail(file).lines(last);
  }

  @Async
  private AsyncGenerator<String> lines(int last) {
    try (DirectoryWatch watch = await(AsyncFiles.watch(directory))) {
      List<String> known = await(lastLines(last)); // after the watch began: no line is missed
      for (String line : known) {
        emit(line);
      }
      for (DirectoryEvent event : each(watch)) {
        if (event.path().equals(file) || event.kind() == DirectoryEvent.Kind.OVERFLOW) {
          List<String> added = await(added()); // what the old file has still, if there is a new one
          if (event.kind() != DirectoryEvent.Kind.MODIFIED && await(isReplaced())) {
            await(reopen());
            added.addAll(await(added()));
          }
          for (String line : added) {
            emit(line);
          }
        }
      }
    } finally {
      await(close());
    }
    return done();
  }

  @Async
  private Coroutine<Void> close() {
    AsyncFile old = open;
    if (old != null) {
      open = null;
      await(old.closeAsync());
    }
    return done();
  }

  /** Whether another file has the name now. */
  @Async
  private Coroutine<Boolean> isReplaced() {
    Object now = await(toThread(this::currentIdentity));
    return value(now != null && !now.equals(identity));
  }

  private @Nullable Object currentIdentity() throws IOException {
    try {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      return attributes.fileKey() != null ? attributes.fileKey() : attributes.creationTime();
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  /** Goes on with the file that has the name now, from its begin. */
  @Async
  private Coroutine<Void> reopen() {
    position = 0;
    begun.reset();
    do {
      await(close());
      identity = await(toThread(this::currentIdentity));
      if (identity != null) {
        await(open());
      }
    } while (await(isReplaced())); // in between: then the identity is not that of the open file
    return done();
  }

  @Async
  private Coroutine<Void> open() {
    try {
      open = await(AsyncFiles.open(file), IOException.class);
    } catch (NoSuchFileException e) {
      identity = null; // it is gone, but may come again
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return done();
  }

  /** The last lines that are there now. */
  @Async
  private Coroutine<List<String>> lastLines(int last) {
    await(reopen());
    if (open != null) {
      position = Math.max(0, await(open.size()) - BLOCK);
    }
    boolean isCut = position > 0;
    List<String> lines = await(added());
    int first = Math.max(isCut ? 1 : 0, lines.size() - last);
    return value(lines.subList(Math.min(first, lines.size()), lines.size()));
  }

  /** The lines that were completed since the last time. */
  @Async
  private Coroutine<List<String>> added() {
    List<String> lines = new ArrayList<>();
    AsyncFile now = open;
    if (now == null) {
      return value(lines);
    }
    if (await(now.size()) < position) { // truncated
      position = 0;
      begun.reset();
    }
    for (byte[] block = await(now.read(position, BLOCK));
        block.length > 0;
        block = await(now.read(position, BLOCK))) {
      position += block.length;
      split(block, lines);
    }
    return value(lines);
  }

  private void split(byte[] block, List<String> lines) {
    int start = 0;
    for (int i = 0; i < block.length; i++) {
      if (block[i] == '\n') {
        begun.write(block, start, i - start);
        lines.add(begun.toString(UTF_8));
        begun.reset();
        start = i + 1;
      }
    }
    begun.write(block, start, block.length - start);
  }

  @Async
  static Coroutine<Void> show(Path file, int last) {
    try (AsyncGenerator<String> lines = follow(file, last)) {
      for (String line : each(lines)) {
        System.out.println(line);
      }
    }
    return done();
  }

  /** Follows a file that a task writes, until its last line. */
  @Async
  static Coroutine<Void> example() {
    Path directory = await(toThread(() -> Files.createTempDirectory("tail")));
    Path log = directory.resolve("example.log");
    try {
      var writer = createTask(write(log, 5));
      try (AsyncGenerator<String> lines = follow(log, 10)) {
        for (String line : each(lines)) {
          System.out.println(line);
          if (line.equals("the last line")) {
            break;
          }
        }
      }
      await(writer);
    } finally {
      await(toThread(() -> Files.deleteIfExists(log)));
      await(toThread(() -> Files.deleteIfExists(directory)));
    }
    return done();
  }

  @Async
  private static Coroutine<Void> write(Path log, int count) {
    for (int i = 1; i <= count; i++) {
      await(AsyncFiles.appendString(log, "line " + i + "\n"));
      await(sleep(ofMillis(100)));
    }
    await(AsyncFiles.appendString(log, "the last line\n"));
    return done();
  }

  public static void main(String[] args) {
    run(args.length == 0 ? example() : show(Path.of(args[0]), 10));
  }
}
