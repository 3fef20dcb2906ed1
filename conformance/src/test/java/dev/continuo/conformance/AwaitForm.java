package dev.continuo.conformance;

import static dev.continuo.Continuo.await;
import static dev.continuo.Continuo.done;
import static dev.continuo.Continuo.sleep;
import static dev.continuo.Continuo.value;
import static dev.continuo.Continuo.yieldNow;

import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import dev.continuo.sync.AsyncLock;
import dev.continuo.sync.AsyncQueue;
import dev.continuo.sync.AsyncSemaphore;
import dev.continuo.sync.MemoryChannel;
import dev.continuo.sync.Permit;
import dev.continuo.sync.ReceiveChannel;
import dev.continuo.sync.SendChannel;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** How the programs of {@link BuiltInAwaitsTest} call functions of the runtime, and await them. */
enum AwaitForm {
  TOGETHER {
    @Async
    @Override
    Coroutine<Void> send(SendChannel<Integer> channel, Integer item) {
      await(channel.send(item));
      return done();
    }

    @Async
    @Override
    Coroutine<Integer> receive(ReceiveChannel<Integer> channel) {
      return value(await(channel.receive()));
    }

    @Async
    @Override
    Coroutine<Void> turn() {
      await(yieldNow());
      return done();
    }

    @Async
    @Override
    Coroutine<Void> nap(Duration duration) {
      await(sleep(duration));
      return done();
    }

    @Async
    @Override
    CompletableFuture<Integer> receiveEagerly(ReceiveChannel<Integer> channel) {
      return CompletableFuture.completedFuture(await(channel.receive()));
    }

    @Async
    @Override
    Coroutine<Integer> overLines(MemoryChannel<Integer> channel) {
      int got =
          await(
              channel // so long that it does not fit in the line of the await, whatever happens
                  .receiver()
                  .receive());
      return value(got);
    }

    @Async
    @Override
    Coroutine<Void> put(AsyncQueue<Integer> queue, Integer item) {
      await(queue.put(item));
      return done();
    }

    @Async
    @Override
    Coroutine<Integer> get(AsyncQueue<Integer> queue) {
      return value(await(queue.get()));
    }

    @Async
    @Override
    Coroutine<Permit> acquire(AsyncLock lock) {
      return value(await(lock.acquire()));
    }

    @Async
    @Override
    Coroutine<Permit> acquire(AsyncSemaphore semaphore) {
      return value(await(semaphore.acquire()));
    }
  },

  APART {
    @Async
    @Override
    Coroutine<Void> send(SendChannel<Integer> channel, Integer item) {
      Coroutine<?> sent = channel.send(item);
      await(sent);
      return done();
    }

    @Async
    @Override
    Coroutine<Integer> receive(ReceiveChannel<Integer> channel) {
      Coroutine<Integer> received = channel.receive();
      return value(await(received));
    }

    @Async
    @Override
    Coroutine<Void> turn() {
      Coroutine<Void> turn = yieldNow();
      await(turn);
      return done();
    }

    @Async
    @Override
    Coroutine<Void> nap(Duration duration) {
      Coroutine<Void> nap = sleep(duration);
      await(nap);
      return done();
    }

    @Async
    @Override
    CompletableFuture<Integer> receiveEagerly(ReceiveChannel<Integer> channel) {
      Coroutine<Integer> received = channel.receive();
      return CompletableFuture.completedFuture(await(received));
    }

    @Async
    @Override
    Coroutine<Integer> overLines(MemoryChannel<Integer> channel) {
      Coroutine<Integer> received = channel.receiver().receive();
      return value(await(received));
    }

    @Async
    @Override
    Coroutine<Void> put(AsyncQueue<Integer> queue, Integer item) {
      Coroutine<?> put = queue.put(item);
      await(put);
      return done();
    }

    @Async
    @Override
    Coroutine<Integer> get(AsyncQueue<Integer> queue) {
      Coroutine<Integer> got = queue.get();
      return value(await(got));
    }

    @Async
    @Override
    Coroutine<Permit> acquire(AsyncLock lock) {
      Coroutine<Permit> acquired = lock.acquire();
      return value(await(acquired));
    }

    @Async
    @Override
    Coroutine<Permit> acquire(AsyncSemaphore semaphore) {
      Coroutine<Permit> acquired = semaphore.acquire();
      return value(await(acquired));
    }
  };

  /** An await that takes more than one line. */
  abstract Coroutine<Integer> overLines(MemoryChannel<Integer> channel);

  abstract Coroutine<Void> put(AsyncQueue<Integer> queue, Integer item);

  abstract Coroutine<Integer> get(AsyncQueue<Integer> queue);

  abstract Coroutine<Permit> acquire(AsyncLock lock);

  abstract Coroutine<Permit> acquire(AsyncSemaphore semaphore);

  abstract Coroutine<Void> send(SendChannel<Integer> channel, Integer item);

  abstract Coroutine<Integer> receive(ReceiveChannel<Integer> channel);

  abstract Coroutine<Void> turn();

  abstract Coroutine<Void> nap(Duration duration);

  abstract CompletableFuture<Integer> receiveEagerly(ReceiveChannel<Integer> channel);
}
