package dev.continuo.samples.tutorial;

import static dev.continuo.Continuo.*;

import dev.continuo.Coroutine;

/**
 * Only coroutines can be run. javac sees to that: neither {@code run("hello")} nor {@code
 * run(NotACoroutine::hello)} compiles. What only pretends to be a coroutine is refused at run time.
 *
 * <pre>
 * IllegalArgumentException: a coroutine was expected, got Impostor[]
 * </pre>
 */
class NotACoroutine {

  /**
   * Has the type of a coroutine, but no body that could be suspended; those have @Async methods.
   */
  record Impostor() implements Coroutine<String> {
    @Override
    public Coroutine<String> asAwaitable() {
      return this;
    }

    @Override
    public void close() {}
  }

  public static void main(String[] args) {
    try {
      System.out.println(run(new Impostor()));
    } catch (IllegalArgumentException e) {
      System.out.println("IllegalArgumentException: " + e.getMessage());
    }
  }
}
