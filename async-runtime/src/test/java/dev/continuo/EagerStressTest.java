package dev.continuo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.continuo.coroutine.Launch;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Stages completed by other threads while the chain that awaits them still unwinds: a half-linked
 * chain would lose levels of it, a second resume would count twice, a lost one would hang.
 */
@Timeout(300)
class EagerStressTest {

  private static final int CHAINS = 20_000;
  private static final int DEPTH = 8;
  private static final int AWAITS = 5;

  private final ConcurrentLinkedQueue<CompletableFuture<Integer>> toComplete =
      new ConcurrentLinkedQueue<>();
  private final AtomicBoolean stop = new AtomicBoolean();

  private List<Thread> completers(int count) {
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Thread thread =
          new Thread(
              () -> {
                while (!stop.get()) {
                  CompletableFuture<Integer> next = toComplete.poll();
                  if (next != null) {
                    next.complete(1);
                  } else {
                    Thread.onSpinWait();
                  }
                }
              });
      thread.start();
      threads.add(thread);
    }
    return threads;
  }

  private CompletableFuture<Integer> handOut() {
    CompletableFuture<Integer> stage = new CompletableFuture<>();
    toComplete.add(stage); // may be complete before the caller subscribes
    return stage;
  }

  /** A nested coroutine that counts its own levels and awaits; every level must see each result. */
  private Script<Integer> level(int depth, int[] entered) {
    return Script.of(
        s -> {
          entered[depth]++;
          return awaits(s, depth, entered, AWAITS, 0);
        });
  }

  private Object awaits(Script<?> s, int depth, int[] entered, int left, int sum) {
    if (left == 0) {
      return sum;
    }
    Object next = depth > 0 && left == 1 ? level(depth - 1, entered) : handOut();
    return s.await(
        next, v -> awaits(s, depth, entered, left - 1, sum + (Integer) Objects.requireNonNull(v)));
  }

  @Test
  void everyLevelOfEveryChainRunsExactlyOnce() throws Exception {
    List<Thread> threads = completers(2);
    int expected = DEPTH * (AWAITS - 1) + AWAITS;
    for (int i = 0; i < CHAINS; i++) {
      int[] entered = new int[DEPTH + 1];
      CompletableFuture<Integer> future = Launch.completable(level(DEPTH, entered));
      assertThat(future.get()).isEqualTo(expected);
      assertThat(entered).containsOnly(1);
    }
    stop.set(true);
    for (Thread thread : threads) {
      thread.join();
    }
  }

  @Test
  void aCancelThatRacesWithCompletionsIsDeliveredAtMostOnceAndNothingHangs() throws Exception {
    List<Thread> threads = completers(1);
    AtomicInteger delivered = new AtomicInteger();
    for (int i = 0; i < CHAINS; i++) {
      AtomicInteger here = new AtomicInteger();
      AtomicInteger ends = new AtomicInteger();
      CompletableFuture<Object> future =
          Launch.completable(
              Script.of(
                  s ->
                      s.await(
                          Script.of(t -> steps(t, 50)),
                          v -> ends.incrementAndGet(),
                          e -> {
                            assertThat(e).isInstanceOf(CancelledError.class);
                            here.incrementAndGet();
                            // Goes on after the cancel: a second delivery would end this early.
                            return s.await(
                                Script.of(t -> steps(t, 3)), v -> ends.incrementAndGet());
                          })));
      for (int spin = ThreadLocalRandom.current().nextInt(200); spin > 0; spin--) {
        Thread.onSpinWait();
      }
      boolean cancelled = future.cancel(true);
      long deadline = System.nanoTime() + 60_000_000_000L;
      while (ends.get() == 0 && System.nanoTime() < deadline) {
        Thread.onSpinWait();
      }
      assertThat(ends).as("chain %d, cancelled %s", i, cancelled).hasValue(1);
      assertThat(here.get()).isLessThanOrEqualTo(1);
      delivered.addAndGet(here.get());
    }
    stop.set(true);
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(delivered).hasValueGreaterThan(0);
  }

  private Object steps(Script<?> s, int left) {
    return left == 0 ? "done" : s.await(handOut(), v -> steps(s, left - 1));
  }

  /** The bank and the store: a transfer that is undone in catch when the second step fails. */
  @Test
  void compensationInCatchKeepsTheBooks() throws Exception {
    AtomicInteger account = new AtomicInteger(1_000);
    AtomicInteger items = new AtomicInteger(500);
    List<Thread> threads = completers(2);
    List<CompletableFuture<Object>> purchases = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      purchases.add(Launch.completable(purchase(account, items)));
    }
    int bought = 0;
    for (CompletableFuture<Object> purchase : purchases) {
      if (Boolean.TRUE.equals(purchase.get())) {
        bought++;
      }
    }
    stop.set(true);
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(bought).isEqualTo(500);
    assertThat(account).hasValue(1_000 - bought);
    assertThat(items).hasValue(0);
  }

  private Script<Object> purchase(AtomicInteger account, AtomicInteger items) {
    return Script.of(
        s ->
            s.await(
                decrement(account, "account"),
                paid ->
                    s.await(
                        decrement(items, "store"),
                        given -> true,
                        soldOut ->
                            s.await(
                                handOut(),
                                v -> {
                                  account.incrementAndGet();
                                  return false;
                                })),
                broke -> false));
  }

  private Script<Object> decrement(AtomicInteger stock, String name) {
    return Script.of(
        s ->
            s.await(
                handOut(),
                v -> {
                  if (stock.getAndUpdate(n -> n > 0 ? n - 1 : n) == 0) {
                    throw new IllegalStateException(name + " is empty");
                  }
                  return null;
                }));
  }
}
