package dev.continuo.benchmarks;

import static dev.continuo.Continuo.await;
import static dev.continuo.Continuo.createTask;
import static dev.continuo.Continuo.done;
import static dev.continuo.Continuo.each;
import static dev.continuo.Continuo.value;

import dev.continuo.Continuo;
import dev.continuo.Coroutine;
import dev.continuo.Task;
import dev.continuo.annotation.Async;
import dev.continuo.sync.AsyncQueue;
import dev.continuo.sync.MemoryChannel;
import dev.continuo.sync.ReceiveChannel;
import dev.continuo.sync.SendChannel;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Two tasks send a number to and fro, in ways that the table does not have; per message. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
    value = 2,
    jvmArgsAppend = {"-Xms768m", "-Xmx768m", "-Xmn128m", "-XX:+AlwaysPreTouch"})
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class ChannelBenchmark {

  private static final int ROUNDS = 50_000;
  private static final int MESSAGES = 2 * ROUNDS;

  /** One side is a loop over the channel; without it is {@code rows.ChannelPingPong}. */
  @Benchmark
  @OperationsPerInvocation(MESSAGES)
  public int memoryChannelEach() {
    return Continuo.run(pingPongEach(MemoryChannel.of(0), MemoryChannel.of(0)));
  }

  @Benchmark
  @OperationsPerInvocation(MESSAGES)
  public int queue() {
    return Continuo.run(pingPong(AsyncQueue.fifo(), AsyncQueue.fifo()));
  }

  @Async
  private static Coroutine<Void> echoEach(
      ReceiveChannel<Integer> there, SendChannel<Integer> back) {
    for (int n : each(there)) {
      await(back.send(n + 1));
    }
    return done();
  }

  @Async
  private static Coroutine<Integer> pingPongEach(
      MemoryChannel<Integer> there, MemoryChannel<Integer> back) {
    Task<Void> echo = createTask(echoEach(there.receiver(), back.sender()));
    int sum = await(exchange(there.sender(), back.receiver()));
    there.sender().close();
    await(echo);
    return value(sum);
  }

  @Async
  private static Coroutine<Integer> exchange(
      SendChannel<Integer> there, ReceiveChannel<Integer> back) {
    int sum = 0;
    for (int i = 0; i < ROUNDS; i++) {
      await(there.send(i));
      sum += await(back.receive());
    }
    return value(sum);
  }

  @Async
  private static Coroutine<Void> echo(AsyncQueue<Integer> there, AsyncQueue<Integer> back) {
    for (int n : each(there)) {
      await(back.put(n + 1));
    }
    return done();
  }

  @Async
  private static Coroutine<Integer> pingPong(AsyncQueue<Integer> there, AsyncQueue<Integer> back) {
    Task<Void> echo = createTask(echo(there, back));
    int sum = 0;
    for (int i = 0; i < ROUNDS; i++) {
      await(there.put(i));
      sum += await(back.get());
    }
    there.shutdown();
    await(echo);
    return value(sum);
  }
}
