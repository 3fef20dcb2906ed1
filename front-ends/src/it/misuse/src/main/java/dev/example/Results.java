package dev.example;

import static dev.continuo.Continuo.await;
import static dev.continuo.Continuo.done;
import static dev.continuo.Continuo.each;
import static dev.continuo.Continuo.emit;
import static dev.continuo.Continuo.value;
import static dev.continuo.Continuo.yieldNow;

import dev.continuo.AsyncCloseable;
import dev.continuo.AsyncIterable;
import dev.continuo.Coroutine;
import dev.continuo.Each;
import dev.continuo.Generator;
import dev.continuo.annotation.Async;

/** Results, elements and resources that are not what the method says. */
final class Results {

  private Results() {}

  @Async
  static String noCoroutine() { // ASYNC006 in sources
    await(yieldNow()); // ASYNC006 in class files
    return "";
  }

  @Async
  static Coroutine<Void> emits() {
    await(yieldNow());
    emit("x"); // ASYNC007
    return done();
  }

  @Async
  static Coroutine<String> ends() {
    await(yieldNow());
    return done(); // ASYNC012
  }

  @Async
  static Generator<Integer> waits() {
    emit(1);
    await(yieldNow()); // ASYNC016
    return done();
  }

  @Async
  static Coroutine<Integer> keeps() {
    Each<Integer> loop = each(AsyncIterable.range(0, 3)); // ASYNC017
    int sum = 0;
    for (int n : loop) {
      sum += n;
    }
    return value(sum);
  }

  @Async
  static Generator<String> otherElements() {
    emit(1); // ASYNC018
    return done();
  }

  static void closes(AsyncCloseable resource) throws Exception {
    try (resource) { // ASYNC019
      System.out.println();
    }
  }

  @Async
  static Coroutine<Void> blocks() throws InterruptedException {
    Thread.sleep(1); // ASYNC103
    await(yieldNow());
    return done();
  }
}
