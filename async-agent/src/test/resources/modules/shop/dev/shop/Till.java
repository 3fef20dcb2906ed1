package dev.shop;

import static dev.continuo.Continuo.await;
import static dev.continuo.Continuo.done;
import static dev.continuo.Continuo.value;
import static dev.continuo.Continuo.yieldNow;

import dev.continuo.AsyncCloseable;
import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;

public class Till implements AsyncCloseable {

  /** Implemented in other modules. */
  public interface Greeter {
    String name();

    @Async
    default Coroutine<String> greet() {
      await(yieldNow());
      return value("hello from " + name());
    }
  }

  @Async
  public Coroutine<Integer> sell(int price) {
    await(yieldNow());
    return value(price * 2);
  }

  @Async
  @Override
  public Coroutine<Void> closeAsync() {
    await(yieldNow());
    System.out.println("till closed");
    return done();
  }
}
