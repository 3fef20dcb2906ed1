package dev.continuo.conformance;

import static dev.continuo.Continuo.*;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.continuo.AsyncIterable;
import dev.continuo.Coroutine;
import dev.continuo.EventLoop;
import dev.continuo.annotation.Async;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.SubmissionPublisher;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Streams as publishers, publishers as streams, and the rules of Reactive Streams: long because
 * those are many and share a subscriber.
 */
class StreamPublisherTest {

  @SuppressWarnings("StaticAssignmentOfThrowable") // tests look for this very object
  private static final RuntimeException BROKEN = new IllegalStateException("broken");

  /** Logs its signals; what it does with its subscription is the test's business. */
  private static class Log<T> implements Flow.Subscriber<T> {
    final List<String> signals = new ArrayList<>();
    final Thread thread = Thread.currentThread();
    private final Consumer<Flow.Subscription> start;
    Flow.@Nullable Subscription subscription;

    Log(Consumer<Flow.Subscription> start) {
      this.start = start;
    }

    static <T> Log<T> requesting(long count) {
      return new Log<>(subscription -> subscription.request(count));
    }

    Flow.Subscription subscription() {
      return java.util.Objects.requireNonNull(subscription);
    }

    void add(String signal) {
      signals.add(Thread.currentThread() == thread ? signal : signal + " on another thread");
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
      subscription = given;
      start.accept(given);
    }

    @Override
    public void onNext(T element) {
      add("" + element);
    }

    @Override
    public void onError(Throwable failure) {
      add(failure.getClass().getSimpleName() + ": " + failure.getMessage());
    }

    @Override
    public void onComplete() {
      add("complete");
    }
  }

  @Async
  static <T> Coroutine<List<String>> subscribed(AsyncIterable<T> stream, Log<? super T> log) {
    stream.toPublisher().subscribe(log);
    await(sleep(ofSeconds(1)));
    return value(List.copyOf(log.signals)); // the end of the loop cancels what is left
  }

  private static <T> List<String> signals(AsyncIterable<T> stream, Consumer<Flow.Subscription> s) {
    return Programs.run(run(stream, s));
  }

  @Async
  static <T> Coroutine<List<String>> run(AsyncIterable<T> stream, Consumer<Flow.Subscription> s) {
    return value(await(subscribed(stream, new Log<T>(s))));
  }

  // ---- toPublisher

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void allElementsThenComplete(boolean suspends) {
    assertThat(signals(Probe.upTo(3).suspending(suspends), s -> s.request(Long.MAX_VALUE)))
        .containsExactly("1", "2", "3", "complete");
    assertThat(signals(Probe.upTo(0).suspending(suspends), s -> s.request(1)))
        .containsExactly("complete");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void noMoreThanWasRequestedIsGivenOrAskedFor(boolean suspends) {
    Probe<Integer> source = Probe.upTo(9).suspending(suspends);
    assertThat(
            signals(
                source,
                s -> {
                  s.request(1);
                  s.request(2);
                }))
        .containsExactly("1", "2", "3");
    assertThat(source.asked).isEqualTo(3);
    assertThat(source.closed).isEqualTo(1); // when the loop ended
  }

  @Test
  void nothingIsAskedForBeforeARequest() {
    Probe<Integer> source = Probe.upTo(9);
    assertThat(signals(source, s -> {})).isEmpty();
    assertThat(source.asked).isZero();
  }

  @Test
  void requestsAddUpWithoutOverflow() {
    assertThat(
            signals(
                Probe.upTo(3),
                s -> {
                  s.request(Long.MAX_VALUE);
                  s.request(Long.MAX_VALUE);
                }))
        .containsExactly("1", "2", "3", "complete");
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1, Long.MIN_VALUE})
  void aRequestOfLessThanOneIsAnError(long count) {
    Probe<Integer> source = Probe.upTo(9).every(ofMillis(100));
    List<String> signals = signals(source, s -> s.request(count));
    assertThat(signals).hasSize(1);
    assertThat(signals.get(0)).startsWith("IllegalArgumentException: request(" + count + ")");
    assertThat(source.closed).isEqualTo(1);
  }

  @Async
  static Coroutine<List<String>> violatesLater(Probe<Integer> source) {
    Log<Integer> log = Log.requesting(5);
    source.toPublisher().subscribe(log);
    await(sleep(ofMillis(15)));
    log.subscription().request(-5);
    await(sleep(ofMillis(100)));
    log.subscription().request(5);
    await(sleep(ofMillis(100)));
    return value(log.signals);
  }

