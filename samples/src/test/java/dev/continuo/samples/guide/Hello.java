package dev.continuo.samples.guide;

import static dev.continuo.Continuo.*;
import static java.time.Duration.ofMillis;

import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import java.util.List;

class Hello {

  @Async
  static Coroutine<String> hello(String who) {
    await(sleep(ofMillis(100)));
    return value("hello " + who);
  }

  @Async
  static Coroutine<List<String>> main() {
    return value(await(gather(hello("a"), hello("b"), hello("c"))));
  }

  public static void main(String[] args) {
    System.out.println(run(main()));
  }
}
