package dev.continuo.samples.tutorial;

import static dev.continuo.Continuo.*;

import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;

/**
 * A coroutine function and the coroutine it returns are two things. The call runs nothing; the
 * object can be awaited, once.
 *
 * <pre>
 * hello is a coroutine function: true
 * Called, and nothing has run.
 * The object is awaitable: true
 * Now it runs.
 * hello
 * Awaited again: cannot reuse already awaited coroutine
 * </pre>
 *
 * <p>Whether the function itself is awaitable cannot even be asked: {@code
 * isAwaitable(CoroutineObject::hello)} does not compile, for a method reference needs a functional
 * type.
 */
class CoroutineObject {

  @Async
  static Coroutine<String> hello() {
    System.out.println("Now it runs.");
    return value("hello");
  }

  @Async
  static Coroutine<Void> main() throws NoSuchMethodException {
    boolean function = isCoroutineFunction(CoroutineObject.class.getDeclaredMethod("hello"));
    System.out.println("hello is a coroutine function: " + function);

    Coroutine<String> coroutine = hello();
    System.out.println("Called, and nothing has run.");
    System.out.println("The object is awaitable: " + isAwaitable(coroutine));
    System.out.println(await(coroutine));

    try {
      await(coroutine);
    } catch (IllegalStateException e) {
      System.out.println("Awaited again: " + e.getMessage());
    }
    return done();
  }

  public static void main(String[] args) throws NoSuchMethodException {
    run(main());
  }
}
