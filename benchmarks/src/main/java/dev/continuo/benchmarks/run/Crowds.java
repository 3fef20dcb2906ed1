package dev.continuo.benchmarks.run;

import dev.continuo.benchmarks.KotlinCrowd;
import dev.continuo.benchmarks.hand.HandCrowd;
import dev.continuo.benchmarks.peers.Crowd;
import dev.continuo.benchmarks.peers.FutureCrowds;
import dev.continuo.benchmarks.peers.OursCrowd;
import dev.continuo.benchmarks.peers.VirtualThreadCrowd;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Measures one crowd in a JVM of its own: {@code Crowds contestant Suspended|Sleeping count
 * rounds}. Prints for each round the bytes of heap that a waiting task keeps, and the nanoseconds
 * of CPU time that its beginning and its end cost, those of the garbage collector and of helper
 * threads included. Time that is slept through costs nothing this way.
 */
final class Crowds {

  static final Map<String, Supplier<Crowd>> CONTESTANTS = new LinkedHashMap<>();

  static {
    CONTESTANTS.put("hand", HandCrowd::new);
    CONTESTANTS.put("ours", OursCrowd::new);
    CONTESTANTS.put("kotlin", KotlinxCrowd::new);
    CONTESTANTS.put("eaAsync", () -> FutureCrowds.EA_ASYNC);
    CONTESTANTS.put("tascalate", () -> FutureCrowds.TASCALATE);
    CONTESTANTS.put("completableFuture", () -> FutureCrowds.COMPLETABLE_FUTURE);
    CONTESTANTS.put("virtualThreads", VirtualThreadCrowd::new);
  }

  private static final long MILLI = 1_000_000;

  private final Crowd crowd;
  private final int count;

  /** How long the shortest sleeps: longer than it takes to start all. */
  private long window;

  private Crowds(Crowd crowd, int count) {
    this.crowd = crowd;
    this.count = count;
    this.window = Math.min(30_000 * MILLI, 200 * MILLI + count * 15_000L);
  }

  /**
   * What a round gave.
   *
   * @param bytes of a task that waits
   * @param create nanoseconds
   * @param complete nanoseconds
   */
  record Figures(double bytes, double create, double complete) {}

  public static void main(String[] args) {
    Supplier<Crowd> contestant = CONTESTANTS.get(args[0]);
    Crowds crowds = new Crowds(contestant.get(), Integer.parseInt(args[2]));
    int rounds = Integer.parseInt(args[3]);
    for (int i = 0; i < rounds; i++) {
      Figures figures = crowds.round(args[1].equals("Sleeping"));
      System.out.printf("%.2f %.2f %.2f%n", figures.bytes(), figures.create(), figures.complete());
    }
    System.exit(0); // there may be threads of helpers
  }

  private Figures round(boolean sleeping) {
    boolean parallel = crowd instanceof VirtualThreadCrowd;
    LongSupplier awake = parallel ? Crowds::cpu : System::nanoTime;
    long[] seen = new long[4]; // all wait; bytes; goes on; end
    long before = usedHeap();
    long start = System.nanoTime();
    Runnable allWait =
        () -> {
          seen[0] = System.nanoTime();
          long took = seen[0] - start;
          if (sleeping && took > window) {
            throw new IllegalStateException(
                "starting them took " + took / MILLI + " ms: the first is awake already");
          }
          seen[1] = usedHeap() - before - 4L * count; // the array of the tasks
          seen[2] = awake.getAsLong();
          if (sleeping) {
            sleepUntil(start + took + window + 11 * MILLI);
            window = 100 * MILLI + 3 * took;
          }
          if (!parallel) {
            seen[2] = awake.getAsLong();
          }
        };
    int sum = sleeping ? crowd.sleeping(count, window, allWait) : crowd.suspended(count, allWait);
    seen[3] = awake.getAsLong();
    if (sum != count) {
      throw new IllegalStateException(sum + " instead of " + count);
    }
    double n = count;
    return new Figures(seen[1] / n, (seen[0] - start) / n, (seen[3] - seen[2]) / n);
  }

  /** Keeps the thread of the loop, so that all are due when it goes on. */
  private static void sleepUntil(long when) {
    try {
      for (long left = when - System.nanoTime(); left > 0; left = when - System.nanoTime()) {
        Thread.sleep(left / MILLI + 1);
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static long cpu() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  private static long usedHeap() {
    System.gc();
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  private static final class KotlinxCrowd implements Crowd {
    @Override
    public int suspended(int count, Runnable allWait) {
      return KotlinCrowd.suspended(count, allWait);
    }

    @Override
    public int sleeping(int count, long nanos, Runnable allWait) {
      return KotlinCrowd.sleeping(count, nanos, allWait);
    }
  }
}
