package dev.continuo.samples.tutorial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.continuo.Runner;
import dev.continuo.samples.Transcript;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The programs that run several coroutines at the same time. */
class ConcurrencyTest {

  @Test
  void twoTasksTakeAsLongAsOne() throws Exception {
    Transcript t = Transcript.ofCoroutine(TwoTasks.main());

    assertThat(t.lines())
        .containsExactly("I am the coroutine 1.", "I am the coroutine 2.", "Elapsed 1.00 s");
    assertThat(t.elapsed()).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void twoTasksTakeAboutASecondOnTheRealClock() throws Exception {
    Transcript t = Transcript.ofRealTime(TwoTasks::main);

    assertThat(t.lines()).startsWith("I am the coroutine 1.", "I am the coroutine 2.").hasSize(3);
    assertThat(t.elapsed()).isBetween(Duration.ofSeconds(1), Duration.ofMillis(1900));
  }

  @Test
  void twoAwaitsTakeTheSum() throws Exception {
    Transcript t = Transcript.ofCoroutine(TwoAwaits.main());

    assertThat(t.lines())
        .containsExactly("I am the coroutine 1.", "I am the coroutine 2.", "Elapsed 2.00 s");
    assertThat(t.elapsed()).isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void gatherTakesAsLongAsTheSlowest() throws Exception {
    Transcript t = Transcript.ofCoroutine(Gather.main());

    assertThat(t.lines())
        .containsExactly(
            "Starting main coroutine",
            "Coroutine 1 starts",
            "Coroutine 2 starts",
            "Coroutine 1 finishes",
            "Coroutine 2 finishes",
            "Main coroutine finished");
    assertThat(t.elapsed()).isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void oneSleeperTakesTenSeconds() throws Exception {
    Transcript t = Transcript.ofLoop(loop -> TenSleepers.one(loop, Duration.ofSeconds(10)));

    assertThat(t.lines()).containsExactly("slept 10 s, count: 0");
    assertThat(t.elapsed()).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void tenSleepersTakeTenSecondsAndEndInOrder() throws Exception {
    Transcript t = Transcript.ofLoop(loop -> TenSleepers.ten(loop, Duration.ofSeconds(10)));

    assertThat(t.lines())
        .isEqualTo(IntStream.range(0, 10).mapToObj(i -> "slept 10 s, count: " + i).toList());
    assertThat(t.elapsed()).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void tenSleepersLeaveTheProcessorAlone() throws Exception {
    tenSleepersTakeTenSecondsAndEndInOrder(); // loads the classes
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();

    long cpuStart = threads.getCurrentThreadCpuTime();
    Transcript t =
        Transcript.ofRealTime(
            args -> {
              try (dev.continuo.EventLoop loop = dev.continuo.EventLoop.create()) {
                TenSleepers.ten(loop, Duration.ofSeconds(1));
              }
            });
    long cpu = threads.getCurrentThreadCpuTime() - cpuStart;

    assertThat(t.lines()).hasSize(10);
    assertThat(t.elapsed()).isBetween(Duration.ofSeconds(1), Duration.ofMillis(1900));
    assertThat(Duration.ofNanos(cpu)).isLessThan(Duration.ofMillis(200));
  }

  @Test
  void aHelloTakesATenthOfASecondAndThreeSleepsThreeTenths() {
    try (Runner runner = Runner.virtualTime()) {
      assertThat(runner.<String>run(OneThread.hello())).isEqualTo("hello");
      assertThat(runner.loop().time()).isEqualTo(Duration.ofMillis(100).toNanos());
      assertThat(runner.<String>run(OneThread.slowHello())).isEqualTo("hello");
      assertThat(runner.loop().time()).isEqualTo(Duration.ofMillis(400).toNanos());
    }
  }

  @Test
  void threeGatheredHellosTakeATenthOfASecondInOneThread() throws Exception {
    Transcript t =
        Transcript.ofRunner(
            runner ->
                assertThat(runner.<List<String>>run(OneThread.threeHellos()))
                    .containsExactly("hello", "hello", "hello"));

    String here = "in " + Thread.currentThread().getName();
    assertThat(t.lines()).containsExactly(here, here, here);
    assertThat(t.elapsed()).isEqualTo(Duration.ofMillis(100));
  }

  @Test
  void oneThreadPrintsTheSameOnTheRealClock() throws Exception {
    Transcript t = Transcript.ofRealTime(OneThread::main);

    String here = "in " + Thread.currentThread().getName();
    assertThat(t.lines())
        .containsExactly("hello", "hello", here, here, here, "[hello, hello, hello]");
    assertThat(t.elapsed()).isBetween(Duration.ofMillis(500), Duration.ofMillis(2500));
  }

  @Test
  void pooledCoroutinesTakeAsLongAsTheSlowestAndKeepTheirOrder() throws Exception {
    Transcript t = Transcript.ofRunner(runner -> System.out.println(run(runner)));

    assertThat(t.lines()).containsExactly("[11, 12, 13, 14, 15, 16, 17, 18, 19, 20]");
    assertThat(t.elapsed()).isEqualTo(Duration.ofSeconds(1));
  }

  private static List<Integer> run(Runner runner) {
    return runner.run(PooledGather.main());
  }

  @Test
  void sayingHelloTwiceTakesFourSecondsDirectlyAndTwoAsTasks() throws Exception {
    Transcript direct = Transcript.ofCoroutine(WhyTasks.withoutTasks());
    Transcript tasks = Transcript.ofCoroutine(WhyTasks.withTasks());

    assertThat(direct.lines()).containsExactly("Hello", "Hello", "without tasks: 4 s");
    assertThat(direct.elapsed()).isEqualTo(Duration.ofSeconds(4));
    assertThat(tasks.lines()).containsExactly("Hello", "Hello", "with tasks: 2 s");
    assertThat(tasks.elapsed()).isEqualTo(Duration.ofSeconds(2));
  }
}
