package dev.continuo.conformance.net;

import static dev.continuo.Continuo.*;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.continuo.CancelledError;
import dev.continuo.Continuo;
import dev.continuo.Coroutine;
import dev.continuo.EventLoop;
import dev.continuo.ExceptionContext;
import dev.continuo.Task;
import dev.continuo.annotation.Async;
import dev.continuo.net.Connection;
import dev.continuo.net.Server;
import dev.continuo.net.Streams;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.StandardSocketOptions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Peers that reset, do not read, or go away; and programs that give up. Nothing hangs or leaks. */
class FaultsTest extends Talks {

  private static final int MANY = 40;

  /** One leak in each would be seen: the JVM itself opens a jar now and then. */
  private static final int ROUNDS = 30;

  static long openFiles() {
    return ((UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getOpenFileDescriptorCount();
  }

  // ---- resets

  /** Writes part of a message and resets. */
  @Async
  private static Coroutine<Void> reset(Connection connection, String message, int afterBytes)
      throws IOException {
    await(connection.writer().write(message.substring(0, afterBytes)));
    connection.transport().setOption(StandardSocketOptions.SO_LINGER, 0);
    connection.abort();
    return done();
  }

  @Test
  void aResetAtEveryByteOfAMessage() {
    String message = "one\ntwo\n";
    for (int i = 0; i <= message.length(); i++) {
      int bytes = i;
      List<String> seen = new ArrayList<>();
      Continuo.run(resetAfter(message, bytes, seen));
      // The bytes before a reset may be lost with it, but not some from their middle.
      assertThat(message).startsWith(String.join("", seen.subList(0, seen.size() - 1)));
      assertThat(seen.get(seen.size() - 1)).matches("over|IOException");
    }
  }

  @Async
  private static Coroutine<Void> resetAfter(String message, int bytes, List<String> seen) {
    try (Server server =
        await(Streams.startServer(c -> reset(c, message, bytes), "127.0.0.1", 0))) {
      try (Connection connection = await(Streams.openConnection("127.0.0.1", server.port()))) {
        for (String line : each(connection.reader().lines())) {
          seen.add(message.contains(line + "\n") ? line + "\n" : line);
        }
        seen.add("over");
      } catch (Exception e) {
        assertThat(e).isInstanceOf(IOException.class);
        seen.add("IOException");
      }
    }
    return done();
  }

  @Test
  void writingToAPeerThatIsGoneFails() {
    Continuo.run(writesOn());
  }

  @Async
  private static Coroutine<Void> writesOn() {
    try (Server server = await(Streams.startServer(c -> reset(c, "", 0), "127.0.0.1", 0))) {
      try (Connection connection = await(Streams.openConnection("127.0.0.1", server.port()))) {
        while (true) {
          await(connection.writer().write("x"), IOException.class);
          await(yieldNow());
        }
      } catch (IOException e) {
        assertThat(e.getMessage()).isNotBlank();
      }
    }
    return done();
  }

  // ---- slow peers

  @Async
  private static Coroutine<Void> readsOnlyWhenTold(Connection connection, Task<?> told) {
    await(shield(told));
    int count = 0;
    for (byte[] block : each(connection.reader().blocks())) {
      count += block.length;
    }
    await(connection.writer().write(count + "\n"));
    return done();
  }

  @Test
  void aPeerThatDoesNotReadMakesTheWriterWait() {
    Continuo.run(slowReader());
  }

  @Async
  private static Coroutine<Void> slowReader() {
    Task<Object> told = createTask(forEver());
    try (Server server =
        await(Streams.startServer(c -> readsOnlyWhenTold(c, told), "127.0.0.1", 0))) {
      Connection connection = await(Streams.openConnection("127.0.0.1", server.port()));
      Task<Integer> writer = createTask(writes(connection, 64));
      int waits = 0;
      int buffered = -1;
      while (waits < 50) { // until nothing moves any more
        await(yieldNow());
        waits = buffered == connection.transport().bufferedBytes() ? waits + 1 : 0;
        buffered = connection.transport().bufferedBytes();
      }
      assertThat(writer.done()).isFalse();
      assertThat(buffered).isBetween(1, (1 << 16) + MEGABYTE);
      told.cancel();
      assertThat(await(writer)).isEqualTo(64 * MEGABYTE);
      connection.writer().writeEof();
      assertThat(await(connection.reader().readLine())).isEqualTo("" + 64 * MEGABYTE);
      await(connection.closeAsync());
    }
    return done();
  }

  private static final int MEGABYTE = 1 << 20;

  @Async
  private static Coroutine<Object> forEver() {
    try {
      return value(await(EventLoop.running().createFuture()));
    } catch (CancelledError e) {
      return value("told");
    }
  }

  @Async
  private static Coroutine<Integer> writes(Connection connection, int megabytes) {
    byte[] block = new byte[MEGABYTE];
    for (int i = 0; i < megabytes; i++) {
      await(connection.writer().write(block));
    }
    return value(megabytes * MEGABYTE);
  }

  @Test
  void closingWaitsForAPeerThatReadsAndACancelledCloseDoesNot() {
    Continuo.run(closeDuringWrite());
  }

  @Async
  private static Coroutine<Void> closeDuringWrite() {
    Task<Object> never = createTask(forEver());
    try (Server server =
        await(Streams.startServer(c -> readsOnlyWhenTold(c, never), "127.0.0.1", 0))) {
      Connection connection = await(Streams.openConnection("127.0.0.1", server.port()));
      Task<Integer> writer = createTask(writes(connection, 64));
      await(yieldNow());
      Task<Void> close = createTask(connection.closeAsync());
      await(yieldNow());
      assertThat(close.done()).isFalse();
      close.cancel();
      try {
        await(close);
        throw new AssertionError("it was cancelled");
      } catch (CancelledError e) {
        assertThat(connection.transport().isClosing()).isTrue();
      }
      try {
        await(writer, IOException.class);
        throw new AssertionError("the connection was closed");
      } catch (IOException e) {
        assertThat(e).hasMessageContaining("closed");
      }
      never.cancel();
      server.abortClients();
    }
    return done();
  }

  // ---- leaks

  @Async
  private static Coroutine<Void> readsForEver(Connection connection) {
    await(connection.reader().readAll());
    return done();
  }

  @Async
  private static Coroutine<Void> giveUp(int round) {
    List<ExceptionContext> reports = new ArrayList<>();
    EventLoop.running().setExceptionHandler((loop, context) -> reports.add(context));
    try (Server server = await(Streams.startServer(FaultsTest::readsForEver, "127.0.0.1", 0))) {
      List<Task<?>> tasks = new ArrayList<>();
      for (int i = 0; i < MANY; i++) {
        tasks.add(createTask(connectAndRead(server.port())));
      }
      for (int i = 0; i < round; i++) {
        await(yieldNow());
      }
      for (Task<?> task : tasks) {
        task.cancel();
      }
      for (Task<?> task : tasks) {
        try {
          await(task);
        } catch (CancelledError e) {
          assertThat(task.cancelled()).isTrue();
        }
      }
    }
    assertThat(reports).isEmpty();
    return done();
  }

  @Async
  private static Coroutine<Void> connectAndRead(int port) {
    try (Connection connection = await(Streams.openConnection("127.0.0.1", port))) {
      await(connection.writer().write("x"));
      await(connection.reader().read(1));
    }
    return done();
  }

  @Test
  void whoGivesUpAtAnyMomentLeavesNoDescriptorOpen() {
    Continuo.run(giveUp(1)); // loads what keeps files open: classes, the resolver
    long before = openFiles();
    for (int round = 0; round < ROUNDS; round++) {
      Continuo.run(giveUp(round));
    }
    assertThat(openFiles()).isLessThan(before + ROUNDS / 2);
  }

  @Test
  void aLoopThatIsClosedClosesItsSockets() {
    Continuo.run(giveUp(1));
    long before = openFiles();
    for (int round = 0; round < ROUNDS; round++) {
      Continuo.run(leavesAllOpen());
    }
    assertThat(openFiles()).isLessThan(before + ROUNDS / 2);
  }

  @Async
  private static Coroutine<Void> leavesAllOpen() {
    Server server = await(Streams.startServer(FaultsTest::readsForEver, "127.0.0.1", 0));
    Connection connection = await(Streams.openConnection("127.0.0.1", server.port()));
    await(connection.writer().write("x"));
    return done();
  }
}
