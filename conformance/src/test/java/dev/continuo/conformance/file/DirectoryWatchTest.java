package dev.continuo.conformance.file;

import static dev.continuo.Continuo.*;
import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.continuo.CancelledError;
import dev.continuo.Coroutine;
import dev.continuo.StopAsyncIteration;
import dev.continuo.Task;
import dev.continuo.annotation.Async;
import dev.continuo.file.AsyncFiles;
import dev.continuo.file.DirectoryEvent;
import dev.continuo.file.DirectoryEvent.Kind;
import dev.continuo.file.DirectoryWatch;
import dev.continuo.file.WatchOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Watched directories: where the system tells at once. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
@DisabledOnOs(value = OS.MAC, disabledReason = "the JDK looks every few seconds")
class DirectoryWatchTest {

  @TempDir private Path directory;

  @AfterEach
  void nothingIsLeft() {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (hasThread() && System.nanoTime() < deadline) {
      Thread.onSpinWait();
    }
    assertThat(hasThread()).isFalse();
  }

  private static boolean hasThread() {
    return Thread.getAllStackTraces().keySet().stream()
        .anyMatch(thread -> thread.getName().startsWith("continuo-watch"));
  }

  /** Reads until an event comes that is wanted. */
  @Async
  private static Coroutine<Void> expect(DirectoryWatch watch, Kind kind, Path path) {
    DirectoryEvent wanted = new DirectoryEvent(kind, path);
    while (!await(watch.next()).equals(wanted)) {}
    return done();
  }

  @Async
  private static Coroutine<Void> life(Path directory) throws IOException {
    Path file = directory.resolve("file");
    try (DirectoryWatch watch = await(AsyncFiles.watch(directory))) {
      Files.createFile(file);
      assertThat(await(watch.next())).isEqualTo(new DirectoryEvent(Kind.CREATED, file));
      Files.writeString(file, "x");
      await(expect(watch, Kind.MODIFIED, file));
      Files.delete(file);
      await(expect(watch, Kind.DELETED, file));
      Path below = Files.createDirectory(directory.resolve("below"));
      await(expect(watch, Kind.CREATED, below));
      Files.createFile(below.resolve("not seen"));
      Files.createFile(file);
      while (true) {
        DirectoryEvent event = await(watch.next());
        assertThat(event.path().getParent()).isEqualTo(directory);
        if (event.path().equals(file)) {
          break;
        }
      }
    }
    return done();
  }

  @Test
  void whatHappensToAFile() throws IOException {
    run(life(directory));
  }

  @Async
  private static Coroutine<Void> tree(Path directory) throws IOException {
    Path old = Files.createDirectories(directory.resolve("a/b"));
    try (DirectoryWatch watch = await(AsyncFiles.watch(directory, WatchOption.RECURSIVE))) {
      Path deep = Files.createFile(old.resolve("deep"));
      await(expect(watch, Kind.CREATED, deep));
      Path late = Files.createDirectories(directory.resolve("x/y/z"));
      Path inLate = Files.createFile(late.resolve("file"));
      Set<Path> created = new LinkedHashSet<>();
      while (!created.contains(inLate)) { // by the system, or as they were there already
        DirectoryEvent event = await(watch.next());
        if (event.kind() == Kind.CREATED) {
          created.add(event.path());
        }
      }
      assertThat(created).contains(directory.resolve("x"), directory.resolve("x/y"), late);
      Files.delete(inLate);
      await(expect(watch, Kind.DELETED, inLate));
      Files.delete(late);
      await(expect(watch, Kind.DELETED, late));
      Files.createFile(directory.resolve("still"));
      await(expect(watch, Kind.CREATED, directory.resolve("still")));
    }
    return done();
  }

  @Test
  void directoriesBelow() throws IOException {
    run(tree(directory));
  }

  // ---- the end

  @Async
  private static Coroutine<List<Kind>> untilGone(Path directory) throws IOException {
    List<Kind> seen = new ArrayList<>();
    Path file = Files.createFile(directory.resolve("file"));
    try (DirectoryWatch watch = await(AsyncFiles.watch(directory))) {
      Files.delete(file);
      Files.delete(directory);
      try {
        for (DirectoryEvent event : each(watch)) {
          seen.add(event.kind());
        }
        throw new AssertionError("it ended as if it were closed");
      } catch (Exception e) {
        assertThat(e)
            .isInstanceOf(NoSuchFileException.class)
            .hasMessageContaining("the watched directory is gone");
      }
    }
    return value(seen);
  }

  @Test
  void theDirectoryVanishes() throws IOException {
    Path gone = Files.createDirectory(directory.resolve("gone"));
    assertThat(run(untilGone(gone))).contains(Kind.DELETED);
  }

