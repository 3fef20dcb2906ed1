package dev.continuo.internal.stream;

import dev.continuo.AsyncIterable;
import dev.continuo.CancelledError;
import dev.continuo.internal.Fatal;
import java.util.Objects;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** The body of the task that serves one subscriber. */
final class Publication<T extends @Nullable Object> extends Drain<T, @Nullable Void> {

  private final Flow.Subscriber<? super T> subscriber;
  private final Demand demand;

  Publication(
      AsyncIterable<? extends T> elements, Flow.Subscriber<? super T> subscriber, Demand demand) {
    super(elements);
    this.subscriber = subscriber;
    this.demand = demand;
  }

  @Override
  @Nullable Object ready() {
    return demand.isOver() ? ENOUGH : demand.awaitRequest();
  }

  @Override
  @Nullable Object accept(T element) {
    Objects.requireNonNull(element, "a publisher must not publish null");
    if (demand.isOver()) {
      return ENOUGH;
    }
    if (demand.take()) { // always: the element was asked for because of it
      try {
        subscriber.onNext(element);
      } catch (Throwable t) {
        if (Fatal.is(t)) {
          throw t;
        }
        demand.cancel();
        StreamPublisher.report(demand.loop, subscriber, t);
      }
    }
    return null;
  }

  @Override
  @Nullable Object finish() {
    return null;
  }

  @Override
  void closes() {
    demand.ends();
  }

  @Override
  @Nullable Object over(@Nullable Object result, @Nullable Throwable failure) throws Throwable {
    Throwable violation = demand.violation();
    if (demand.isCancelled()) {
      if (failure != null && !(failure instanceof CancelledError)) {
        throw failure; // nobody else can be told: reported as never retrieved
      }
      return null;
    }
    demand.cancel();
    Throwable signalled = violation != null ? violation : failure;
    try {
      if (signalled == null) {
        subscriber.onComplete();
      } else {
        subscriber.onError(signalled);
      }
    } catch (Throwable t) {
      StreamPublisher.report(demand.loop, subscriber, t);
    }
    if (failure != null && Fatal.is(failure)) {
      throw failure;
    }
    return null;
  }

  @Override
  String operator() {
    return "toPublisher";
  }
}
