package dev.continuo.samples.guide;

import static dev.continuo.Continuo.*;
import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.continuo.AsyncCallable;
import dev.continuo.Awaitable;
import dev.continuo.Coroutine;
import dev.continuo.Runner;
import dev.continuo.annotation.Async;
import dev.continuo.samples.Transcript;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The code of docs/guide/awaiting.md. */
class AwaitingTest {

  @TempDir Path folder;

  // What can be awaited

  @Async
  static Coroutine<String> name() {
    await(sleep(ofMillis(10)));
    return value("ann");
  }

  @Async
  static Coroutine<String> greeting(CompletableFuture<String> stage) {
    String name = await(name()); // a coroutine
    String mood = await(stage); // a CompletionStage, from any library
    return value(name + " is " + mood);
  }

  @Test
  void aCoroutineAndAStageAreAwaited() {
    CompletableFuture<String> stage = new CompletableFuture<>();
    stage.completeOnTimeout("happy", 20, java.util.concurrent.TimeUnit.MILLISECONDS);
    assertThat(AwaitingTest.<String>ran(greeting(stage))).isEqualTo("ann is happy");
  }

  // Results

  @Async
  static Coroutine<Integer> length(String text) {
    return value(text.length());
  }

  @Async
  static Coroutine<Void> print(String text) {
    System.out.println(text);
    return done();
  }

  @Async
  static Coroutine<Integer> lengthOf(Optional<String> text) {
    if (text.isEmpty()) {
      return value(0);
    }
    return length(text.get()); // a tail await: its result is the result
  }

  @Test
  void resultsAreReturnedInThreeWays() throws Exception {
    assertThat(AwaitingTest.<Integer>ran(length("four"))).isEqualTo(4);
    assertThat(AwaitingTest.<Integer>ran(lengthOf(Optional.empty()))).isZero();
    assertThat(AwaitingTest.<Integer>ran(lengthOf(Optional.of("three")))).isEqualTo(5);
    assertThat(Transcript.ofCoroutine(print("printed")).lines()).containsExactly("printed");
  }

  // Failures

  @Async
  static Coroutine<Long> countLines(Path file) throws IOException {
    String text = await(toThread(() -> Files.readString(file)));
    return value(text.lines().count());
  }

  @Async
  static Coroutine<String> describe(Path file) {
    try {
      return value(await(countLines(file)) + " lines");
    } catch (IOException e) {
      return value("cannot be read");
    }
  }

  @Async
  static Coroutine<String> describe(Coroutine<Long> lines) {
    try {
      return value(await(lines, IOException.class) + " lines");
    } catch (IOException e) {
      return value("cannot be read");
    }
  }

  @Test
  void anAwaitThrowsWhatTheBodyThrew() throws Exception {
    Path poem = Files.writeString(folder.resolve("poem"), "roses\nviolets\n");
    Path missing = folder.resolve("missing");

    assertThat(AwaitingTest.<String>ran(describe(poem))).isEqualTo("2 lines");
    assertThat(AwaitingTest.<String>ran(describe(missing))).isEqualTo("cannot be read");
    assertThat(AwaitingTest.<String>ran(describe(countLines(missing)))).isEqualTo("cannot be read");
    assertThatThrownBy(() -> ran(countLines(missing))).isInstanceOf(NoSuchFileException.class);
  }

  // Control flow

  @Async
  static Coroutine<Integer> sumUntilStop(Deque<String> input) {
    int sum = 0;
    while (true) {
      String line = await(read(input));
      if (line.equals("stop")) {
        return value(sum);
      }
      if (!line.isBlank()) {
        sum += Integer.parseInt(line) * await(factor());
      }
    }
  }

  @Async
  static Coroutine<String> read(Deque<String> input) {
    await(yieldNow());
    return value(input.remove());
  }

  @Async
  static Coroutine<Integer> factor() {
    await(yieldNow());
    return value(10);
  }

  @Test
  void anAwaitMayStandWhereAnExpressionMay() {
    Deque<String> input = new ArrayDeque<>(List.of("1", " ", "2", "stop", "3"));
    assertThat(AwaitingTest.<Integer>ran(sumUntilStop(input))).isEqualTo(30);
  }

  // Lambdas

  @Async
  static <T> Coroutine<T> retry(int times, AsyncCallable<T> body) throws Exception {
    for (int attempt = 1; ; attempt++) {
      try {
        return value(await(body.call()));
      } catch (IOException e) {
        if (attempt == times) {
          throw e;
        }
        await(sleep(ofMillis(100L * attempt)));
      }
    }
  }

  @Async
  static Coroutine<String> firstLine(Line line) throws Exception {
    return value(await(retry(3, () -> value(await(line.next()).strip()))));
  }

  /** Fails as often as it is told to. */
  static final class Line {
    private final AtomicInteger failures;

    Line(int failures) {
      this.failures = new AtomicInteger(failures);
    }

    @Async
    Coroutine<String> next() throws IOException {
      await(sleep(ofMillis(1)));
      if (failures.getAndDecrement() > 0) {
        throw new FileNotFoundException("not yet");
      }
      return value(" here ");
    }
  }

  @Test
  void aLambdaThatReturnsACoroutineMayAwait() throws Exception {
    Transcript t =
        Transcript.ofRunner(
            runner -> System.out.println(runner.<String>run(firstLine(new Line(2)))));

    assertThat(t.lines()).containsExactly("here");
    assertThat(t.elapsed()).isEqualTo(Duration.ofMillis(303));
    assertThatThrownBy(() -> ran(firstLine(new Line(3)))).hasMessage("not yet");
  }

  // Types of your own

  record Ticket(int number) implements Awaitable<String> {
    @Override
    public Awaitable<String> asAwaitable() {
      return printed(number);
    }
  }

  @Async
  static Coroutine<String> printed(int number) {
    await(sleep(ofMillis(50)));
    return value("No. " + number);
  }

  @Async
  static Coroutine<String> buy() {
    return value(await(new Ticket(7)));
  }

  @Test
  void aTypeOfYourOwnIsAwaited() {
    assertThat(AwaitingTest.<String>ran(buy())).isEqualTo("No. 7");
  }

  private static <T> T ran(Coroutine<T> main) {
    try (Runner runner = Runner.virtualTime()) {
      return runner.run(main);
    }
  }
}
