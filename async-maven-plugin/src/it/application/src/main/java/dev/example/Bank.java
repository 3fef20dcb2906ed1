package dev.example;

import static dev.continuo.Continuo.await;
import static dev.continuo.Continuo.sleep;
import static dev.continuo.Continuo.value;

import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import java.time.Duration;

final class Bank {

  @Async
  static Coroutine<String> pay() {
    await(sleep(Duration.ofMillis(1)));
    return value("paid");
  }

  // removed by a test, from here
  @Async
  static Coroutine<String> refund() {
    await(sleep(Duration.ofMillis(1)));
    return value("refunded");
  }
  // to here
}
