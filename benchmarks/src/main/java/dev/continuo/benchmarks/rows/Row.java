package dev.continuo.benchmarks.rows;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One line of the table: a kind of work. Each method of a row is a contestant and has its name, the
 * same in all rows; all methods of a row return the same number, which {@link
 * dev.continuo.benchmarks.run.RowCheck} sees to before anything is measured.
 *
 * <p>The heap is touched beforehand and its young generation small: with a large untouched heap the
 * cost of memory that is used for the first time hides all the rest.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
    value = 3,
    jvmArgsAppend = {
      "-Xms768m",
      "-Xmx768m",
      "-Xmn128m",
      "-XX:+AlwaysPreTouch",
      "-Djdk.virtualThreadScheduler.parallelism=1",
      "-Djdk.virtualThreadScheduler.maxPoolSize=1"
    })
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public abstract class Row {

  /** Rounds of one invocation. */
  static final int COUNT = 100_000;

  /**
   * Rounds of one invocation where one takes a few nanoseconds. An invocation of the virtual
   * threads begins with a hand-over from JMH's thread and ends with one back; they must be lost in
   * it.
   */
  static final int MANY = 100 * COUNT;

  /** Calls inside each other, the outermost included. */
  static final int DEPTH = 10;
}
