package dev.continuo.samples.tutorial;

import static dev.continuo.Continuo.*;
import static java.time.Duration.ofSeconds;

import dev.continuo.AsyncIterator;
import dev.continuo.Coroutine;
import dev.continuo.EventLoop;
import dev.continuo.StopAsyncIteration;
import dev.continuo.annotation.Async;
import java.util.Locale;

/**
 * An asynchronous iterator written as a class. {@code next()} gives an element or fails with
 * StopAsyncIteration; a generator does the same with less code.
 *
 * <pre>
 * 0
 * 1
 * …
 * 9
 * Elapsed 10.0 s
 * </pre>
 */
class AsyncIteratorByHand {

  /** The numbers below n, one per second. */
  static final class Numbers implements AsyncIterator<Integer> {
    private final int n;
    private int i;

    Numbers(int n) {
      this.n = n;
    }

    @Async
    @Override
    public Coroutine<Integer> next() {
      if (i >= n) {
        throw new StopAsyncIteration();
      }
      await(sleep(ofSeconds(1)));
      return value(i++);
    }
  }

  @Async
  static Coroutine<Void> main() {
    long start = EventLoop.running().time();

    for (int number : each(new Numbers(10))) {
      System.out.println(number);
    }

    long elapsed = EventLoop.running().time() - start;
    System.out.printf(Locale.ROOT, "Elapsed %.1f s%n", elapsed / 1e9);
    return done();
  }

  public static void main(String[] args) {
    run(main());
  }
}
