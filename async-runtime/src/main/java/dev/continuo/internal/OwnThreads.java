package dev.continuo.internal;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Daemon threads for work of the runtime that may block or take long, apart from those of {@code
 * toThread}: a program that uses all of those up must not keep names from being resolved.
 */
public final class OwnThreads {

  private OwnThreads() {}

  /** A pool whose threads end after ten idle seconds. */
  public static ThreadPoolExecutor pool(String name, int mostThreads) {
    AtomicInteger number = new AtomicInteger();
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            mostThreads,
            mostThreads,
            10,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            body -> {
              Thread thread = new Thread(body, name + "-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }
}
