package dev.continuo.benchmarks.run;

import java.lang.reflect.Method;
import java.util.concurrent.TimeUnit;

/**
 * Runs one contestant of one row over and over, for profilers and for {@code scripts/hot-code};
 * prints what an invocation takes.
 *
 * <pre>
 *   java -cp benchmarks/target/benchmarks.jar dev.continuo.benchmarks.run.Repeat SuspendResume ours 20
 * </pre>
 */
final class Repeat {

  private Repeat() {}

  public static void main(String[] args) throws ReflectiveOperationException {
    if (args.length != 3) {
      System.err.println("usage: Repeat ROW CONTESTANT SECONDS, such as: SuspendResume ours 20");
      System.exit(2);
    }
    Object row =
        Class.forName("dev.continuo.benchmarks.rows." + args[0]).getConstructor().newInstance();
    Method contestant = row.getClass().getMethod(args[1]);
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(Long.parseLong(args[2]));
    long least = Long.MAX_VALUE;
    for (long start = System.nanoTime(); start < end; start = System.nanoTime()) {
      contestant.invoke(row);
      least = Math.min(least, System.nanoTime() - start);
    }
    System.out.printf("%s.%s: %,d ns an invocation at least%n", args[0], args[1], least);
    System.exit(0); // some contestants leave threads
  }
}
