package dev.example;

import static dev.continuo.Continuo.await;
import static dev.continuo.Continuo.sleep;
import static dev.continuo.Continuo.value;

import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import java.time.Duration;

public interface Clock {

  @Async
  default Coroutine<String> tick() {
    await(sleep(Duration.ofMillis(1)));
    return value("tick");
  }
}
