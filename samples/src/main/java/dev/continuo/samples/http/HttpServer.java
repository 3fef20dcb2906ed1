package dev.continuo.samples.http;

import static dev.continuo.Continuo.*;

import dev.continuo.Coroutine;
import dev.continuo.DeadlineExceededException;
import dev.continuo.Task;
import dev.continuo.annotation.Async;
import dev.continuo.net.Connection;
import dev.continuo.net.Server;
import dev.continuo.net.Streams;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;

/** Accepts connections, and stops in good order. */
class HttpServer {

  private final FileService files;
  private final Limits limits;
  private final AccessLog log;
  private final Set<HttpConnection> open = new LinkedHashSet<>();
  private int refusing;

  HttpServer(Path root, boolean lists, Limits limits, PrintStream log) throws IOException {
    this.files = new FileService(root, lists);
    this.limits = limits;
    this.log = new AccessLog(log);
  }

  /** Those that are served; on the loop's thread. */
  Set<HttpConnection> connections() {
    return open;
  }

  @Async
  private Coroutine<Void> accept(Connection connection) {
    HttpConnection client = new HttpConnection(connection, files, limits, log);
    if (open.size() < limits.connections()) {
      open.add(client);
      try {
        await(client.serve());
      } finally {
        open.remove(client);
      }
    } else if (refusing < limits.connections()) { // no more of these, either
      refusing++;
      try {
        await(client.refuse());
      } finally {
        refusing--;
      }
    } else {
      connection.abort();
    }
    return done();
  }

  /**
   * Serves until it is cancelled. Then it accepts no more, waits for the answers that are on their
   * way, and aborts those that take too long.
   *
   * @param onListening told when it accepts
   */
  @Async
  Coroutine<Void> serve(String host, int port, Consumer<Server> onListening) throws IOException {
    Task<Void> printing = createTask(log.print(), "access log");
    try (Server server = await(Streams.startServer(this::accept, host, port))) {
      onListening.accept(server);
      try {
        await(server.serveForever());
      } finally {
        server.stopListening();
        Set.copyOf(open).forEach(HttpConnection::stop);
        try {
          await(waitFor(server.untilClosed(), limits.grace()));
        } catch (DeadlineExceededException e) {
          server.abortClients();
        }
      }
    } finally {
      log.close();
      try {
        await(waitFor(printing, limits.grace()));
      } catch (DeadlineExceededException e) {
        // nobody reads the log
      }
    }
    return done();
  }
}
