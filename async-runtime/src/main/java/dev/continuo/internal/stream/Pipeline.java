package dev.continuo.internal.stream;

import dev.continuo.AsyncFunction;
import dev.continuo.AsyncIterable;
import dev.continuo.AsyncIterator;
import dev.continuo.Awaitable;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Flow;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the operators of AsyncIterable return: the recipe of an iteration. Its static methods are
 * those of AsyncIterable, with the checks of their arguments.
 */
public final class Pipeline<T extends @Nullable Object> implements AsyncIterable<T> {

  /** What the elements come from, or null for a source of its own. */
  private final @Nullable AsyncIterable<?> upstream;

  private final Function<@Nullable Pull<?>, Pull<T>> recipe;

  private Pipeline(Supplier<Pull<T>> recipe) {
    this.upstream = null;
    this.recipe = none -> recipe.get();
  }

  @SuppressWarnings("unchecked") // an iterable of S starts a pull of S
  private <S extends @Nullable Object> Pipeline(
      AsyncIterable<S> upstream, Function<Pull<S>, Pull<T>> stage) {
    this.upstream = Objects.requireNonNull(upstream);
    this.recipe = pull -> stage.apply((Pull<S>) Objects.requireNonNull(pull));
  }

  @Override
  public AsyncIterator<T> asyncIterator() {
    return new StreamIterator<>(start());
  }

  /** Starts the chain from its source on: a loop, as chains may be long. */
  @SuppressWarnings("unchecked") // the last pull is this pipeline's own
  Pull<T> start() {
    Deque<Pipeline<?>> chain = new ArrayDeque<>();
    AsyncIterable<?> first = this;
    while (first instanceof Pipeline<?> pipeline) {
      chain.push(pipeline);
      first = pipeline.upstream;
    }
    Pull<?> pull = first == null ? null : Pull.of(first);
    for (Pipeline<?> pipeline : chain) {
      pull = pipeline.recipe.apply(pull);
    }
    return (Pull<T>) Objects.requireNonNull(pull);
  }

  /** {@code iterator.next()} for a consumer that awaits it once and at once. */
  public static Awaitable<?> next(AsyncIterator<?> iterator) {
    return iterator instanceof StreamIterator<?> stream ? stream.reusedNext() : iterator.next();
  }

  // Sources

  /** {@code from(Iterable)}. */
  public static <T extends @Nullable Object> Pipeline<T> elements(Iterable<? extends T> source) {
    Objects.requireNonNull(source);
    return new Pipeline<>(
        () -> {
          Iterator<? extends T> iterator = source.iterator();
          return new Elements<>(iterator, iterator);
        });
  }

  /** {@code from(Stream)}. */
  public static <T extends @Nullable Object> Pipeline<T> elements(Stream<? extends T> source) {
    Objects.requireNonNull(source);
    return new Pipeline<>(() -> new Elements<>(source.iterator(), source));
  }

  /** {@code range}. */
  public static Pipeline<Integer> range(int from, int to) {
    return new Pipeline<>(() -> new Elements<>(IntStream.range(from, to).iterator(), null));
  }

  /** {@code from(Publisher)}. */
  public static <T extends @Nullable Object> Pipeline<T> published(
      Flow.Publisher<? extends T> source) {
    Objects.requireNonNull(source);
    return new Pipeline<>(() -> new Published<>(source));
  }

  /** What a reader that blocks gives, read ahead off the loop. */
  public static <T> Pipeline<T> batches(Supplier<BatchReader<T>> source, String operator) {
    return new Pipeline<>(() -> new Batches<>(source.get(), operator));
  }

  /** {@code merge}. */
  public static <T extends @Nullable Object> Pipeline<T> merge(
      List<? extends AsyncIterable<? extends T>> sources) {
    List<? extends AsyncIterable<? extends T>> known = List.copyOf(sources);
    return new Pipeline<>(() -> new Merge<>(known));
  }

  // Operators

  /** {@code map}. */
  public static <S extends @Nullable Object, T extends @Nullable Object> Pipeline<T> map(
      AsyncIterable<S> source, Function<? super S, ? extends T> function) {
    Objects.requireNonNull(function);
    return new Pipeline<>(source, pull -> new Mapping<>(pull, function));
  }

  /** {@code mapAsync}. */
  public static <S extends @Nullable Object, T extends @Nullable Object> Pipeline<T> mapAsync(
      AsyncIterable<S> source, AsyncFunction<? super S, ? extends T> function) {
    Objects.requireNonNull(function);
    return new Pipeline<>(source, pull -> new AsyncMapping<>(pull, function));
  }

  /** {@code filter}. */
  public static <T extends @Nullable Object> Pipeline<T> filter(
      AsyncIterable<T> source, Predicate<? super T> predicate) {
    Objects.requireNonNull(predicate);
    return new Pipeline<>(source, pull -> new Filter<>(pull, predicate));
  }

