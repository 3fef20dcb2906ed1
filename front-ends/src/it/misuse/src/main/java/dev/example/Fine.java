package dev.example;

import static dev.continuo.Continuo.await;
import static dev.continuo.Continuo.value;
import static dev.continuo.Continuo.yieldNow;

import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;

/** Nothing is wrong here. */
final class Fine {

  @Async
  static Coroutine<String> fine() {
    await(yieldNow());
    return value("fine");
  }

  private Fine() {}
}
