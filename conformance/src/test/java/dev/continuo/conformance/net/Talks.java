package dev.continuo.conformance.net;

import static dev.continuo.Continuo.await;
import static dev.continuo.Continuo.done;

import dev.continuo.AsyncFunction;
import dev.continuo.Continuo;
import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import dev.continuo.net.ConnectOptions;
import dev.continuo.net.Connection;
import dev.continuo.net.Server;
import dev.continuo.net.ServerOptions;
import dev.continuo.net.Streams;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;

/** A server and a client that talk to each other on one loop. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
abstract class Talks {

  static final int LIMIT = 100;

  /** Runs both ends; each with lines of at most {@link #LIMIT} bytes. */
  static <S extends @Nullable Object, C extends @Nullable Object> void talk(
      AsyncFunction<? super Connection, S> server, AsyncFunction<? super Connection, C> client) {
    Continuo.run(both(server, client));
  }

  @Async
  private static <S extends @Nullable Object, C extends @Nullable Object>
      Coroutine<@Nullable Void> both(
          AsyncFunction<? super Connection, S> serverSide,
          AsyncFunction<? super Connection, C> clientSide) {
    ServerOptions options = ServerOptions.DEFAULT.withLimit(LIMIT);
    try (Server server = await(Streams.startServer(serverSide, "127.0.0.1", 0, options))) {
      ConnectOptions own = ConnectOptions.DEFAULT.withLimit(LIMIT);
      Connection connection = await(Streams.openConnection("127.0.0.1", server.port(), own));
      try (connection) {
        await(called(clientSide, connection));
      }
    }
    return done();
  }

  @Async
  static <R extends @Nullable Object> Coroutine<R> called(
      AsyncFunction<? super Connection, R> body, Connection connection) {
    try {
      return body.apply(connection);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  /** Sends back what comes. */
  @Async
  static Coroutine<@Nullable Void> echo(Connection connection) {
    for (byte[] block : Continuo.each(connection.reader().blocks())) {
      await(connection.writer().write(block));
    }
    return done();
  }
}
