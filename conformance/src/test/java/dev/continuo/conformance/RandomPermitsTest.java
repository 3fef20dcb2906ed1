package dev.continuo.conformance;

import static dev.continuo.Continuo.*;
import static dev.continuo.sync.Select.select;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofNanos;
import static org.assertj.core.api.Assertions.assertThat;

import dev.continuo.CancelledError;
import dev.continuo.Coroutine;
import dev.continuo.Task;
import dev.continuo.annotation.Async;
import dev.continuo.sync.AsyncBarrier;
import dev.continuo.sync.AsyncCondition;
import dev.continuo.sync.AsyncEvent;
import dev.continuo.sync.AsyncLock;
import dev.continuo.sync.AsyncSemaphore;
import dev.continuo.sync.Permit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tasks that do at random what can be done with locks, semaphores, conditions, events and barriers,
 * while others cancel them. There are never more holders than permits, nobody waits for what is
 * free once nothing is ready, and everybody ends.
 */
class RandomPermitsTest extends LoggedPrograms {

  private static final int TASKS = 12;
  private static final int STEPS = 150;
  private static final int PERMITS = 3;

  private Random random = new Random(0);
  private final List<Task<?>> tasks = new ArrayList<>();
  private boolean allHaveStarted;
  private int running;
  private int done;
  private int cancelled;
  private int looks;

  private final AsyncSemaphore semaphore = AsyncSemaphore.bounded(PERMITS);
  private final AsyncLock lock = new AsyncLock();
  private final AsyncCondition condition = new AsyncCondition();
  private final AsyncEvent event = new AsyncEvent();
  private final AsyncBarrier barrier = new AsyncBarrier(2);
  private int holders;
  private int lockHolders;
  private int conditionHolders;
  private int stock;

  /** Cancels somebody else in the very tick of a hand-over. */
  private void disturb() {
    Task<?> somebody = tasks.get(random.nextInt(tasks.size()));
    if (allHaveStarted && somebody != currentTask() && random.nextInt(4) == 0) {
      somebody.cancel();
    }
  }

  private Coroutine<Void> pause() {
    int what = random.nextInt(4);
    return what == 3 ? sleep(ofMillis(random.nextInt(4))) : turns(what);
  }

  @Async
  private Coroutine<Void> hold(@Nullable Permit permit) {
    if (permit == null) {
      return done();
    }
    holders++;
    try {
      assertThat(holders).isLessThanOrEqualTo(PERMITS);
      await(pause());
    } finally {
      holders--;
      permit.close();
    }
    return done();
  }

  @Async
  private Coroutine<Void> holdLock() {
    lockHolders++;
    try {
      assertThat(lockHolders).isEqualTo(1);
      await(pause());
    } finally {
      lockHolders--;
    }
    return done();
  }

  @Async
  private Coroutine<Void> holdEither() {
    var first = await(select(lock.acquire(), semaphore.acquire(), semaphore.acquire()));
    if (first.index() > 0) {
      await(hold(first.value()));
    } else {
      try {
        await(holdLock());
      } finally {
        first.value().close();
      }
    }
    return done();
  }

  @Async
  private Coroutine<Void> take() {
    await(condition.acquire());
    try {
      await(condition.until(() -> stock > 0));
      stock--;
      takesCondition(1);
      try {
        await(pause());
      } finally {
        takesCondition(-1);
      }
    } finally {
      condition.release();
    }
    return done();
  }

  private void takesCondition(int change) {
    conditionHolders += change;
    assertThat(conditionHolders).isBetween(0, 1);
  }

  @Async
  private Coroutine<Void> deliver() {
    await(condition.acquire());
    try {
      stock++;
      condition.notifyOne();
      await(pause());
    } finally {
      condition.release();
    }
    return done();
  }

  @Async
  private Coroutine<Void> tryAll() {
    if (semaphore.tryAcquire()) {
      holders++;
      try {
        assertThat(holders).isLessThanOrEqualTo(PERMITS);
        await(pause());
      } finally {
        holders--;
        semaphore.release();
      }
    }
    return done();
  }

