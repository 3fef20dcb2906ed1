package dev.continuo.internal;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The default executor of a loop, made when it is first used: a virtual thread per call where the
 * JDK has them (21 and newer), else at most {@code min(32, processors + 4)} daemon threads, as
 * CPython.
 */
final class BlockingCalls {

  private static final System.Logger LOG = System.getLogger("dev.continuo");
  private static final @Nullable MethodHandle VIRTUAL_THREADS = findVirtualThreads();
  private static final AtomicInteger THREAD_NUMBER = new AtomicInteger();
  private static final int MOST_THREADS =
      Math.min(32, Runtime.getRuntime().availableProcessors() + 4);

  private static final int MOST_STACKS = 20;

  /** The calls that run now, and their threads. */
  private final Map<ExecutorFuture<?>, Thread> running = new ConcurrentHashMap<>();

  private @Nullable Executor executor;
  private @Nullable ExecutorService own;
  private boolean shutDown;

  Executor executor() {
    if (shutDown) {
      throw new IllegalStateException("Executor shutdown has been called");
    }
    Executor current = executor;
    if (current == null) {
      own = create();
      executor = current = own;
    }
    return current;
  }

  void replace(Executor replacement) {
    shutDown();
    executor = replacement;
    own = null;
    shutDown = false;
  }

  /** A thread begins with a call. */
  void begins(ExecutorFuture<?> call) {
    running.put(call, Thread.currentThread());
  }

  void ends(ExecutorFuture<?> call) {
    running.remove(call);
  }

  boolean isUsed() {
    return own != null;
  }

  /** Refuses new calls; returns whether some may still run. */
  boolean shutDown() {
    shutDown = true;
    if (own == null) {
      return false;
    }
    own.shutdown();
    return !own.isTerminated();
  }

  /** Waits on the calling thread for the calls that still run. */
  void join(Duration timeout) throws InterruptedException {
    if (own != null && !own.awaitTermination(saturatedNanos(timeout), TimeUnit.NANOSECONDS)) {
      LOG.log(
          System.Logger.Level.WARNING,
          () ->
              "calls in the default executor did not end within "
                  + timeout
                  + "; they go on in daemon threads:\n"
                  + stacks());
    }
  }

  private String stacks() {
    StringBuilder text = new StringBuilder();
    int left = MOST_STACKS;
    for (Thread thread : running.values()) {
      if (left-- == 0) {
        text.append("… and ").append(running.size() - MOST_STACKS).append(" more\n");
        break;
      }
      String name = thread.getName().isEmpty() ? "a virtual thread" : thread.getName();
      text.append(name).append(" (").append(thread.getState()).append(")\n");
      for (StackTraceElement element : thread.getStackTrace()) {
        text.append("    at ").append(element).append('\n');
      }
    }
    return text.toString();
  }

  /** The duration in nanoseconds, held at the ends of the range of long. */
  static long saturatedNanos(Duration duration) {
    try {
      return duration.toNanos();
    } catch (ArithmeticException e) {
      return duration.isNegative() ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
  }

  private static ExecutorService create() {
    if (VIRTUAL_THREADS != null) {
      try {
        return (ExecutorService) VIRTUAL_THREADS.invokeExact();
      } catch (Throwable t) {
        throw Sneaky.rethrow(t);
      }
    }
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            MOST_THREADS,
            MOST_THREADS,
            60,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            BlockingCalls::daemon);
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "continuo-blocking-" + THREAD_NUMBER.incrementAndGet());
    thread.setDaemon(true);
    return thread;
  }

  private static @Nullable MethodHandle findVirtualThreads() {
    try {
      return MethodHandles.publicLookup()
          .findStatic(
              Executors.class,
              "newVirtualThreadPerTaskExecutor",
              MethodType.methodType(ExecutorService.class));
    } catch (NoSuchMethodException | IllegalAccessException e) {
      return null; // a JDK before 21
    }
  }
}
