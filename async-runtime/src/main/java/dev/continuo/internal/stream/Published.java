package dev.continuo.internal.stream;

import dev.continuo.coroutine.Driver;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * {@code from(Publisher)}: requests one element whenever one is asked for. The publisher calls on
 * any thread; fields are guarded by this object's monitor, calls out are made without it.
 */
final class Published<T extends @Nullable Object> extends Pull<T> implements Flow.Subscriber<T> {

  private static final int AWAITS_SIGNAL = 1;

  private final Flow.Publisher<? extends T> publisher;
  private final ArrayDeque<Object> arrived = new ArrayDeque<>(1);
  private Flow.@Nullable Subscription subscription;
  private @Nullable CompletableFuture<@Nullable Void> waiting;
  private @Nullable Throwable failure;
  private boolean isSubscribed;
  private boolean isOver;

  /** Whether an element was asked for before the publisher has given the subscription. */
  private boolean isRequested;

  Published(Flow.Publisher<? extends T> publisher) {
    this.publisher = publisher;
  }

  // On the consumer's side

  @Override
  @Nullable Object advance(Driver driver) throws Throwable {
    if (state == STARTED) {
      request();
    } else {
      var unused = driver.result();
    }
    for (; ; ) {
      CompletableFuture<@Nullable Void> signal;
      synchronized (this) {
        if (!arrived.isEmpty()) {
          return arrived.remove();
        }
        if (failure != null) {
          throw failure;
        }
        if (isOver) {
          return Driver.ENDED;
        }
        signal = new CompletableFuture<>();
        waiting = signal;
      }
      if (Call.await(signal, driver, this, AWAITS_SIGNAL) == Driver.SUSPENDED) {
        return Driver.SUSPENDED;
      }
    }
  }

  private void request() {
    if (!isSubscribed) {
      isSubscribed = true;
      publisher.subscribe(this);
    }
    Flow.Subscription known;
    synchronized (this) {
      known = isOver ? null : subscription;
      isRequested = subscription == null;
    }
    if (known != null) {
      known.request(1);
    }
  }

  @Override
  void release(Closing closing) {
    Flow.Subscription open;
    synchronized (this) {
      open = isOver ? null : subscription;
      isOver = true;
    }
    if (open != null) {
      open.cancel();
    }
  }

  @Override
  String operator() {
    return "from";
  }

  // On the publisher's side

  @Override
  public void onSubscribe(Flow.Subscription given) {
    Objects.requireNonNull(given);
    boolean isWanted;
    boolean isAsked;
    synchronized (this) {
      isWanted = subscription == null && !isOver;
      isAsked = isRequested;
      if (isWanted) {
        subscription = given;
        isRequested = false;
      }
    }
    if (!isWanted) {
      given.cancel();
    } else if (isAsked) {
      given.request(1);
    }
  }

  @Override
  public void onNext(T element) {
    Object known = Objects.requireNonNull(element);
    signal(() -> arrived.add(known));
  }

  @Override
  public void onError(Throwable thrown) {
    Objects.requireNonNull(thrown);
    signal(
        () -> {
          failure = thrown;
          isOver = true;
        });
  }

  @Override
  public void onComplete() {
    signal(() -> isOver = true);
  }

  private void signal(Runnable change) {
    CompletableFuture<@Nullable Void> signalled;
    synchronized (this) {
      if (isOver) {
        return;
      }
      change.run();
      signalled = waiting;
      waiting = null;
    }
    if (signalled != null) {
      signalled.complete(null);
    }
  }
}
