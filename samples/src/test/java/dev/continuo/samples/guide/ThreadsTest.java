package dev.continuo.samples.guide;

import static dev.continuo.Continuo.*;
import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.continuo.AsyncFuture;
import dev.continuo.Coroutine;
import dev.continuo.EventLoop;
import dev.continuo.annotation.Async;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The code of docs/guide/threads-and-completablefuture.md. */
@Timeout(60)
class ThreadsTest {

  @TempDir Path folder;

  // Blocking calls

  @Async
  static Coroutine<Integer> bytes(List<Path> files) throws IOException {
    int sum = 0;
    for (Path file : files) {
      sum += await(toThread(() -> Files.readAllBytes(file))).length;
    }
    return value(sum);
  }

  @Async
  static Coroutine<Integer> bytesOnMyThreads(Path file, ExecutorService threads) {
    EventLoop loop = EventLoop.running();
    return value(await(loop.runInExecutor(threads, () -> Files.readAllBytes(file))).length);
  }

  @Test
  void blockingCallsRunOnOtherThreads() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "four");
    ExecutorService threads = Executors.newSingleThreadExecutor();
    try {
      assertThat((int) run(bytes(List.of(file, file)))).isEqualTo(8);
      assertThat((int) run(bytesOnMyThreads(file, threads))).isEqualTo(4);
    } finally {
      threads.shutdown();
    }
  }

  // From other threads

  @Async
  static Coroutine<String> nextEvent(Consumer<Consumer<String>> source) {
    EventLoop loop = EventLoop.running();
    AsyncFuture<String> event = loop.createFuture();
    // The source calls back on a thread of its own.
    source.accept(text -> loop.callSoonThreadsafe(() -> event.setResult(text)));
    return value(await(event));
  }

  @Test
  void aCallbackFromAnotherThreadCompletesAFuture() {
    Consumer<Consumer<String>> source =
        callback -> new Thread(() -> callback.accept("clicked")).start();
    String event = run(nextEvent(source));
    assertThat(event).isEqualTo("clicked");
  }

  @Async
  static Coroutine<String> hello(String who) {
    await(sleep(ofMillis(10)));
    return value("hello " + who);
  }

  /** Runs on any thread but the loop's, and blocks it. */
  static String helloFromOutside(EventLoop loop) {
    CompletableFuture<String> greeting = runCoroutineThreadsafe(hello("loop"), loop);
    return greeting.join();
  }

  @Async
  static Coroutine<String> serveOutsiders() {
    EventLoop loop = EventLoop.running();
    return value(await(toThread(() -> helloFromOutside(loop))));
  }

  @Test
  void anotherThreadRunsACoroutineOnTheLoop() {
    String greeting = run(serveOutsiders());
    assertThat(greeting).isEqualTo("hello loop");
  }

  // Several loops

  record Loops(List<EventLoop> loops) implements AutoCloseable {

    static Loops start(int count) {
      List<EventLoop> loops = Stream.generate(EventLoop::create).limit(count).toList();
      loops.forEach(loop -> new Thread(() -> serve(loop)).start());
      return new Loops(loops);
    }

    private static void serve(EventLoop loop) {
      try (loop) {
        loop.runForever();
      }
    }

    <T> CompletableFuture<T> submit(int key, Coroutine<T> work) {
      return runCoroutineThreadsafe(work, loops.get(Math.floorMod(key, loops.size())));
    }

    @Override
    public void close() {
      loops.forEach(loop -> loop.callSoonThreadsafe(loop::stop));
    }
  }

  @Async
  static Coroutine<Integer> onSeveralLoops(Loops loops) {
    int sum = 0;
    for (int length : await(gather(lengthThere(loops, 1), lengthThere(loops, 2)))) {
      sum += length;
    }
    return value(sum);
  }

  @Async
  static Coroutine<Integer> lengthThere(Loops loops, int key) {
    return value(await(loops.submit(key, hello("loop " + key))).length());
  }

  @Test
  void workIsHandedToOtherLoops() {
    try (Loops loops = Loops.start(2)) {
      assertThat((int) run(onSeveralLoops(loops))).isEqualTo(2 * "hello loop 1".length());
    }
  }

  // CompletableFuture into coroutine

  @Async
  static Coroutine<Integer> total(CompletableFuture<Integer> price, int count) {
    return value(await(price) * count);
  }

  @Test
  void aCompletableFutureIsAwaited() {
    CompletableFuture<Integer> price =
        CompletableFuture.supplyAsync(
            () -> 7, CompletableFuture.delayedExecutor(10, TimeUnit.MILLISECONDS));
    assertThat((int) run(total(price, 3))).isEqualTo(21);
  }

  // @Async methods that return CompletableFuture, with no loop

  interface Rates {
    CompletableFuture<Double> rate(String currency);
  }

  record Exchange(Rates rates) {

    @Async
    CompletableFuture<Double> convert(double amount, String from, String to) {
      double first = await(rates.rate(from));
      double second = await(rates.rate(to));
      return value(amount * first / second);
    }
  }

  @Test
  void aMethodThatReturnsACompletableFutureNeedsNoLoop() {
    CompletableFuture<Double> euro = new CompletableFuture<>();
    Exchange exchange =
        new Exchange(c -> c.equals("EUR") ? euro : CompletableFuture.completedFuture(2.0));

    CompletableFuture<Double> converted = exchange.convert(10, "EUR", "XXX");
    assertThat(converted).isNotDone();
    euro.complete(4.0);
    assertThat(converted).isCompletedWithValue(20.0);

    Exchange broken = new Exchange(c -> CompletableFuture.failedFuture(new IOException("down")));
    assertThatThrownBy(() -> broken.convert(10, "EUR", "XXX").get())
        .hasCause(new IOException("down"));
  }

  @Async
  static CompletableFuture<Thread> whereTheAnswerIsUsed(
      CompletableFuture<Integer> answer, ExecutorService threads) {
    await(resumeOn(threads)); // from here on in a thread of threads
    await(answer);
    return value(Thread.currentThread());
  }

  @Test
  void resumeOnMovesAMethodToAnExecutor() throws Exception {
    Thread[] mine = new Thread[1];
    ExecutorService threads =
        Executors.newSingleThreadExecutor(task -> mine[0] = new Thread(task, "mine"));
    try {
      CompletableFuture<Integer> answer = new CompletableFuture<>();
      CompletableFuture<Thread> used = whereTheAnswerIsUsed(answer, threads);
      answer.complete(42);
      assertThat(used.get(10, TimeUnit.SECONDS)).isSameAs(mine[0]);
    } finally {
      threads.shutdown();
    }
  }

  // Coroutine into CompletableFuture

  @Async
  static Coroutine<String> oldApi() {
    CompletableFuture<String> future = createTask(hello("old code")).toCompletableFuture();
    return value(await(future.thenApply(text -> text + "!")));
  }

  @Test
  void aTaskIsSeenAsACompletableFuture() {
    String text = run(oldApi());
    assertThat(text).isEqualTo("hello old code!");
  }
}
