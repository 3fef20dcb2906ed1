package dev.continuo.samples.shop;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * An executor made to race with the thread that hands it work.
 *
 * <p>Its threads spin, so they pick a task up within a microsecond: while the caller is still on
 * its way from the call of the service to the suspension, half-way through it, or just behind it.
 * Tasks are delayed by a different number of spins each, so that the completion sweeps over every
 * one of those points; every eighth runs at once in the caller, which then does not suspend at all.
 */
final class RacingThreads implements Executor, AutoCloseable {

  private final ConcurrentLinkedQueue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final AtomicInteger sequence = new AtomicInteger();
  private volatile boolean closed;

  RacingThreads(int threads) {
    for (int i = 0; i < threads; i++) {
      Thread thread = new Thread(this::work, "racing-" + i);
      thread.setDaemon(true);
      thread.start();
    }
  }

  @Override
  public void execute(Runnable task) {
    int number = sequence.getAndIncrement();
    if (number % 8 == 0) {
      task.run();
      return;
    }
    int spins = (number * 31) % 257;
    tasks.add(
        () -> {
          for (int i = 0; i < spins; i++) {
            Thread.onSpinWait();
          }
          task.run();
        });
  }

  private void work() {
    int idle = 0;
    while (!closed) {
      Runnable task = tasks.poll();
      if (task != null) {
        idle = 0;
        task.run();
      } else if (idle++ < 10_000) {
        Thread.onSpinWait();
      } else {
        // Leaves the processor to others on a busy machine.
        LockSupport.parkNanos(50_000);
      }
    }
  }

  @Override
  public void close() {
    closed = true;
  }
}
