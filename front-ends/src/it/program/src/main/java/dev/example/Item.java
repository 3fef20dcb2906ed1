package dev.example;

import static dev.continuo.Continuo.await;
import static dev.continuo.Continuo.sleep;
import static dev.continuo.Continuo.value;

import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import java.time.Duration;

/** A record, one method of which calls the default method that it overrides. */
record Item(String name, int cents, int weight) implements Priced {

  Item {
    if (weight < 0) {
      throw new IllegalArgumentException(name + " weighs " + weight);
    }
  }

  @Async
  Coroutine<Item> cheaper(int percent) {
    int price = cents;
    await(sleep(Duration.ofMillis(weight)));
    return value(new Item(name, price * (100 - percent) / 100, weight));
  }

  @Async
  @Override
  public Coroutine<String> label() {
    return value(name + ", " + await(Priced.super.label()));
  }
}
