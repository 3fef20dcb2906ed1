package dev.continuo;

import static dev.continuo.Continuo.createTask;
import static dev.continuo.Continuo.sleep;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Another thread asks a loop who waits for what. */
@Timeout(120)
class TaskDumpFromOutsideTest {

  @Test
  void aLoopThatIsIdleAnswers() {
    TaskDump[] seen = new TaskDump[1];
    try (Runner runner = new Runner().handleShutdown(false)) {
      EventLoop loop = runner.loop();
      runner.<Object>run(
          Script.of(
              "main",
              s -> {
                createTask(Script.of("work", t -> t.await(loop.createFuture(), v -> v)), "worker");
                return s.await(
                    CompletableFuture.supplyAsync(() -> loop.snapshot(Duration.ofMinutes(1))),
                    v -> seen[0] = (TaskDump) v);
              }));
    }

    assertThat(seen[0].blocked()).isNull();
    assertThat(seen[0].toText()).contains("worker (pending) awaits Future[pending]");
  }

  @Test
  void aLoopThatIsHeldUpIsReportedWithTheStackOfItsThread() {
    CountDownLatch release = new CountDownLatch(1);
    TaskDump[] seen = new TaskDump[1];
    try (Runner runner = new Runner().handleShutdown(false)) {
      EventLoop loop = runner.loop();
      runner.<Object>run(
          Script.of(
              "main",
              s -> {
                Thread asker =
                    new Thread(
                        () -> {
                          seen[0] = loop.snapshot(Duration.ofMillis(50));
                          release.countDown();
                        });
                asker.start();
                holdUp(release);
                asker.join();
                return s.await(sleep(Duration.ofMillis(1)), v -> v);
              }));
    }

    TaskDump.Blocked blocked = Objects.requireNonNull(seen[0].blocked());
    assertThat(blocked.thread()).isEqualTo(Thread.currentThread().getName());
    assertThat(blocked.threadState()).isEqualTo(Thread.State.WAITING);
    assertThat(seen[0].toText())
        .startsWith("the loop did not answer within 50 ms; its thread \"")
        .contains("at dev.continuo.TaskDumpFromOutsideTest.holdUp(")
        .doesNotContain("dev.continuo.internal");
    assertThat(seen[0].toJson())
        .startsWith("{\"nanos\":-1,\"total\":0,\"tasks\":[],\"blocked\":{\"thread\":\"")
        .contains("\"waitedNanos\":50000000", "\"method\":\"holdUp\"");
  }

  private static void holdUp(CountDownLatch release) throws InterruptedException {
    release.await();
  }

  @Test
  void aLoopThatDoesNotRunIsReadByWhoeverAsks() throws Exception {
    try (Runner runner = Runner.virtualTime()) {
      EventLoop loop = runner.loop();
      loop.createTask(Script.of(s -> s.await(loop.createFuture(), v -> v)), "later");

      assertThat(CompletableFuture.supplyAsync(loop::dump).get())
          .isEqualTo("later (not started)\n");
    }
  }

  @Test
  void aClosedLoopHasNoTasks() {
    EventLoop loop = EventLoop.create();
    loop.close();

    assertThat(loop.dump()).isEqualTo("no tasks\n");
  }
}
