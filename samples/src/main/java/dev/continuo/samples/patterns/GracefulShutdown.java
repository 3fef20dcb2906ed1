package dev.continuo.samples.patterns;

import static dev.continuo.Continuo.*;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import dev.continuo.CancelledError;
import dev.continuo.Coroutine;
import dev.continuo.DeadlineExceededException;
import dev.continuo.Task;
import dev.continuo.annotation.Async;
import dev.continuo.sync.AsyncQueue;

/**
 * A service that ends in good order: no new work, the work that is left is finished, but not for
 * longer than two seconds.
 *
 * <pre>
 * done: job 1
 * shutting down
 * done: job 2
 * done: job 3
 * given up: job 4, which is slow
 * the database is closed
 * </pre>
 *
 * <p>Here it is told after 150 ms. Ctrl-C does the same to the main task of any program: it is
 * cancelled, so what stands in {@code finally} runs, and may await.
 */
class GracefulShutdown {

  private final AsyncQueue<String> jobs = AsyncQueue.fifo();

  @Async
  private Coroutine<Void> work() {
    for (String job : each(jobs)) { // ends when the queue is shut down and empty
      try {
        await(sleep(job.endsWith("slow") ? ofSeconds(60) : ofMillis(100)));
        System.out.println("done: " + job);
      } catch (CancelledError e) {
        System.out.println("given up: " + job);
        throw e;
      }
    }
    return done();
  }

  @Async
  Coroutine<Void> serve() {
    for (String job : new String[] {"job 1", "job 2", "job 3", "job 4, which is slow"}) {
      await(jobs.put(job));
    }
    Task<Void> worker = createTask(work(), "worker");
    try {
      await(sleep(ofMillis(150))); // until the service is told to stop
    } finally {
      System.out.println("shutting down");
      jobs.shutdown();
      try {
        await(waitFor(worker, ofSeconds(2))); // then it is cancelled, and its cleanup waited for
      } catch (DeadlineExceededException e) {
        // it has said so itself
      }
      await(sleep(ofMillis(10)));
      System.out.println("the database is closed");
    }
    return done();
  }

  public static void main(String[] args) {
    run(new GracefulShutdown().serve());
  }
}
