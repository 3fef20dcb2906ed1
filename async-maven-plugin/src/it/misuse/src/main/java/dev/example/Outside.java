package dev.example;

import static dev.continuo.Continuo.await;
import static dev.continuo.Continuo.sleep;

import java.time.Duration;

final class Outside {

  void plain() {
    await(sleep(Duration.ofMillis(1)));
  }
}
