package dev.continuo.samples.streams;

import static dev.continuo.Continuo.*;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofNanos;

import dev.continuo.AsyncGenerator;
import dev.continuo.AsyncIterable;
import dev.continuo.Coroutine;
import dev.continuo.EventLoop;
import dev.continuo.annotation.Async;
import java.time.Duration;
import java.util.Locale;

// JVM: -Xmx32m

/**
 * A producer with a rate limit, and a consumer that is ten times slower. A generator runs only on
 * demand, so the producer waits and memory stays flat: the program moves two times 80 MiB through a
 * heap of 32 MiB.
 *
 * <pre>
 * A consumer that is faster than the limit of 20 blocks per second:
 *   0.00 s  got 1
 *   0.00 s  used 1
 *   0.05 s  got 2
 *   …
 *   0.45 s  used 10
 * 10 blocks in 0.45 s, at most 1 of them in memory
 * A consumer that is ten times slower than the limit:
 *   0.00 s  got 1
 *   0.50 s  used 1
 *   0.50 s  got 2
 *   …
 *   5.00 s  used 10
 * 10 blocks in 5.00 s, at most 1 of them in memory
 * </pre>
 */
class RateLimit {

  private static final int BLOCK = 8 << 20;

  private final EventLoop loop = EventLoop.running();
  private final long start = loop.time();
  private int made;
  private int used;
  private int most;

  /** Makes blocks as fast as they are asked for. */
  @Async
  AsyncGenerator<byte[]> blocks(int count) {
    while (made < count) {
      made++;
      most = Math.max(most, made - used);
      emit(new byte[BLOCK]);
    }
    return done();
  }

  /** The elements of {@code source}, at most one per interval, however fast they are asked for. */
  @Async
  static <T> AsyncGenerator<T> limited(AsyncIterable<T> source, Duration interval) {
    EventLoop loop = EventLoop.running();
    long next = loop.time();
    for (T element : each(source)) {
      long wait = next - loop.time();
      if (wait > 0) {
        await(sleep(ofNanos(wait)));
      }
      next = Math.max(next, loop.time()) + interval.toNanos(); // time that passed unused is lost
      emit(element);
    }
    return done();
  }

  @Async
  Coroutine<Void> consume(int count, Duration interval, Duration work) {
    try (AsyncGenerator<byte[]> blocks = blocks(count);
        AsyncGenerator<byte[]> limited = limited(blocks, interval)) {
      for (byte[] block : each(limited)) {
        say("got " + made);
        await(sleep(work));
        used += block.length / BLOCK;
        say("used " + used);
      }
    }
    System.out.printf(
        Locale.ROOT, "%d blocks in %s, at most %d of them in memory%n", used, elapsed(), most);
    return done();
  }

  private void say(String what) {
    System.out.println("  " + elapsed() + "  " + what);
  }

  private String elapsed() {
    return String.format(Locale.ROOT, "%.2f s", (loop.time() - start) / 1e9);
  }

  @Async
  static Coroutine<Void> main() {
    System.out.println("A consumer that is faster than the limit of 20 blocks per second:");
    await(new RateLimit().consume(10, ofMillis(50), Duration.ZERO));
    System.out.println("A consumer that is ten times slower than the limit:");
    await(new RateLimit().consume(10, ofMillis(50), ofMillis(500)));
    return done();
  }

  public static void main(String[] args) {
    new CommandLine("rate-limit", 0, args);
    run(main());
  }
}
