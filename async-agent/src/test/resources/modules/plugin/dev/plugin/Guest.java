package dev.plugin;

import static dev.continuo.Continuo.await;
import static dev.continuo.Continuo.value;

import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import dev.shop.Till;

public class Guest implements Till.Greeter {

  @Override
  public String name() {
    return getClass().getModule().toString();
  }

  @Async
  @Override
  public Coroutine<String> greet() {
    try (Till till = new Till()) {
      int paid = await(till.sell(4));
      return value(await(Till.Greeter.super.greet()) + ", who paid " + paid);
    }
  }
}
