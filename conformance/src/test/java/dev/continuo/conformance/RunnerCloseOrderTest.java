package dev.continuo.conformance;

import static dev.continuo.Continuo.*;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.continuo.AsyncGenerator;
import dev.continuo.Coroutine;
import dev.continuo.EventLoop;
import dev.continuo.Runner;
import dev.continuo.annotation.Async;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** cancel all tasks → gather them → report their errors → close generators → join → close. */
@Timeout(60)
class RunnerCloseOrderTest {

  private final List<String> log = Collections.synchronizedList(new ArrayList<>());
  private final List<AsyncGenerator<?>> kept = new ArrayList<>();
  private final CountDownLatch blocked = new CountDownLatch(1);

  @Async
  private Coroutine<Void> task(String name, boolean fails) {
    try {
      await(sleep(ofHours(1)));
    } finally {
      log.add(name + " is cancelled");
      await(sleep(ofSeconds(fails ? 1 : 2)));
      log.add(name + " ends");
      if (fails) {
        fail(name);
      }
    }
    return done();
  }

  private static void fail(String name) {
    throw new IllegalStateException(name + " fails");
  }

  @Async
  private AsyncGenerator<String> generator() {
    try {
      emit("x");
    } finally {
      log.add("the generator closes");
      await(sleep(ofSeconds(1)));
      log.add("the generator is closed");
      blocked.countDown();
    }
    return done();
  }

  @Async
  private Coroutine<Void> main() {
    EventLoop loop = EventLoop.running();
    loop.setExceptionHandler(
        (l, context) ->
            log.add("reported: " + Objects.requireNonNull(context.exception()).getMessage()));
    AsyncGenerator<String> open = generator();
    kept.add(open);
    await(open.next());
    CountDownLatch started = new CountDownLatch(1);
    var unused =
        loop.runInExecutor(
            null,
            () -> {
              started.countDown();
              blocked.await();
              log.add("the call ends");
              return null;
            });
    await(
        toThread(
            () -> {
              started.await();
              return true;
            }));
    createTask(task("a", true));
    createTask(task("b", false));
    await(yieldNow());
    log.add("main ends");
    return done();
  }

  @Test
  void theOrderIsThatOfAsyncio() {
    EventLoop loop;
    try (Runner runner = Runner.virtualTime().handleShutdown(false)) {
      loop = runner.loop();
      runner.run(main());
    }
    log.add(loop.isClosed() ? "closed" : "open");

    assertThat(log)
        .containsExactly(
            "main ends",
            "a is cancelled",
            "b is cancelled",
            "a ends",
            "b ends",
            "reported: a fails",
            "the generator closes",
            "the generator is closed",
            "the call ends",
            "closed");
  }
}
