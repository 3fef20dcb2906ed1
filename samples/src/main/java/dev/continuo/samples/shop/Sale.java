package dev.continuo.samples.shop;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A shop without any event loop. Two customers buy at the same time; there is one book, and Ben can
 * only pay for a pen.
 *
 * <pre>
 * ann bought 2, has 500 cents left and owns [book, pen]
 * ben bought 1, has 900 cents left and owns [pen]
 * books left: 0
 * </pre>
 */
class Sale {

  static void program(ExecutorService threads) {
    MemoryBank bank = new MemoryBank(threads);
    bank.open("ann", 3000);
    bank.open("ben", 1000);
    MemoryWarehouse warehouse = new MemoryWarehouse(threads);
    warehouse.stock("book", 2400, 1);
    warehouse.stock("pen", 100, 5);
    Shop shop = new Shop(bank, warehouse);

    CompletableFuture<Integer> ann = shop.buyAll("ann", List.of("book", "book", "pen"));
    CompletableFuture<Integer> ben = shop.buyAll("ben", List.of("book", "pen"));

    print("ann", ann.join(), bank, warehouse);
    print("ben", ben.join(), bank, warehouse);
    System.out.println("books left: " + warehouse.left("book"));
  }

  private static void print(String who, int bought, MemoryBank bank, MemoryWarehouse warehouse) {
    System.out.println(
        who
            + " bought "
            + bought
            + ", has "
            + bank.balance(who)
            + " cents left and owns "
            + warehouse.given(who));
  }

  public static void main(String[] args) {
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      program(threads);
    } finally {
      threads.shutdown();
    }
  }
}
