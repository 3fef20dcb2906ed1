package dev.continuo.benchmarks.peers;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.SynchronousQueue;
import org.jspecify.annotations.Nullable;

/**
 * Virtual threads, on one carrier (the rows' JVMs are started so). A nested call is a plain call
 * there, and a completed future is joined.
 */
public final class VirtualThreads {

  private VirtualThreads() {}

  // By name: this is compiled for Java 17, which has none.
  private static final @Nullable MethodHandle START = find();

  private static @Nullable MethodHandle find() {
    try {
      return MethodHandles.lookup()
          .findStatic(
              Thread.class,
              "startVirtualThread",
              MethodType.methodType(Thread.class, Runnable.class));
    } catch (NoSuchMethodException e) {
      return null;
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Starts a virtual thread. */
  static Thread start(Runnable body) {
    if (START == null) {
      throw new UnsupportedOperationException("virtual threads need Java 21");
    }
    try {
      return (Thread) START.invokeExact(body);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  /** Runs in a virtual thread, and waits for it. */
  static <T> T run(Callable<T> body) {
    CompletableFuture<T> result = new CompletableFuture<>();
    start(
        () -> {
          try {
            result.complete(body.call());
          } catch (Throwable e) {
            result.completeExceptionally(e);
          }
        });
    return result.join();
  }

  /** Joins futures that are complete. */
  public static int completed(int count) {
    return run(() -> Futures.completed(count));
  }

  /** Yields. */
  public static int yields(int count) {
    return run(
        () -> {
          int sum = 0;
          for (int i = 0; i < count; i++) {
            Thread.yield();
            sum += i;
          }
          return sum;
        });
  }

  /** Joins futures that another virtual thread completes. */
  public static int futures(int count) {
    return run(
        () -> {
          int sum = 0;
          for (int i = 0; i < count; i++) {
            CompletableFuture<Integer> future = new CompletableFuture<>();
            start(() -> future.complete(1));
            sum += future.join();
          }
          return sum;
        });
  }

  /** Nested calls; one in {@code every} suspends (0: none). */
  public static int nested(int count, int depth, int every) {
    return run(
        () -> {
          int sum = 0;
          for (int i = 0; i < count; i++) {
            sum += nested(depth, i & 63, every != 0 && i % every == 0);
          }
          return sum;
        });
  }

  private static int nested(int depth, int x, boolean suspends) {
    if (depth == 1) {
      if (suspends) {
        Thread.yield();
      }
      return x;
    }
    return nested(depth - 1, x, suspends) + 1;
  }

  /** Two threads send a number to and fro. */
  public static int pingPong(int count) {
    SynchronousQueue<Integer> there = new SynchronousQueue<>();
    SynchronousQueue<Integer> back = new SynchronousQueue<>();
    return run(
        () -> {
          start(() -> echo(count, there, back)); // by the first, which goes on and sends
          int sum = 0;
          for (int i = 0; i < count; i++) {
            there.put(i);
            sum += back.take();
          }
          return sum;
        });
  }

  private static void echo(
      int count, SynchronousQueue<Integer> there, SynchronousQueue<Integer> back) {
    try {
      for (int i = 0; i < count; i++) {
        back.put(there.take() + 1);
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Suspends before each block. */
  public static int flatLoop(int[] block, int blocks) {
    return run(
        () -> {
          int sum = 0;
          for (int b = 0; b < blocks; b++) {
            Thread.yield();
            for (int i = 0; i < block.length; i++) {
              sum += block[i] * 3;
            }
          }
          return sum;
        });
  }

  /** Suspends once in each row, and joins a future before each block. */
  public static int nestedLoop(int[] block, int rows, int columns) {
    CompletableFuture<Integer> one = CompletableFuture.completedFuture(1);
    return run(
        () -> {
          int sum = 0;
          for (int r = 0; r < rows; r++) {
            Thread.yield();
            for (int c = 0; c < columns; c++) {
              sum += one.join();
              for (int i = 0; i < block.length; i++) {
                sum += block[i] * 3;
              }
            }
          }
          return sum;
        });
  }
}
