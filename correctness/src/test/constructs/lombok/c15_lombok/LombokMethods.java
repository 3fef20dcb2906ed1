package c15_lombok;

import static dev.continuo.Continuo.*;

import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import dev.continuo.constructs.Steps;
import java.io.IOException;
import lombok.Cleanup;
import lombok.NonNull;
import lombok.Data;
import lombok.SneakyThrows;
import lombok.With;
import lombok.val;

/** What Lombok's annotations make of the body of a coroutine. */
public class LombokMethods {

  @Data
  @With
  static class Account {
    private final String owner;
    private final int balance;

    @Async
    Coroutine<Account> add(Steps s, @NonNull Integer amount) {
      int sum = balance + await(s.later(amount));
      return value(withBalance(sum));
    }
  }

  @Async
  @SneakyThrows
  static Coroutine<?> sneakyThrows(Steps s) {
    if (await(s.later(1)) == 1) {
      throw new IOException("sneaky " + await(s.later(2)));
    }
    return value("not here");
  }

  @Async
  @SneakyThrows(IOException.class)
  static Coroutine<?> sneakyThrowsOfAnAwaitedFailure(Steps s) {
    await(s.fail(new IOException("awaited")), IOException.class);
    return value("not here");
  }

  @Async
  static Coroutine<?> cleanup(Steps s) throws Exception {
    @Cleanup AutoCloseable first = () -> s.log("first closed");
    s.log(await(s.later("between")));
    @Cleanup AutoCloseable second = () -> s.log("second closed");
    return value(await(s.later("result")));
  }

  @Async
  static Coroutine<?> cleanupAfterAFailure(Steps s) throws Exception {
    @Cleanup AutoCloseable first = () -> s.log("first closed");
    await(s.fail(new IllegalStateException("body")));
    return value("not here");
  }

  @Async
  static Coroutine<?> inferredLocals(Steps s) {
    val text = await(s.later("text"));
    val sum = new int[] {await(s.later(1))};
    for (val n : await(s.later(new int[] {1, 2, 3}))) {
      sum[0] += n * await(s.later(2));
    }
    return value(text + sum[0]);
  }

  @Async
  static Coroutine<?> generatedMembers(Steps s) {
    Account account = new Account("me", 5);
    return value(await(account.add(s, 7)).toString() + account.getBalance());
  }

  @Async
  static Coroutine<?> nullCheckOfAParameterArrivesAtTheAwait(Steps s) {
    try {
      return value(await(new Account("me", 5).add(s, null)));
    } catch (NullPointerException e) {
      return value("null amount");
    }
  }
}