  @Test
  void aRequestOfLessThanOneEndsARunningSubscription() {
    Probe<Integer> source = Probe.upTo(9).every(ofMillis(10));
    List<String> signals = Programs.run(violatesLater(source));
    assertThat(signals).hasSize(2).startsWith("1");
    assertThat(signals.get(1)).startsWith("IllegalArgumentException");
    assertThat(source.cancelled).isEqualTo(1);
    assertThat(source.closed).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aFailureIsTheLastSignal(boolean suspends) {
    assertThat(signals(Probe.upTo(1).suspending(suspends).failing(BROKEN), s -> s.request(9)))
        .containsExactly("1", "IllegalStateException: broken");
  }

  @Test
  void nullIsNotPublished() {
    Probe<@Nullable String> source = Probe.withNulls();
    @SuppressWarnings({"unchecked", "NullAway"}) // the mistake that this is about
    AsyncIterable<String> stream = (AsyncIterable<String>) (AsyncIterable<?>) source;
    List<String> signals = signals(stream, s -> s.request(9));
    assertThat(signals).hasSize(1);
    assertThat(signals.get(0)).startsWith("NullPointerException");
    assertThat(source.closed).isEqualTo(1);
  }

  @Async
  static Coroutine<List<String>> cancelsIn(Probe<Integer> source, int element) {
    Log<Integer> log =
        new Log<>(s -> s.request(9)) {
          @Override
          public void onNext(Integer n) {
            super.onNext(n);
            if (n == element) {
              subscription().cancel();
              subscription().cancel();
              subscription().request(1);
            }
          }
        };
    source.toPublisher().subscribe(log);
    await(sleep(ofMillis(500)));
    log.add("tasks " + allTasks().size());
    return value(log.signals);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void afterCancelInOnNextThereAreNoSignalsAndTheSourceIsClosed(boolean suspends) {
    Probe<Integer> source = Probe.upTo(9).suspending(suspends);
    assertThat(Programs.run(cancelsIn(source, 2))).containsExactly("1", "2", "tasks 1");
    assertThat(source.asked).isEqualTo(2);
    assertThat(source.closed).isEqualTo(1);
  }

  @Async
  static Coroutine<List<String>> cancelsAfter(Probe<Integer> source, int millis) {
    Log<Integer> log = Log.requesting(9);
    source.toPublisher().subscribe(log);
    await(sleep(ofMillis(millis)));
    log.subscription().cancel();
    await(sleep(ofMillis(500)));
    return value(log.signals);
  }

  @Test
  void cancelReachesASourceThatIsWaitedFor() {
    Probe<Integer> source = Probe.upTo(9).every(ofMillis(10));
    assertThat(Programs.run(cancelsAfter(source, 15))).containsExactly("1");
    assertThat(source.cancelled).isEqualTo(1);
    assertThat(source.closed).isEqualTo(1);
  }

  @Test
  void cancelInOnSubscribeAsksForNothing() {
    Probe<Integer> source = Probe.upTo(9);
    assertThat(signals(source, Flow.Subscription::cancel)).isEmpty();
    assertThat(source.asked).isZero();
  }

  @Async
  static Coroutine<List<String>> throwing(Probe<Integer> source) {
    List<String> reports = new ArrayList<>();
    EventLoop.running()
        .setExceptionHandler((loop, context) -> reports.add("reported " + context.exception()));
    Log<Integer> log =
        new Log<>(s -> s.request(9)) {
          @Override
          public void onNext(Integer n) {
            throw BROKEN;
          }
        };
    reports.addAll(await(subscribed(source, log)));
    return value(reports);
  }

  @Test
  void aSubscriberThatThrowsGetsNothingMoreAndIsReported() {
    Probe<Integer> source = Probe.upTo(9);
    assertThat(Programs.run(throwing(source)))
        .containsExactly("reported java.lang.IllegalStateException: broken");
    assertThat(source.closed).isEqualTo(1);
  }

  @Async
  static Coroutine<List<String>> twoSubscribers(Probe<Integer> source) {
    Flow.Publisher<Integer> publisher = source.toPublisher();
    Log<Integer> first = Log.requesting(1);
    Log<Integer> second = Log.requesting(9);
    publisher.subscribe(first);
    publisher.subscribe(second);
    await(sleep(ofSeconds(1)));
    List<String> both = new ArrayList<>(first.signals);
    both.addAll(second.signals);
    return value(both);
  }

  @Test
  void everySubscriberHasItsOwnIteration() {
    assertThat(Programs.run(twoSubscribers(Probe.upTo(2))))
        .containsExactly("1", "1", "2", "complete");
  }

  @Async
  static Coroutine<List<String>> fromAnotherThread(AsyncIterable<Integer> stream) {
    CompletableFuture<String> end = new CompletableFuture<>();
    Log<Integer> log =
        new Log<>(s -> {}) {
          @Override
          public void onNext(Integer n) {
            super.onNext(n);
            ForkJoinPool.commonPool().execute(() -> subscription().request(1));
          }

          @Override
          public void onComplete() {
            super.onComplete();
            end.complete("end");
          }
        };
    Flow.Publisher<Integer> publisher = stream.toPublisher();
    await(toThread(() -> publisher.subscribe(log)));
    await(yieldNow());
    ForkJoinPool.commonPool().execute(() -> log.subscription().request(1));
    await(end);
    return value(log.signals);
  }

  @Test
  void subscribingAndRequestingOnOtherThreadsGivesSignalsOnTheLoop() {
    assertThat(Programs.run(fromAnotherThread(AsyncIterable.range(0, 4))))
        .containsExactly("0", "1", "2", "3", "complete");
  }

  @Test
  void toPublisherNeedsALoop() {
    assertThatThrownBy(() -> AsyncIterable.of(1).toPublisher())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("no running event loop");
  }

  @Async
  static Coroutine<Flow.Publisher<Integer>> publisherOf(AsyncIterable<Integer> stream) {
    return value(stream.toPublisher());
  }

  @Test
  void afterTheEndOfTheLoopASubscriberIsTold() {
    Log<Integer> log = Log.requesting(1);
    Programs.run(publisherOf(AsyncIterable.of(1))).subscribe(log);
    assertThat(log.signals).containsExactly("IllegalStateException: Event loop is closed");
  }

  // ---- from(Publisher)

  @Async
  static Coroutine<List<Integer>> roundTrip(AsyncIterable<Integer> stream) {
    return value(await(AsyncIterable.<Integer>from(stream.toPublisher()).toList()));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aRoundTripGivesTheSameElements(boolean suspends) {
    assertThat(Programs.run(roundTrip(Probe.upTo(20).suspending(suspends)))).hasSize(20).isSorted();
    assertThatThrownBy(
            () -> Programs.run(roundTrip(Probe.upTo(2).suspending(suspends).failing(BROKEN))))
        .isSameAs(BROKEN);
  }

  @Async
  static Coroutine<List<Integer>> partly(AsyncIterable<Integer> stream) {
    List<Integer> list = await(AsyncIterable.<Integer>from(stream.toPublisher()).take(2).toList());
    await(sleep(ofMillis(100)));
    return value(list);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void anEarlyEndCancelsTheSubscription(boolean suspends) {
    Probe<Integer> source = Probe.upTo(9).suspending(suspends);
    assertThat(Programs.run(partly(source))).containsExactly(1, 2);
    assertThat(source.asked).isEqualTo(2);
    assertThat(source.closed).isEqualTo(1);
  }

  @Async
  static Coroutine<List<Integer>> submitted(SubmissionPublisher<Integer> publisher, int count) {
    var list = createTask(AsyncIterable.<Integer>from(publisher).map(n -> n * 2).toList());
    await(yieldNow());
    await(
        toThread(
            () -> {
              for (int i = 0; i < count; i++) {
                publisher.submit(i);
              }
              publisher.close();
            }));
    return value(await(list));
  }

  @Test
  void theElementsOfASubmissionPublisher() {
    try (var publisher = new SubmissionPublisher<Integer>()) {
      assertThat(Programs.run(submitted(publisher, 1000))).hasSize(1000).isSorted();
    }
  }

  @Async
  static Coroutine<List<Integer>> failingPublisher(SubmissionPublisher<Integer> publisher) {
    var list = createTask(AsyncIterable.<Integer>from(publisher).toList());
    await(yieldNow());
    publisher.closeExceptionally(BROKEN);
    return value(await(list));
  }

  @Test
  void theFailureOfASubmissionPublisher() {
    try (var publisher = new SubmissionPublisher<Integer>()) {
      assertThatThrownBy(() -> Programs.run(failingPublisher(publisher))).isSameAs(BROKEN);
    }
  }

  @Async
  static Coroutine<List<Integer>> fed(AsyncIterable<Integer> stream) {
    List<Integer> seen = new ArrayList<>();
    CompletableFuture<Void> consumed;
    try (var hub = new SubmissionPublisher<Integer>()) {
      consumed = hub.consume(seen::add);
      stream.toPublisher().subscribe(new Forward(hub));
      await(sleep(ofMillis(100)));
    }
    await(consumed);
    return value(seen);
  }

  /** Hands a stream on to a publisher of the JDK. */
  private static final class Forward extends Log<Integer> {
    private final SubmissionPublisher<Integer> hub;

    Forward(SubmissionPublisher<Integer> hub) {
      super(s -> s.request(Long.MAX_VALUE));
      this.hub = hub;
    }

    @Override
    public void onNext(Integer n) {
      hub.submit(n);
    }
  }

  @Test
  void aStreamFeedsASubmissionPublisher() {
    assertThat(Programs.run(fed(AsyncIterable.range(0, 4)))).containsExactly(0, 1, 2, 3);
  }

  @Test
  void aPublisherThatSubscribesTwiceIsCancelledTheSecondTime() {
    List<String> log = new ArrayList<>();
    Flow.Publisher<Integer> twice =
        subscriber -> {
          for (int i = 0; i < 2; i++) {
            int number = i;
            subscriber.onSubscribe(
                new Flow.Subscription() {
                  @Override
                  public void request(long n) {
                    log.add(number + " request " + n);
                    subscriber.onNext(7);
                    subscriber.onComplete();
                  }

                  @Override
                  public void cancel() {
                    log.add(number + " cancel");
                  }
                });
          }
        };
    assertThat(Programs.run(AsyncIterable.<Integer>from(twice).toList())).containsExactly(7);
    assertThat(log).containsExactly("1 cancel", "0 request 1");
  }
}
