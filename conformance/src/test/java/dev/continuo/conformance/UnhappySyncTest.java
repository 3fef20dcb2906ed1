package dev.continuo.conformance;

import static dev.continuo.Continuo.*;
import static dev.continuo.conformance.Attempts.*;
import static dev.continuo.conformance.Scopes.*;
import static dev.continuo.sync.Select.select;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.continuo.AsyncFuture;
import dev.continuo.AsyncIterator;
import dev.continuo.Coroutine;
import dev.continuo.EventLoop;
import dev.continuo.Task;
import dev.continuo.annotation.Async;
import dev.continuo.sync.AsyncBarrier;
import dev.continuo.sync.AsyncCondition;
import dev.continuo.sync.AsyncLock;
import dev.continuo.sync.AsyncQueue;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What goes wrong in the middle of something: nothing is lost, and nobody waits for ever. */
class UnhappySyncTest {

  private final List<@Nullable Object> log = new ArrayList<>();

  @Async
  private Coroutine<Void> selectsAndGoesOn(AsyncFuture<String> fails) {
    try {
      await(select(fails, cleaningUp(ofHours(1), ofSeconds(2), new ArrayList<>())));
    } catch (IllegalStateException e) {
      log.add("failed at " + seconds());
    }
    await(sleep(ofHours(1)));
    log.add("not here");
    return done();
  }

  @Test
  void aCancellationIsNotLostWhenTheFirstOfASelectHasFailed() {
    Scopes.run(
        () -> {
          AsyncFuture<String> fails = EventLoop.running().createFuture();
          Task<Void> task = createTask(selectsAndGoesOn(fails));
          await(yieldNow());
          fails.setException(new IllegalStateException("x"));
          await(sleep(ofSeconds(1)));
          task.cancel("enough");
          assertThat(await(attempt(task))).isEqualTo("CancelledError: enough");
          assertThat(log).containsExactly("failed at 2");
          return done();
        });
  }

  @Async
  private Coroutine<Void> notifiedUnder(AsyncCondition condition, String name) {
    await(condition.withLock(() -> condition.untilNotified()));
    log.add(name);
    return done();
  }

  @Test
  void whoHasJustGivenTheLockBackCannotWaitForANotification() {
    Scopes.run(
        () -> {
          AsyncCondition condition = new AsyncCondition();
          await(condition.acquire());
          Task<Void> waiter = createTask(notifiedUnder(condition, "waiter"));
          await(yieldNow()); // it queues for the lock
          condition.release();
          log.add(await(attempt(condition.untilNotified())));
          await(yieldNow());
          await(condition.acquire());
          condition.notifyOne();
          condition.release();
          await(waitFor(waiter, ofSeconds(1)));
          assertThat(log)
              .containsExactly("IllegalStateException: cannot wait on un-acquired lock", "waiter");
          return done();
        });
  }

  @Test
  void anOrderThatFailsLosesNothing() {
    Scopes.run(
        () -> {
          boolean[] fails = {false};
          Comparator<Integer> order =
              (a, b) -> {
                if (fails[0]) {
                  throw new IllegalStateException("no order");
                }
                return a.compareTo(b);
              };
          AsyncQueue<Integer> queue = AsyncQueue.priority(order, 3);
          for (int i = 3; i > 0; i--) {
            queue.putNowait(i);
          }
          fails[0] = true;
          log.add(await(queue.get()));
          log.add(queue.getNowait());
          log.add(await(attempt(queue.put(4))));
          log.add(queue.getNowait());
          queue.shutdown(true);
          assertThat(log).containsExactly(1, 2, "IllegalStateException: no order", 3);
          return done();
        });
  }

  @Test
  void anImmediateShutdownAsksNoOrder() {
    Scopes.run(
        () -> {
          boolean[] fails = {false};
          Comparator<Integer> order =
              (a, b) -> {
                if (fails[0]) {
                  throw new IllegalStateException("no order");
                }
                return a.compareTo(b);
              };
          AsyncQueue<Integer> queue = AsyncQueue.priority(order, 3);
          for (int i = 3; i > 0; i--) {
            queue.putNowait(i);
          }
          Task<?> putter = createTask(queue.put(4));
          Task<?> joiner = createTask(queue.join());
          await(yieldNow());
          fails[0] = true;
          queue.shutdown(true);
          assertThat((String) await(attempt(putter))).startsWith("QueueShutDown");
          await(waitFor(joiner, ofSeconds(1)));
          return done();
        });
  }

  @Test
  void oneSelectIsOnePartyOfABarrierHoweverOftenItArrives() {
    Scopes.run(
        () -> {
          AsyncBarrier barrier = new AsyncBarrier(2);
          Task<?> both = createTask(select(barrier.arrive(), barrier.arrive()));
          await(yieldNow());
          assertThat(barrier.waiting()).isEqualTo(1);
          assertThat(await(barrier.arrive())).isEqualTo(1);
          await(waitFor(both, ofSeconds(1)));
          return done();
        });
  }

  @Test
  void aBodyThatGaveItsLockBackKeepsItsOwnFailure() {
    Scopes.run(
        () -> {
          AsyncLock lock = new AsyncLock();
          Throwable thrown =
              await(
                  failure(
                      () ->
                          lock.withLock(
                              () -> {
                                await(yieldNow());
                                lock.release();
                                throw new IOException("mine");
                              })));
          assertThat(thrown).isInstanceOf(IOException.class).hasMessage("mine");
          assertThat(thrown.getSuppressed()).hasSize(1);
          return done();
        });
  }

  @Test
  void aRaceThatIsRefusedLeavesNobodyRunning() {
    Scopes.run(
        () -> {
          EventLoop other = EventLoop.create();
          AsyncFuture<String> foreign = other.createFuture();
          Coroutine<String> last = after(ofHours(1), "c");
          log.add(await(attempt(race(after(ofHours(1), "a"), foreign, last))));
          assertThat((String) log.get(0))
              .startsWith("IllegalArgumentException: The future belongs");
          assertThat(allTasks()).hasSize(1);
          other.close();
          return done();
        });
  }

  @Test
  void whatFailsInTheCleanupOfAnotherIsSuppressed() {
    IOException failure = new IOException("x");
    Scopes.run(
        () -> {
          Throwable thrown =
              await(
                  failure(
                      () ->
                          mapConcurrent(
                              List.of(1, 2),
                              2,
                              n -> n == 1 ? failingAfter(ofSeconds(1), failure) : closesBadly())));
          assertThat(thrown).isSameAs(failure);
          assertThat(thrown.getSuppressed()).extracting(Throwable::getMessage).contains("close");
          return done();
        });
  }

  @Async
  @SuppressWarnings("try") // what counts is the close
  private static Coroutine<String> closesBadly() throws IOException {
    try (Closeable bad =
        () -> {
          throw new IOException("close");
        }) {
      await(sleep(ofHours(1)));
    }
    return value("not here");
  }

  @Test
  void aFutureThatWasNotWaitedForComesWithTheNextCall() {
    Scopes.run(
        () -> {
          Task<String> slow = createTask(after(ofSeconds(1), "slow"));
          AsyncIterator<AsyncFuture<String>> all = asCompleted(slow).futures().asyncIterator();
          for (int i = 0; i < 3; i++) {
            log.add(await(timeoutOrNull(ofMillis(100), () -> joinedNext(all))));
          }
          log.add(await(all.next()).result());
          assertThat(log).containsExactly(null, null, null, "slow");
          return done();
        });
  }

  @Async
  private static Coroutine<AsyncFuture<String>> joinedNext(AsyncIterator<AsyncFuture<String>> all) {
    return value(await(all.next()));
  }
}
