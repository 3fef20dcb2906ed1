package dev.continuo.samples.tutorial;

import static dev.continuo.Continuo.*;

import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;

/**
 * A coroutine runs once. To run it again, call its function again.
 *
 * <pre>
 * hello
 * IllegalStateException: cannot reuse already awaited coroutine
 * hello
 * </pre>
 */
class RunTwice {

  @Async
  static Coroutine<String> hello() {
    return value("hello");
  }

  public static void main(String[] args) {
    Coroutine<String> coroutine = hello();
    System.out.println(run(coroutine));
    try {
      System.out.println(run(coroutine));
    } catch (IllegalStateException e) {
      System.out.println("IllegalStateException: " + e.getMessage());
    }
    System.out.println(run(hello()));
  }
}
