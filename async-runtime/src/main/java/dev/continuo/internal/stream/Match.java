package dev.continuo.internal.stream;

import dev.continuo.AsyncIterable;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** {@code anyMatch}, {@code allMatch} and {@code noneMatch}: looks for one that decides. */
public abstract class Match<T extends @Nullable Object> extends Drain<T, Boolean> {

  private final Predicate<? super T> predicate;
  private final boolean sought;
  private boolean isFound;

  private Match(
      AsyncIterable<? extends T> elements, Predicate<? super T> predicate, boolean sought) {
    super(elements);
    this.predicate = Objects.requireNonNull(predicate);
    this.sought = sought;
  }

  @Override
  final @Nullable Object accept(T element) {
    isFound = predicate.test(element) == sought;
    return isFound ? ENOUGH : null;
  }

  /** Whether {@code accept} has found what it looks for. */
  final boolean isFound() {
    return isFound;
  }

  /** {@code anyMatch}. */
  public static final class Any<T extends @Nullable Object> extends Match<T> {
    /** Makes the coroutine. */
    public Any(AsyncIterable<? extends T> elements, Predicate<? super T> predicate) {
      super(elements, predicate, true);
    }

    @Override
    Boolean finish() {
      return isFound();
    }

    @Override
    String operator() {
      return "anyMatch";
    }
  }

  /** {@code allMatch}. */
  public static final class All<T extends @Nullable Object> extends Match<T> {
    /** Makes the coroutine. */
    public All(AsyncIterable<? extends T> elements, Predicate<? super T> predicate) {
      super(elements, predicate, false);
    }

    @Override
    Boolean finish() {
      return !isFound();
    }

    @Override
    String operator() {
      return "allMatch";
    }
  }

  /** {@code noneMatch}. */
  public static final class None<T extends @Nullable Object> extends Match<T> {
    /** Makes the coroutine. */
    public None(AsyncIterable<? extends T> elements, Predicate<? super T> predicate) {
      super(elements, predicate, true);
    }

    @Override
    Boolean finish() {
      return !isFound();
    }

    @Override
    String operator() {
      return "noneMatch";
    }
  }
}
