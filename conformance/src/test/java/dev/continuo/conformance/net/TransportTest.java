package dev.continuo.conformance.net;

import static dev.continuo.Continuo.*;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.continuo.AsyncFuture;
import dev.continuo.Continuo;
import dev.continuo.Coroutine;
import dev.continuo.EventLoop;
import dev.continuo.ExceptionContext;
import dev.continuo.annotation.Async;
import dev.continuo.net.ConnectOptions;
import dev.continuo.net.Protocol;
import dev.continuo.net.Server;
import dev.continuo.net.ServerOptions;
import dev.continuo.net.Transport;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Protocols: what they are told, in which order, and that they are told once. */
class TransportTest extends Talks {

  /** Notes all that it is told; subclasses do something about it. */
  private static class Recorder implements Protocol {
    final List<String> log = new ArrayList<>();
    final AsyncFuture<Boolean> lost = EventLoop.running().createFuture();
    @Nullable Transport transport;
    @Nullable Throwable cause;

    @Override
    public void connectionMade(Transport made) {
      transport = made;
      log.add("made");
    }

    @Override
    public void dataReceived(ByteBuffer data) {
      log.add("data " + UTF_8.decode(data));
    }

    @Override
    public boolean eofReceived() {
      log.add("eof");
      return false;
    }

    @Override
    public void connectionLost(@Nullable Throwable reason) {
      log.add("lost");
      cause = reason;
      lost.setResult(true);
    }

    final Transport transport() {
      assertThat(transport).isNotNull();
      return transport;
    }
  }

  private static final class Echo extends Recorder {
    @Override
    public void dataReceived(ByteBuffer data) {
      transport().write(data);
    }
  }

  private static final class Failing extends Recorder {
    @Override
    public void dataReceived(ByteBuffer data) {
      throw new IllegalStateException("cannot bear it");
    }
  }

  /** Keeps the connection open after the end of its input. */
  private static final class HalfOpen extends Recorder {
    @Override
    public boolean eofReceived() {
      super.eofReceived();
      transport().write("answer".getBytes(UTF_8));
      transport().close();
      return true;
    }
  }

  @Async
  private static Coroutine<Transport> connect(Server server, Recorder client) {
    return EventLoop.running()
        .createConnection(() -> client, "127.0.0.1", server.port(), ConnectOptions.DEFAULT);
  }

  @Async
  private static Coroutine<Server> serve(List<Recorder> servers, Supplier<Recorder> factory) {
    return EventLoop.running()
        .createServer(
            () -> {
              Recorder made = factory.get();
              servers.add(made);
              return made;
            },
            "127.0.0.1",
            0,
            ServerOptions.DEFAULT);
  }

  @Test
  void anEcho() {
    Continuo.run(echo());
  }

  @Async
  private static Coroutine<Void> echo() {
    List<Recorder> servers = new ArrayList<>();
    try (Server server = await(serve(servers, Echo::new))) {
      Recorder client = new Recorder();
      Transport transport = await(connect(server, client));
      assertThat(transport).isSameAs(client.transport());
      assertThat(transport.protocol()).isSameAs(client);
      transport.write("hello".getBytes(UTF_8));
      while (client.log.size() < 2) {
        await(yieldNow());
      }
      assertThat(transport.isReading()).isTrue();
      transport.close();
      transport.close();
      assertThat(transport.isClosing()).isTrue();
      assertThat(client.log).containsExactly("made", "data hello");
      await(client.lost);
      await(servers.get(0).lost);
      assertThat(client.log).containsExactly("made", "data hello", "lost");
      assertThat(client.cause).isNull();
      assertThat(servers.get(0).log).containsExactly("made", "eof", "lost");
      transport.write("too late".getBytes(UTF_8));
      transport.abort();
      await(yieldNow());
      assertThat(client.log).hasSize(3);
      assertThat(transport.toString()).contains(", lost");
    }
    return done();
  }

  @Test
  void aProtocolThatThrowsLosesItsConnectionAndIsReported() {
    Continuo.run(failing());
  }

  @Async
  private static Coroutine<Void> failing() {
    List<ExceptionContext> reports = new ArrayList<>();
    EventLoop.running().setExceptionHandler((loop, context) -> reports.add(context));
    List<Recorder> servers = new ArrayList<>();
    try (Server server = await(serve(servers, Failing::new))) {
      Recorder client = new Recorder();
      await(connect(server, client)).write("x".getBytes(UTF_8));
      await(client.lost);
      await(servers.get(0).lost);
      assertThat(servers.get(0).log).containsExactly("made", "lost");
      assertThat(servers.get(0).cause).hasMessage("cannot bear it");
      assertThat(reports).singleElement().matches(r -> r.exception() == servers.get(0).cause);
    }
    return done();
  }