  /** {@code filterAsync}. */
  public static <T extends @Nullable Object> Pipeline<T> filterAsync(
      AsyncIterable<T> source, AsyncFunction<? super T, Boolean> predicate) {
    Objects.requireNonNull(predicate);
    return new Pipeline<>(source, pull -> new AsyncFilter<>(pull, predicate));
  }

  /** {@code flatMap}. */
  public static <S extends @Nullable Object, T extends @Nullable Object> Pipeline<T> flatMap(
      AsyncIterable<S> source, Function<? super S, ? extends AsyncIterable<? extends T>> function) {
    Objects.requireNonNull(function);
    return new Pipeline<>(source, pull -> new Concatenation<>(pull, function));
  }

  /** {@code flatMerge}. */
  public static <S extends @Nullable Object, T extends @Nullable Object> Pipeline<T> flatMerge(
      AsyncIterable<S> source,
      int limit,
      Function<? super S, ? extends AsyncIterable<? extends T>> function) {
    Objects.requireNonNull(function);
    requireAtLeast(1, limit, "limit");
    return new Pipeline<>(source, pull -> new FlatMerge<>(pull, limit, function));
  }

  /** {@code take}. */
  public static <T extends @Nullable Object> Pipeline<T> take(AsyncIterable<T> source, long count) {
    requireAtLeast(0, count, "count");
    return new Pipeline<>(source, pull -> new Take<>(pull, count));
  }

  /** {@code takeWhile}. */
  public static <T extends @Nullable Object> Pipeline<T> takeWhile(
      AsyncIterable<T> source, Predicate<? super T> predicate) {
    Objects.requireNonNull(predicate);
    return new Pipeline<>(source, pull -> new TakeWhile<>(pull, predicate));
  }

  /** {@code skip}. */
  public static <T extends @Nullable Object> Pipeline<T> skip(AsyncIterable<T> source, long count) {
    requireAtLeast(0, count, "count");
    return new Pipeline<>(source, pull -> new Skip<>(pull, count));
  }

  /** {@code dropWhile}. */
  public static <T extends @Nullable Object> Pipeline<T> dropWhile(
      AsyncIterable<T> source, Predicate<? super T> predicate) {
    Objects.requireNonNull(predicate);
    return new Pipeline<>(source, pull -> new DropWhile<>(pull, predicate));
  }

  /** {@code zip}. */
  public static <A extends @Nullable Object, B extends @Nullable Object, T extends @Nullable Object>
      Pipeline<T> zip(
          AsyncIterable<A> first,
          AsyncIterable<? extends B> second,
          BiFunction<? super A, ? super B, ? extends T> combiner) {
    Objects.requireNonNull(second);
    Objects.requireNonNull(combiner);
    return new Pipeline<>(first, pull -> new Zip<>(pull, second, combiner));
  }

  /** {@code scan}. */
  public static <T extends @Nullable Object, R extends @Nullable Object> Pipeline<R> scan(
      AsyncIterable<T> source,
      R identity,
      BiFunction<? super R, ? super T, ? extends R> accumulator) {
    Objects.requireNonNull(accumulator);
    return new Pipeline<>(source, pull -> new Scan<>(pull, identity, accumulator));
  }

  /** {@code chunked}. */
  public static <T extends @Nullable Object> Pipeline<List<T>> chunked(
      AsyncIterable<T> source, int size) {
    requireAtLeast(1, size, "size");
    return new Pipeline<>(source, pull -> new Chunks<>(pull, size));
  }

  /** {@code buffer}. */
  public static <T extends @Nullable Object> Pipeline<T> buffer(
      AsyncIterable<T> source, int capacity) {
    requireAtLeast(1, capacity, "capacity");
    return new Pipeline<>(source, pull -> new Merge<>(pull, capacity));
  }

  /** {@code debounce}. */
  public static <T extends @Nullable Object> Pipeline<T> debounce(
      AsyncIterable<T> source, Duration quiet) {
    requireAtLeast(0, quiet.compareTo(Duration.ZERO), "sign of the time");
    return new Pipeline<>(source, pull -> new Debounce<>(pull, quiet));
  }

  /** {@code sample}. */
  public static <T extends @Nullable Object> Pipeline<T> sample(
      AsyncIterable<T> source, Duration period) {
    requireAtLeast(1, period.compareTo(Duration.ZERO), "sign of the period");
    return new Pipeline<>(source, pull -> new Sample<>(pull, period));
  }

  /** {@code timeout}. */
  public static <T extends @Nullable Object> Pipeline<T> timeout(
      AsyncIterable<T> source, Duration limit) {
    requireAtLeast(0, limit.compareTo(Duration.ZERO), "sign of the time");
    return new Pipeline<>(source, pull -> new ElementTimeout<>(pull, limit));
  }

  private static void requireAtLeast(long least, long value, String what) {
    if (value < least) {
      throw new IllegalArgumentException(what + " is " + value + ", must be at least " + least);
    }
  }
}
