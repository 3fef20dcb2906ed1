package dev.continuo.conformance;

import static dev.continuo.Continuo.*;
import static dev.continuo.conformance.Attempts.*;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.continuo.Coroutine;
import dev.continuo.Task;
import dev.continuo.annotation.Async;
import dev.continuo.sync.AsyncLock;
import dev.continuo.sync.Permit;
import java.io.IOException;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The forms in which an AsyncLock is given back. */
class AsyncLockPermitTest extends LoggedPrograms {

  private final AsyncLock lock = new AsyncLock();

  // ---- permits

  @Test
  void aPermitIsClosedOnce() {
    logs(this::permits, "Permit[AsyncLock[locked by main]]", false, "Permit[released]", true);
  }

  @Async
  private Coroutine<Void> permits() {
    Task<?> me = Objects.requireNonNull(currentTask());
    me.setName("main");
    Permit permit = await(lock.acquire());
    log.add(permit.toString());
    permit.close();
    log.add(lock.locked());
    await(lock.acquire());
    permit.close(); // does nothing to who holds it now
    log.add(permit.toString());
    log.add(lock.locked());
    return done();
  }

  @Async
  private Coroutine<Void> permitAndRelease() {
    Permit permit = await(lock.acquire());
    lock.release();
    permit.close();
    return done();
  }

  @Test
  void aPermitOfALockThatWasReleasedAlreadyCannotBeClosed() {
    assertThatThrownBy(() -> run(this::permitAndRelease))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("AsyncLock[unlocked] was released already");
  }

  @Async
  @SuppressWarnings("try") // only held
  private Coroutine<Void> inATryStatement() {
    try (Permit held = await(lock.acquire())) {
      log.add(lock.locked());
      await(turns(1));
    }
    log.add(lock.locked());
    try (Permit held = await(lock.acquire())) {
      throw new ArithmeticException("in the body");
    } catch (ArithmeticException e) {
      log.add(lock.locked());
    }
    return done();
  }

  @Test
  void theTryStatementReleases() {
    logs(this::inATryStatement, true, false, false);
  }

  // ---- withLock

  @Async
  private Coroutine<Void> bodies() {
    log.add(await(lock.withLock(() -> value(lock.locked()))));
    log.add(await(lock.<String>withLock(() -> result(1))));
    log.add(await(attempt(lock.withLock(() -> fails(1)))));
    log.add(await(attempt(lock.withLock(() -> fails(0)))));
    log.add(
        await(
            attempt(
                lock.withLock(
                    () -> {
                      throw new IOException("no coroutine at all");
                    }))));
    log.add(lock.locked());
    return done();
  }

  @Async
  private Coroutine<String> result(int turns) {
    await(turns(turns));
    return value("result, locked " + lock.locked());
  }

  @Async
  private Coroutine<Void> fails(int turns) {
    await(turns(turns));
    throw new ArithmeticException("after " + turns);
  }

  @Test
  void theLockIsReleasedHoweverTheBodyEnds() {
    logs(
        this::bodies,
        true,
        "result, locked true",
        "ArithmeticException: after 1",
        "ArithmeticException: after 0",
        "IOException: no coroutine at all",
        false);
  }

  @Async
  private Coroutine<Void> cancelledBody() {
    Task<?> task = start("body", lock.withLock(() -> sleep(ofSeconds(9))));
    start("next", lock.withLock(() -> logged("in", turns(1))));
    await(turns(2));
    task.cancel();
    await(turns(4));
    log.add(lock.locked());
    return done();
  }

  @Test
  void aCancelledBodyReleases() {
    logs(this::cancelledBody, "body CancelledError", "in", "next", false);
  }

  @Async
  private Coroutine<Void> cancelledBeforeTheBody() {
    await(lock.acquire());
    Task<?> task = start("with", lock.withLock(() -> logged("never", turns(1))));
    await(turns(1));
    lock.release();
    task.cancel();
    await(turns(2));
    log.add(lock.locked());
    return done();
  }

  @Test
  void aBodyWhoseTaskIsCancelledWhileTheLockIsOnItsWayNeverRuns() {
    logs(this::cancelledBeforeTheBody, "with CancelledError", false);
  }

  @Async
  private Coroutine<Void> nobodyWillRelease() {
    await(lock.withLock(() -> lock.withLock(() -> logged("never", turns(1)))));
    return done();
  }

  @Test
  void theLockIsNotReentrant() {
    assertThatThrownBy(() -> run(this::nobodyWillRelease))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("withLock");
  }
}
