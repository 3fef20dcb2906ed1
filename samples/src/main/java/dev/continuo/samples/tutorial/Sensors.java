package dev.continuo.samples.tutorial;

import static dev.continuo.Continuo.*;
import static java.time.Duration.ofMillis;

import dev.continuo.Coroutine;
import dev.continuo.Runner;
import dev.continuo.annotation.Async;

/**
 * Two sensors that report for ever, one ten times as often as the other, until Ctrl-C.
 *
 * <pre>
 * + 100HZ
 * + 100HZ
 * …                       (ten of them, about)
 * --- 10HZ
 * + 100HZ
 * …
 * Ending all tasks...
 * Finished !
 * </pre>
 *
 * <p>Ctrl-C cancels the main task, which here only waits; closing the runner cancels the sensors.
 */
class Sensors {

  /** The slow one. */
  @Async
  static Coroutine<Void> sensor10Hz() {
    while (true) {
      await(sleep(ofMillis(100)));
      System.out.println("--- 10HZ");
    }
  }

  /** The fast one. */
  @Async
  static Coroutine<Void> sensor100Hz() {
    while (true) {
      await(sleep(ofMillis(10)));
      System.out.println("+ 100HZ");
    }
  }

  @Async
  static Coroutine<Void> main() {
    createTask(sensor100Hz());
    createTask(sensor10Hz());
    try {
      await(forever());
    } finally {
      System.out.println("Ending all tasks...");
    }
    return done();
  }

  @Async
  private static Coroutine<Void> forever() {
    while (true) {
      await(sleep(ofMillis(Long.MAX_VALUE)));
    }
  }

  public static void main(String[] args) {
    try (Runner runner = new Runner()) {
      runner.run(main());
    } finally {
      System.out.println("Finished !");
    }
  }
}
