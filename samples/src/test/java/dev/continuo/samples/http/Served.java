package dev.continuo.samples.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.continuo.CancelledError;
import dev.continuo.Continuo;
import dev.continuo.EventLoop;
import dev.continuo.Task;
import dev.continuo.net.Server;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/**
 * A server on a thread of its own, for clients that block. Closing it stops the server, and checks
 * that nothing was reported to the exception handler.
 */
class Served implements AutoCloseable {

  private static final int TIMEOUT = 30;

  private record Running(Server server, EventLoop loop, Task<?> task) {}

  private final ByteArrayOutputStream log = new ByteArrayOutputStream();
  private final List<Throwable> reported = new CopyOnWriteArrayList<>();
  private final CompletableFuture<Running> started = new CompletableFuture<>();
  private final CompletableFuture<?> ended = new CompletableFuture<>();
  private final HttpServer server;
  private final Running running;
  final int port;
  final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  Served(Path root) throws Exception {
    this(root, Limits.DEFAULT);
  }

  Served(Path root, Limits limits) throws Exception {
    server = new HttpServer(root, true, limits, new PrintStream(log, true, ISO_8859_1));
    new Thread(this::run, "static server").start();
    running = started.get(TIMEOUT, TimeUnit.SECONDS);
    port = running.server.port();
  }

  private void run() {
    try {
      Continuo.run(server.serve("127.0.0.1", 0, this::listens));
    } catch (CancelledError e) {
      // as it should end
    } catch (IOException | RuntimeException | Error e) {
      started.completeExceptionally(e);
    } finally {
      ended.complete(null);
    }
  }

  private void listens(Server listening) {
    EventLoop loop = EventLoop.running();
    loop.setExceptionHandler((l, context) -> reported.add(context.exception()));
    started.complete(new Running(listening, loop, Objects.requireNonNull(Continuo.currentTask())));
  }

  /** Looks at something on the loop's thread. */
  <T> T onLoop(Callable<T> call) throws Exception {
    CompletableFuture<T> result = new CompletableFuture<>();
    running.loop.callSoonThreadsafe(
        () -> {
          try {
            result.complete(call.call());
          } catch (Throwable t) {
            result.completeExceptionally(t);
          }
        });
    return result.get(TIMEOUT, TimeUnit.SECONDS);
  }

  int bufferedBytes() throws Exception {
    return onLoop(
        () -> server.connections().stream().mapToInt(HttpConnection::bufferedBytes).sum());
  }

  int openConnections() throws Exception {
    return onLoop(() -> running.server.connections());
  }

  Socket connect() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(TIMEOUT * 1000);
    return socket;
  }

  /** Sends bytes, one for each char, and reads until the server closes. */
  String raw(String bytes) throws IOException {
    try (Socket socket = connect()) {
      socket.getOutputStream().write(bytes.getBytes(ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
    }
  }

  /** The status lines of all answers to a request, after which the connection is closed. */
  static List<Integer> statuses(String answers) {
    return answers
        .lines()
        .filter(line -> line.matches("HTTP/1\\.1 \\d{3} .*"))
        .map(line -> Integer.valueOf(line.substring(9, 12)))
        .toList();
  }

  HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
  }

  HttpResponse<byte[]> get(String path, String... headers) throws Exception {
    HttpRequest.Builder request = to(path);
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), BodyHandlers.ofByteArray());
  }

  static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      assertThat(c).as("the end of the input after: %s", line).isNotNegative();
      line.append((char) c);
    }
    return line.toString().strip();
  }

  /** Reads a header; the value of Content-Length. */
  static long head(InputStream in) throws IOException {
    long length = 0;
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      if (line.startsWith("Content-Length: ")) {
        length = Long.parseLong(line.substring(16));
      }
    }
    return length;
  }

  String log() {
    return log.toString(ISO_8859_1);
  }

  /** As Ctrl-C does. */
  void stop() {
    running.loop.callSoonThreadsafe(() -> running.task.cancel());
  }

  void awaitEnd() {
    ended.orTimeout(TIMEOUT, TimeUnit.SECONDS).join();
  }

  @Override
  public void close() {
    if (!ended.isDone()) {
      stop();
    }
    awaitEnd();
    assertThat(reported).isEmpty();
  }
}
