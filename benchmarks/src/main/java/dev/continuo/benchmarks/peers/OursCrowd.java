package dev.continuo.benchmarks.peers;

import static dev.continuo.Continuo.await;
import static dev.continuo.Continuo.createTask;
import static dev.continuo.Continuo.done;
import static dev.continuo.Continuo.sleep;
import static dev.continuo.Continuo.value;
import static dev.continuo.Continuo.yieldNow;

import dev.continuo.AsyncFuture;
import dev.continuo.Continuo;
import dev.continuo.Coroutine;
import dev.continuo.EventLoop;
import dev.continuo.Task;
import dev.continuo.annotation.Async;
import java.time.Duration;

/** Tasks of Continuo. */
public final class OursCrowd implements Crowd {

  @Override
  public int suspended(int count, Observer observer) {
    return Continuo.run(waiters(count, observer));
  }

  @Override
  public int sleeping(int count, long nanos, Observer observer) {
    return Continuo.run(sleepers(count, nanos, observer));
  }

  @Async
  private static Coroutine<Integer> waiters(int count, Observer observer) {
    AsyncFuture<Integer> future = EventLoop.running().createFuture();
    Task<?>[] tasks = new Task<?>[count];
    for (int i = 0; i < count; i++) {
      tasks[i] = createTask(waiter(future));
    }
    await(allWait(observer));
    future.setResult(1);
    return value(await(sum(tasks)));
  }

  @Async
  private static Coroutine<Integer> sleepers(int count, long nanos, Observer observer) {
    Task<?>[] tasks = new Task<?>[count];
    for (int i = 0; i < count; i++) {
      tasks[i] = createTask(sleeper(nanos + Crowd.extraNanos(i)));
    }
    await(allWait(observer));
    return value(await(sum(tasks)));
  }

  @Async
  private static Coroutine<Void> allWait(Observer observer) {
    await(yieldNow()); // to be after all tasks that are new
    observer.started();
    await(sleep(Duration.ofMillis(1)));
    observer.idle();
    return done();
  }

  @Async
  private static Coroutine<Integer> sum(Task<?>[] tasks) {
    int sum = 0;
    for (Task<?> task : tasks) {
      sum += (Integer) await(task);
    }
    return value(sum);
  }

  @Async
  private static Coroutine<Integer> waiter(AsyncFuture<Integer> future) {
    return value(await(future));
  }

  @Async
  private static Coroutine<Integer> sleeper(long nanos) {
    await(sleep(Duration.ofNanos(nanos)));
    return value(1);
  }
}
