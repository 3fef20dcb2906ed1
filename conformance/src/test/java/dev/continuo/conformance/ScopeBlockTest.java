package dev.continuo.conformance;

import static dev.continuo.Continuo.*;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.continuo.AsyncGenerator;
import dev.continuo.CancelledError;
import dev.continuo.Coroutine;
import dev.continuo.DeadlineExceededException;
import dev.continuo.ExceptionGroup;
import dev.continuo.Task;
import dev.continuo.TaskGroup;
import dev.continuo.Timeout;
import dev.continuo.annotation.Async;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Time limits and task groups in try-with-resources: what leaves a block is theirs to change. */
@SuppressWarnings("try") // a scope is often not used in its block
class ScopeBlockTest {

  @Async
  static Coroutine<String> limited(int limit, int work, List<String> log) {
    try (Timeout t = timeout(ofSeconds(limit))) {
      await(sleep(ofSeconds(work)));
      return value("done, expired " + t.expired());
    } catch (DeadlineExceededException e) {
      log.add("cause " + (e.getCause() instanceof CancelledError));
      return value("too late");
    } finally {
      log.add("finally");
    }
  }

  @Test
  void aBlockWithinItsLimit() {
    List<String> log = new ArrayList<>();
    assertThat(Programs.run(limited(2, 1, log))).isEqualTo("done, expired false");
    assertThat(log).containsExactly("finally");
  }

  @Test
  void aBlockBeyondItsLimitLeavesWithADeadlineException() {
    List<String> log = new ArrayList<>();
    assertThat(Programs.run(limited(1, 2, log))).isEqualTo("too late");
    assertThat(log).containsExactly("cause true", "finally");
  }

  @Async
  static Coroutine<String> nested(int outer, int inner) {
    try (Timeout o = timeout(ofSeconds(outer))) {
      try (Timeout i = timeout(ofSeconds(inner))) {
        await(sleep(ofSeconds(9)));
        return value("not here");
      } catch (DeadlineExceededException e) {
        return value("inner");
      }
    } catch (DeadlineExceededException e) {
      return value("outer");
    }
  }

  @Test
  void theLimitThatPassesFirstIsTheOneThatRaises() {
    assertThat(Programs.run(nested(5, 1))).isEqualTo("inner");
    assertThat(Programs.run(nested(1, 5))).isEqualTo("outer");
    assertThat(Programs.run(nested(3, 3))).isEqualTo("outer");
  }

  @Async
  static Coroutine<String> cancelledInside(List<String> log) {
    try (Timeout t = timeout(ofSeconds(10))) {
      await(sleep(ofSeconds(5)));
      return value("not here");
    } catch (CancelledError e) {
      log.add("cancelled: " + e.getMessage());
      throw e;
    }
  }

  @Async
  static Coroutine<String> cancels(List<String> log) {
    Task<String> task = createTask(cancelledInside(log));
    await(sleep(ofSeconds(1)));
    task.cancel("from outside");
    try {
      return value(await(task));
    } catch (CancelledError e) {
      return value("task is cancelled: " + task.cancelled());
    }
  }

  @Test
  void aCancelFromOutsideGoesThroughALimit() {
    List<String> log = new ArrayList<>();
    assertThat(Programs.run(cancels(log))).isEqualTo("task is cancelled: true");
    assertThat(log).containsExactly("cancelled: from outside");
  }

  // ---- groups

  @Async
  static Coroutine<Integer> child(int seconds, int result, List<String> log) throws IOException {
    try {
      await(sleep(ofSeconds(seconds)));
      if (result < 0) {
        throw new IOException("child " + result);
      }
      return value(result);
    } catch (CancelledError e) {
      log.add("cancelled " + result);
      throw e;
    }
  }

  @Async
  static Coroutine<String> group(List<String> log, int... results) throws IOException {
    List<Task<Integer>> tasks = new ArrayList<>();
    try (TaskGroup g = taskGroup()) {
      for (int i = 0; i < results.length; i++) {
        tasks.add(g.createTask(child(i + 1, results[i], log)));
      }
      log.add("body ends");
    } catch (ExceptionGroup e) {
      return value(e.exceptions().toString());
    }
    int sum = 0;
    for (int n : each(tasks)) {
      sum += n;
    }
    return value("sum " + sum);
  }

  @Test
  void aGroupWaitsForItsTasksAtTheEndOfItsBlock() throws Exception {
    List<String> log = new ArrayList<>();
    assertThat(Programs.run(group(log, 1, 2, 3))).isEqualTo("sum 6");
    assertThat(log).containsExactly("body ends");
  }

  @Test
  void aFailedTaskCancelsTheOthersAndLeavesInAGroupOfExceptions() throws Exception {
    List<String> log = new ArrayList<>();
    assertThat(Programs.run(group(log, 1, -2, 3))).isEqualTo("[java.io.IOException: child -2]");
    assertThat(log).containsExactly("body ends", "cancelled 3");
  }

  @Async
  static Coroutine<String> bodyIsCancelledByAChild(List<String> log) throws IOException {
    try (TaskGroup g = taskGroup()) {
      g.createTask(child(1, -1, log));
      await(sleep(ofSeconds(9)));
      return value("not here");
    }
  }

  @Test
  void aFailedTaskCancelsTheBodyAndItsCancellationIsReplaced() {
    List<String> log = new ArrayList<>();
    assertThatThrownBy(() -> Programs.run(bodyIsCancelledByAChild(log)))
        .isInstanceOf(ExceptionGroup.class)
        .satisfies(
            e ->
                assertThat(((ExceptionGroup) e).exceptions())
                    .hasSize(1)
                    .first()
                    .isInstanceOf(IOException.class));
  }

  @Async
  static Coroutine<String> bodyFails(List<String> log) throws IOException {
    try (TaskGroup g = taskGroup()) {
      g.createTask(child(5, 1, log));
      await(sleep(ofSeconds(1)));
      throw new IOException("body");
    } catch (ExceptionGroup e) {
      return value(e.exceptions() + " suppressed " + e.getSuppressed().length);
    }
  }

  @Test
  void aFailedBodyCancelsTheTasksAndIsInTheGroup() throws Exception {
    List<String> log = new ArrayList<>();
    assertThat(Programs.run(bodyFails(log))).isEqualTo("[java.io.IOException: body] suppressed 0");
    assertThat(log).containsExactly("cancelled 1");
  }

  // ---- together

  @Async
  static AsyncGenerator<Integer> slow(List<String> log) {
    try {
      for (int i = 0; ; i++) {
        emit(i);
        await(sleep(ofSeconds(i)));
      }
    } finally {
      await(sleep(ofSeconds(1)));
      log.add("generator closed");
    }
  }

  @Async
  static Coroutine<String> together(List<String> log) throws IOException {
    int sum = 0;
    try (TaskGroup g = taskGroup();
        Timeout t = timeout(ofSeconds(4));
        AsyncGenerator<Integer> numbers = slow(log)) {
      Task<Integer> other = g.createTask(child(20, 7, log));
      for (int n : each(numbers)) {
        sum += n;
      }
      return value("not here " + other);
    } catch (ExceptionGroup e) {
      return value(sum + " " + e.exceptions().get(0).getClass().getSimpleName());
    }
  }

  @Test
  void scopesAndResourcesEndInsideOut() throws Exception {
    List<String> log = new ArrayList<>();
    assertThat(Programs.run(together(log))).isEqualTo("6 DeadlineExceededException");
    assertThat(log).containsExactly("generator closed", "cancelled 7");
  }
}
