package dev.continuo.conformance.net;

import static dev.continuo.Continuo.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.continuo.AsyncFuture;
import dev.continuo.Continuo;
import dev.continuo.Coroutine;
import dev.continuo.EventLoop;
import dev.continuo.ExceptionContext;
import dev.continuo.annotation.Async;
import dev.continuo.net.ConnectOptions;
import dev.continuo.net.Connection;
import dev.continuo.net.Protocol;
import dev.continuo.net.Server;
import dev.continuo.net.ServerOptions;
import dev.continuo.net.Streams;
import dev.continuo.net.Transport;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Protocols that throw what nobody expects, and call back from within their callbacks. */
class CarelessProtocolsTest extends Talks {

  /** Notes the end; subclasses do something that is worth a test. */
  private static class Base implements Protocol {
    final AsyncFuture<Boolean> lost = EventLoop.running().createFuture();
    @Nullable Transport transport;
    int received;

    @Override
    public void connectionMade(Transport made) {
      transport = made;
    }

    @Override
    public void dataReceived(ByteBuffer data) {
      received += data.remaining();
    }

    @Override
    public void connectionLost(@Nullable Throwable reason) {
      lost.setResult(true); // throws the second time
    }
  }

  /** Runs one connection to a server of such protocols, until both ends are over. */
  private static void with(Supplier<Base> server, Supplier<Base> client) {
    List<ExceptionContext> reports = new ArrayList<>();
    Continuo.run(both(server, client, reports));
    assertThat(reports).isEmpty();
  }

  @Async
  private static Coroutine<Void> both(
      Supplier<Base> server, Supplier<Base> client, List<ExceptionContext> reports) {
    EventLoop loop = EventLoop.running();
    loop.setExceptionHandler((l, context) -> reports.add(context));
    List<Base> served = new ArrayList<>();
    Supplier<Base> noted =
        () -> {
          Base made = server.get();
          served.add(made);
          return made;
        };
    try (Server listening =
        await(loop.createServer(noted, "127.0.0.1", 0, ServerOptions.DEFAULT))) {
      Transport transport =
          await(
              loop.createConnection(client, "127.0.0.1", listening.port(), ConnectOptions.DEFAULT));
      await(((Base) transport.protocol()).lost);
      while (served.isEmpty()) {
        await(yieldNow());
      }
      await(served.get(0).lost);
    }
    return done();
  }

  // ---- callbacks that call back

  private static final class ClosesAtOnce extends Base {
    @Override
    public void connectionMade(Transport made) {
      super.connectionMade(made);
      made.write(new byte[1]);
      made.close();
      made.write(new byte[1]);
    }
  }

  @Test
  void closesWhenTheConnectionIsMade() {
    with(Base::new, ClosesAtOnce::new);
    with(ClosesAtOnce::new, Base::new);
    with(ClosesAtOnce::new, ClosesAtOnce::new);
  }

  private static final class AbortsWhenFull extends Base {
    @Override
    public void connectionMade(Transport made) {
      made.write(new byte[32 << 20]); // more than any socket takes
      assertThat(made.isClosing()).isTrue();
      assertThat(made.bufferedBytes()).isZero();
      made.write(new byte[1]);
    }

    @Override
    public void pauseWriting() {
      assertThat(transport).isNull();
      EventLoop.running().callSoon(() -> {});
      throw new Full();
    }
  }

  private static final class Full extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  @Test
  void throwsWhenItShouldPause() {
    List<ExceptionContext> reports = new ArrayList<>();
    Continuo.run(both(Base::new, AbortsWhenFull::new, reports));
    assertThat(reports).singleElement().matches(each -> each.exception() instanceof Full);
  }

  /** Answers each piece with more than was asked, and ends after a while. */
  private static final class Talkative extends Base {
    @Override
    public void dataReceived(ByteBuffer data) {
      super.dataReceived(data);
      Transport known = transport;
      assertThat(known).isNotNull();
      known.write(data);
      known.write(new byte[1000]);
      if (received > 1 << 20) {
        known.pauseReading();
        known.close();
        known.resumeReading();
        assertThat(known.isReading()).isFalse();
      }
    }
  }

  private static final class Opener extends Base {
    @Override
    public void connectionMade(Transport made) {
      super.connectionMade(made);
      made.write(new byte[1000]);
    }

    @Override
    public void dataReceived(ByteBuffer data) {
      super.dataReceived(data);
      Transport known = transport;
      assertThat(known).isNotNull();
      known.write(data);
    }
  }

  @Test
  void writesAndClosesWhileItReceives() {
    with(Talkative::new, Opener::new);
  }

  /** Runs the loop within a callback: other connections receive meanwhile. */
  private static final class Nesting extends Base {
    private final List<Byte> seen;

    Nesting(List<Byte> seen) {
      this.seen = seen;
    }

    @Override
    public void dataReceived(ByteBuffer data) {
      super.dataReceived(data);
      if (data.get(data.position()) == 1) {
        EventLoop.running().runUntilComplete(both(seen));
      }
      seen.add(data.get(data.position()));
      Transport known = transport;
      assertThat(known).isNotNull();
      known.close();
    }

