package dev.continuo;

import static dev.continuo.Continuo.createTask;
import static dev.continuo.Continuo.gather;
import static dev.continuo.Continuo.sleep;
import static dev.continuo.Continuo.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A loop whose order within a tick comes from a seed. */
@Timeout(60)
class SeededOrderTest {

  /** Five tasks that say where they are before and after a turn. */
  private static List<String> trace(Runner made) {
    List<String> trace = new ArrayList<>();
    try (Runner runner = made.handleShutdown(false)) {
      runner.run(
          Script.of(
              s -> {
                List<Task<Object>> tasks = new ArrayList<>();
                for (int i = 0; i < 5; i++) {
                  tasks.add(createTask(steps(trace, i)));
                }
                return s.await(gather(tasks), v -> v);
              }));
    }
    return trace;
  }

  private static Script<Object> steps(List<String> trace, int number) {
    return Script.of(
        s -> {
          trace.add("a" + number);
          return s.await(yieldNow(), v -> trace.add("b" + number));
        });
  }

  @Test
  void withoutASeedTheOrderIsFirstComeFirstServed() {
    assertThat(trace(Runner.virtualTime()))
        .containsExactly("a0", "a1", "a2", "a3", "a4", "b0", "b1", "b2", "b3", "b4");
  }

  @Test
  void theSameSeedGivesTheSameOrder() {
    for (long seed = -3; seed < 50; seed++) {
      assertThat(trace(Runner.virtualTime(seed))).isEqualTo(trace(Runner.virtualTime(seed)));
    }
  }

  @Test
  void aSeedGivesTheSameOrderOnEveryJdk() {
    assertThat(trace(Runner.virtualTime(1)).subList(0, 5))
        .containsExactly("a1", "a0", "a3", "a4", "a2");
  }

  @Test
  void seedsReachEveryOrderOfATick() {
    Set<List<String>> seen = new HashSet<>();
    for (long seed = 0; seed < 2_000; seed++) {
      seen.add(trace(Runner.virtualTime(seed)).subList(0, 5));
    }
    assertThat(seen).hasSize(5 * 4 * 3 * 2);
  }

  @Test
  void onlyWhatRunsInTheSameTickChangesPlaces() {
    for (long seed = 0; seed < 100; seed++) {
      List<String> trace = trace(Runner.virtualTime(seed));
      assertThat(trace).hasSize(10);
      assertThat(trace.subList(0, 5)).containsExactlyInAnyOrder("a0", "a1", "a2", "a3", "a4");
      assertThat(trace.subList(5, 10)).containsExactlyInAnyOrder("b0", "b1", "b2", "b3", "b4");
    }
  }

  @Test
  void timersStillFireInTheOrderOfTheirDeadlines() {
    for (long seed = 0; seed < 100; seed++) {
      List<Integer> fired = new ArrayList<>();
      try (Runner runner = Runner.virtualTime(seed).handleShutdown(false)) {
        runner.run(
            Script.of(
                s -> {
                  for (int i = 9; i >= 0; i--) {
                    int number = i;
                    EventLoop.running().callLater(Duration.ofMillis(i), () -> fired.add(number));
                  }
                  return s.await(sleep(Duration.ofSeconds(1)), v -> v);
                }));
      }
      assertThat(fired).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    }
  }

  @Test
  void anEventLoopCanBeSeededWithoutARunner() {
    List<Integer> ran = new ArrayList<>();
    try (EventLoop loop = EventLoop.virtualTime(5)) {
      for (int i = 0; i < 20; i++) {
        int number = i;
        loop.callSoon(() -> ran.add(number));
      }
      loop.stop();
      loop.runForever();
    }
    assertThat(ran)
        .hasSize(20)
        .doesNotHaveDuplicates()
        .isNotEqualTo(ran.stream().sorted().toList());
  }
}
