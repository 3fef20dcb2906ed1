package return_types;

import static dev.continuo.Continuo.*;

import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import dev.continuo.constructs.Steps;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Eager methods for existing code: they run with and without a loop. */
public class CompletableFutures {

  private int calls;

  @Async
  static CompletableFuture<?> sumOfAwaits(Steps s) {
    int sum = 0;
    for (int i = 0; i < 4; i++) {
      sum += await(s.later(i)) + await(s.stage(10));
    }
    return value(sum);
  }

  @Async
  static CompletionStage<?> completionStage(Steps s) {
    String t = await(s.stage("a"));
    t += await(s.later("b"));
    return value(t);
  }

  @Async
  static CompletableFuture<?> refundInCatch(Steps s) {
    // The bank and the store: decrement, give the item, refund if that fails.
    int balance = await(decrement(s, 10));
    try {
      await(giveItem(s, balance));
      return value("sold");
    } catch (IllegalStateException e) {
      balance = await(decrement(s, -balance));
      return value(e.getMessage() + ", refunded, balance " + balance);
    } finally {
      s.log("done " + await(s.stage("with it")));
    }
  }

  @Async
  private static CompletableFuture<Integer> decrement(Steps s, int by) {
    int balance = await(s.stage(100));
    return value(balance - by);
  }

  @Async
  private static CompletableFuture<Void> giveItem(Steps s, int balance) {
    await(s.later(1));
    if (balance < 1000) {
      throw new IllegalStateException("out of stock");
    }
    return done();
  }

  @Async
  static CompletableFuture<?> throwBeforeTheFirstAwait(Steps s) {
    if (s.watched().isEmpty()) {
      throw new IllegalStateException("through the future");
    }
    return value(await(s.later(1)));
  }

  @Async
  static CompletionStage<?> throwAfterAnAwait(Steps s) throws IOException {
    await(s.stage(1));
    throw new IOException("through the stage");
  }

  @Async
  static CompletableFuture<?> awaitedStageFails(Steps s) {
    try {
      await(s.failingStage(new IOException("foreign")), IOException.class);
    } catch (IOException e) {
      return value("caught " + e.getMessage());
    }
    return value("not here");
  }

  @Async
  static CompletableFuture<?> tailReturnOfAFuture(Steps s) {
    await(s.later(1));
    return decrement(s, 1);
  }

  @Async
  static CompletableFuture<?> tailReturnOfAForeignFuture(Steps s) {
    await(s.later(1));
    return s.stage("foreign").toCompletableFuture();
  }

  @Async
  static CompletionStage<?> tailReturnInsideTry(Steps s) {
    try {
      return giveItem(s, 1);
    } catch (IllegalStateException e) {
      return value("caught " + await(s.stage(e.getMessage())));
    }
  }

  @Async
  static CompletableFuture<?> doneAsResult(Steps s) {
    s.log(await(s.stage("logged")));
    return done();
  }

  @Async
  static CompletableFuture<?> nullValue(Steps s) {
    return value(await(s.stage(null)));
  }

  @Async
  static CompletableFuture<?> awaitsACoroutine(Steps s) {
    return value(await(lazy(s, 3)) + await(s.stage(1)));
  }

  @Async
  private static Coroutine<Integer> lazy(Steps s, int n) {
    int r = await(s.later(n));
    return value(r + await(decrement(s, n)));
  }

  @Async
  static Coroutine<?> coroutineAwaitsAFuture(Steps s) {
    return value(await(decrement(s, 5)) + await(lazy(s, 1)));
  }

  @Async
  static CompletableFuture<?> instanceMethod(Steps s) {
    CompletableFutures c = s.watch(new CompletableFutures());
    return value(await(c.count(s)) + await(c.count(s)));
  }

  @Async
  private CompletableFuture<Integer> count(Steps s) {
    calls += await(s.stage(1));
    return value(calls);
  }

  @Async
  static CompletableFuture<?> withoutAwait(Steps s) {
    return value("no await");
  }

  @Async
  static CompletableFuture<?> composedOutside(Steps s) {
    return value(await(decrement(s, 1).thenApply(n -> n * 2)) + await(s.later(1)));
  }

  @Async
  static CompletableFuture<?> recursion(Steps s) {
    return value(await(depth(s, 50)));
  }

  @Async
  private static CompletableFuture<Integer> depth(Steps s, int n) {
    return value(n == 0 ? await(s.later(0)) : 1 + await(depth(s, n - 1)));
  }

  @Override
  public String toString() {
    return "calls " + calls;
  }

  @Async
  static CompletableFuture<?> tailReturnBeforeFinally(Steps s) {
    try {
      return giveItem(s, 1);
    } finally {
      s.log("finally " + await(s.stage("after")));
    }
  }
}
