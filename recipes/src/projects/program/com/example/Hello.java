package com.example;

import static dev.continuo.Continuo.await;
import static dev.continuo.Continuo.gather;
import static dev.continuo.Continuo.run;
import static dev.continuo.Continuo.sleep;
import static dev.continuo.Continuo.value;
import static java.time.Duration.ofMillis;

import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import java.util.List;

public class Hello {

  @Async
  static Coroutine<String> hello(String who) {
    await(sleep(ofMillis(10)));
    return value("hello " + who);
  }

  @Async
  static Coroutine<List<String>> all() {
    return value(await(gather(hello("a"), hello("b"), hello("c"))));
  }

  public static void main(String[] args) {
    System.out.println(run(all()));
  }
}