  private Coroutine<?> step() {
    return switch (random.nextInt(12)) {
      case 0, 1 -> acquireAndHold();
      case 2 -> semaphore.withPermit(this::noMoreThanPermits);
      case 3 -> limited();
      case 4 -> tryAll();
      case 5 -> lock.withLock(this::holdLock);
      case 6, 7 -> holdEither();
      case 8 -> timeoutOrNull(ofMillis(1 + random.nextInt(5)), this::take);
      case 9 -> deliver();
      case 10 -> timeoutOrNull(ofMillis(random.nextInt(3)), event::untilSet);
      default -> timeoutOrNull(ofMillis(1 + random.nextInt(3)), barrier::arrive);
    };
  }

  @Async
  private Coroutine<Void> acquireAndHold() {
    await(hold(await(semaphore.acquire())));
    return done();
  }

  @Async
  private Coroutine<Void> limited() {
    Permit permit = await(timeoutOrNull(ofMillis(random.nextInt(3)), semaphore::acquire));
    await(hold(permit));
    return done();
  }

  @Async
  private Coroutine<Void> noMoreThanPermits() {
    holders++;
    try {
      assertThat(holders).isLessThanOrEqualTo(PERMITS);
      await(pause());
    } finally {
      holders--;
    }
    return done();
  }

  @Async
  private Coroutine<Void> actor() {
    for (int i = 0; i < STEPS; i++) {
      try {
        await(step());
        done++;
        disturb();
      } catch (CancelledError e) {
        cancelled++;
        Objects.requireNonNull(currentTask()).uncancel();
      }
    }
    running--;
    return done();
  }

  @Async
  private Coroutine<Void> chaos() {
    allHaveStarted = true;
    while (running > 0) {
      for (int i = random.nextInt(3); i > 0; i--) {
        tasks.get(random.nextInt(TASKS)).cancel();
      }
      if (random.nextBoolean()) {
        event.set();
        event.clear();
      }
      await(pause());
    }
    return done();
  }

  /** Looks when nothing is ready: all others sleep for whole milliseconds. */
  @Async
  private Coroutine<Void> monitor() {
    await(sleep(ofNanos(500_000)));
    while (running > 0) {
      if (semaphore.toString().contains("waiting")) {
        assertThat(holders).isEqualTo(PERMITS);
      }
      if (lock.toString().contains("waiting")) {
        assertThat(lockHolders).isEqualTo(1);
      }
      if (condition.toString().contains("to be notified") && !condition.locked()) {
        assertThat(stock).isZero();
      }
      assertThat(barrier.waiting()).isBetween(0, 1);
      assertThat(++looks).isLessThan(100_000);
      await(sleep(ofMillis(1)));
    }
    return done();
  }

  @Async
  private Coroutine<Void> program() {
    running = TASKS;
    for (int i = 0; i < TASKS; i++) {
      tasks.add(createTask(actor(), "actor " + i));
    }
    List<Task<?>> all = new ArrayList<>(tasks);
    all.add(createTask(chaos(), "chaos"));
    all.add(createTask(monitor(), "monitor"));
    await(gather(all));
    return done();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void neverMoreHoldersThanPermitsAndNobodyIsForgotten(long seed) {
    random = new Random(seed);
    run(this::program);
    assertThat(done + cancelled).isEqualTo(TASKS * STEPS);
    assertThat(done).isPositive();
    assertThat(cancelled).isPositive();
    assertThat(looks).isPositive();
    assertThat(holders + lockHolders + conditionHolders).isZero();
    assertThat(semaphore).hasToString("AsyncSemaphore[3 available]");
    assertThat(lock).hasToString("AsyncLock[unlocked]");
    assertThat(condition).hasToString("AsyncCondition[AsyncLock[unlocked]]");
    assertThat(event).hasToString("AsyncEvent[unset]");
    assertThat(barrier.waiting()).isZero();
  }
}
