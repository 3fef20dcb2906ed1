package dev.example;

import static dev.continuo.Continuo.await;
import static dev.continuo.Continuo.run;
import static dev.continuo.Continuo.value;

import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;

public final class Service implements Clock {

  @Async
  Coroutine<String> twice() {
    return value(await(tick()) + " " + await(tick()));
  }

  public static void main(String[] args) {
    System.out.println(run(new Service().twice()));
  }
}
