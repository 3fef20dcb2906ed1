package com.example;

import static dev.continuo.Continuo.await;
import static dev.continuo.Continuo.gather;
import static dev.continuo.Continuo.sleep;
import static dev.continuo.Continuo.value;
import static java.time.Duration.ofMillis;

import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import java.util.List;
import org.springframework.stereotype.Service;

@Service
public class Shop {

  @Async // of Continuo: Spring's annotation of the same name starts a thread
  public Coroutine<Integer> total() {
    List<Integer> prices = await(gather(price("apple"), price("pear"), price("fig")));
    return value(prices.stream().mapToInt(Integer::intValue).sum());
  }

  @Async
  Coroutine<Integer> price(String product) {
    await(sleep(ofMillis(10)));
    return value(product.length());
  }
}
