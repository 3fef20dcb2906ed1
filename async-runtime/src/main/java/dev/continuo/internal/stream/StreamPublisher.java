package dev.continuo.internal.stream;

import dev.continuo.AsyncIterable;
import dev.continuo.EventLoop;
import dev.continuo.ExceptionContext;
import java.util.Objects;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * {@code toPublisher}: every subscriber gets an iteration of its own, run by a task of the loop,
 * and all its signals on the loop's thread.
 */
public final class StreamPublisher<T extends @Nullable Object> implements Flow.Publisher<T> {

  private final AsyncIterable<T> elements;
  private final EventLoop loop;

  /** Makes the publisher. */
  public StreamPublisher(AsyncIterable<T> elements, EventLoop loop) {
    this.elements = elements;
    this.loop = loop;
  }

  @Override
  public void subscribe(Flow.Subscriber<? super T> subscriber) {
    Objects.requireNonNull(subscriber);
    Demand demand = new Demand(loop);
    try {
      var unused = loop.callSoonThreadsafe(() -> start(subscriber, demand));
    } catch (IllegalStateException closed) { // the rules ask for both signals
      demand.cancel();
      subscriber.onSubscribe(demand);
      subscriber.onError(closed);
    }
  }

  private void start(Flow.Subscriber<? super T> subscriber, Demand demand) {
    try {
      subscriber.onSubscribe(demand);
    } catch (Throwable t) {
      report(loop, subscriber, t);
      return;
    }
    if (!demand.isCancelled()) {
      demand.run(loop.createTask(new Publication<>(elements, subscriber, demand), "toPublisher"));
    }
  }

  /** A subscriber must not throw; one that does gets nothing more. */
  static void report(EventLoop loop, Flow.Subscriber<?> subscriber, Throwable failure) {
    loop.callExceptionHandler(new ExceptionContext("a subscriber threw: " + subscriber, failure));
  }
}
