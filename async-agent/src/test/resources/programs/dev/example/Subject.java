package dev.example;

import static dev.continuo.Continuo.await;
import static dev.continuo.Continuo.value;

import dev.continuo.Awaitable;
import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;

/** What is redefined while it is suspended. */
class Subject {

  @Async
  static Coroutine<String> greet(Awaitable<String> gate) {
    String word = "old";
    String name = await(gate);
    return value(word + " code, " + name);
  }
}
