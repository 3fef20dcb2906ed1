package dev.continuo;

import org.jspecify.annotations.Nullable;

/**
 * How something ended: with a value, or with a failure (a {@link CancelledError} if it was
 * cancelled).
 *
 * <pre>{@code
 * for (Outcome<Page> o : await(gatherOutcomes(downloads))) {
 *   if (o.succeeded()) { show(o.get()); } else { log(o.failure()); }
 * }
 * }</pre>
 *
 * @param <T> the type of the value, which may be null
 */
public final class Outcome<T extends @Nullable Object> {

  private final T value;
  private final @Nullable Throwable failure;

  private Outcome(T value, @Nullable Throwable failure) {
    this.value = value;
    this.failure = failure;
  }

  /**
   * An outcome with a value.
   *
   * @param value the value, which may be null
   * @param <T> its type
   * @return the outcome
   */
  public static <T extends @Nullable Object> Outcome<T> of(T value) {
    return new Outcome<>(value, null);
  }

  /**
   * An outcome with a failure.
   *
   * @param failure the failure
   * @param <T> the type of the value that is not there
   * @return the outcome
   */
  @SuppressWarnings({
    "NullAway",
    "TypeParameterUnusedInFormals"
  }) // null stands for "no value", never handed out
  public static <T extends @Nullable Object> Outcome<T> failed(Throwable failure) {
    return new Outcome<>(null, failure);
  }

  /**
   * Whether there is a value.
   *
   * @return true unless there is a failure
   */
  public boolean succeeded() {
    return failure == null;
  }

  /**
   * The failure.
   *
   * @return the failure, or null if there is a value
   */
  public @Nullable Throwable failure() {
    return failure;
  }

  /**
   * The value, or the failure thrown as it is, even a checked one.
   *
   * @return the value, which may be null
   */
  public T get() {
    if (failure != null) {
      Outcome.<RuntimeException>rethrow(failure);
    }
    return value;
  }

  @SuppressWarnings("unchecked") // erased: the cast does nothing, which is the point
  private static <X extends Throwable> void rethrow(Throwable failure) throws X {
    throw (X) failure;
  }

  @Override
  public String toString() {
    return failure == null ? "Outcome[" + value + "]" : "Outcome[failed: " + failure + "]";
  }
}
