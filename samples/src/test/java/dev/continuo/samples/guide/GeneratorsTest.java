package dev.continuo.samples.guide;

import static dev.continuo.Continuo.*;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.continuo.AsyncCloseable;
import dev.continuo.AsyncGenerator;
import dev.continuo.AsyncIterable;
import dev.continuo.AsyncIterator;
import dev.continuo.Coroutine;
import dev.continuo.Generator;
import dev.continuo.Runner;
import dev.continuo.StopAsyncIteration;
import dev.continuo.Task;
import dev.continuo.annotation.Async;
import dev.continuo.samples.Transcript;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The code of docs/guide/generators.md. */
class GeneratorsTest {

  // Generator

  @Async
  static Generator<Long> fibonacci() {
    long a = 0;
    long b = 1;
    while (true) {
      emit(a);
      long sum = a + b;
      a = b;
      b = sum;
    }
  }

  static void printSmallOnes() {
    for (long number : fibonacci()) {
      if (number > 50) {
        break;
      }
      System.out.println(number);
    }
  }

  static List<Long> firstFive() {
    return fibonacci().stream().limit(5).toList();
  }

  @Test
  void aGeneratorIsLoopedOverAndStreamed() throws Exception {
    Transcript t = Transcript.ofRealTime(args -> printSmallOnes());

    assertThat(t.lines()).containsExactly("0", "1", "1", "2", "3", "5", "8", "13", "21", "34");
    assertThat(firstFive()).containsExactly(0L, 1L, 1L, 2L, 3L);
  }

  // emitAll

  @Async
  static Generator<Path> files(Path folder) throws IOException {
    List<Path> entries;
    try (Stream<Path> list = Files.list(folder)) {
      entries = list.sorted().toList();
    }
    for (Path entry : entries) {
      if (Files.isDirectory(entry)) {
        emitAll(files(entry)); // everything that the other generator emits
      } else {
        emit(entry);
      }
    }
    return done();
  }

  @Test
  void emitAllEmitsWhatAnotherSourceHas(@TempDir Path folder) throws Exception {
    Path inner = Files.createDirectories(folder.resolve("b/c"));
    Path first = Files.createFile(folder.resolve("a"));
    Path second = Files.createFile(inner.resolve("d"));
    Path third = Files.createFile(folder.resolve("e"));

    assertThat(files(folder).stream()).containsExactly(first, second, third);
    assertThatThrownBy(() -> files(folder.resolve("none")).next()).isInstanceOf(IOException.class);
  }

  // send, throwInto, close

  @Async
  static Generator<Double> averages() {
    double sum = 0;
    int count = 0;
    try {
      while (true) {
        Double sent = emit(count == 0 ? 0.0 : sum / count);
        if (sent != null) {
          sum += sent;
          count++;
        }
      }
    } finally {
      System.out.println(count + " numbers");
    }
  }

  static void average() {
    try (Generator<Double> averages = averages()) {
      averages.next(); // runs to the first emit
      averages.send(10.0);
      System.out.println(averages.send(20.0)); // 15.0
    } // close: the emit throws GeneratorExit, and the finally block runs
  }

  @Test
  void sendGivesEmitItsResult() throws Exception {
    assertThat(Transcript.ofRealTime(args -> average()).lines())
        .containsExactly("15.0", "2 numbers");
  }

  // AsyncGenerator

  @Async
  static AsyncGenerator<Integer> countdown(int from) {
    for (int i = from; i > 0; i--) {
      emit(i);
      await(sleep(ofSeconds(1)));
    }
    return done();
  }

  @Async
  static Coroutine<Void> launch() {
    for (int i : each(countdown(3))) {
      System.out.println(i);
    }
    System.out.println("lift-off");
    return done();
  }

  @Test
  void anAsyncGeneratorAwaitsAndEmits() throws Exception {
    Transcript t = Transcript.ofCoroutine(launch());

    assertThat(t.lines()).containsExactly("3", "2", "1", "lift-off");
    assertThat(t.elapsed()).isEqualTo(ofSeconds(3));
  }

  // A pipeline

