package dev.example;

import static dev.continuo.Continuo.await;
import static dev.continuo.Continuo.run;
import static dev.continuo.Continuo.value;

import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;

/** Stands for a test class: its own method is asynchronous and awaits one of the main classes. */
final class StoreCheck {

  @Async
  static Coroutine<Integer> check() {
    return value(await(new Store().sell(7)) * 6);
  }

  public static void main(String[] args) {
    System.out.println("checked " + run(check()));
  }
}
