package dev.continuo.conformance;

import static dev.continuo.Continuo.*;
import static java.time.Duration.ofHours;

import dev.continuo.AsyncCallable;
import dev.continuo.AsyncScope;
import dev.continuo.Coroutine;
import dev.continuo.EventLoop;
import dev.continuo.Task;
import dev.continuo.annotation.Async;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the tests of scopes have in common. */
final class Scopes {
  private Scopes() {}

  /** Runs a lambda as the main task on a fresh virtual clock. */
  static <T extends @Nullable Object> T run(AsyncCallable<T> main) {
    return Programs.run(called(main));
  }

  /** A lambda as a coroutine. */
  @Async
  static <T extends @Nullable Object> Coroutine<T> called(AsyncCallable<T> main) {
    try {
      return main.call();
    } catch (Exception e) {
      throw unchecked(e);
    }
  }

  /** Has a checked exception thrown where none is declared. */
  private static RuntimeException unchecked(Throwable failure) {
    Scopes.<RuntimeException>raise(failure);
    return new IllegalStateException(failure); // not reached
  }

  @SuppressWarnings("unchecked") // erased: the cast does nothing, which is the point
  private static <X extends Throwable> void raise(Throwable failure) throws X {
    throw (X) failure;
  }

  /** What a try-with-resources over an entered scope does, written out. */
  @Async
  @SuppressWarnings("NullAway") // a result is there when nothing is thrown
  static <T extends @Nullable Object> Coroutine<T> tryWith(
      AsyncScope scope, AsyncCallable<T> block) {
    T result = null;
    Throwable pending = null;
    try {
      result = await(block.call());
    } catch (Throwable t) {
      pending = t;
    }
    Throwable thrown = await(scope.exit(pending));
    if (thrown != null) {
      throw unchecked(thrown);
    }
    return value(result);
  }

  /** What {@code block} throws, or null. */
  @Async
  static <T extends @Nullable Object> Coroutine<@Nullable Throwable> failure(
      AsyncCallable<T> block) {
    Throwable failure = null;
    try {
      await(block.call());
    } catch (Throwable t) {
      failure = t;
    }
    return nullable(failure);
  }

  @SuppressWarnings("NullAway") // does not read what the type variable of value() allows
  private static <T> Coroutine<@Nullable T> nullable(@Nullable T value) {
    return value(value);
  }

  @Async
  static Coroutine<String> after(Duration time, String result) {
    await(sleep(time));
    return value(result);
  }

  @Async
  static Coroutine<String> failingAfter(Duration time, Throwable failure) {
    await(sleep(time));
    throw unchecked(failure);
  }

  /** Fails when it is cancelled, some time later. */
  @Async
  static Coroutine<String> failingWhenCancelled(Duration cleanup, Throwable failure) {
    try {
      await(sleep(ofHours(1)));
    } finally {
      await(failingAfter(cleanup, failure));
    }
    return value("not here");
  }

  /** Sleeps, and when it is cancelled takes {@code cleanup} to end. */
  @Async
  static Coroutine<String> cleaningUp(Duration time, Duration cleanup, List<String> log) {
    try {
      await(sleep(time));
      return value("slept");
    } finally {
      await(sleep(cleanup));
      log.add("cleaned up at " + seconds());
    }
  }

  /** The result of a task, as a coroutine. */
  @Async
  static <T extends @Nullable Object> Coroutine<T> joined(Task<T> task) {
    return value(await(task));
  }

  /** The task that runs now. */
  static Task<?> self() {
    return Objects.requireNonNull(currentTask());
  }

  /** The time on the loop's clock. */
  static long seconds() {
    return Duration.ofNanos(EventLoop.running().time()).toSeconds();
  }
}
