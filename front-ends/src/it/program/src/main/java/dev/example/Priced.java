package dev.example;

import static dev.continuo.Continuo.await;
import static dev.continuo.Continuo.value;
import static dev.continuo.Continuo.yieldNow;

import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;

/** An interface whose default and static methods await. */
interface Priced {

  int cents();

  @Async
  default Coroutine<String> label() {
    await(yieldNow());
    String price = await(format(cents()));
    return value(getClass().getSimpleName() + " at " + price);
  }

  @Async
  static Coroutine<String> format(int cents) {
    await(yieldNow());
    return value(cents / 100 + "." + cents % 100 / 10 + cents % 10);
  }
}
