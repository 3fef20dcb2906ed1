package dev.continuo.samples.tutorial;

import static dev.continuo.Continuo.*;
import static java.time.Duration.ofSeconds;

import dev.continuo.Coroutine;
import dev.continuo.EventLoop;
import dev.continuo.Task;
import dev.continuo.annotation.Async;
import java.time.Duration;

/**
 * Why coroutines are wrapped in tasks: four seconds become two. Saying hello twice takes four
 * seconds when awaited directly, and two as tasks.
 *
 * <pre>
 * Hello
 * Hello
 * without tasks: 4 s
 * Hello
 * Hello
 * with tasks: 2 s
 * </pre>
 */
class WhyTasks {

  @Async
  static Coroutine<Void> sayHello() {
    await(sleep(ofSeconds(2)));
    System.out.println("Hello");
    return done();
  }

  @Async
  static Coroutine<Void> withoutTasks() {
    long start = EventLoop.running().time();
    await(sayHello());
    await(sayHello());
    System.out.println("without tasks: " + secondsSince(start) + " s");
    return done();
  }

  @Async
  static Coroutine<Void> withTasks() {
    long start = EventLoop.running().time();
    Task<Void> task1 = createTask(sayHello());
    Task<Void> task2 = createTask(sayHello());
    await(task1);
    await(task2);
    System.out.println("with tasks: " + secondsSince(start) + " s");
    return done();
  }

  private static long secondsSince(long start) {
    return Duration.ofNanos(EventLoop.running().time() - start).toSeconds();
  }

  public static void main(String[] args) {
    run(withoutTasks());
    run(withTasks());
  }
}
