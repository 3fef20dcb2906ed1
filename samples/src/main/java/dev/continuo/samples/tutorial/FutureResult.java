package dev.continuo.samples.tutorial;

import static dev.continuo.Continuo.*;
import static java.time.Duration.ofSeconds;

import dev.continuo.AsyncFuture;
import dev.continuo.Coroutine;
import dev.continuo.EventLoop;
import dev.continuo.annotation.Async;

/**
 * A future is a result that will be there later. One coroutine sets it after a second; whoever
 * waits for it goes on then.
 *
 * <pre>
 * From Future
 * </pre>
 */
class FutureResult {

  @Async
  static Coroutine<Void> setLater(AsyncFuture<String> future) {
    await(sleep(ofSeconds(1)));
    future.setResult("From Future");
    return done();
  }

  static void program(EventLoop loop) {
    AsyncFuture<String> future = loop.createFuture();
    loop.createTask(setLater(future));
    System.out.println(loop.runUntilComplete(future));
  }

  public static void main(String[] args) {
    try (EventLoop loop = EventLoop.create()) {
      program(loop);
    }
  }
}
