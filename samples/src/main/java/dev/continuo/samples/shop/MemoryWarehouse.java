package dev.continuo.samples.shop;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/** Keeps the items in memory; its answers come from the threads of an executor. */
class MemoryWarehouse implements Warehouse {

  private record Shelf(int price, AtomicInteger stock) {}

  private final Map<String, Shelf> shelves = new ConcurrentHashMap<>();
  private final Map<String, List<String>> given = new ConcurrentHashMap<>();
  private final Executor threads;

  MemoryWarehouse(Executor threads) {
    this.threads = threads;
  }

  void stock(String item, int price, int count) {
    shelves.put(item, new Shelf(price, new AtomicInteger(count)));
  }

  int left(String item) {
    return shelf(item).stock().get();
  }

  /** What a customer was given so far. */
  List<String> given(String customer) {
    return given.getOrDefault(customer, List.of());
  }

  @Override
  public CompletableFuture<Integer> price(String item) {
    return CompletableFuture.supplyAsync(() -> shelf(item).price(), threads);
  }

  @Override
  public CompletableFuture<Void> give(String item, String customer) {
    return CompletableFuture.runAsync(() -> take(item, customer), threads);
  }

  private void take(String item, String customer) {
    int before = shelf(item).stock().getAndUpdate(n -> n > 0 ? n - 1 : 0);
    if (before == 0) {
      throw new SoldOutException(item);
    }
    given.computeIfAbsent(customer, c -> new CopyOnWriteArrayList<>()).add(item);
  }

  private Shelf shelf(String item) {
    Shelf shelf = shelves.get(item);
    if (shelf == null) {
      throw new IllegalArgumentException("no such item: " + item);
    }
    return shelf;
  }
}
