package dev.continuo.internal;

import dev.continuo.AsyncFuture;
import dev.continuo.Awaitable;
import dev.continuo.CancelledError;
import dev.continuo.Outcome;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * asyncio's gather: a future of its own that counts its children.
 *
 * <p>Invariant: {@code children} holds one future per argument, in order; the same argument twice
 * is the same future twice. {@code distinct} holds each once.
 */
public final class Gather<R extends @Nullable Object> extends LoopFuture<R> {

  private final List<LoopFuture<?>> children;
  private final List<LoopFuture<?>> distinct;
  private final Function<List<LoopFuture<?>>, R> result;
  private final boolean failuresAreResults;
  private int unfinished;
  private boolean cancelRequested;
  private @Nullable String cancelMessage;

  private Gather(
      DefaultLoop loop,
      List<LoopFuture<?>> children,
      List<LoopFuture<?>> distinct,
      boolean failuresAreResults,
      Function<List<LoopFuture<?>>, R> result) {
    super(loop);
    this.children = children;
    this.distinct = distinct;
    this.unfinished = distinct.size();
    this.failuresAreResults = failuresAreResults;
    this.result = result;
  }

  /** Results in order; fails with the first failure. */
  @SuppressWarnings("unchecked") // the children only give values of T
  public static <T extends @Nullable Object> AsyncFuture<List<T>> results(
      DefaultLoop loop, Collection<? extends Awaitable<? extends T>> awaitables) {
    return start(
        loop,
        awaitables,
        false,
        children -> {
          List<T> values = new ArrayList<>(children.size());
          children.forEach(child -> values.add((T) child.value()));
          return Collections.unmodifiableList(values);
        });
  }

  /** Outcomes in order; does not fail. */
  public static <T extends @Nullable Object> AsyncFuture<List<Outcome<T>>> outcomes(
      DefaultLoop loop, Collection<? extends Awaitable<? extends T>> awaitables) {
    return start(
        loop,
        awaitables,
        true,
        children -> {
          List<Outcome<T>> outcomes = new ArrayList<>(children.size());
          children.forEach(child -> outcomes.add(outcome(child)));
          return Collections.unmodifiableList(outcomes);
        });
  }

  /** One result made of the values of all. */
  public static <R extends @Nullable Object> AsyncFuture<R> combined(
      DefaultLoop loop,
      List<? extends Awaitable<?>> awaitables,
      Function<List<@Nullable Object>, R> combiner) {
    return start(
        loop,
        awaitables,
        false,
        children -> {
          List<@Nullable Object> values = new ArrayList<>(children.size());
          children.forEach(child -> values.add(child.value()));
          return combiner.apply(values);
        });
  }

  private static <R extends @Nullable Object> Gather<R> start(
      DefaultLoop loop,
      Collection<? extends Awaitable<?>> awaitables,
      boolean failuresAreResults,
      Function<List<LoopFuture<?>>, R> result) {
    IdentityHashMap<Awaitable<?>, LoopFuture<?>> known = new IdentityHashMap<>();
    List<LoopFuture<?>> children = new ArrayList<>(awaitables.size());
    List<LoopFuture<?>> distinct = new ArrayList<>(awaitables.size());
    for (Awaitable<?> awaitable : awaitables) {
      LoopFuture<?> child = known.get(awaitable);
      if (child == null) {
        child = (LoopFuture<?>) Futures.ensure(loop, awaitable);
        known.put(awaitable, child);
        distinct.add(child);
      }
      children.add(child);
    }
    Gather<R> gather = new Gather<>(loop, children, distinct, failuresAreResults, result);
    if (children.isEmpty()) {
      gather.finish();
    }
    List<LoopFuture<?>> done = new ArrayList<>();
    for (LoopFuture<?> child : distinct) {
      if (child.done()) {
        done.add(child);
      } else {
        child.onDone(new Child(gather));
      }
    }
    done.forEach(gather::childDone); // without a turn of the loop, as in CPython since 3.12
    return gather;
  }

  /** What each child calls. */
  private record Child(Gather<?> follower) implements Follower {
    @Override
    public void accept(LoopFuture<?> done) {
      follower.childDone(done);
    }

    @Override
    public String through() {
      return follower.toString();
    }
  }

  private void childDone(LoopFuture<?> child) {
    unfinished--;
    if (done()) { // failed before: what the others fail with is not asked for any more
      var unused = child.takeFailure();
      return;
    }
    if (!failuresAreResults) {
      Throwable failure = child.takeFailure();
      if (failure != null) {
        fail(failure);
        return;
      }
    }
    if (unfinished == 0) {
      finish();
    }
  }

  private void finish() {
    if (cancelRequested) {
      fail(new CancelledError(cancelMessage));
      return;
    }
    R value;
    try {
      value = result.apply(children);
    } catch (Throwable t) {
      fail(t);
      if (Fatal.is(t)) {
        throw t;
      }
      return;
    }
    complete(value);
  }

  /** Which tasks this still waits for. */
  List<LoopTask<?>> pendingTasks() {
    List<LoopTask<?>> pending = new ArrayList<>();
    for (LoopFuture<?> child : distinct) {
      if (child instanceof LoopTask<?> task && !task.done()) {
        pending.add(task);
      }
    }
    return pending;
  }

  @Override
  boolean cancelInternally(@Nullable String message) {
    if (done()) {
      return false;
    }
    boolean any = false;
    for (LoopFuture<?> child : distinct) {
      any |= child.cancelInternally(message);
    }
    if (any) {
      // The children may refuse; whether this fails is known when the last of them is done.
      cancelRequested = true;
      cancelMessage = message;
    }
    return any;
  }

  @SuppressWarnings({"unchecked", "NullAway"}) // the children only give values of T
  private static <T extends @Nullable Object> Outcome<T> outcome(LoopFuture<?> child) {
    Throwable failure = child.takeFailure();
    return failure != null ? Outcome.failed(failure) : Outcome.of((T) child.value());
  }

  @Override
  public String toString() {
    return done()
        ? super.toString()
        : "gather of " + distinct.size() + ", of which " + unfinished + " are pending";
  }
}