  @Test
  void aHalfOpenConnectionMayStillAnswer() {
    Continuo.run(halfOpen());
  }

  @Async
  private static Coroutine<Void> halfOpen() {
    List<Recorder> servers = new ArrayList<>();
    try (Server server = await(serve(servers, HalfOpen::new))) {
      Recorder client = new Recorder();
      Transport transport = await(connect(server, client));
      transport.writeEof();
      transport.writeEof();
      assertThatThrownBy(() -> transport.write("more".getBytes(UTF_8)))
          .hasMessage("write() after writeEof()");
      await(client.lost);
      assertThat(client.log).containsExactly("made", "data answer", "eof", "lost");
      assertThat(servers.get(0).log).containsExactly("made", "eof", "lost");
    }
    return done();
  }

  @Test
  void aTransportThatPausesHearsNothing() {
    Continuo.run(pauses());
  }

  @Async
  private static Coroutine<Void> pauses() {
    List<Recorder> servers = new ArrayList<>();
    try (Server server = await(serve(servers, Echo::new))) {
      Recorder client = new Recorder();
      Transport transport = await(connect(server, client));
      transport.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
      transport.pauseReading();
      assertThat(transport.isReading()).isFalse();
      transport.write("hello".getBytes(UTF_8));
      for (int i = 0; i < 1000; i++) {
        await(yieldNow());
      }
      assertThat(client.log).containsExactly("made");
      transport.resumeReading();
      while (client.log.size() < 2) {
        await(yieldNow());
      }
      assertThat(client.log).containsExactly("made", "data hello");
      assertThatThrownBy(() -> transport.setWriteBufferLimits(2, 1))
          .hasMessage("high (1) must be >= low (2) must be >= 0");
      Recorder next = new Recorder();
      transport.setProtocol(next);
      transport.abort();
      await(next.lost);
      assertThat(next.log).containsExactly("lost");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return done();
  }

  @Test
  void anotherThreadIsRefused() {
    Continuo.run(foreignThread());
  }

  @Async
  private static Coroutine<Void> foreignThread() {
    List<Recorder> servers = new ArrayList<>();
    try (Server server = await(serve(servers, Echo::new))) {
      Transport transport = await(connect(server, new Recorder()));
      await(
          toThread(
              () -> {
                List<Runnable> calls =
                    List.of(
                        () -> transport.write(new byte[1]),
                        transport::close,
                        transport::abort,
                        transport::pauseReading,
                        transport::writeEof,
                        server::stopListening,
                        server::abortClients);
                for (Runnable call : calls) {
                  assertThatThrownBy(call::run).hasMessageContaining("callSoonThreadsafe");
                }
                return null;
              }));
      transport.abort();
    }
    return done();
  }

  @Test
  void anotherLoopIsRefused() {
    try (EventLoop other = EventLoop.create()) {
      assertThatThrownBy(
              () ->
                  Continuo.run(
                      other.createServer(Echo::new, "127.0.0.1", 0, ServerOptions.DEFAULT)))
          .hasMessage("createServer() was asked of another event loop than the one that runs");
    }
  }

  // ---- the loop below

  @Test
  void otherThreadsWakeALoopThatWatchesChannels() {
    Continuo.run(wakesUp());
  }

  @Async
  private static Coroutine<Void> wakesUp() {
    List<Recorder> servers = new ArrayList<>();
    try (Server server = await(serve(servers, Echo::new))) {
      assertThat(server.isServing()).isTrue();
      for (int i = 0; i < 2000; i++) {
        int n = i;
        assertThat(await(CompletableFuture.supplyAsync(() -> n))).isEqualTo(n);
      }
    }
    return done();
  }

  @Test
  void aBusyLoopStillSeesItsChannels() {
    Continuo.run(busy());
  }

  @Async
  private static Coroutine<Void> busy() {
    List<Recorder> servers = new ArrayList<>();
    try (Server server = await(serve(servers, Echo::new))) {
      Recorder client = new Recorder();
      Transport transport = await(connect(server, client));
      for (int i = 1; i <= 20; i++) {
        transport.write("x".getBytes(UTF_8));
        while (client.log.size() <= i) {
          await(yieldNow()); // never idle
        }
      }
      transport.abort();
    }
    return done();
  }
}
