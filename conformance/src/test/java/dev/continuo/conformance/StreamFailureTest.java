package dev.continuo.conformance;

import static dev.continuo.Continuo.*;
import static dev.continuo.conformance.Attempts.*;
import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.continuo.AsyncCloseable;
import dev.continuo.AsyncGenerator;
import dev.continuo.AsyncIterable;
import dev.continuo.AsyncIterator;
import dev.continuo.Awaitable;
import dev.continuo.CancelledError;
import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What becomes of failures, and of sources that do not do as they are told. */
class StreamFailureTest {

  @SuppressWarnings("StaticAssignmentOfThrowable") // tests look for this very object
  private static final RuntimeException BROKEN = new IllegalStateException("broken");

  private final List<@Nullable Object> log = new ArrayList<>();

  // ---- sources that run in tasks

  @Async
  private AsyncGenerator<Integer> endless() {
    for (int i = 0; ; i++) {
      emit(i);
      await(yieldNow());
    }
  }

  @Async
  private AsyncGenerator<Integer> failsAfter(int count) {
    for (int i = 0; i < count; i++) {
      await(yieldNow());
    }
    throw BROKEN;
  }

  @Async
  private Coroutine<Integer> slowly(AsyncIterable<?> source) {
    int count = 0;
    for (Object x : each(source)) {
      count++;
      log.add(x);
      await(sleep(ofMillis(1)));
    }
    return value(count);
  }

  @Test
  void aFailureIsNotHeldBackByASourceThatIsFasterThanTheConsumer() {
    assertThatThrownBy(() -> Programs.run(slowly(AsyncIterable.merge(endless(), failsAfter(3)))))
        .isSameAs(BROKEN);
    assertThat(log).hasSizeLessThan(10);
    log.clear();
    AsyncIterable<AsyncIterable<Integer>> rooms = AsyncIterable.of(endless(), failsAfter(5));
    assertThatThrownBy(() -> Programs.run(slowly(rooms.flatMerge(2, room -> room))))
        .isSameAs(BROKEN);
    assertThat(log).hasSizeLessThan(20);
  }

  @Async
  private AsyncGenerator<String> holdsOn() {
    int refusals = 0;
    while (true) {
      try {
        await(sleep(ofMillis(5)));
        emit("element");
      } catch (CancelledError e) {
        if (++refusals == 3) {
          throw e;
        }
        emit("refuses");
      }
    }
  }

  @Test
  void aSourceThatSwallowsItsCancellationDoesNotHoldUpTheClose() {
    Programs.run(
        waitFor(
            firstOf(
                List.of(
                    holdsOn().buffer(1),
                    AsyncIterable.merge(holdsOn(), holdsOn()),
                    holdsOn().debounce(ofMillis(1)),
                    holdsOn().sample(ofMillis(7)))),
            ofMillis(999)));
    assertThat(log).containsExactly("element", "element", "element", "element");
  }

  @Async
  private Coroutine<Void> firstOf(List<AsyncIterable<String>> streams) {
    for (AsyncIterable<String> stream : streams) {
      var first = await(attempt(stream.findFirst()));
      log.add(first instanceof java.util.Optional<?> found ? found.get() : first);
    }
    return done();
  }

  /** Counts what is open. */
  private static final class Counted implements AsyncIterable<Integer> {
    int open;

    @Override
    public AsyncIterator<Integer> asyncIterator() {
      open++;
      class Elements implements AsyncIterator<Integer>, AsyncCloseable {
        @Override
        public Awaitable<Integer> next() {
          return value(1);
        }

        @Override
        @SuppressWarnings("NullAway") // does not read what the type variable of value() allows
        public Awaitable<@Nullable Void> closeAsync() {
          open--;
          return value(null);
        }
      }
      return new Elements();
    }
  }

  @Test
  void innerSourcesThatWereNotReachedAreNotLeftOpen() {
    Counted inner = new Counted();
    for (int n = 1; n < 6; n++) {
      Programs.run(AsyncIterable.range(0, 9).flatMerge(n, i -> inner).take(n).toList());
      assertThat(inner.open).isZero();
    }
  }

  // ---- sources that cannot be started

  private static final AsyncIterable<Integer> UNSTARTABLE =
      () -> {
        throw BROKEN;
      };

  @Test
  void aSourceThatCannotBeStartedClosesTheOthers() {
    Counted other = new Counted();
    for (AsyncIterable<?> chain :
        List.<AsyncIterable<?>>of(
            other.zip(UNSTARTABLE, (a, b) -> a),
            AsyncIterable.merge(other, UNSTARTABLE),
            other.flatMap(i -> UNSTARTABLE),
            other.flatMerge(2, i -> UNSTARTABLE))) {
      assertThatThrownBy(() -> Programs.run(chain.toList())).isSameAs(BROKEN);
      assertThat(other.open).isZero();
    }
  }

  @Test
  void aFunctionThatGivesNoSourceIsToldSo() {
    for (AsyncIterable<?> chain :
        List.<AsyncIterable<?>>of(
            AsyncIterable.of(1).flatMap(StreamFailureTest::nothing),
            AsyncIterable.of(1).flatMerge(2, StreamFailureTest::nothing))) {
      assertThatThrownBy(() -> Programs.run(chain.toList()))
          .isInstanceOf(NullPointerException.class)
          .hasMessage("the function returned null");
    }
  }

  @SuppressWarnings("NullAway") // the mistake that is tested
  private static AsyncIterable<Integer> nothing(int i) {
    return null;
  }

  // ---- closes that fail

