package dev.continuo.samples.tutorial;

import static dev.continuo.Continuo.*;
import static java.time.Duration.ofSeconds;

import dev.continuo.AsyncGenerator;
import dev.continuo.Coroutine;
import dev.continuo.EventLoop;
import dev.continuo.annotation.Async;
import java.time.Duration;
import java.util.Locale;

/**
 * A loop over an asynchronous generator, whose body blocks. The generator sleeps for one second
 * before each number; the body of the loop blocks the thread for another one.
 *
 * <pre>
 * 0
 * 1
 * …
 * 9
 * Elapsed 20.0 s
 * </pre>
 *
 * <p>It takes twenty seconds and not ten: the generator runs only while the loop asks it for a
 * number, and a call that blocks stops everything on its thread. The build warns of it (ASYNC103).
 */
class AsyncFor {

  @Async
  static AsyncGenerator<Integer> numbers(Duration pause) {
    for (int i = 0; i < 10; i++) {
      await(sleep(pause));
      emit(i);
    }
    return done();
  }

  @Async
  static Coroutine<Void> main(Duration pause, Duration work) throws InterruptedException {
    long start = EventLoop.running().time();

    for (int number : each(numbers(pause))) {
      System.out.println(number);
      Thread.sleep(work.toMillis()); // blocks; await(sleep(work)) would not
    }

    long elapsed = EventLoop.running().time() - start;
    System.out.printf(Locale.ROOT, "Elapsed %.1f s%n", elapsed / 1e9);
    return done();
  }

  public static void main(String[] args) throws InterruptedException {
    run(main(ofSeconds(1), ofSeconds(1)));
  }
}
