package dev.example;

import static dev.continuo.Continuo.await;
import static dev.continuo.Continuo.done;
import static dev.continuo.Continuo.sleep;

import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import java.time.Duration;

final class Locked {

  Locked() {
    await(sleep(Duration.ofMillis(1)));
  }

  @Async
  Coroutine<Void> locked() {
    synchronized (this) {
      await(sleep(Duration.ofMillis(1)));
    }
    return done();
  }
}
