package dev.continuo.samples.tutorial;

import static dev.continuo.Continuo.*;
import static java.time.Duration.ofMillis;

import dev.continuo.AsyncFuture;
import dev.continuo.Context;
import dev.continuo.ContextVar;
import dev.continuo.Coroutine;
import dev.continuo.EventLoop;
import dev.continuo.Task;
import dev.continuo.TimerHandle;
import dev.continuo.annotation.Async;
import java.time.Duration;

/**
 * The calls of the event loop itself. Programs rarely need them; libraries do.
 *
 * <pre>
 * callSoon: 1
 * callSoon: 2
 * callSoonThreadsafe: called by another thread, running in the loop's
 * callAt: after 100 ms
 * callLater: after 200 ms
 * worker got the answer for ann after 300 ms
 * outside: no running event loop
 * closed: Event loop is closed
 * </pre>
 */
class LoopCalls {

  private static final ContextVar<String> USER = new ContextVar<>("user", "nobody");

  @Async
  static Coroutine<String> worker(AsyncFuture<String> future) {
    String text = await(future);
    Task<?> self = EventLoop.running().currentTask();
    return value((self == null ? "?" : self.name()) + " got " + text + " for " + USER.get());
  }

  static void program(EventLoop loop) throws InterruptedException {
    long start = loop.time();

    // Callbacks: nothing runs before the loop does, then in the order of the calls.
    loop.callSoon(() -> System.out.println("callSoon: 1"));
    loop.callSoon(() -> System.out.println("callSoon: 2"));

    // Timers: after a delay, or at a time of the loop's clock; a handle cancels them.
    loop.callLater(ofMillis(200), () -> System.out.println("callLater: " + since(start, loop)));
    loop.callAt(
        start + ofMillis(100).toNanos(), () -> System.out.println("callAt: " + since(start, loop)));
    TimerHandle never = loop.callLater(ofMillis(50), () -> System.out.println("never printed"));
    never.cancel();

    // The one call that other threads may make.
    Thread loopThread = Thread.currentThread();
    Thread other = new Thread(() -> loop.callSoonThreadsafe(() -> printThread(loopThread)));
    other.start();
    other.join();

    // A future that a callback completes; a task with a name and a context of its own.
    AsyncFuture<String> future = loop.createFuture();
    loop.callLater(ofMillis(300), () -> future.setResult("the answer"));
    Context context = Context.empty();
    context.run(() -> USER.set("ann"));
    Task<String> task = loop.createTask(worker(future), "worker", context);

    task.addDoneCallback(done -> loop.stop());
    loop.runForever();
    System.out.println(task.result() + " " + since(start, loop));

    try {
      EventLoop.running();
    } catch (IllegalStateException e) {
      System.out.println("outside: " + e.getMessage());
    }
    loop.close();
    try {
      loop.callSoon(() -> System.out.println("never printed"));
    } catch (IllegalStateException e) {
      System.out.println("closed: " + e.getMessage());
    }
  }

  private static void printThread(Thread loopThread) {
    String where = Thread.currentThread() == loopThread ? "the loop's" : "its own";
    System.out.println("callSoonThreadsafe: called by another thread, running in " + where);
  }

  private static String since(long start, EventLoop loop) {
    return "after " + Duration.ofNanos(loop.time() - start).toMillis() + " ms";
  }

  public static void main(String[] args) throws InterruptedException {
    program(EventLoop.create());
  }
}
