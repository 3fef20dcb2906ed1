package dev.continuo.internal.stream;

import dev.continuo.AsyncIterable;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** {@code reduce}, with an identity or without one. */
public final class Reduction<T extends @Nullable Object, R extends @Nullable Object>
    extends Drain<T, R> {

  private final BiFunction<@Nullable Object, ? super T, ? extends @Nullable Object> accumulator;
  private final boolean hasIdentity;
  private boolean isEmpty = true;
  private @Nullable Object value;

  @SuppressWarnings("unchecked") // value is the identity or a result of the accumulator
  private Reduction(
      AsyncIterable<? extends T> elements,
      boolean hasIdentity,
      @Nullable Object identity,
      BiFunction<?, ? super T, ?> accumulator) {
    super(elements);
    this.hasIdentity = hasIdentity;
    this.value = identity;
    this.accumulator =
        (BiFunction<@Nullable Object, ? super T, ? extends @Nullable Object>)
            Objects.requireNonNull(accumulator);
  }

  /** The coroutine of {@code reduce(identity, accumulator)}. */
  public static <T extends @Nullable Object, R extends @Nullable Object> Reduction<T, R> from(
      AsyncIterable<? extends T> elements,
      R identity,
      BiFunction<? super R, ? super T, ? extends R> accumulator) {
    return new Reduction<>(elements, true, identity, accumulator);
  }

  /** The coroutine of {@code reduce(accumulator)}. */
  public static <T extends @Nullable Object> Reduction<T, Optional<T>> fromFirst(
      AsyncIterable<? extends T> elements,
      BiFunction<? super T, ? super T, ? extends T> accumulator) {
    return new Reduction<>(elements, false, null, accumulator);
  }

  @Override
  @Nullable Object accept(T element) {
    value = isEmpty && !hasIdentity ? element : accumulator.apply(value, element);
    isEmpty = false;
    return null;
  }

  @Override
  @Nullable Object finish() {
    if (hasIdentity) {
      return value;
    }
    return isEmpty
        ? Optional.empty()
        : Optional.of(Objects.requireNonNull(value, "reduced to null"));
  }

  @Override
  String operator() {
    return "reduce";
  }
}
