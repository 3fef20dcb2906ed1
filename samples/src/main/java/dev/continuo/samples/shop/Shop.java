package dev.continuo.samples.shop;

import static dev.continuo.Continuo.*;

import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Sells the items of a warehouse to customers of a bank.
 *
 * <p>A purchase is four calls of services that answer later, from threads of their own. Written
 * with {@code thenCompose} the refund alone is a puzzle; here it is a {@code catch}. No thread
 * waits anywhere: a purchase starts in the thread that calls {@link #buy} and goes on in the thread
 * that completes what it awaits.
 */
class Shop {

  private final Bank bank;
  private final Warehouse warehouse;

  Shop(Bank bank, Warehouse warehouse) {
    this.bank = bank;
    this.warehouse = warehouse;
  }

  /** Gives true if the customer has paid and got the item, false if nothing has changed. */
  @Async
  CompletableFuture<Boolean> buy(String customer, String item) {
    int price = await(warehouse.price(item));
    if (!await(bank.withdraw(customer, price))) {
      return value(false);
    }
    try {
      await(warehouse.give(item, customer));
      return value(true);
    } catch (SoldOutException e) {
      await(refund(customer, price));
      return value(false);
    }
  }

  /** Buys one item after the other and gives how many there were to be had. */
  @Async
  CompletableFuture<Integer> buyAll(String customer, List<String> items) {
    int bought = 0;
    for (String item : items) {
      if (await(buy(customer, item))) {
        bought++;
      }
    }
    return value(bought);
  }

  /** A step of a purchase; unlike {@link #buy} it does nothing until it is awaited. */
  @Async
  private Coroutine<Void> refund(String customer, int price) {
    await(bank.deposit(customer, price));
    return done();
  }
}
