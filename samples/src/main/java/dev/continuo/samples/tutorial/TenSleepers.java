package dev.continuo.samples.tutorial;

import static dev.continuo.Continuo.*;
import static dev.continuo.ReturnWhen.ALL_COMPLETED;
import static java.time.Duration.ofSeconds;

import dev.continuo.Coroutine;
import dev.continuo.EventLoop;
import dev.continuo.Task;
import dev.continuo.annotation.Async;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Ten sleepers of ten seconds take ten seconds, on one thread. One sleeps alone, then ten at the
 * same time, on an event loop made by hand; the thread does next to nothing meanwhile.
 *
 * <pre>
 * slept 10 s, count: 0
 * slept 10 s, count: 0
 * slept 10 s, count: 1
 * …
 * slept 10 s, count: 9
 * </pre>
 */
class TenSleepers {

  @Async
  static Coroutine<Void> sleeper(int count, Duration nap) {
    await(sleep(nap));
    System.out.println("slept " + nap.toSeconds() + " s, count: " + count);
    return done();
  }

  static void one(EventLoop loop, Duration nap) {
    loop.runUntilComplete(sleeper(0, nap));
  }

  static void ten(EventLoop loop, Duration nap) {
    List<Task<Void>> tasks = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      tasks.add(loop.createTask(sleeper(i, nap)));
    }
    loop.runUntilComplete(waitUntil(ALL_COMPLETED, tasks));
  }

  public static void main(String[] args) {
    try (EventLoop loop = EventLoop.create()) {
      one(loop, ofSeconds(10));
      ten(loop, ofSeconds(10));
    }
  }
}
