package dev.continuo.conformance;

import static dev.continuo.Continuo.*;
import static dev.continuo.conformance.Attempts.*;
import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.continuo.AsyncCloseable;
import dev.continuo.AsyncGenerator;
import dev.continuo.CancelledError;
import dev.continuo.Coroutine;
import dev.continuo.DeadlineExceededException;
import dev.continuo.ExceptionGroup;
import dev.continuo.Generator;
import dev.continuo.NotTransformedError;
import dev.continuo.Task;
import dev.continuo.Timeout;
import dev.continuo.annotation.Async;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Failures and cancellations that meet in a close. Java would give the later one to the earlier one
 * as suppressed; where the earlier one is taken back, or the later one is a cancellation, that must
 * not lose it: Python's rules.
 */
@SuppressWarnings("try") // what counts is the close
class CleanupTest {

  private final List<@Nullable Object> log = new ArrayList<>();

  /** Takes its time to close. */
  private static class Slow implements AsyncCloseable {
    @Override
    @Async
    @SuppressWarnings("NullAway") // does not read what the type variable of done() allows
    public Coroutine<@Nullable Void> closeAsync() {
      await(sleep(ofMillis(30)));
      return done();
    }
  }

  private record Bad(String name) implements AutoCloseable {
    @Override
    public void close() throws IOException {
      throw new IOException("close " + name);
    }
  }

  private record BadAsync(String name) implements AsyncCloseable {
    @Override
    @Async
    @SuppressWarnings("NullAway") // does not read what the type variable of done() allows
    public Coroutine<@Nullable Void> closeAsync() {
      await(yieldNow());
      throw new IllegalStateException("close " + name);
    }
  }

  // ---- a cancellation during a close

  @Async
  private Coroutine<String> polls() {
    for (int n = 0; n < 30; n++) {
      try (var slow = new Slow()) {
        await(yieldNow());
        throw new IOException("round " + n);
      } catch (Exception e) {
        log.add(e.getMessage());
      }
    }
    return value("never cancelled");
  }

  @Test
  void aTimeoutDuringACloseIsNotSwallowedWithTheFailureBefore() {
    assertThatThrownBy(() -> Programs.run(waitFor(polls(), ofMillis(40))))
        .isInstanceOf(DeadlineExceededException.class);
    assertThat(log).containsExactly("round 0");
  }

  @Async
  private Coroutine<Void> cancelsDuringAClose() {
    Task<String> task = createTask(polls());
    await(sleep(ofMillis(10)));
    task.cancel("stop");
    try {
      await(task);
    } catch (CancelledError e) {
      log.add(e.getMessage());
      log.add(e.getCause() == null ? null : e.getCause().getMessage());
    }
    return done();
  }

  @Test
  void aCancellationDuringACloseSaysWhatWasPending() {
    Programs.run(cancelsDuringAClose());
    assertThat(log).containsExactly("stop", "round 0");
  }

  // ---- a failing close behind a GeneratorExit

  @Async
  private Generator<Integer> generator() throws IOException {
    try (var bad = new Bad("a");
        var worse = new Bad("b")) {
      emit(1);
    }
    return done();
  }

  @Test
  void closingAGeneratorThrowsWhatItsResourceFailedWith() {
    Generator<Integer> g = generatorOf();
    g.next();
    assertThatThrownBy(g::close)
        .isInstanceOf(IOException.class)
        .hasMessage("close b")
        .satisfies(t -> assertThat(t.getSuppressed()[0]).hasMessage("close a"));
    g.close();
  }

  private Generator<Integer> generatorOf() {
    try {
      return generator();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Async
  private AsyncGenerator<Integer> asyncGenerator() {
    try (var bad = new BadAsync("a")) {
      emit(1);
    }
    return done();
  }

  @Async
  private AsyncGenerator<Integer> outer() {
    emitAll(asyncGenerator());
    return done();
  }

  @Async
  private Coroutine<Void> closes(AsyncGenerator<?> g) {
    await(g.next());
    log.add(await(attempt(g.closeAsync())));
    log.add(await(attempt(g.closeAsync())));
    return done();
  }

  @Test
  void closingAnAsyncGeneratorFailsWithWhatItsResourceFailedWith() {
    Programs.run(closes(asyncGenerator()));
    Programs.run(closes(outer()));
    assertThat(log)
        .containsExactly(
            "IllegalStateException: close a", null, "IllegalStateException: close a", null);
  }

  // ---- a failing close behind a cancellation that the runtime takes back

  @Async
  private Coroutine<Void> waitsWithABadResource() {
    try (var bad = new BadAsync("child")) {
      await(sleep(ofMillis(999)));
    }
    return done();
  }

  @Async
  private Coroutine<Void> fails() {
    await(yieldNow());
    throw new IllegalStateException("first");
  }

  @Async
  private Coroutine<Void> group() {
    try (var group = taskGroup()) {
      group.createTask(waitsWithABadResource());
      group.createTask(fails());
    }
    return done();
  }

  @Test
  void aTaskGroupReportsACloseThatFailedWhileItCancelledTheTask() {
    assertThatThrownBy(() -> Programs.run(group()))
        .isInstanceOfSatisfying(
            ExceptionGroup.class,
            e ->
                assertThat(e.exceptions())
                    .extracting(Throwable::getMessage)
                    .containsExactly("close child", "first"));
  }

  @Test
  void timeoutOrNullThrowsWhatACloseFailedWith() {
    assertThatThrownBy(() -> Programs.run(timeoutOrNull(ofMillis(5), this::waitsWithABadResource)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("close child");
  }

  // ---- resources that are only known as AutoCloseable

  @Async
  private <C extends AutoCloseable> Coroutine<String> limited(C scope) throws Exception {
    try (C c = scope) {
      await(sleep(ofMillis(50)));
      return value("in time");
    } catch (DeadlineExceededException e) {
      return value("too late");
    }
  }

  @Async
  private Coroutine<String> limits(int millis) throws Exception {
    Timeout timeout = timeout(ofMillis(millis));
    return limited(timeout);
  }

  @Test
  void aScopeThatIsOnlyKnownAsAutoCloseableSeesTheException() throws Exception {
    assertThat(Programs.run(limits(5))).isEqualTo("too late");
    assertThat(Programs.run(limits(60))).isEqualTo("in time");
  }

  @Async
  private Generator<Integer> synchronousGenerator(AutoCloseable resource) throws Exception {
    try (resource) {
      emit(1);
    }
    return done();
  }

  @Test
  void whereNothingCanBeAwaitedTheMessageSaysSo() throws Exception {
    Generator<Integer> g = synchronousGenerator(new Slow());
    g.next();
    assertThatThrownBy(g::hasNext)
        .isInstanceOf(NotTransformedError.class)
        .hasMessageContaining("await(resource.closeAsync())");
  }

  // ---- deep recursion

  @Async
  private Generator<Integer> deep(int depth) {
    if (depth > 0) {
      for (int n : deep(depth - 1)) {
        emit(n);
      }
    }
    emit(depth);
    return done();
  }

  @Test
  void aStackOverflowComesOutAsItself() {
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> deep(1_000_000).next()).isInstanceOf(StackOverflowError.class);
    }
    assertThat(new Throwable().getStackTrace()).isNotEmpty();
  }
}
