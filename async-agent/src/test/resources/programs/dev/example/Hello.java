package dev.example;

import static dev.continuo.Continuo.await;
import static dev.continuo.Continuo.emit;
import static dev.continuo.Continuo.each;
import static dev.continuo.Continuo.done;
import static dev.continuo.Continuo.run;
import static dev.continuo.Continuo.sleep;
import static dev.continuo.Continuo.value;

import dev.continuo.AsyncCloseable;
import dev.continuo.AsyncGenerator;
import dev.continuo.Awaitable;
import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import java.time.Duration;

public class Hello {

  /** Its close is awaited: the transformer must find this class through the loader. */
  static class Door implements AsyncCloseable {
    @Override
    @Async
    public Coroutine<Void> closeAsync() {
      await(sleep(Duration.ofMillis(1)));
      System.out.println("closed");
      return done();
    }
  }

  @Async
  static AsyncGenerator<Integer> numbers(int count) {
    for (int i = 0; i < count; i++) {
      await(sleep(Duration.ofMillis(1)));
      emit(i);
    }
    return done();
  }

  @Async
  public static Coroutine<Integer> sum() {
    int sum = 0;
    try (Door door = new Door()) {
      for (int i : each(numbers(5))) {
        sum += i;
      }
    }
    return value(sum);
  }

  public static void main(String[] args) {
    System.out.println("sum " + run(sum()));
  }
}
