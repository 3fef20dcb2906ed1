package dev.continuo.samples.tutorial;

import static dev.continuo.Continuo.*;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;

/**
 * A coroutine stops at each {@code await} and goes on behind it. The three lines come after 0, 0.5
 * and 1.5 seconds.
 *
 * <pre>
 * Coroutine started.
 * Coroutine resumed.
 * Coroutine complete.
 * </pre>
 */
class ThreeSteps {

  @Async
  static Coroutine<Void> myCoroutine() {
    System.out.println("Coroutine started.");
    await(sleep(ofMillis(500)));
    System.out.println("Coroutine resumed.");
    await(sleep(ofSeconds(1)));
    System.out.println("Coroutine complete.");
    return done();
  }

  public static void main(String[] args) {
    run(myCoroutine());
  }
}
