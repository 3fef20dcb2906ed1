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
 * Measures one crowd in a JVM of its own:
 *
 * <pre>Crowds contestant Suspended|Sleeping count warmUpRounds rounds [time]</pre>
 *
 * <p>Prints for each round the bytes of heap that a waiting task keeps, and the nanoseconds that
 * its beginning and its end take; with {@code time} the heap is not read. The time includes the
 * garbage collector, but neither the full collections before the heap is read nor what is slept:
 * the thread of the loop is kept until all sleepers are due. Other threads wake those that are
 * virtual threads meanwhile; their end is the CPU time of the whole process.
 */
final class Crowds {

  static final Map<String, Supplier<Crowd>> CONTESTANTS = new LinkedHashMap<>();

  static {
    CONTESTANTS.put("hand", HandCrowd::new);
    CONTESTANTS.put("ours", OursCrowd::new);
    CONTESTANTS.put("kotlin", KotlinCrowd::new);
    CONTESTANTS.put("eaAsync", () -> FutureCrowds.EA_ASYNC);
    CONTESTANTS.put("tascalate", () -> FutureCrowds.TASCALATE);
    CONTESTANTS.put("completableFuture", () -> FutureCrowds.COMPLETABLE_FUTURE);
    CONTESTANTS.put("virtualThreads", VirtualThreadCrowd::new);
  }

  private static final long MILLI = 1_000_000;

  private final Crowd crowd;
  private final int count;

  /** How long the shortest sleeps: longer than it takes to start all and to read the heap. */
  private long window;

  private Crowds(Crowd crowd, int count) {
    this.crowd = crowd;
    this.count = count;
    this.window = 200 * MILLI + count * 2_000L;
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
    boolean sleeping = args[1].equals("Sleeping");
    for (int i = Integer.parseInt(args[3]); i > 0; i--) {
      crowds.new Round(sleeping, false).measure();
    }
    for (int i = Integer.parseInt(args[4]); i > 0; i--) {
      Figures figures = crowds.round(sleeping, args.length == 5);
      System.out.printf("%.2f %.2f %.2f%n", figures.bytes(), figures.create(), figures.complete());
    }
    System.exit(0); // there may be threads of helpers
  }

  private Figures round(boolean sleeping, boolean readsHeap) {
    System.gc(); // of what the round before left
    Round round = new Round(sleeping, readsHeap);
    while (!round.measure()) {
      round = new Round(sleeping, readsHeap);
    }
    return round.figures();
  }

  private final class Round implements Crowd.Observer {
    private final boolean sleeping;
    private final boolean readsHeap;
    private final boolean othersWake;
    private final LongSupplier clock;
    private long before;
    private long start;
    private long started;
    private double bytes;
    private long wake;
    private long end;
    private boolean late;

    Round(boolean sleeping, boolean readsHeap) {
      this.sleeping = sleeping;
      this.readsHeap = readsHeap;
      othersWake = sleeping && crowd instanceof VirtualThreadCrowd;
      clock = othersWake ? Crowds::cpu : System::nanoTime;
    }

    /** Whether it is valid: false if the first had slept enough before all were seen to sleep. */
    boolean measure() {
      before = readsHeap ? usedHeap() : 0;
      start = System.nanoTime();
      int sum = sleeping ? crowd.sleeping(count, window, this) : crowd.suspended(count, this);
      end = clock.getAsLong();
      if (sum != count) {
        throw new IllegalStateException(sum + " instead of " + count);
      }
      return !late;
    }

    @Override
    public void started() {
      started = System.nanoTime();
    }

    @Override
    public void idle() {
      if (readsHeap) {
        bytes = usedHeap() - before - 4L * count; // the array of the tasks
      }
      long cpu = clock.getAsLong();
      if (sleeping) {
        long seen = System.nanoTime();
        late = seen - start > window;
        sleepUntil(started + window + 11 * MILLI);
        window = 10 * MILLI + 2 * (seen - start);
      }
      wake = othersWake ? cpu : clock.getAsLong();
    }

    Figures figures() {
      double n = count;
      return new Figures(bytes / n, (started - start) / n, (end - wake) / n);
    }
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
}
