package dev.continuo.samples.tutorial;

import static dev.continuo.Continuo.*;

import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;

/**
 * A coroutine calls others by awaiting them, one after the other.
 *
 * <pre>
 * I am the coroutine 1.
 * I am the coroutine 2.
 * Hello World!
 * </pre>
 */
class AwaitTwo {

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
    await(coro1());
    await(coro2());
    System.out.println("Hello World!");
    return done();
  }

  public static void main(String[] args) {
    run(main());
  }
}
