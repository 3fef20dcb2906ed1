package dev.continuo.conformance;

import static dev.continuo.Continuo.*;
import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;

import dev.continuo.AsyncFuture;
import dev.continuo.CancelledError;
import dev.continuo.Coroutine;
import dev.continuo.DeadlineExceededException;
import dev.continuo.EventLoop;
import dev.continuo.Task;
import dev.continuo.annotation.Async;
import dev.continuo.sync.AsyncEvent;
import dev.continuo.sync.AsyncLock;
import dev.continuo.sync.AsyncQueue;
import dev.continuo.sync.AsyncSemaphore;
import dev.continuo.sync.MemoryChannel;
import dev.continuo.sync.Permit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A program of many tasks that do random things, fail, run out of time and cancel each other; all
 * of it decided by a seed. It counts what must add up in the end:
 *
 * <pre>
 *   bodies entered = bodies left      no task is lost, none is run twice
 *   ticket before = ticket after      an await is resumed once, and by what it awaited
 *   permits, locks                    all given back
 *   put = taken + left                no item is lost or doubled
 * </pre>
 *
 * <p>A lost wake-up leaves somebody waiting: the virtual clock reports a deadlock.
 */
final class StressedProgram {

  private static final int PERMITS = 3;

  private final int count;
  private final SplittableRandom random;
  private final AsyncLock lock = new AsyncLock();
  private final AsyncSemaphore semaphore = AsyncSemaphore.bounded(PERMITS);
  private final AsyncEvent event = new AsyncEvent();
  private final AsyncQueue<Integer> queue = AsyncQueue.fifo(4);
  private final MemoryChannel<Integer> channel = MemoryChannel.of(0);
  private final List<Task<?>> victims = new ArrayList<>();
  private int entered;
  private int left;
  private int put;
  private int taken;
  private int sent;
  private int received;
  private int inLock;
  private int inSemaphore;
  private int cancelled;
  private int failed;
  private int timedOut;

  StressedProgram(int count, long seed) {
    this.count = count;
    this.random = new SplittableRandom(seed);
  }

  /** What happened; a test looks whether all kinds of things did. */
  List<Integer> happened() {
    return List.of(left, cancelled, failed, timedOut, taken, received);
  }

  @Async
  Coroutine<Void> main() {
    Task<Void> helper = createTask(helps(), "helper");
    int started = 0;
    while (started < count) {
      int batch = Math.min(count - started, 1 + random.nextInt(200));
      List<Task<Void>> tasks = new ArrayList<>();
      for (int i = 0; i < batch; i++) {
        Task<Void> task = createTask(lives(2), null, null, random.nextInt(8) == 0);
        tasks.add(task);
        victims.add(task);
      }
      started += batch;
      await(gatherOutcomes(tasks));
      victims.clear();
    }
    for (List<Task<?>> others = others(helper); !others.isEmpty(); others = others(helper)) {
      await(gatherOutcomes(others)); // those that were shielded
    }
    helper.cancel();
    await(gatherOutcomes(helper));
    assertThat(allTasks()).hasSize(1);
    assertThat(entered).as("bodies entered").isEqualTo(left);
    assertThat(lock.locked()).isFalse();
    assertThat(semaphore.available()).isEqualTo(PERMITS);
    assertThat(put).as("items put").isEqualTo(taken + queue.size());
    assertThat(sent).as("items sent").isEqualTo(received);
    return done();
  }

  private static List<Task<?>> others(Task<?> helper) {
    List<Task<?>> others = new ArrayList<>(allTasks());
    others.remove(currentTask());
    others.remove(helper);
    return others;
  }

  /** Whoever waits for another's action gets it some time. */
  @Async
  private Coroutine<Void> helps() {
    while (true) {
      await(sleep(ofMillis(20)));
      event.set();
      if (!queue.isEmpty()) {
        queue.getNowait();
        taken++;
      } else {
        queue.putNowait(0);
        put++;
      }
      await(yieldNow());
      event.clear();
      int before = sent;
      Object got = await(timeoutOrNull(ofMillis(1), () -> receiveOne()));
      if (got == null && before == sent) {
        await(timeoutOrNull(ofMillis(1), () -> sendOne()));
      }
    }
  }

  @Async
  private Coroutine<Integer> receiveOne() {
    int item = await(channel.receiver().receive());
    received++;
    return value(item);
  }

  @Async
  private Coroutine<Integer> sendOne() {
    await(channel.sender().send(1));
    sent++;
    return value(1);
  }

  @Async
  private Coroutine<Void> lives(int depth) {
    entered++;
    try {
      int steps = 1 + random.nextInt(4);
      for (int i = 0; i < steps; i++) {
        int ticket = random.nextInt();
        int same = ticket;
        await(acts(depth));
        if (ticket != same) {
          throw new AssertionError("resumed with the variables of another");
        }
      }
    } catch (CancelledError e) {
      cancelled++;
      if (random.nextInt(4) == 0) {
        await(sleep(ofMillis(random.nextInt(5)))); // cleanup, which may be cancelled as well
      }
      throw e;
    } catch (DeadlineExceededException e) {
      timedOut++;
    } finally {
      left++;
    }
    return done();
  }

  @Async
  private Coroutine<Void> acts(int depth) {
    switch (random.nextInt(13)) {
      case 0 -> await(yieldNow());
      case 1 -> await(sleep(time()));
      case 2 -> await(locks());
      case 3 -> await(holdsAPermit());
      case 4 -> await(event.untilSet());
      case 5 -> await(puts());
      case 6 -> await(takes());
      case 7 -> await(sendOne());
      case 8 -> await(receiveOne());
      case 9 -> cancelsSomebody();
      case 10 -> await(withTimeout(time(), () -> acts(depth)));
      case 11 -> {
        failed++;
        throw new IllegalStateException("random failure");
      }
      default -> await(spawns(depth));
    }
    return done();
  }

  private Duration time() {
    return ofMillis(random.nextInt(10));
  }

  private void cancelsSomebody() {
    if (!victims.isEmpty()) {
      victims.get(random.nextInt(victims.size())).cancel();
    }
  }

  @Async
  private Coroutine<Void> locks() {
    Permit held = await(lock.acquire());
    try (held) {
      assertThat(++inLock).isEqualTo(1);
      try {
        await(sleep(time()));
      } finally {
        inLock--;
      }
    }
    return done();
  }

  @Async
  private Coroutine<Void> holdsAPermit() {
    Permit held = await(semaphore.acquire());
    try (held) {
      assertThat(++inSemaphore).isLessThanOrEqualTo(PERMITS);
      try {
        await(yieldNow());
      } finally {
        inSemaphore--;
      }
    }
    return done();
  }

  @Async
  private Coroutine<Void> puts() {
    await(queue.put(1));
    put++;
    return done();
  }

  @Async
  private Coroutine<Void> takes() {
    await(queue.get());
    taken++;
    return done();
  }

  @Async
  private Coroutine<Void> spawns(int depth) {
    if (depth == 0) {
      return done();
    }
    switch (random.nextInt(4)) {
      case 0 -> await(gather(lives(depth - 1), lives(depth - 1)));
      case 1 -> await(race(lives(depth - 1), sleep(time())));
      case 2 -> await(shield(lives(depth - 1)));
      default -> {
        AsyncFuture<Integer> answer = EventLoop.running().createFuture();
        Task<Void> child = createTask(lives(depth - 1));
        child.addDoneCallback(
            done -> {
              if (!answer.done()) {
                answer.setResult(1);
              }
            });
        await(waitFor(answer, ofMillis(30)));
      }
    }
    return done();
  }
}
