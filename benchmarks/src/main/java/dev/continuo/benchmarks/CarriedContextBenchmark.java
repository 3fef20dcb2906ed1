package dev.continuo.benchmarks;

import static dev.continuo.Continuo.await;
import static dev.continuo.Continuo.gather;
import static dev.continuo.Continuo.value;
import static dev.continuo.Continuo.yieldNow;

import dev.continuo.Continuo;
import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import io.micrometer.context.ContextRegistry;
import io.micrometer.context.ThreadLocalAccessor;
import java.io.IOException;
import java.net.URL;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a step costs when thread-locals move with the tasks. Two tasks take turns. The jar of the
 * benchmarks hides the carrier, or every benchmark would have it; a class loader brings it back.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
    value = 2,
    jvmArgsAppend = {"-Xms768m", "-Xmx768m", "-Xmn128m", "-XX:+AlwaysPreTouch"})
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class CarriedContextBenchmark {

  private static final int COUNT = 100_000;
  private static final ThreadLocal<@Nullable Map<String, String>> ENTRIES = new ThreadLocal<>();

  /**
   * off: no carrier; none: nothing registered; empty: registered and not set; set: a map of three,
   * as an MDC.
   */
  @Param({"off", "none", "empty", "set"})
  public String values;

  @Setup
  public void register() {
    if (!values.equals("off")) {
      Thread.currentThread().setContextClassLoader(new CarrierLoader());
    }
    if (values.equals("empty") || values.equals("set")) {
      ContextRegistry.getInstance().registerThreadLocalAccessor(new EntriesAccessor());
    }
  }

  @Benchmark
  @OperationsPerInvocation(2 * COUNT)
  public int twoTasksInTurn() {
    return Continuo.run(both(values.equals("set")));
  }

  @Async
  private static Coroutine<Integer> both(boolean set) {
    var sums = await(gather(yields("a", set), yields("b", set)));
    return value(sums.get(0) + sums.get(1));
  }

  @Async
  private static Coroutine<Integer> yields(String name, boolean set) {
    if (set) {
      ENTRIES.set(Map.of("task", name, "user", "ann", "request", "4711"));
    }
    int sum = 0;
    for (int i = 0; i < COUNT; i++) {
      await(yieldNow());
      sum += i;
    }
    return value(sum);
  }

  private static final class CarrierLoader extends ClassLoader {
    CarrierLoader() {
      super(CarriedContextBenchmark.class.getClassLoader());
    }

    @Override
    protected Enumeration<URL> findResources(String name) throws IOException {
      return name.equals("META-INF/services/dev.continuo.ThreadLocalCarrier")
          ? getResources("carrier/service")
          : super.findResources(name);
    }
  }

  /** Copies, as the accessor of SLF4J's MDC does. */
  private static final class EntriesAccessor implements ThreadLocalAccessor<Map<String, String>> {
    @Override
    public Object key() {
      return "entries";
    }

    @Override
    public @Nullable Map<String, String> getValue() {
      Map<String, String> entries = ENTRIES.get();
      return entries == null ? null : new HashMap<>(entries);
    }

    @Override
    public void setValue(Map<String, String> entries) {
      ENTRIES.set(new HashMap<>(entries));
    }

    @Override
    public void setValue() {
      ENTRIES.remove();
    }
  }
}
