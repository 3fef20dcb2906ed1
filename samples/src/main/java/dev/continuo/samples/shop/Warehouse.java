package dev.continuo.samples.shop;

import java.util.concurrent.CompletableFuture;

/** A service that keeps items. */
interface Warehouse {

  CompletableFuture<Integer> price(String item);

  /** Fails with {@link SoldOutException} if there is none left. */
  CompletableFuture<Void> give(String item, String customer);
}
