package dev.continuo.conformance;

import static dev.continuo.Continuo.*;

import dev.continuo.AsyncCloseable;
import dev.continuo.AsyncIterable;
import dev.continuo.AsyncIterator;
import dev.continuo.CancelledError;
import dev.continuo.Coroutine;
import dev.continuo.EventLoop;
import dev.continuo.StopAsyncIteration;
import dev.continuo.annotation.Async;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A source as a user would write it, which counts what is asked of it. Every element and every
 * close takes {@code pause}; with a pause of zero nothing is waited for at all.
 */
final class Probe<T extends @Nullable Object> implements AsyncIterable<T> {

  private final List<? extends T> elements;
  private Duration pause = Duration.ZERO;
  private @Nullable RuntimeException failure;

  int iterations;
  int asked;
  int cancelled;
  int closed;

  /** When elements were given, in milliseconds of the loop's clock since its start. */
  final List<Long> givenAt = new ArrayList<>();

  private Probe(List<? extends T> elements) {
    this.elements = elements;
  }

  @SafeVarargs
  @SuppressWarnings("varargs") // only read
  static <T extends @Nullable Object> Probe<T> of(T... elements) {
    return new Probe<>(Arrays.asList(elements));
  }

  /** Gives null, "a", null. */
  static Probe<@Nullable String> withNulls() {
    return new Probe<>(Arrays.<@Nullable String>asList(null, "a", null));
  }

  /** Gives 1, 2, … */
  static Probe<Integer> upTo(int count) {
    List<Integer> numbers = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      numbers.add(i);
    }
    return new Probe<>(numbers);
  }

  /** Gives an element per {@code pause}. */
  Probe<T> every(Duration pause) {
    this.pause = pause;
    return this;
  }

  /** Waits for every element or for none. */
  Probe<T> suspending(boolean suspends) {
    return every(suspends ? Duration.ofMillis(10) : Duration.ZERO);
  }

  /** Fails after the last element. */
  Probe<T> failing(RuntimeException failure) {
    this.failure = failure;
    return this;
  }

  @Override
  public AsyncIterator<T> asyncIterator() {
    iterations++;
    return new Iteration();
  }

  private final class Iteration implements AsyncIterator<T>, AsyncCloseable {
    private int position;

    @Override
    @Async
    public Coroutine<T> next() {
      asked++;
      if (!pause.isZero()) {
        try {
          await(sleep(pause));
        } catch (CancelledError e) {
          cancelled++;
          throw e;
        }
      }
      if (position < elements.size()) {
        givenAt.add(EventLoop.running().time() / 1_000_000);
        T element = elements.get(position++);
        return value(element);
      }
      if (failure != null) {
        throw failure;
      }
      throw new StopAsyncIteration();
    }

    @Override
    @Async
    @SuppressWarnings("NullAway") // does not read what the type variable of done() allows
    public Coroutine<@Nullable Void> closeAsync() {
      if (!pause.isZero()) {
        await(sleep(pause));
      }
      closed++;
      return done();
    }
  }
}
