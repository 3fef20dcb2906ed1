package dev.continuo.samples.tutorial;

import static dev.continuo.Continuo.*;
import static java.time.Duration.ofMillis;

import dev.continuo.Coroutine;
import dev.continuo.EventLoop;
import dev.continuo.annotation.Async;
import java.util.concurrent.CompletableFuture;

/**
 * Another thread hands work to the loop. That is a callback, or a coroutine whose result it waits
 * for; any other call from a foreign thread is refused.
 *
 * <pre>
 * a callback, in the loop's thread: true
 * greet, in the loop's thread: true
 * the other thread got: hello, other thread
 * the other thread got: IllegalStateException
 * </pre>
 */
class SchedulingFromThreads {

  @Async
  static Coroutine<String> greet(String who, Thread loopThread) {
    await(sleep(ofMillis(100)));
    System.out.println("greet, in the loop's thread: " + (Thread.currentThread() == loopThread));
    return value("hello, " + who);
  }

  /** Runs in a thread of its own, and blocks it. */
  static void otherThread(EventLoop loop, Thread loopThread) {
    loop.callSoonThreadsafe(
        () ->
            System.out.println(
                "a callback, in the loop's thread: " + (Thread.currentThread() == loopThread)));

    CompletableFuture<String> greeting =
        runCoroutineThreadsafe(greet("other thread", loopThread), loop);
    System.out.println("the other thread got: " + greeting.join());

    try {
      loop.callSoon(() -> System.out.println("never printed"));
    } catch (IllegalStateException e) {
      System.out.println("the other thread got: IllegalStateException");
    }
  }

  @Async
  static Coroutine<Void> main() {
    EventLoop loop = EventLoop.running();
    Thread loopThread = Thread.currentThread();
    await(toThread(() -> otherThread(loop, loopThread)));
    return done();
  }

  public static void main(String[] args) {
    run(main());
  }
}