    @Async
    private static Coroutine<Void> both(List<Byte> seen) {
      while (seen.isEmpty()) { // until the other connection had its turn
        await(yieldNow());
      }
      return done();
    }
  }

  @Async
  private static Coroutine<Void> nested(List<Byte> seen) {
    EventLoop loop = EventLoop.running();
    loop.allowNestedRun(true);
    Supplier<Base> factory = () -> new Nesting(seen);
    try (Server server = await(loop.createServer(factory, "127.0.0.1", 0, ServerOptions.DEFAULT));
        Connection one = await(Streams.openConnection("127.0.0.1", server.port()));
        Connection two = await(Streams.openConnection("127.0.0.1", server.port()))) {
      await(one.writer().write(new byte[] {1}));
      await(yieldNow());
      await(two.writer().write(new byte[] {2}));
      assertThat(await(two.reader().readAll())).isEmpty();
      assertThat(await(one.reader().readAll())).isEmpty();
    }
    return done();
  }

  @Test
  void aNestedRunLeavesTheDataOfTheOuterCallback() {
    List<Byte> seen = new ArrayList<>();
    Continuo.run(nested(seen));
    assertThat(seen).containsExactly((byte) 2, (byte) 1);
  }

  // ---- what nobody expects

  /** Neither a RuntimeException nor fatal: what awaiting in untransformed code throws, for one. */
  private static final class Odd extends Error {
    private static final long serialVersionUID = 1L;

    Odd() {
      super("odd");
    }
  }

  private static final class ThrowsOdd extends Base {
    @Override
    public void dataReceived(ByteBuffer data) {
      throw new Odd();
    }
  }

  @Test
  void anErrorEndsTheConnection() {
    List<ExceptionContext> reports = new ArrayList<>();
    Continuo.run(both(ThrowsOdd::new, Opener::new, reports));
    assertThat(reports).singleElement().matches(each -> each.exception() instanceof Odd);
  }

  @Async
  private static Coroutine<Void> factories(List<ExceptionContext> reports) {
    EventLoop loop = EventLoop.running();
    loop.setExceptionHandler((l, context) -> reports.add(context));
    Supplier<Protocol> odd =
        () -> {
          throw new Odd();
        };
    try (Server server = await(loop.createServer(odd, "127.0.0.1", 0, ServerOptions.DEFAULT))) {
      try (Connection client = await(Streams.openConnection("127.0.0.1", server.port()))) {
        assertThat(await(client.reader().readAll(), IOException.class)).isEmpty();
      } catch (IOException e) {
        assertThat(e).hasMessageContaining("reset"); // as the system likes
      }
      assertThat(server.connections()).isZero();
      int count = reports.size();
      try {
        await(loop.createConnection(odd, "127.0.0.1", server.port(), ConnectOptions.DEFAULT));
        throw new AssertionError("there is no protocol");
      } catch (Odd e) {
        assertThat(e).hasMessage("odd");
      }
      while (reports.size() == count) { // the server has seen that one, too
        await(yieldNow());
      }
    }
    return done();
  }

  @Test
  void aFactoryThatFailsCostsTheConnectionOnly() {
    List<ExceptionContext> reports = new ArrayList<>();
    Continuo.run(factories(reports));
    assertThat(reports)
        .hasSize(2)
        .allMatch(each -> each.exception() instanceof Odd)
        .allMatch(each -> each.message().startsWith("a connection that was accepted at "));
    long before = FaultsTest.openFiles();
    for (int i = 0; i < 20; i++) {
      Continuo.run(factories(new ArrayList<>()));
    }
    assertThat(FaultsTest.openFiles()).isLessThan(before + 10);
  }

  // ---- nothing is left behind

  @Async
  private static Coroutine<Void> nobodyListens(Path path) {
    long before = FaultsTest.openFiles();
    for (int i = 0; i < 100; i++) { // fails at once, so that the loop never comes to its selector
      try {
        await(Streams.openUnixConnection(path), IOException.class).abort();
        throw new AssertionError("nobody listens");
      } catch (IOException e) {
        assertThat(e).hasMessageContaining(path.toString());
      }
    }
    assertThat(FaultsTest.openFiles()).isLessThan(before + 50);
    return done();
  }

  @Test
  void aConnectionThatFailsAtOnceIsClosedAtOnce(@TempDir Path folder) {
    Continuo.run(nobodyListens(folder.resolve("none")));
  }

  // ---- much at once

  @Async
  private static Coroutine<Void> sendsAll(Connection connection, byte[] all) {
    await(connection.writer().write(all));
    return done();
  }

  @Test
  void aLargeWriteComesWhole() {
    byte[] all = new byte[16 << 20];
    new Random(42).nextBytes(all);
    talk(
        connection -> sendsAll(connection, all),
        connection -> {
          byte[] some = await(connection.reader().readExactly(1 << 20));
          byte[] rest = await(connection.reader().readAll());
          assertThat(ByteBuffer.wrap(some)).isEqualTo(ByteBuffer.wrap(all, 0, 1 << 20));
          assertThat(ByteBuffer.wrap(rest))
              .isEqualTo(ByteBuffer.wrap(all, 1 << 20, all.length - (1 << 20)));
          return done();
        });
  }
}
