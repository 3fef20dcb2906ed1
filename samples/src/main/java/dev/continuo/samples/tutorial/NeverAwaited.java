package dev.continuo.samples.tutorial;

// JVM: -ea

import static dev.continuo.Continuo.*;

import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;

/**
 * The commonest mistake: a coroutine that is never awaited. The bodies never run; only the last
 * line is printed.
 *
 * <pre>
 * Hello World!
 * </pre>
 *
 * <p>Continuo says so twice. The build warns with ASYNC101 at each of the two lines. At run time,
 * with assertions enabled ({@code -ea}, as {@code ./sample} does here) or in debug mode, the log
 * has a line for each that names the coroutine and the place of the call.
 */
class NeverAwaited {

  @Async
  static Coroutine<Void> coro1() {
    System.out.println("I am the coroutine 1.");
    return done();
  }

  @Async
  static Coroutine<Void> coro2() {
    System.out.println("I am the coroutine 2.");
    return done();
  }

  @Async
  static Coroutine<Void> main() {
    coro1(); // await(…) is missing
    coro2(); // and here
    System.out.println("Hello World!");
    return done();
  }

  public static void main(String[] args) {
    run(main());
  }
}
