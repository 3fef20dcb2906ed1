package dev.example;

import static dev.continuo.Continuo.await;
import static dev.continuo.Continuo.sleep;
import static dev.continuo.Continuo.value;

import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import java.time.Duration;

/** Somebody has forgotten the runtime. */
public class WithoutRuntime {

  static class Store {
    @Async
    static Coroutine<String> load() {
      await(sleep(Duration.ofMillis(1)));
      return value("never");
    }

    static String plain() {
      return "plain code of that class runs";
    }
  }

  static class Locked {
    @Async
    static Coroutine<String> wrong() {
      synchronized (Locked.class) {
        await(sleep(Duration.ofMillis(1)));
      }
      return value("never");
    }
  }

  public static void main(String[] args) {
    System.out.println(Store.plain());
    attempt(() -> Store.load());
    attempt(() -> Locked.wrong());
  }

  private static void attempt(Runnable call) {
    try {
      call.run();
    } catch (IllegalStateException e) {
      System.out.println(e.getMessage());
    }
  }
}
