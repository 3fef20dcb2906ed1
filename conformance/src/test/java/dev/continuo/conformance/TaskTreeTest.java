package dev.continuo.conformance;

import static dev.continuo.Continuo.*;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.continuo.Coroutine;
import dev.continuo.EventLoop;
import dev.continuo.Runner;
import dev.continuo.TaskDump;
import dev.continuo.TaskGroup;
import dev.continuo.annotation.Async;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The dump of a program as users write it: methods with their lines. */
@Timeout(60)
class TaskTreeTest {

  @Async
  private static Coroutine<Integer> load(int item) {
    await(sleep(ofSeconds(item)));
    return value(item);
  }

  @Async
  private static Coroutine<Integer> sum() {
    int sum = 0;
    for (int part : await(gather(List.of(load(2), load(3))))) {
      sum += part;
    }
    return value(sum);
  }

  @Async
  private static Coroutine<TaskDump> watch() {
    await(sleep(ofSeconds(1)));
    return value(EventLoop.running().snapshot());
  }

  @Async
  private static Coroutine<TaskDump> main() {
    try (TaskGroup group = taskGroup()) {
      group.createTask(sum(), "sum");
      return value(await(createTask(watch(), "watch")));
    }
  }

  @Test
  void methodsLinesGroupsAndGathersAreShown() {
    TaskDump dump;
    try (Runner runner = Runner.virtualTime().handleShutdown(false)) {
      dump = runner.run(main());
    }
    String text = dump.toText().replaceAll("\\(TaskTreeTest.java:\\d+\\)", "(…)");

    assertThat(text)
        .isEqualTo(
            """
            Task-1 (pending) awaits watch; awaited by run
            │   at dev.continuo.conformance.TaskTreeTest.main(…)
            ├─ TaskGroup[tasks=1, entered]
            │  └─ sum (pending) awaits gather of 2, of which 2 are pending
            │     │   at dev.continuo.conformance.TaskTreeTest.sum(…)
            │     └─ gather of 2, of which 2 are pending
            │        ├─ Task-4 (pending) awaits sleep for another 1 s
            │        │      at dev.continuo.conformance.TaskTreeTest.load(…)
            │        └─ Task-5 (pending) awaits sleep for another 2 s
            │               at dev.continuo.conformance.TaskTreeTest.load(…)
            └─ watch (running)
                   at dev.continuo.conformance.TaskTreeTest.watch(…)
            """);
  }
}
