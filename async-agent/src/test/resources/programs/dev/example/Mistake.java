package dev.example;

import static dev.continuo.Continuo.await;
import static dev.continuo.Continuo.run;
import static dev.continuo.Continuo.sleep;
import static dev.continuo.Continuo.value;

import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import java.time.Duration;

/** One class with a mistake, in a program that goes on. */
public class Mistake {

  static class Locked {
    @Async
    Coroutine<String> wrong() {
      synchronized (this) {
        await(sleep(Duration.ofMillis(1)));
      }
      return value("never");
    }

    String plain() {
      return "plain code of that class runs";
    }
  }

  @Async
  static Coroutine<String> right() {
    await(sleep(Duration.ofMillis(1)));
    return value("other classes run");
  }

  public static void main(String[] args) {
    System.out.println(new Locked().plain());
    System.out.println(run(right()));
    try {
      System.out.println(run(new Locked().wrong()));
    } catch (Error e) {
      System.out.println(e);
    }
  }
}
