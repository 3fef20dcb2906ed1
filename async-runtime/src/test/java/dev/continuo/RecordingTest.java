package dev.continuo;

import static dev.continuo.Continuo.createTask;
import static dev.continuo.Continuo.sleep;
import static dev.continuo.Continuo.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The events of the flight recorder. */
@Timeout(120)
class RecordingTest {

  @TempDir Path folder;

  private interface Program {
    void run() throws Exception;
  }

  private List<RecordedEvent> recorded(Program program, String... events) throws Exception {
    Path file = folder.resolve("recording.jfr");
    try (Recording recording = new Recording()) {
      for (String event : events) {
        recording.enable("dev.continuo." + event);
      }
      recording.start();
      program.run();
      recording.stop();
      recording.dump(file);
    }
    return RecordingFile.readAllEvents(file).stream()
        .filter(event -> event.getEventType().getName().startsWith("dev.continuo."))
        .toList();
  }

  private static void tasks() {
    try (Runner runner = Runner.virtualTime().handleShutdown(false)) {
      runner.<Object>run(
          Script.of(
              "main",
              s -> {
                Task<Object> cancelled =
                    createTask(
                        Script.of("slow", t -> t.await(sleep(Duration.ofDays(1)), v -> v)),
                        "cancelled one");
                Task<Object> failing =
                    createTask(
                        Script.of(
                            "bad",
                            t -> {
                              throw new IllegalStateException("expected");
                            }),
                        "failing one");
                failing.addDoneCallback(AsyncFuture::exception);
                return s.await(
                    yieldNow(),
                    v -> {
                      cancelled.cancel("no longer needed");
                      return s.await(sleep(Duration.ofMillis(1)), w -> w);
                    });
              }));
    }
  }

  private static List<String> of(List<RecordedEvent> events, String type, String... fields) {
    return events.stream()
        .filter(event -> event.getEventType().getName().equals("dev.continuo." + type))
        .map(event -> List.of(fields).stream().map(f -> "" + event.getValue(f)).toList().toString())
        .toList();
  }

  @Test
  void nothingIsRecordedUnlessEnabled() throws Exception {
    assertThat(recorded(RecordingTest::tasks)).isEmpty();
  }

  @Test
  void theLifeOfTasksIsRecorded() throws Exception {
    List<RecordedEvent> events =
        recorded(RecordingTest::tasks, "TaskStart", "TaskEnd", "TaskCancel");

    assertThat(of(events, "TaskStart", "id", "name"))
        .containsExactly("[1, Task-1]", "[2, cancelled one]", "[3, failing one]");
    assertThat(of(events, "TaskStart", "coroutine").get(0)).contains("Script.main");
    assertThat(of(events, "TaskCancel", "id", "name", "message"))
        .containsExactly("[2, cancelled one, no longer needed]");
    assertThat(of(events, "TaskEnd", "id", "name", "outcome", "failure"))
        .containsExactly(
            "[3, failing one, failed, java.lang.IllegalStateException]",
            "[2, cancelled one, cancelled, null]",
            "[1, Task-1, finished, null]");
    assertThat(of(events, "TaskEnd", "loop")).allMatch(loop -> loop.startsWith("[loop-"));
  }

  @Test
  void slowCallbacksAreRecordedWithoutDebugMode() throws Exception {
    List<RecordedEvent> events;
    try (LogCapture logged = new LogCapture()) {
      events =
          recorded(
              () -> {
                try (Runner runner = new Runner().handleShutdown(false)) {
                  runner.loop().setSlowCallbackDuration(Duration.ofMillis(1));
                  runner.<Object>run(
                      Script.of("main", s -> s.await(sleep(Duration.ofMillis(1)), v -> holdUp())));
                }
              },
              "SlowCallback");
      assertThat(logged.messages()).isEmpty();
    }

    assertThat(of(events, "SlowCallback", "callback")).anyMatch(c -> c.contains("Task[Task-1"));
    assertThat(events).anyMatch(event -> event.getDuration("took").toMillis() >= 5);
  }

  private static Object holdUp() {
    long end = System.nanoTime() + Duration.ofMillis(5).toNanos();
    while (System.nanoTime() < end) {
      Thread.onSpinWait();
    }
    return "held up";
  }

  @Test
  void theLagOfALoopIsRecordedEverySecond() throws Exception {
    List<RecordedEvent> events =
        recorded(
            () -> {
              try (Runner runner = new Runner().handleShutdown(false)) {
                runner.<Object>run(
                    Script.of(
                        s ->
                            s.await(
                                sleep(Duration.ofMillis(1)),
                                v -> s.await(sleep(Duration.ofMillis(1500)), w -> w))));
              }
            },
            "LoopLag");

    assertThat(events).isNotEmpty().allMatch(event -> event.getDuration("lag").toNanos() > 0);
  }
}
