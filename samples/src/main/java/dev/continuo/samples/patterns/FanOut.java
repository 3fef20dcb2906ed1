package dev.continuo.samples.patterns;

import static dev.continuo.Continuo.*;
import static java.time.Duration.ofMillis;

import dev.continuo.Coroutine;
import dev.continuo.EventLoop;
import dev.continuo.annotation.Async;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Twenty downloads, never more than five at a time.
 *
 * <pre>
 * 20 pages, at most 5 at a time, in 400 ms
 * </pre>
 *
 * <p>(On the clock of a test; a real one adds some milliseconds.)
 *
 * <p>The results are in the order of the items. If one fails, the others are cancelled and waited
 * for, and the failure is thrown.
 */
class FanOut {

  private int running;
  private int most;

  @Async
  private Coroutine<String> download(int page) {
    most = Math.max(most, ++running);
    try {
      await(sleep(ofMillis(100)));
      return value("page " + page);
    } finally {
      running--;
    }
  }

  @Async
  Coroutine<Void> downloadAll() {
    long start = EventLoop.running().time();
    List<Integer> numbers = IntStream.rangeClosed(1, 20).boxed().toList();
    List<String> pages = await(mapConcurrent(numbers, 5, this::download));
    long millis = (EventLoop.running().time() - start) / 1_000_000;
    System.out.printf("%d pages, at most %d at a time, in %d ms%n", pages.size(), most, millis);
    return done();
  }

  public static void main(String[] args) {
    run(new FanOut().downloadAll());
  }
}
