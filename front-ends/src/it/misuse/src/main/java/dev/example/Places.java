package dev.example;

import static dev.continuo.Continuo.await;
import static dev.continuo.Continuo.done;
import static dev.continuo.Continuo.value;
import static dev.continuo.Continuo.yieldNow;

import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import java.util.List;
import java.util.function.Consumer;

/** Awaits where nothing can suspend. */
class Places {

  private final String text;

  Places() {
    text = await(Fine.fine()); // ASYNC004
  }

  String outside() {
    await( // ASYNC001
        yieldNow());
    return new StringBuilder(text)
        .append(text.length())
        .append(
            await(Fine.fine())) // ASYNC001
        .toString();
  }

  @Async
  Coroutine<Void> inLambda(List<String> names) {
    names.forEach(
        name -> {
          if (!name.isEmpty()) {
            await(yieldNow()); // ASYNC002
          }
        });
    return done();
  }

  @Async
  Coroutine<Integer> locked() {
    int n = 0;
    synchronized (this) {
      n++;
      await(yieldNow()); // ASYNC003
    }
    return value(n);
  }

  /** In a nested class, through a method reference. */
  static class Nested {
    @Async
    Coroutine<Void> reference(List<Coroutine<String>> list) {
      Consumer<Coroutine<String>> awaiting = dev.continuo.Continuo::await; // ASYNC008
      list.forEach(awaiting);
      await(yieldNow());
      return done();
    }
  }

  interface Defaults {
    default void plainDefault() {
      await(yieldNow()); // ASYNC001
    }
  }

  record Pair(String left, String right) {
    @Async
    synchronized Coroutine<String> guarded() { // ASYNC104 in sources
      Fine.fine(); // ASYNC101, ASYNC104 in class files
      return value(left + right);
    }
  }
}
