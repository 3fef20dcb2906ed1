package dev.continuo.benchmarks.peers;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** Virtual threads on one carrier. */
public final class VirtualThreadCrowd implements Crowd {

  private interface Body {
    int run(int index) throws Exception;
  }

  @Override
  public int suspended(int count, Observer observer) {
    CompletableFuture<Integer> one = new CompletableFuture<>();
    return crowd(count, index -> one.join(), observer, () -> one.complete(1));
  }

  @Override
  public int sleeping(int count, long nanos, Observer observer) {
    return crowd(
        count,
        index -> {
          long duration = nanos + Crowd.extraNanos(index);
          Thread.sleep(duration / 1_000_000, (int) (duration % 1_000_000));
          return 1;
        },
        observer,
        () -> {});
  }

  private static int crowd(int count, Body body, Observer observer, Runnable wake) {
    return VirtualThreads.run(
        () -> {
          Thread[] threads = new Thread[count];
          AtomicInteger started = new AtomicInteger();
          AtomicInteger sum = new AtomicInteger();
          CountDownLatch done = new CountDownLatch(count);
          for (int i = 0; i < count; i++) {
            int index = i;
            threads[i] =
                VirtualThreads.start(
                    () -> {
                      started.getAndIncrement();
                      try {
                        sum.addAndGet(body.run(index));
                      } catch (Exception e) {
                        sum.set(Integer.MIN_VALUE);
                      }
                      done.countDown();
                    });
          }
          while (started.get() < count) {
            Thread.yield(); // on one carrier, whoever has started runs until it waits
          }
          observer.started();
          Thread.sleep(1);
          observer.idle();
          wake.run();
          done.await();
          if (threads[count - 1] == null) {
            throw new IllegalStateException("the threads are kept until here");
          }
          return sum.get();
        });
  }
}
