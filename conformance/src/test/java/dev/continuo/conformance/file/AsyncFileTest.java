package dev.continuo.conformance.file;

import static dev.continuo.Continuo.*;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.continuo.CancelledError;
import dev.continuo.Coroutine;
import dev.continuo.Task;
import dev.continuo.annotation.Async;
import dev.continuo.file.AsyncFile;
import dev.continuo.file.AsyncFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.NonWritableChannelException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Open files. */
class AsyncFileTest {

  @TempDir private Path directory;

  @Async
  private static Coroutine<Void> anyPlace(Path path) {
    try (AsyncFile file = await(AsyncFiles.open(path, READ, WRITE, CREATE))) {
      await(file.write("hello world".getBytes(UTF_8), 0));
      await(file.write(ByteBuffer.wrap("xWORLDx".getBytes(UTF_8), 1, 5), 6));
      assertThat(await(file.size())).isEqualTo(11);
      assertThat(new String(await(file.read(4, 4)), UTF_8)).isEqualTo("o WO");
      assertThat(await(file.read(9, 100))).hasSize(2);
      assertThat(await(file.read(11, 1))).isEmpty();
      ByteBuffer target = ByteBuffer.allocate(10);
      target.position(2);
      assertThat(await(file.read(target, 6))).isEqualTo(5);
      assertThat(target.position()).isEqualTo(7);
      assertThat(await(file.read(target, 50))).isEqualTo(-1);
      assertThat(await(file.read(ByteBuffer.allocate(0), 50))).isZero();
      await(file.truncate(5));
      await(file.write(new byte[] {'!'}, 7));
      await(file.force(true));
      assertThat(await(file.read(0, 100))).isEqualTo("hello\0\0!".getBytes(UTF_8));
    }
    return done();
  }

  @Test
  void readsAndWritesAtAnyPlace() {
    run(anyPlace(directory.resolve("file")));
  }

  @Async
  private static Coroutine<Void> atOnce(Path path) {
    try (AsyncFile file = await(AsyncFiles.open(path, READ, WRITE, CREATE))) {
      List<Coroutine<Void>> writes = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        writes.add(file.write(("" + i % 10).getBytes(UTF_8), i));
      }
      await(gather(writes));
      assertThat(new String(await(file.read(0, 1000)), UTF_8)).isEqualTo("0123456789".repeat(20));
    }
    return done();
  }

  @Test
  void manyAtOnce() {
    run(atOnce(directory.resolve("file")));
  }

  @Async
  private static Coroutine<Void> appends(Path path) {
    try (AsyncFile file = await(AsyncFiles.open(path, APPEND, CREATE))) {
      await(file.write(new byte[] {'a'}, 0));
      await(file.write(new byte[] {'b'}, 0));
    }
    return done();
  }

  @Test
  void appendingIgnoresThePosition() {
    run(appends(directory.resolve("file")));
    assertThat(directory.resolve("file")).hasContent("ab");
  }

  @Async
  private static Coroutine<Void> wrongs(Path path) {
    AsyncFile file = await(AsyncFiles.open(path));
    try {
      await(file.write(new byte[1], 0));
      throw new AssertionError("it was opened to read");
    } catch (NonWritableChannelException e) {
      assertThat(e).isNotNull();
    }
    await(file.closeAsync());
    await(file.closeAsync());
    try {
      await(file.size(), IOException.class);
      throw new AssertionError("it is closed");
    } catch (IOException e) {
      assertThat(e).hasMessage(path + " is closed");
    }
    return done();
  }

  @Test
  void whatIsNotPossibleSaysSo() throws IOException {
    Path path = Files.createFile(directory.resolve("file"));
    run(wrongs(path));
    assertThatThrownBy(() -> run(AsyncFiles.open(directory.resolve("no"))))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Async
  private static Coroutine<Void> negatives(Path path) {
    try (AsyncFile file = await(AsyncFiles.open(path, WRITE, CREATE))) {
      assertThatIllegalArgumentException().isThrownBy(() -> createTask(file.read(-1, 1)));
      assertThatIllegalArgumentException().isThrownBy(() -> createTask(file.read(0, -1)));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> createTask(file.write(new byte[0], -1)));
      assertThatIllegalArgumentException().isThrownBy(() -> createTask(file.truncate(-1)));
    }
    return done();
  }

  @Test
  void negativeNumbers() {
    run(negatives(directory.resolve("file")));
  }

  // ---- leaks

  @Async
  private static Coroutine<Void> cancelledAfter(Path path, int ticks) {
    Task<Void> task = createTask(copies(path));
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
  private static Coroutine<Void> copies(Path path) {
    try (AsyncFile file = await(AsyncFiles.open(path, READ, WRITE))) {
      byte[] content = await(file.read(0, 1 << 16));
      await(file.write(content, content.length));
      await(file.force(false));
    }
    return done();
  }

  @Test
  void whoIsCancelledAtAnyMomentLeavesNoDescriptor() throws IOException {
    Path path = directory.resolve("file");
    for (int ticks = 0; ticks < 60; ticks++) {
      Files.write(path, new byte[1 << 16]);
      run(cancelledAfter(path, ticks));
      Descriptors.areClosed(path, Thread::yield);
    }
  }

  @Async
  private static Coroutine<AsyncFile> leavesOpen(Path path) {
    return value(await(AsyncFiles.open(path, READ, WRITE, CREATE)));
  }

  @Test
  void aLoopThatIsClosedClosesItsFiles() {
    Path path = directory.resolve("file");
    AsyncFile kept = run(leavesOpen(path));
    assertThat(Descriptors.of(path)).isZero();
    assertThat(kept).hasToString("AsyncFile[" + path + "]");
  }
}
