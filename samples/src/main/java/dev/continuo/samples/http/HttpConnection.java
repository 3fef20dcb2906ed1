package dev.continuo.samples.http;

import static dev.continuo.Continuo.*;
import static java.time.Duration.ofSeconds;

import dev.continuo.Coroutine;
import dev.continuo.DeadlineExceededException;
import dev.continuo.annotation.Async;
import dev.continuo.net.Connection;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Serves one connection: request, answer, request, answer …, in this order. */
class HttpConnection {

  private static final String ALLOWED = "GET, HEAD, OPTIONS";
  private static final Duration LINGER = ofSeconds(1);

  private final Connection connection;
  private final FileService files;
  private final Limits limits;
  private final AccessLog log;
  private final RequestInput input;
  private final RequestReader reader;
  private final ResponseWriter writer;
  private boolean stopping;

  HttpConnection(Connection connection, FileService files, Limits limits, AccessLog log) {
    this.connection = connection;
    this.files = files;
    this.limits = limits;
    this.log = log;
    this.input = new RequestInput(connection.reader());
    this.reader = new RequestReader(input, limits);
    this.writer = new ResponseWriter(connection, limits.stall());
  }

  /** How much waits to be sent. */
  int bufferedBytes() {
    return connection.transport().bufferedBytes();
  }

  /** Ends it after the answer that is on its way; at once if there is none. */
  void stop() {
    stopping = true;
    if (reader.isIdle()) {
      connection.transport().close();
    }
  }

  /** Serves until one of the two has enough. */
  @Async
  Coroutine<Void> serve() {
    try {
      boolean goesOn = true;
      while (goesOn) {
        goesOn = await(exchange());
      }
      await(end());
    } catch (IOException e) { // the client has gone, or does not read, or the file was cut:
      connection.abort(); // it must not take what it got for the whole
    }
    return done();
  }

  /** Refuses to serve. */
  @Async
  Coroutine<Void> refuse() {
    try (OpenFile none = new OpenFile()) {
      Response busy = Response.message(503, "too many connections").with("Retry-After", "5");
      await(writer.write(busy, none, false, false));
      log(503);
      await(end());
    } catch (IOException e) {
      connection.abort();
    }
    return done();
  }

  /**
   * Closes the connection so that the client gets the last answer: while it still sends, a close
   * would reset the connection and could drop what the client has not read (RFC 9112, 9.6).
   */
  @Async
  private Coroutine<Void> end() throws IOException {
    await(writer.finish());
    connection.writer().writeEof();
    try {
      await(waitFor(input.skipAll(), LINGER));
    } catch (DeadlineExceededException e) {
      // it had its time
    }
    return done();
  }

  /** One request and its answer; false if the connection ends. */
  @Async
  private Coroutine<Boolean> exchange() throws IOException {
    OpenFile file = new OpenFile();
    try {
      Request request = await(reader.next());
      if (request == null) {
        return value(false);
      }
      Response response = await(answer(request, file));
      boolean keepsAlive = request.keepsAlive() && !stopping && !isLeftUnread(request, response);
      await(writer.write(response, file, request.isHead(), keepsAlive));
      log(response.status());
      return value(keepsAlive && !stopping); // it may have been told meanwhile
    } catch (HttpFailure e) {
      await(writer.write(e.response(), file, reader.requestLine().startsWith("HEAD "), false));
      log(e.status());
      return value(false);
    } finally {
      // Here, as a call on another thread is dropped if this task is cancelled before it begins;
      // to close what was only read does not wait for the disk.
      file.close();
    }
  }

  @Async
  private Coroutine<Response> answer(Request request, OpenFile file) throws IOException {
    Response early = withoutFile(request);
    if (!request.body().isEmpty() && !isLeftUnread(request, early)) {
      await(dropBody(request));
    }
    if (early != null) {
      return value(early);
    }
    try {
      return value(await(toThread(() -> files.answer(request, file)), IOException.class));
    } catch (IOException | DirectoryIteratorException e) {
      throw new HttpFailure(500, "the file cannot be read");
    }
  }

  /** Whether the client asked first if it should send the body, and should not. */
  private static boolean isLeftUnread(Request request, @Nullable Response response) {
    return request.expectsContinue()
        && !request.body().isEmpty()
        && response != null
        && !isServed(request);
  }

  private static boolean isServed(Request request) {
    return request.method().equals("GET") || request.isHead();
  }

  /** The answer if it has nothing to do with files. */
  private static @Nullable Response withoutFile(Request request) {
    return switch (request.method()) {
      case "GET", "HEAD" -> null;
      case "OPTIONS" -> Response.of(204).with("Allow", ALLOWED);
      case "POST", "PUT", "DELETE", "PATCH", "TRACE", "CONNECT" ->
          Response.message(405, null).with("Allow", ALLOWED);
      default -> Response.message(501, "unknown method").with("Allow", ALLOWED);
    };
  }

  @Async
  private Coroutine<Void> dropBody(Request request) throws IOException {
    if (request.body().bytes() > limits.body()) {
      throw new HttpFailure(413, "the body is longer than " + limits.body() + " bytes");
    }
    if (request.expectsContinue() && input.isEmpty()) {
      await(writer.continues());
    }
    try {
      await(
          waitFor(
              request.body().chunked()
                  ? input.skipChunks(limits)
                  : input.skip(request.body().bytes()),
              limits.bodyTime()));
    } catch (DeadlineExceededException e) {
      throw new HttpFailure(
          408, "the body took longer than " + RequestReader.seconds(limits.bodyTime()));
    }
    return done();
  }

  private void log(int status) {
    log.add(
        connection.transport().remoteAddress(), reader.requestLine(), status, writer.bodySent());
  }
}
