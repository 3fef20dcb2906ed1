package dev.continuo.internal.process;

import dev.continuo.Coroutine;
import dev.continuo.internal.Acquire;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** Starts processes, on threads that nothing else uses: a fork takes milliseconds. */
public final class Start {

  private static final int MOST_THREADS = 4;
  private static final AtomicInteger NUMBER = new AtomicInteger();
  static final ThreadPoolExecutor THREADS = threads();

  private Start() {}

  private static ThreadPoolExecutor threads() {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            MOST_THREADS,
            MOST_THREADS,
            1,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            body -> {
              Thread thread = new Thread(body, "continuo-process-" + NUMBER.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  /** Starts a process; one that nobody waits for any more is killed. */
  public static <T> Coroutine<T> process(
      String function,
      ProcessBuilder builder,
      int limit,
      Duration grace,
      Function<ProcessCore, T> wrap) {
    return new Acquire<Process, T>(
        "process.Processes." + function,
        THREADS,
        builder::start,
        Process::destroyForcibly,
        (loop, process) -> wrap.apply(new ProcessCore(loop, process, builder, limit, grace)));
  }
}
