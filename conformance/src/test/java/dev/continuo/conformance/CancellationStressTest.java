package dev.continuo.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.continuo.Runner;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Tasks with random cancels, time limits and failures, in an order that the seed decides. The
 * ordinary build runs a few seeds; {@code -Dstress.seeds=1000 -Dstress.tasks=100000} is the long
 * run, {@code -Dstress.first=n -Dstress.seeds=1} repeats one seed.
 */
class CancellationStressTest {

  private static final int SEEDS = Integer.getInteger("stress.seeds", 40);
  private static final int TASKS = Integer.getInteger("stress.tasks", 500);
  private static final long FIRST = Long.getLong("stress.first", 1);

  @Test
  void nothingIsLostOrDoneTwice() {
    try (LogCapture log = new LogCapture()) { // failures of shielded tasks that nobody awaits
      List<Integer> sums = new ArrayList<>(List.of(0, 0, 0, 0, 0, 0));
      LongStream.range(FIRST, FIRST + SEEDS).parallel().forEach(seed -> add(sums, happened(seed)));
      assertThat(sums).allMatch(sum -> sum > 0);
      assertThat(log.messages()).noneMatch(message -> message.contains("were pending"));
    }
  }

  private static List<Integer> happened(long seed) {
    try (Runner runner = Runner.virtualTime(seed).handleShutdown(false)) {
      runner.loop().setExceptionHandler((loop, context) -> {});
      StressedProgram program = new StressedProgram(TASKS, seed);
      runner.run(program.main());
      return program.happened();
    } catch (RuntimeException | Error e) {
      throw new AssertionError(
          "seed %d fails; -Dstress.first=%d -Dstress.seeds=1 -Dstress.tasks=%d repeats it"
              .formatted(seed, seed, TASKS),
          e);
    }
  }

  private static synchronized void add(List<Integer> sums, List<Integer> more) {
    for (int i = 0; i < sums.size(); i++) {
      sums.set(i, sums.get(i) + more.get(i));
    }
  }
}