  private static final class BadClose implements AsyncIterable<Integer> {
    @Override
    public AsyncIterator<Integer> asyncIterator() {
      class Elements implements AsyncIterator<Integer>, AsyncCloseable {
        @Override
        public Awaitable<Integer> next() {
          return sleep(ofMillis(1), 1);
        }

        @Override
        @Async
        @SuppressWarnings("NullAway") // does not read what the type variable of done() allows
        public Coroutine<@Nullable Void> closeAsync() {
          await(yieldNow());
          throw new IllegalStateException("disk");
        }
      }
      return new Elements();
    }
  }

  @Test
  void aCloseThatFailsIsNotLostInATask() {
    AsyncIterable<Integer> source = new BadClose();
    for (AsyncIterable<?> chain :
        List.<AsyncIterable<?>>of(
            source,
            source.buffer(1),
            source.buffer(3).map(i -> i),
            AsyncIterable.merge(source, AsyncIterable.of(1)),
            AsyncIterable.of(1).flatMerge(1, i -> source),
            source.sample(ofMillis(3)))) {
      assertThatThrownBy(() -> Programs.run(chain.take(2).toList()))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("disk");
    }
  }

  @Test
  void aFailureThatTheConsumerDidNotWaitForIsNotLost() {
    AsyncIterable<Integer> ahead = Probe.upTo(2).failing(BROKEN).buffer(5);
    assertThatThrownBy(() -> Programs.run(slowly(ahead.take(1)))).isSameAs(BROKEN);
  }

  // ---- next() by hand

  @Async
  private Coroutine<Void> nextByHand() {
    AsyncIterator<Integer> numbers = AsyncIterable.range(1, 9).map(i -> i).asyncIterator();
    Awaitable<Integer> first = numbers.next();
    log.add(await(first));
    log.add(await(attempt(first)));
    log.add(await(gather(numbers.next(), attempt(numbers.next()))));
    return done();
  }

  @Test
  void everyNextIsACoroutineOfItsOwn() {
    Programs.run(nextByHand());
    assertThat(log)
        .containsExactly(
            1, "IllegalStateException: cannot reuse already awaited coroutine", List.of(2, 3));
  }

  @Async
  private AsyncGenerator<Integer> ticks() {
    emit(1);
    return done();
  }

  @Async
  private Coroutine<Void> neverAsked() {
    log.add(await(ticks().take(0).toList()));
    log.add(await(AsyncIterable.<Integer>empty().zip(ticks(), (a, b) -> a).toList()));
    return done();
  }

  @Test
  void aSourceThatIsNeverAskedIsNoCoroutineThatWasNeverAwaited() {
    try (LogCapture capture = new LogCapture()) {
      Programs.run(neverAsked());
      System.gc();
      Programs.run(neverAsked());
      assertThat(capture.messages()).isEmpty();
    }
    assertThat(log).hasSize(4);
  }

  // ---- publishers

  @Async
  private AsyncGenerator<Integer> cleansUp() {
    try {
      await(sleep(ofMillis(10)));
      emit(1);
    } finally {
      await(sleep(ofMillis(10)));
      log.add("clean");
    }
    return done();
  }

  @Async
  private Coroutine<Void> misbehaves(boolean cancelFirst) {
    cleansUp()
        .toPublisher()
        .subscribe(
            new Flow.Subscriber<Integer>() {
              @Override
              public void onSubscribe(Flow.Subscription subscription) {
                subscription.request(1);
                var loop = dev.continuo.EventLoop.running();
                loop.callLater(ofMillis(5), () -> once(subscription, cancelFirst));
                loop.callLater(ofMillis(8), () -> once(subscription, !cancelFirst));
              }

              @Override
              public void onNext(Integer item) {}

              @Override
              public void onError(Throwable failure) {
                log.add(failure.getClass().getSimpleName());
              }

              @Override
              public void onComplete() {}
            });
    await(sleep(ofMillis(100)));
    return done();
  }

  private static void once(Flow.Subscription subscription, boolean cancels) {
    if (cancels) {
      subscription.cancel();
    } else {
      subscription.request(-1);
    }
  }

  @Test
  void aSecondSignalOfTheSubscriberDoesNotInterruptTheCleanup() {
    Programs.run(misbehaves(true));
    assertThat(log).containsExactly("clean");
    log.clear();
    Programs.run(misbehaves(false));
    assertThat(log).startsWith("clean");
  }

  // ---- emitAll of a java.util.stream

  @Async
  private AsyncGenerator<Object> all(Object source) {
    emitAll(source);
    emit("more");
    return done();
  }

  @Test
  void aStreamThatIsEmittedIsClosedAtItsEnd() {
    Stream<Integer> stream = Stream.of(1, 2).onClose(() -> log.add("closed"));
    assertThat(Programs.run(all(stream).toList())).containsExactly(1, 2, "more");
    assertThat(log).containsExactly("closed");
  }

  @Test
  void aStreamThatIsEmittedIsClosedWithTheGeneratorAndWhenItFails() {
    Stream<Integer> stream = Stream.of(1, 2).onClose(() -> log.add("closed"));
    Programs.run(all(stream).take(1).toList());
    assertThat(log).containsExactly("closed");
    Stream<Integer> failing =
        Stream.of(1)
            .<Integer>map(
                i -> {
                  throw BROKEN;
                })
            .onClose(() -> log.add("closed 2"));
    assertThatThrownBy(() -> Programs.run(all(failing).toList())).isSameAs(BROKEN);
    assertThat(log).containsExactly("closed", "closed 2");
  }

  @Test
  void whatCannotBeEmittedIsToldSo() {
    assertThatThrownBy(() -> Programs.run(all(3).toList()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("cannot emit the elements of a java.lang.Integer: emitAll takes an");
  }
}
