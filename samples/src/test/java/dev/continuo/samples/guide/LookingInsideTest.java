package dev.continuo.samples.guide;

import static dev.continuo.Continuo.*;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.continuo.AsyncFuture;
import dev.continuo.Coroutine;
import dev.continuo.EventLoop;
import dev.continuo.EventLoopMXBean;
import dev.continuo.Runner;
import dev.continuo.Task;
import dev.continuo.TaskDump;
import dev.continuo.annotation.Async;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import javax.management.JMException;
import javax.management.JMX;
import javax.management.ObjectName;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The code of docs/guide/introspection.md. */
@Timeout(60)
class LookingInsideTest {

  @TempDir Path folder;

  @Async
  static Coroutine<Integer> load(int seconds) {
    await(sleep(ofSeconds(seconds)));
    return value(seconds);
  }

  @Async
  static Coroutine<Integer> twice(Task<Integer> number) {
    return value(2 * await(number));
  }

  @Async
  static Coroutine<String> whoWaits() {
    Task<Integer> loading = createTask(load(3), "loading");
    Task<Integer> waiting = createTask(twice(loading), "waiting");
    await(sleep(ofSeconds(1)));
    TaskDump dump = EventLoop.running().snapshot();
    waiting.cancel();
    return value(dump.toText());
  }

  @Test
  void theDumpIsATree() {
    String text;
    try (Runner runner = Runner.virtualTime()) {
      text = runner.run(whoWaits());
    }
    String page =
        """
        Task-1 (running); awaited by run
            at LookingInside.whoWaits(…)
        waiting (pending) awaits loading
        │   at LookingInside.twice(…)
        └─ loading (pending) awaits sleep for another 2 s
               at LookingInside.load(…)
        """;

    assertThat(
            text.replaceAll("\\(LookingInsideTest.java:\\d+\\)", "(…)")
                .replace(LookingInsideTest.class.getName(), "LookingInside"))
        .isEqualTo(page);
  }

  @Async
  static Coroutine<String> register() throws JMException {
    EventLoop.running().registerMBean("orders");
    EventLoopMXBean bean =
        JMX.newMXBeanProxy(
            ManagementFactory.getPlatformMBeanServer(),
            new ObjectName("dev.continuo:type=EventLoop,name=\"orders\""),
            EventLoopMXBean.class);
    return value(bean.getName() + " has " + bean.getTaskCount() + " task");
  }

  @Test
  void aLoopIsRegisteredUnderAName() throws Exception {
    String text = run(register());
    assertThat(text).isEqualTo("orders has 1 task");
  }

  static void record(Path file) throws IOException {
    try (Recording recording = new Recording()) {
      recording.enable("dev.continuo.TaskStart");
      recording.enable("dev.continuo.TaskEnd");
      recording.start();
      run(load(0));
      recording.stop();
      recording.dump(file);
    }
  }

  @Test
  void tasksAreRecorded() throws Exception {
    Path file = folder.resolve("tasks.jfr");
    record(file);

    assertThat(RecordingFile.readAllEvents(file))
        .extracting(event -> event.getEventType().getName())
        .containsExactly("dev.continuo.TaskStart", "dev.continuo.TaskEnd");
  }

  @Async
  static Coroutine<String> untilTold() {
    EventLoop loop = EventLoop.running();
    AsyncFuture<String> told = loop.createFuture();
    loop.addSignalHandler("USR2", () -> told.setResult("told"));
    return value(await(told));
  }

  @Async
  static Coroutine<String> tellsItself() throws IOException {
    Task<String> waiting = createTask(untilTold());
    await(yieldNow()); // the handler is set
    var unused =
        new ProcessBuilder("sh", "-c", "kill -USR2 " + ProcessHandle.current().pid()).start();
    return value(await(waiting));
  }

  @Test
  void aSignalRunsAHandler() throws Exception {
    String text = run(tellsItself());
    assertThat(text).isEqualTo("told");
  }
}
