package dev.continuo.conformance;

import static dev.continuo.Continuo.*;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.continuo.Coroutine;
import dev.continuo.EventLoop;
import dev.continuo.Task;
import dev.continuo.annotation.Async;
import dev.continuo.sync.AsyncEvent;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** AsyncEvent: the cases of CPython's EventTests. */
class AsyncEventTest extends LoggedPrograms {

  private final AsyncEvent event = new AsyncEvent();

  private void startWaiters(String... names) {
    for (String name : names) {
      start(name, event.untilSet());
    }
  }

  @Test
  void itIsSetAndClearedWithoutALoop() {
    assertThat(event.isSet()).isFalse();
    assertThat(event).hasToString("AsyncEvent[unset]");
    event.set();
    event.set();
    assertThat(event.isSet()).isTrue();
    assertThat(event).hasToString("AsyncEvent[set]");
    event.clear();
    event.clear();
    assertThat(event.isSet()).isFalse();
    event.untilSet().close();
  }

  @Async
  private Coroutine<Void> setsWhileOthersWait() {
    startWaiters("a", "b", "c");
    await(turns(2));
    log.add(event.toString());
    event.set();
    log.add("set");
    await(turns(1));
    log.add(event.toString());
    return done();
  }

  @Test
  void everybodyGoesOnInTheOrderInWhichTheyCame() {
    logs(
        this::setsWhileOthersWait,
        "AsyncEvent[unset, 3 waiting]",
        "set",
        "a",
        "b",
        "c",
        "AsyncEvent[set]");
  }

  @Async
  private Coroutine<Void> isSetAlready() {
    event.set();
    createTask(turns(0)).addDoneCallback(t -> log.add("another task ran"));
    await(event.untilSet());
    await(event.untilSet());
    log.add("went on");
    await(turns(2));
    return done();
  }

  @Test
  void whatIsSetIsNotWaitedFor() {
    logs(this::isSetAlready, "went on", "another task ran");
  }

  @Async
  private Coroutine<Void> clearedWhileWoken() {
    startWaiters("a", "b");
    await(turns(1));
    event.set();
    event.clear();
    startWaiters("late");
    await(turns(2));
    log.add(event.toString());
    event.set();
    await(turns(1));
    return done();
  }

  @Test
  void whoWasWokenGoesOnThoughItIsClearedBeforeTheyRun() {
    logs(this::clearedWhileWoken, "a", "b", "AsyncEvent[unset, 1 waiting]", "late");
  }

  @Async
  private Coroutine<Void> clearedThenWaitedFor() {
    event.set();
    event.clear();
    log.add(await(timeoutOrNull(ofSeconds(1), () -> logged("waiter", event.untilSet()))));
    return done();
  }

  @Test
  void clearHasThoseWhoComeLaterWait() {
    logs(this::clearedThenWaitedFor, "waiter CancelledError", null);
  }

  @Async
  private Coroutine<Void> setAgainBeforeTheyRun() {
    startWaiters("a");
    await(turns(1));
    for (int i = 0; i < 3; i++) {
      event.set();
      event.clear();
    }
    await(turns(3));
    return done();
  }

  @Test
  void settingItOftenWakesOnce() {
    logs(this::setAgainBeforeTheyRun, "a");
  }

  @Async
  private Coroutine<Void> comesAgainAtOnce() {
    for (int i = 0; i < 3; i++) {
      await(event.untilSet());
      log.add("round " + i);
      event.clear();
    }
    return done();
  }

  @Async
  private Coroutine<Void> rounds() {
    Task<?> waiter = createTask(comesAgainAtOnce());
    for (int i = 0; i < 3; i++) {
      await(turns(3));
      log.add("set " + i);
      event.set();
    }
    await(waiter);
    return done();
  }

  @Test
  void itIsUsedAgainAfterClear() {
    logs(this::rounds, "set 0", "round 0", "set 1", "round 1", "set 2", "round 2");
  }

  @Async
  private Coroutine<Void> cancelled() {
    Task<?> before = start("before", event.untilSet());
    Task<?> after = start("after", event.untilSet());
    startWaiters("other");
    await(turns(1));
    before.cancel();
    event.set();
    after.cancel();
    await(turns(2));
    log.add(event.toString());
    return done();
  }

  @Test
  void aCancelledWaiterFailsWhetherItWasWokenOrNot() {
    logs(
        this::cancelled,
        "before CancelledError",
        "after CancelledError",
        "other",
        "AsyncEvent[set]");
  }

  @Async
  private Coroutine<Void> underTimeouts() {
    for (int i = 0; i < 1000; i++) {
      await(timeoutOrNull(ofSeconds(1), event::untilSet));
    }
    log.add(event.toString());
    event.set();
    await(waitFor(event.untilSet(), ofSeconds(1)));
    return done();
  }

  @Test
  void waitersThatGaveUpAreForgotten() {
    logs(this::underTimeouts, "AsyncEvent[unset]");
  }

  @Async
  private Coroutine<Void> setByTheLoop() {
    EventLoop.running().callLater(ofSeconds(3), event::set);
    await(event.untilSet());
    log.add(EventLoop.running().time() >= 3_000_000_000L);
    return done();
  }

  @Test
  void aCallbackMaySetIt() {
    logs(this::setByTheLoop, true);
  }

  @Async
  private Coroutine<Void> setByAnotherThread() {
    EventLoop loop = EventLoop.running();
    Task<?> setter = createTask(toThread(() -> loop.callSoonThreadsafe(event::set)));
    await(event.untilSet());
    await(setter);
    log.add(event.isSet());
    return done();
  }

  @Test
  void anotherThreadSetsItThroughTheLoop() {
    logs(this::setByAnotherThread, true);
  }

  @Async
  private Coroutine<Void> neverSet() {
    await(event.untilSet());
    return done();
  }

  @Test
  void whatIsNeverSetIsReported() {
    assertThatThrownBy(() -> run(this::neverSet))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("dev.continuo.sync.AsyncEvent.untilSet");
  }

  @Async
  private Coroutine<Void> waitsBriefly() {
    await(timeoutOrNull(ofSeconds(1), event::untilSet));
    return done();
  }

  @Test
  void anEventBelongsToTheLoopOfTheFirstWhoWaited() {
    run(this::waitsBriefly);
    assertThatThrownBy(() -> run(this::waitsBriefly))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("AsyncEvent[unset] is bound to a different event loop");
    event.set();
    run(this::waitsBriefly); // need not wait
  }

  @Async
  private Coroutine<Void> thousands() {
    List<Integer> ended = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      int number = i;
      createTask(event.untilSet()).addDoneCallback(t -> ended.add(number));
    }
    await(turns(1));
    event.set();
    await(turns(3));
    log.add(ended.size());
    log.add(ended.stream().sorted().toList().equals(ended));
    return done();
  }

  @Test
  void thousandsGoOnInOrder() {
    logs(this::thousands, 10_000, true);
  }
}
