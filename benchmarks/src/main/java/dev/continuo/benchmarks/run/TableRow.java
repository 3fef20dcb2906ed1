package dev.continuo.benchmarks.run;

import dev.continuo.benchmarks.rows.AsyncGenerators;
import dev.continuo.benchmarks.rows.ChannelPingPong;
import dev.continuo.benchmarks.rows.CompletedValue;
import dev.continuo.benchmarks.rows.FreshFuture;
import dev.continuo.benchmarks.rows.LoopFlat;
import dev.continuo.benchmarks.rows.LoopNested;
import dev.continuo.benchmarks.rows.NestedSeldomSuspending;
import dev.continuo.benchmarks.rows.NestedSuspending;
import dev.continuo.benchmarks.rows.NestedSynchronous;
import dev.continuo.benchmarks.rows.Row;
import dev.continuo.benchmarks.rows.SuspendResume;
import dev.continuo.benchmarks.rows.SuspendResumeFour;
import dev.continuo.benchmarks.rows.SuspendResumeMixed;
import dev.continuo.benchmarks.rows.SyncGenerators;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;

/**
 * The rows that JMH measures, in the order of the table, each with its goals. These are of the
 * issue that asked for the table:
 *
 * <ul>
 *   <li>an await of a completed value: at most a nanosecond;
 *   <li>suspend and resume: 1.15 times what is written by hand and no bytes, 1.15 times on a fresh
 *       future;
 *   <li>nested calls: 1.5 times and no bytes if none suspends, 1.25 times if the innermost does;
 *   <li>loops with an await in them: 1.05 times, where by hand suspends as well; the contestant
 *       {@code plain} is the loop without an await.
 * </ul>
 *
 * <p>The rows with four tasks have the goal of the one with a single task, and calls that seldom
 * suspend may not allocate more than those that never do. The goals of the channel and of the
 * generators are our own.
 */
enum TableRow {
  COMPLETED(CompletedValue.class, "await of a completed value, ns", Goal.atMost(1.0)),
  SUSPEND(
      SuspendResume.class,
      "suspend + resume through the loop, ns",
      Goal.timesHand(1.15).without(Goal.ALLOCATION)),
  SUSPEND_FOUR(
      SuspendResumeFour.class,
      "the same with four tasks of one kind in turns, ns",
      Goal.timesHand(1.15).without(Goal.ALLOCATION)),
  SUSPEND_MIXED(
      SuspendResumeMixed.class,
      "the same with four tasks of four kinds in turns, ns",
      Goal.timesHand(1.15).without(Goal.ALLOCATION)),
  FRESH(FreshFuture.class, "the same on a fresh future, ns", Goal.timesHand(1.15)),
  NESTED(
      NestedSynchronous.class,
      "nested await, 10 deep, all synchronous, ns per level",
      Goal.timesHand(1.5).without(Goal.ALLOCATION)),
  NESTED_SELDOM(
      NestedSeldomSuspending.class,
      "the same, 1 call in 1,024 suspends, ns per level",
      Goal.NONE.without(Goal.ALLOCATION)),
  NESTED_SUSPENDING(
      NestedSuspending.class, "nested, innermost suspends, ns per level", Goal.timesHand(1.25)),
  PING_PONG(
      ChannelPingPong.class, "ping-pong through a channel, ns per message", Goal.timesHand(1.2)),
  SYNC_GENERATOR(SyncGenerators.class, "synchronous generator, ns per element", Goal.atMost(1.0)),
  ASYNC_GENERATOR(AsyncGenerators.class, "async generator, ns per element", Goal.atMost(4.0)),
  LOOP_FLAT(
      LoopFlat.class,
      "await before each block of 32,768 numbers, ns per block",
      Goal.timesHand(1.05)),
  LOOP_NESTED(LoopNested.class, "the same in nested loops, ns per block", Goal.timesHand(1.05));

  final Class<? extends Row> benchmark;
  final String title;
  final Goal goal;

  TableRow(Class<? extends Row> benchmark, String title, Goal goal) {
    this.benchmark = benchmark;
    this.title = title;
    this.goal = goal;
  }

  /** The name of its class. */
  String id() {
    return benchmark.getSimpleName();
  }

  /** Who takes part, by the names of the methods; by hand first. */
  List<String> contestants() {
    List<String> names = new ArrayList<>();
    for (Method method : methods()) {
      names.add(method.getName());
    }
    return names;
  }

  /** The methods, by hand first. */
  List<Method> methods() {
    return Arrays.stream(benchmark.getMethods())
        .filter(method -> method.isAnnotationPresent(Benchmark.class))
        .sorted(
            Comparator.comparing((Method method) -> !method.getName().equals("hand"))
                .thenComparing(Method::getName))
        .toList();
  }
}
