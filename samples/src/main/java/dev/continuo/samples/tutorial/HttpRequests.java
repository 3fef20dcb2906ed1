package dev.continuo.samples.tutorial;

import static dev.continuo.Continuo.*;

import dev.continuo.Coroutine;
import dev.continuo.EventLoop;
import dev.continuo.annotation.Async;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Ten HTTP requests one after the other, then ten at the same time. A blocking call moves to
 * another thread with {@code runInExecutor}, and the loop waits for all of them at once. Whoever
 * has an asynchronous client awaits its CompletableFuture and needs no threads.
 *
 * <pre>
 * count: 0, status: 200
 * …
 * one after the other: 540 ms
 * count: 0, status: 200
 * …
 * in an executor: 80 ms
 * count: 0, status: 200
 * …
 * with sendAsync: 60 ms
 * </pre>
 *
 * <p>The second and the third part print their lines in the order the responses come. The program
 * asks the URL of its first argument, or a small server of its own that takes 50 ms per response.
 */
class HttpRequests {

  private static final int REQUESTS = 10;

  private final HttpClient client = HttpClient.newHttpClient();
  private final HttpRequest request;

  HttpRequests(URI uri) {
    this.request = HttpRequest.newBuilder(uri).build();
  }

  /** Without coroutines. */
  void oneAfterTheOther() throws IOException, InterruptedException {
    for (int i = 0; i < REQUESTS; i++) {
      print(i, client.send(request, BodyHandlers.discarding()));
    }
  }

  @Async
  Coroutine<Void> requestInExecutor(int count) {
    EventLoop loop = EventLoop.running();
    print(
        count,
        await(loop.runInExecutor(null, () -> client.send(request, BodyHandlers.discarding()))));
    return done();
  }

  @Async
  Coroutine<Void> inExecutor() {
    List<Coroutine<Void>> requests = new ArrayList<>();
    for (int i = 0; i < REQUESTS; i++) {
      requests.add(requestInExecutor(i));
    }
    await(gather(requests));
    return done();
  }

  @Async
  Coroutine<Void> requestAsync(int count) {
    print(count, await(client.sendAsync(request, BodyHandlers.discarding())));
    return done();
  }

  @Async
  Coroutine<Void> withSendAsync() {
    List<Coroutine<Void>> requests = new ArrayList<>();
    for (int i = 0; i < REQUESTS; i++) {
      requests.add(requestAsync(i));
    }
    await(gather(requests));
    return done();
  }

  private static void print(int count, HttpResponse<?> response) {
    System.out.println("count: " + count + ", status: " + response.statusCode());
  }

  private static void printElapsed(String what, long start) {
    Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
    System.out.println(what + ": " + elapsed.toMillis() + " ms");
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    try (SlowServer server = new SlowServer(Duration.ofMillis(50))) {
      HttpRequests requests =
          new HttpRequests(args.length > 0 ? URI.create(args[0]) : server.uri());

      long start = System.nanoTime();
      requests.oneAfterTheOther();
      printElapsed("one after the other", start);

      start = System.nanoTime();
      run(requests.inExecutor());
      printElapsed("in an executor", start);

      start = System.nanoTime();
      run(requests.withSendAsync());
      printElapsed("with sendAsync", start);
    }
  }
}
