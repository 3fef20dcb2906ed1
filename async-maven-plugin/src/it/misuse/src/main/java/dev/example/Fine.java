package dev.example;

import static dev.continuo.Continuo.await;
import static dev.continuo.Continuo.sleep;
import static dev.continuo.Continuo.value;

import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import java.time.Duration;

final class Fine {

  @Async
  static Coroutine<String> fine() {
    await(sleep(Duration.ofMillis(1)));
    return value("fine");
  }
}
