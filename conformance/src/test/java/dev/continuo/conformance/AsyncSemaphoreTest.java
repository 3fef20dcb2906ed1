package dev.continuo.conformance;

import static dev.continuo.Continuo.*;
import static dev.continuo.conformance.Attempts.*;
import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.continuo.Coroutine;
import dev.continuo.Task;
import dev.continuo.annotation.Async;
import dev.continuo.sync.AsyncSemaphore;
import java.util.List;
import org.junit.jupiter.api.Test;

/** AsyncSemaphore: the cases of CPython's SemaphoreTests, and that nobody barges in. */
class AsyncSemaphoreTest extends LoggedPrograms {

  // ---- counting

  @Test
  void permitsAreCounted() {
    AsyncSemaphore semaphore = new AsyncSemaphore(2);
    assertThat(results(semaphore.available(), semaphore.locked())).containsExactly(2, false);
    assertThat(semaphore.tryAcquire()).isTrue();
    assertThat(semaphore.tryAcquire()).isTrue();
    assertThat(semaphore.tryAcquire()).isFalse();
    assertThat(results(semaphore.available(), semaphore.locked())).containsExactly(0, true);
    semaphore.release(3); // grows
    assertThat(semaphore.available()).isEqualTo(3);
    assertThat(semaphore).hasToString("AsyncSemaphore[3 available]");
  }

  @Test
  void mistakesAreNamed() {
    AsyncSemaphore bounded = AsyncSemaphore.bounded(1);
    assertThatThrownBy(bounded::release)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("BoundedSemaphore released too many times");
    assertThat(bounded.available()).isEqualTo(1);
    assertThatThrownBy(() -> new AsyncSemaphore(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("permits is -1, must be at least 0");
    assertThatThrownBy(() -> AsyncSemaphore.bounded(-1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> bounded.release(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("permits is 0, must be at least 1");
    AsyncSemaphore full = new AsyncSemaphore(Integer.MAX_VALUE);
    assertThatThrownBy(full::release)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("Semaphore released too many times");
  }

  @Test
  void aBoundedOneCountsWhatIsOut() {
    AsyncSemaphore bounded = AsyncSemaphore.bounded(2);
    assertThat(bounded.tryAcquire()).isTrue();
    assertThatThrownBy(() -> bounded.release(2)).isInstanceOf(IllegalStateException.class);
    assertThat(bounded.available()).isEqualTo(1);
    bounded.release();
    assertThat(bounded.available()).isEqualTo(2);
  }

  @Test
  void acquireIsLazy() {
    AsyncSemaphore semaphore = new AsyncSemaphore(1);
    semaphore.acquire().close();
    assertThat(semaphore.available()).isEqualTo(1);
  }

  @Test
  void aBoundedOneOfNothingLetsNobodyIn() {
    AsyncSemaphore none = AsyncSemaphore.bounded(0);
    assertThat(none.tryAcquire()).isFalse();
    assertThatThrownBy(none::release).isInstanceOf(IllegalStateException.class);
  }

  // ---- order

  @Async
  private Coroutine<Void> twice(String tag, AsyncSemaphore semaphore) {
    for (int i = 1; i <= 2; i++) {
      await(semaphore.acquire());
      log.add(tag + "_" + i);
      await(sleep(ofMillis(10)));
      semaphore.release();
    }
    return done();
  }

  @Async
  private Coroutine<Void> acquireFifoOrder() {
    AsyncSemaphore semaphore = new AsyncSemaphore(1);
    await(gather(twice("c1", semaphore), twice("c2", semaphore), twice("c3", semaphore)));
    return done();
  }

  @Test
  void firstComeFirstServed() {
    logs(this::acquireFifoOrder, "c1_1", "c2_1", "c3_1", "c1_2", "c2_2", "c3_2");
  }

  @Async
  private Coroutine<Void> releasesAndComesAgain(AsyncSemaphore semaphore) {
    await(semaphore.acquire());
    log.add(2);
    semaphore.release();
    await(semaphore.acquire());
    log.add(4);
    return done();
  }

  @Async
  private Coroutine<Void> acquireFifoOrder2() {
    AsyncSemaphore semaphore = new AsyncSemaphore(1);
    Task<?> first = start("1", semaphore.acquire());
    Task<?> second = createTask(releasesAndComesAgain(semaphore));
    Task<?> third = start("3", semaphore.acquire());
    await(turns(1));
    semaphore.release();
    semaphore.release();
    await(gather(first, second, third));
    return done();
  }

  @Test
  void whoReleasesAndComesAgainIsBehindThoseWhoWereWoken() {
    logs(this::acquireFifoOrder2, "1", 2, "3", 4);
  }

  @Async
  private Coroutine<Void> comesWhileAnotherIsWoken() {
    AsyncSemaphore semaphore = new AsyncSemaphore(0);
    start("early", semaphore.acquire());
    await(turns(1));
    semaphore.release(2); // more than early needs
    log.add(semaphore.locked()); // acquire would queue behind early
    log.add(semaphore.available());
    Task<?> late = createTask(logged("late", semaphore.acquire()));
    await(late);
    log.add(semaphore.toString());
    return done();
  }

  @Test
  void whoComesBehindAWokenOneIsServedByTheSameRelease() {
    logs(this::comesWhileAnotherIsWoken, true, 0, "early", "late", "AsyncSemaphore[0 available]");
  }

  @Async
  private Coroutine<Void> queuesInTheTickOfTheRelease() {
    AsyncSemaphore semaphore = new AsyncSemaphore(0);
    start("early", semaphore.acquire());
    await(turns(1));
    semaphore.release(3);
    await(semaphore.acquire());
    log.add("main");
    log.add(semaphore.available());
    return done();
  }

  @Test
  void aPermitThatIsLeftAfterAWokenOneGoesToTheNext() {
    logs(this::queuesInTheTickOfTheRelease, "early", "main", 1);
  }

  @Async
  private Coroutine<Void> triesWhileOthersAreWoken() {
    AsyncSemaphore semaphore = new AsyncSemaphore(0);
    start("a", semaphore.acquire());
    await(turns(1));
    semaphore.release();
    log.add(semaphore.tryAcquire());
    await(turns(1));
    semaphore.release();
    log.add(semaphore.tryAcquire());
    return done();
  }

  @Test
  void tryAcquireTakesNoPermitThatAnotherWasWokenFor() {
    logs(this::triesWhileOthersAreWoken, false, "a", true);
  }

  @Async
  private Coroutine<Void> manyAtOnce() {
    AsyncSemaphore semaphore = new AsyncSemaphore(0);
    for (String name : List.of("a", "b", "c", "d")) {
      start(name, semaphore.acquire());
    }
    await(turns(1));
    log.add(semaphore.toString());
    semaphore.release(3);
    log.add("released");
    await(turns(1));
    log.add(semaphore.toString());
    semaphore.release();
    await(turns(1));
    return done();
  }

  @Test
  void severalPermitsWakeSeveralInOneTick() {
    logs(
        this::manyAtOnce,
        "AsyncSemaphore[0 available, 4 waiting]",
        "released",
        "a",
        "b",
        "c",
        "AsyncSemaphore[0 available, 1 waiting]",
        "d");
  }
}