  @Async
  static AsyncGenerator<String> lines(Connection connection) {
    try {
      while (true) {
        emit(await(connection.readLine()));
      }
    } finally {
      await(connection.writeLine("bye")); // cleaning up may await
    }
  }

  @Async
  static AsyncGenerator<String> matching(AsyncIterable<String> lines, String text) {
    for (String line : each(lines)) {
      if (line.contains(text)) {
        emit(line);
      }
    }
    return done();
  }

  @Async
  static Coroutine<String> firstError(String host) {
    try (Connection connection = await(Connection.open(host));
        AsyncGenerator<String> lines = lines(connection);
        AsyncGenerator<String> errors = matching(lines, "ERROR")) {
      for (String error : each(errors)) {
        return value(error);
      }
    } // closes errors, then lines, then connection, and awaits each
    return value("none");
  }

  // A resource

  static final class Connection extends Channel implements AsyncCloseable {
    @Async
    static Coroutine<Connection> open(String host) {
      await(sleep(ofMillis(20)));
      System.out.println("connected to " + host);
      return value(new Connection());
    }

    @Async
    @Override
    public Coroutine<@Nullable Void> closeAsync() {
      await(sleep(ofMillis(10)));
      System.out.println("closed");
      return done();
    }
  }

  /** What a connection reads from and writes to. */
  private static class Channel {
    private int line;

    @Async
    Coroutine<String> readLine() {
      await(sleep(ofMillis(1)));
      line++;
      return value((line % 3 == 0 ? "ERROR " : "INFO ") + line);
    }

    @Async
    Coroutine<Void> writeLine(String text) {
      await(sleep(ofMillis(1)));
      System.out.println("wrote " + text);
      return done();
    }
  }

  @Test
  void everythingIsClosedFromTheInnermostOutwards() throws Exception {
    Transcript t =
        Transcript.ofRunner(
            runner -> System.out.println(runner.<String>run(firstError("example"))));

    assertThat(t.lines()).containsExactly("connected to example", "wrote bye", "closed", "ERROR 3");
    assertThat(t.elapsed()).isEqualTo(ofMillis(34));
  }

  // Sources of your own

  record Range(int from, int to) implements AsyncIterable<Integer> {
    @Override
    public AsyncIterator<Integer> asyncIterator() {
      return new RangeIterator(this);
    }
  }

  static final class RangeIterator implements AsyncIterator<Integer> {
    private final Range range;
    private int next;

    RangeIterator(Range range) {
      this.range = range;
      this.next = range.from();
    }

    @Async
    @Override
    public Coroutine<Integer> next() {
      if (next == range.to()) {
        throw new StopAsyncIteration();
      }
      await(sleep(ofSeconds(1)));
      return value(next++);
    }
  }

  @Async
  static Coroutine<Integer> sum(AsyncIterable<Integer> numbers) {
    int sum = 0;
    for (int number : each(numbers)) {
      sum += number;
    }
    return value(sum);
  }

  @Test
  void aSourceOfYourOwnIsLoopedOver() {
    assertThat(GeneratorsTest.<Integer>ran(sum(new Range(1, 5)))).isEqualTo(10);
    assertThat(GeneratorsTest.<Integer>ran(sum(countdown(4)))).isEqualTo(10);
  }

  @Async
  static Coroutine<Integer> total(List<Task<Integer>> tasks) {
    int total = 0;
    for (int result : each(tasks)) { // awaits one after the other
      total += result;
    }
    return value(total);
  }

  @Async
  static Coroutine<Integer> squaresInTwoTasks() {
    return value(await(total(List.of(createTask(square(3)), createTask(square(4))))));
  }

  @Async
  static Coroutine<Integer> square(int number) {
    await(sleep(ofSeconds(1)));
    return value(number * number);
  }

  @Test
  void aListOfTasksIsLoopedOver() {
    assertThat(GeneratorsTest.<Integer>ran(squaresInTwoTasks())).isEqualTo(25);
  }

  private static <T extends @Nullable Object> T ran(Coroutine<T> main) {
    try (Runner runner = Runner.virtualTime()) {
      return runner.run(main);
    }
  }
}
