package return_types;

import static dev.continuo.Continuo.*;

import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import dev.continuo.constructs.Steps;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;

/** Lambdas that return CompletableFuture or CompletionStage and await. */
public class CompletableLambdas {

  private int field = 1;

  @Async
  static Coroutine<?> awaitedByACoroutine(Steps s) {
    Supplier<CompletableFuture<Integer>> f = () -> value(await(s.later(1)) + 1);
    Supplier<CompletionStage<Integer>> g = () -> value(await(s.later(2)) + 1);
    return value(await(f.get()) + await(g.get()));
  }

  @Async
  static CompletableFuture<?> awaitedByAFuture(Steps s) {
    int n = await(s.stage(3));
    Function<Integer, CompletableFuture<Integer>> f =
        k -> {
          int sum = n;
          for (int i = 0; i < k; i++) {
            sum += await(s.stage(i));
          }
          return value(sum);
        };
    return value(await(f.apply(2)) + await(f.apply(3)));
  }

  @Async
  static CompletableFuture<?> composedByExistingCode(Steps s) {
    return s.stage(4)
        .thenCompose(n -> value(await(s.stage(n)) * 10))
        .thenCompose(new CompletableLambdas()::plusField)
        .toCompletableFuture();
  }

  @Async
  private CompletableFuture<Integer> plusField(int n) {
    return value(n + field);
  }

  @Async
  static CompletableFuture<?> failingLambda(Steps s) {
    Supplier<CompletionStage<Integer>> f =
        () -> {
          if (await(s.stage(true))) {
            throw new IllegalStateException("in the lambda");
          }
          return value(1);
        };
    try {
      return value(await(f.get()));
    } catch (IllegalStateException e) {
      return value(e.getMessage());
    }
  }
}
