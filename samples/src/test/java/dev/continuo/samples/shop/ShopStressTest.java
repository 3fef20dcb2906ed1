package dev.continuo.samples.shop;

import static dev.continuo.Continuo.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import dev.continuo.samples.LogCapture;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Purchases with services whose answers race with the suspension of whoever asked.
 *
 * <p>A runtime that subscribed to the awaited future before every frame of the chain is linked
 * would be resumed half-linked: the purchase would never end, end twice, or with the wrong value.
 * So every purchase must end, in bounded time, and neither money nor items may appear or vanish.
 */
@Timeout(120)
class ShopStressTest {

  private static final Map<String, Integer> PRICES = Map.of("book", 2400, "pen", 100, "lamp", 1700);
  private static final int CUSTOMERS = 200;
  private static final int PURCHASES = 150;
  private static final int BALANCE = 30_000;
  private static final int STOCK = 6_000;

  @Test
  void moneyAndItemsAreConserved() throws Exception {
    try (RacingThreads threads = new RacingThreads(2)) {
      MemoryBank bank = new MemoryBank(threads);
      MemoryWarehouse warehouse = new MemoryWarehouse(threads);
      PRICES.forEach((item, price) -> warehouse.stock(item, price, STOCK));
      Shop shop = new Shop(bank, warehouse);

      List<CompletableFuture<Integer>> carts = new ArrayList<>();
      for (int i = 0; i < CUSTOMERS; i++) {
        bank.open(customer(i), BALANCE);
        carts.add(shop.buyAll(customer(i), cart(i)));
      }
      int bought = 0;
      for (CompletableFuture<Integer> cart : carts) {
        bought += cart.get(60, TimeUnit.SECONDS);
      }

      checkCustomers(bank, warehouse, carts);
      int left = PRICES.keySet().stream().mapToInt(warehouse::left).sum();
      assertThat(bought + left).isEqualTo(STOCK * PRICES.size());
      // All three ends of a purchase happened: sold, sold out, and too dear for the customer.
      assertThat(bought).isPositive();
      assertThat(warehouse.left("pen")).isZero();
      assertThat(warehouse.left("book")).isGreaterThan(STOCK - wanted("book"));
    }
  }

  private static void checkCustomers(
      MemoryBank bank, MemoryWarehouse warehouse, List<CompletableFuture<Integer>> carts) {
    for (int i = 0; i < CUSTOMERS; i++) {
      List<String> given = warehouse.given(customer(i));
      int paid = given.stream().mapToInt(PRICES::get).sum();
      assertThat(bank.balance(customer(i))).isNotNegative().isEqualTo(BALANCE - paid);
      assertThat(carts.get(i)).isCompletedWithValue(given.size());
    }
  }

  private static String customer(int i) {
    return "customer-" + i;
  }

  private static int wanted(String item) {
    int wanted = 0;
    for (int i = 0; i < CUSTOMERS; i++) {
      wanted += Collections.frequency(cart(i), item);
    }
    return wanted;
  }

  /** Mostly pens, so that they sell out while others have not begun; some dear items in between. */
  private static List<String> cart(int customer) {
    List<String> items = new ArrayList<>();
    for (int i = 0; i < PURCHASES; i++) {
      int number = (customer * 7 + i * 13) % 16;
      items.add(number == 0 ? "book" : number == 1 ? "lamp" : "pen");
    }
    return items;
  }

  @Test
  @SuppressWarnings("try") // the capture is only opened and closed
  void chainsOfAnyDepthAreLinkedBeforeTheyAreResumed() throws Exception {
    List<String> reports = Collections.synchronizedList(new ArrayList<>());
    try (RacingThreads threads = new RacingThreads(2);
        LogCapture log = new LogCapture(reports::add)) {
      List<CompletableFuture<Integer>> sums = new ArrayList<>();
      for (int i = 0; i < 10_000; i++) {
        sums.add(chain(i % 24, threads));
        if (i % 64 == 0) {
          // Keeps the queue short, so that the completions stay close to the suspensions.
          sums.get(i).get(60, TimeUnit.SECONDS);
        }
      }
      for (int i = 0; i < sums.size(); i++) {
        assertThat(sums.get(i).get(60, TimeUnit.SECONDS)).isEqualTo(expected(i % 24));
      }
    }
    assertThat(reports).isEmpty();
  }

  @Async
  private static CompletableFuture<Integer> chain(int depth, Executor threads) {
    int sum = 0;
    for (int round = 0; round < 3; round++) {
      try {
        sum += await(level(depth, round, threads));
      } catch (SoldOutException e) {
        sum += 1000;
      }
    }
    return value(sum);
  }

  /** Asks at the bottom; every level adds one on the way back, and one level catches. */
  @Async
  private static Coroutine<Integer> level(int depth, int round, Executor threads) {
    if (depth == 0) {
      return value(
          await(CompletableFuture.supplyAsync(() -> answerOrFail(round), threads)) + depth);
    }
    try {
      return value(await(level(depth - 1, round, threads)) + 1);
    } catch (SoldOutException e) {
      if (depth % 8 != 0) {
        throw e;
      }
      return value(500);
    }
  }

  private static int answerOrFail(int round) {
    if (round == 1) {
      throw new CompletionException(new SoldOutException("chain"));
    }
    return round;
  }

  /** The same without suspensions. */
  private static int expected(int depth) {
    int sum = 0;
    for (int round = 0; round < 3; round++) {
      try {
        sum += plainLevel(depth, round);
      } catch (SoldOutException e) {
        sum += 1000;
      }
    }
    return sum;
  }

  private static int plainLevel(int depth, int round) {
    if (depth == 0) {
      if (round == 1) {
        throw new SoldOutException("chain");
      }
      return round;
    }
    try {
      return plainLevel(depth - 1, round) + 1;
    } catch (SoldOutException e) {
      if (depth % 8 != 0) {
        throw e;
      }
      return 500;
    }
  }
}
