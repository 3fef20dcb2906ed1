package dev.continuo.samples.tutorial;

import static dev.continuo.Continuo.*;
import static java.time.Duration.ofSeconds;

import dev.continuo.AsyncGenerator;
import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;

/**
 * A loop with an else part, which runs unless the loop is left by a break. Python has that in its
 * grammar; in Java a variable says it.
 *
 * <pre>
 * looking for 2: 0 1 2 found
 * looking for 7: 0 1 2 3 4 not found
 * </pre>
 */
class AsyncForElse {

  @Async
  static AsyncGenerator<Integer> numbers() {
    for (int i = 0; i < 5; i++) {
      await(sleep(ofSeconds(1)));
      emit(i);
    }
    return done();
  }

  @Async
  static Coroutine<Void> find(int wanted) {
    System.out.print("looking for " + wanted + ": ");
    boolean broken = false;
    for (int number : each(numbers())) {
      System.out.print(number + " ");
      if (number == wanted) {
        System.out.println("found");
        broken = true;
        break;
      }
    }
    if (!broken) { // Python's else
      System.out.println("not found");
    }
    return done();
  }

  @Async
  static Coroutine<Void> main() {
    await(find(2));
    await(find(7));
    return done();
  }

  public static void main(String[] args) {
    run(main());
  }
}
