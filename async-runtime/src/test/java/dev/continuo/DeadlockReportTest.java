package dev.continuo;

import static dev.continuo.Continuo.createTask;
import static dev.continuo.Continuo.gather;
import static dev.continuo.Continuo.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who waits for whom when nothing will ever happen again. */
@Timeout(60)
class DeadlockReportTest {

  private static String report(Script.Body body) {
    Throwable failure = catchThrowable(() -> Programs.run(body));
    assertThat(failure).isInstanceOf(IllegalStateException.class);
    return String.valueOf(failure.getMessage());
  }

  @Test
  void tasksThatAwaitEachOtherAreNamedAsACircle() {
    List<Task<Object>> tasks = new ArrayList<>();
    String report =
        report(
            s -> {
              tasks.add(
                  createTask(Script.of("read", t -> t.await(tasks.get(1), v -> v)), "reader"));
              tasks.add(
                  createTask(Script.of("write", t -> t.await(tasks.get(0), v -> v)), "writer"));
              return s.await(tasks.get(0), v -> v);
            });

    assertThat(report)
        .startsWith("deadlock: nothing is ready")
        .contains(
            """
            these await each other in a circle:
                reader awaits writer, at dev.continuo.Script.read(Script.java)
                writer awaits reader, at dev.continuo.Script.write(Script.java)
            Task-1 (pending) awaits reader; awaited by run
            │   at dev.continuo.Script.main(Script.java)
            └─ reader (pending) awaits writer
            """);
  }

  @Test
  void aCircleThroughGatherIsFound() {
    List<Task<Object>> tasks = new ArrayList<>();
    String report =
        report(
            s -> {
              Task<?> main = Programs.self();
              tasks.add(createTask(Script.of(t -> t.await(yieldNow(), v -> v)), "ends"));
              tasks.add(createTask(Script.of(t -> t.await(main, v -> v)), "waits for main"));
              return s.await(gather(tasks), v -> v);
            });

    assertThat(report)
        .contains("    Task-1 awaits waits for main, at dev.continuo.Script.main")
        .contains("    waits for main awaits Task-1, at ");
  }

  @Test
  void withoutACircleThereIsNone() {
    String report = report(s -> s.await(EventLoop.running().createFuture(), v -> v));

    assertThat(report).doesNotContain("circle").contains("Task-1 (pending) awaits Future[pending]");
  }

  @Test
  void aLongChainIsNoCircleAndIsFoundQuickly() {
    String report =
        report(
            s -> {
              Awaitable<?> last = EventLoop.running().createFuture();
              for (int i = 0; i < 50_000; i++) {
                Awaitable<?> next = last;
                last = createTask(Script.of(t -> t.await(next, v -> v)));
              }
              return s.await(last, v -> v);
            });

    assertThat(report).doesNotContain("circle").contains("more tasks");
  }
}
