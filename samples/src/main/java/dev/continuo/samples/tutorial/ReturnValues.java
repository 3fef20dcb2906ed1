package dev.continuo.samples.tutorial;

import static dev.continuo.Continuo.*;
import static java.time.Duration.ofSeconds;

import dev.continuo.Coroutine;
import dev.continuo.EventLoop;
import dev.continuo.annotation.Async;

/**
 * A coroutine returns a value, to the loop or to the coroutine that awaits it.
 *
 * <pre>
 * true
 * From caller From called
 * </pre>
 *
 * <p>Each of the two takes one second.
 */
class ReturnValues {

  @Async
  static Coroutine<Boolean> myCoro() {
    await(sleep(ofSeconds(1)));
    return value(true);
  }

  @Async
  static Coroutine<String> called() {
    await(sleep(ofSeconds(1)));
    return value("From called ");
  }

  @Async
  static Coroutine<String> caller() {
    String text = await(called());
    return value("From caller " + text);
  }

  static void program(EventLoop loop) {
    System.out.println(loop.runUntilComplete(myCoro()));
    System.out.println(loop.runUntilComplete(caller()));
  }

  public static void main(String[] args) {
    try (EventLoop loop = EventLoop.create()) {
      program(loop);
    }
  }
}
