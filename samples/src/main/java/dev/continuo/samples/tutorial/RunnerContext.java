package dev.continuo.samples.tutorial;

import static dev.continuo.Continuo.*;
import static java.time.Duration.ofSeconds;

import dev.continuo.ContextVar;
import dev.continuo.Coroutine;
import dev.continuo.Runner;
import dev.continuo.annotation.Async;

/**
 * A Runner runs several coroutines on one loop and in one context. What the first sets in a context
 * variable, the second sees.
 *
 * <pre>
 * hello
 * the user is ann
 * </pre>
 *
 * <p>The first line comes after one second. Two calls of {@code run} would have two contexts, and
 * the last line would be {@code the user is nobody}.
 */
class RunnerContext {

  private static final ContextVar<String> USER = new ContextVar<>("user", "nobody");

  @Async
  static Coroutine<Void> logIn() {
    await(sleep(ofSeconds(1)));
    System.out.println("hello");
    USER.set("ann");
    return done();
  }

  @Async
  static Coroutine<Void> work() {
    System.out.println("the user is " + USER.get());
    return done();
  }

  static void program(Runner runner) {
    runner.run(logIn());
    runner.run(work());
  }

  public static void main(String[] args) {
    try (Runner runner = new Runner()) {
      program(runner);
    }
  }
}
