package dev.continuo.benchmarks.echo;

import static dev.continuo.Continuo.await;
import static dev.continuo.Continuo.done;
import static dev.continuo.Continuo.each;
import static dev.continuo.Continuo.run;

import dev.continuo.Coroutine;
import dev.continuo.EventLoop;
import dev.continuo.annotation.Async;
import dev.continuo.net.Connection;
import dev.continuo.net.Protocol;
import dev.continuo.net.Server;
import dev.continuo.net.ServerOptions;
import dev.continuo.net.Streams;
import dev.continuo.net.Transport;
import java.nio.ByteBuffer;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** Ours: a coroutine over streams, and a protocol. */
final class ContinuoEcho {

  private static final ServerOptions OPTIONS = ServerOptions.DEFAULT.withBacklog(1024);

  private ContinuoEcho() {}

  static void streams(IntConsumer port) {
    run(serveStreams(port));
  }

  static void protocol(IntConsumer port) {
    run(serveProtocol(port));
  }

  @Async
  private static Coroutine<@Nullable Void> serveStreams(IntConsumer port) {
    Server server = await(Streams.startServer(ContinuoEcho::echo, "localhost", 0, OPTIONS));
    port.accept(server.port());
    await(server.serveForever());
    return done();
  }

  @Async
  private static Coroutine<@Nullable Void> echo(Connection connection) {
    try (connection) {
      for (byte[] block : each(connection.reader().blocks())) {
        await(connection.writer().write(block));
      }
    } catch (Exception e) {
      // the client is gone, as at the end of each run
    }
    return done();
  }

  @Async
  private static Coroutine<@Nullable Void> serveProtocol(IntConsumer port) {
    Server server = await(EventLoop.running().createServer(Echo::new, "localhost", 0, OPTIONS));
    port.accept(server.port());
    await(server.serveForever());
    return done();
  }

  private static final class Echo implements Protocol {
    private @Nullable Transport transport;

    @Override
    public void connectionMade(Transport made) {
      transport = made;
    }

    @Override
    public void dataReceived(ByteBuffer data) {
      Transport target = transport;
      if (target != null) {
        target.write(data);
      }
    }

    @Override
    public void connectionLost(@Nullable Throwable cause) {
      transport = null;
    }
  }
}
