package dev.continuo.samples.shop;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/** Keeps the accounts in memory; its answers come from the threads of an executor. */
class MemoryBank implements Bank {

  private final Map<String, Integer> balances = new ConcurrentHashMap<>();
  private final Executor threads;

  MemoryBank(Executor threads) {
    this.threads = threads;
  }

  void open(String customer, int balance) {
    balances.put(customer, balance);
  }

  int balance(String customer) {
    return balances.getOrDefault(customer, 0);
  }

  @Override
  public CompletableFuture<Boolean> withdraw(String customer, int amount) {
    return CompletableFuture.supplyAsync(() -> tryWithdraw(customer, amount), threads);
  }

  private boolean tryWithdraw(String customer, int amount) {
    for (; ; ) {
      int balance = balance(customer);
      if (balance < amount) {
        return false;
      }
      if (balances.replace(customer, balance, balance - amount)) {
        return true;
      }
    }
  }

  @Override
  public CompletableFuture<Void> deposit(String customer, int amount) {
    return CompletableFuture.runAsync(
        () -> balances.merge(customer, amount, Integer::sum), threads);
  }
}
