package dev.example;

import static dev.continuo.Continuo.await;
import static dev.continuo.Continuo.done;
import static dev.continuo.Continuo.run;
import static dev.continuo.Continuo.sleep;
import static dev.continuo.Continuo.value;

import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import java.time.Duration;

public final class Store {

  private int sold;

  @Async
  public Coroutine<Integer> sell(int count) {
    await(sleep(Duration.ofMillis(1)));
    sold += count;
    return value(sold);
  }

  @Async
  static Coroutine<Void> main() {
    Store store = new Store();
    int total = await(store.sell(2)) + await(store.sell(3));
    System.out.println("sold " + store.sold + ", totals " + total);
    return done();
  }

  public static void main(String[] args) {
    run(main());
  }
}