  @Async
  private static Coroutine<Void> closedWhileWaiting(Path directory) {
    DirectoryWatch watch = await(AsyncFiles.watch(directory));
    Task<Integer> reader = createTask(count(watch));
    await(sleep(ofMillis(20)));
    assertThat(reader.done()).isFalse();
    await(watch.closeAsync());
    assertThat(await(reader)).isZero();
    await(watch.closeAsync());
    try {
      await(watch.next());
      throw new AssertionError("it is closed");
    } catch (StopAsyncIteration e) {
      assertThat(watch.toString()).contains("over");
    }
    return done();
  }

  @Async
  private static Coroutine<Integer> count(DirectoryWatch watch) {
    int count = 0;
    for (DirectoryEvent event : each(watch)) {
      assertThat(event).isNotNull();
      count++;
    }
    return value(count);
  }

  @Test
  void closingEndsTheStream() {
    run(closedWhileWaiting(directory));
  }

  @Test
  void whatCannotBeWatched() throws IOException {
    Path file = Files.createFile(directory.resolve("file"));
    assertThatThrownBy(() -> run(AsyncFiles.watch(file))).isInstanceOf(NotDirectoryException.class);
    assertThatThrownBy(() -> run(AsyncFiles.watch(directory.resolve("no"))))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageContaining("no such directory to watch");
  }

  // ---- pressure, cancellation

  @Async
  private static Coroutine<Boolean> floods(Path directory) throws IOException {
    try (DirectoryWatch watch = await(AsyncFiles.watch(directory))) {
      for (int i = 0; i < 30_000; i++) { // nobody asks meanwhile
        Files.createFile(directory.resolve("f" + i));
      }
      int events = 0;
      while (true) {
        DirectoryEvent event = await(watch.next());
        events++;
        if (event.kind() == Kind.OVERFLOW) {
          assertThat(event.path()).isEqualTo(directory);
          assertThat(events).isLessThan(20_000);
          return value(true);
        }
      }
    }
  }

  @Test
  void whatCannotBeKeptIsAnOverflow() throws IOException {
    assertThat(run(floods(directory))).isTrue();
  }

  @Async
  private static Coroutine<Void> cancelledNext(Path directory) throws IOException {
    try (DirectoryWatch watch = await(AsyncFiles.watch(directory))) {
      Task<DirectoryEvent> next = createTask(firstOf(watch));
      await(yieldNow());
      next.cancel();
      try {
        await(next);
        throw new AssertionError("it was cancelled");
      } catch (CancelledError e) {
        Files.createFile(directory.resolve("file"));
      }
      assertThat(await(watch.next()).kind()).isEqualTo(Kind.CREATED);
    }
    return done();
  }

  @Async
  private static Coroutine<DirectoryEvent> firstOf(DirectoryWatch watch) {
    return value(await(watch.next()));
  }

  @Test
  void aCancelledNextHasTakenNothing() throws IOException {
    run(cancelledNext(directory));
  }

  @Async
  private static Coroutine<Void> cancelledAfter(Path directory, int ticks) {
    Task<Void> task = createTask(watches(directory));
    for (int i = 0; i < ticks; i++) {
      await(yieldNow());
    }
    task.cancel();
    try {
      await(task);
    } catch (CancelledError e) {
      assertThat(task.cancelled()).isTrue();
    }
    return done();
  }

  @Async
  private static Coroutine<Void> watches(Path directory) {
    try (DirectoryWatch watch = await(AsyncFiles.watch(directory))) {
      await(watch.next());
    }
    return done();
  }

  @Test
  void whoIsCancelledAtAnyMomentLeavesNothing() {
    run(cancelledAfter(directory, 1));
    long before = inotifies();
    for (int ticks = 0; ticks < 200; ticks += 5) {
      run(cancelledAfter(directory, ticks));
    }
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (inotifies() > before && System.nanoTime() < deadline) {
      Thread.onSpinWait();
    }
    assertThat(inotifies()).isLessThanOrEqualTo(before);
  }

  @Async
  private static Coroutine<Void> leavesOpen(Path directory) {
    await(AsyncFiles.watch(directory));
    return done();
  }

  @Test
  void aLoopThatIsClosedClosesItsWatches() {
    long before = inotifies();
    run(leavesOpen(directory));
    assertThat(inotifies()).isLessThanOrEqualTo(before);
  }

  /** Descriptors of the watches of this process, on Linux. */
  private static long inotifies() {
    Path own = Path.of("/proc/self/fd");
    if (!Files.isDirectory(own)) {
      return 0;
    }
    try (var all = Files.list(own)) {
      return all.filter(DirectoryWatchTest::isInotify).count();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static boolean isInotify(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString().contains("inotify");
    } catch (IOException e) {
      return false;
    }
  }
}
