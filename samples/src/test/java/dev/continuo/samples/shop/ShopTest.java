package dev.continuo.samples.shop;

import static dev.continuo.Continuo.currentTask;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.continuo.samples.Transcript;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/** The shop with services that answer at once, that answer when told to, and the program. */
class ShopTest {

  private final MemoryBank bank = new MemoryBank(Runnable::run);
  private final MemoryWarehouse warehouse = new MemoryWarehouse(Runnable::run);
  private final Shop shop = new Shop(bank, warehouse);

  @Test
  void aPurchaseMovesMoneyAndItem() {
    bank.open("ann", 300);
    warehouse.stock("pen", 100, 2);

    CompletableFuture<Boolean> bought = shop.buy("ann", "pen");

    assertThat(bought).isCompletedWithValue(true);
    assertThat(bank.balance("ann")).isEqualTo(200);
    assertThat(warehouse.given("ann")).containsExactly("pen");
    assertThat(warehouse.left("pen")).isEqualTo(1);
  }

  @Test
  void withoutMoneyNothingChanges() {
    bank.open("ann", 99);
    warehouse.stock("pen", 100, 2);

    assertThat(shop.buy("ann", "pen")).isCompletedWithValue(false);
    assertThat(bank.balance("ann")).isEqualTo(99);
    assertThat(warehouse.left("pen")).isEqualTo(2);
  }

  @Test
  void aSoldOutItemIsRefunded() {
    bank.open("ann", 300);
    warehouse.stock("pen", 100, 0);

    assertThat(shop.buy("ann", "pen")).isCompletedWithValue(false);
    assertThat(bank.balance("ann")).isEqualTo(300);
    assertThat(warehouse.given("ann")).isEmpty();
  }

  @Test
  void aFailureThatNobodyCatchesReachesTheCallerThroughTheFuture() {
    bank.open("ann", 300);

    CompletableFuture<Boolean> bought = shop.buy("ann", "yacht");

    assertThat(bought).isCompletedExceptionally();
    assertThatThrownBy(bought::join)
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(IllegalArgumentException.class)
        .hasRootCauseMessage("no such item: yacht");
  }

  @Test
  void aPurchaseGoesOnWhereAndWhenTheServiceAnswers() {
    SlowWarehouse slow = new SlowWarehouse();
    bank.open("ann", 300);

    CompletableFuture<Boolean> bought = new Shop(bank, slow).buy("ann", "pen");
    assertThat(bought).isNotDone();
    assertThat(bank.balance("ann")).isEqualTo(300);

    slow.price.complete(100);
    assertThat(bought).isNotDone();
    assertThat(bank.balance("ann")).isEqualTo(200);

    slow.given.completeExceptionally(new SoldOutException("pen"));
    assertThat(bought).isCompletedWithValue(false);
    assertThat(bank.balance("ann")).isEqualTo(300);
    assertThat(currentTask()).isNull();
  }

  @Test
  void aRefundThatTakesItsTimeIsWaitedFor() {
    warehouse.stock("pen", 100, 0);
    CompletableFuture<Void> deposited = new CompletableFuture<>();
    Bank slowToRefund =
        new Bank() {
          @Override
          public CompletableFuture<Boolean> withdraw(String customer, int amount) {
            return CompletableFuture.completedFuture(true);
          }

          @Override
          public CompletableFuture<Void> deposit(String customer, int amount) {
            return deposited;
          }
        };

    CompletableFuture<Boolean> bought = new Shop(slowToRefund, warehouse).buy("ann", "pen");
    assertThat(bought).isNotDone();
    deposited.complete(null);
    assertThat(bought).isCompletedWithValue(false);
  }

  private static final class SlowWarehouse implements Warehouse {
    final CompletableFuture<Integer> price = new CompletableFuture<>();
    final CompletableFuture<Void> given = new CompletableFuture<>();

    @Override
    public CompletableFuture<Integer> price(String item) {
      return price;
    }

    @Override
    public CompletableFuture<Void> give(String item, String customer) {
      return given;
    }
  }

  @Test
  void theProgram() throws Exception {
    Transcript t = Transcript.ofRealTime(Sale::main);

    assertThat(t.lines())
        .isEqualTo(
            List.of(
                "ann bought 2, has 500 cents left and owns [book, pen]",
                "ben bought 1, has 900 cents left and owns [pen]",
                "books left: 0"));
  }
}
