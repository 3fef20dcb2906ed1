package dev.continuo;

import dev.continuo.internal.DefaultLoop;
import dev.continuo.internal.stream.AsyncForEach;
import dev.continuo.internal.stream.Collecting;
import dev.continuo.internal.stream.Counting;
import dev.continuo.internal.stream.FindFirst;
import dev.continuo.internal.stream.ForEach;
import dev.continuo.internal.stream.Listing;
import dev.continuo.internal.stream.Match;
import dev.continuo.internal.stream.Pipeline;
import dev.continuo.internal.stream.Reduction;
import dev.continuo.internal.stream.StreamPublisher;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Flow;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collector;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Something to loop over with {@code for (T x : each(source))}, Python's {@code __aiter__}, and to
 * build streams of, with the operators of java.util.stream.
 *
 * <pre>{@code
 * Coroutine<List<String>> titles =
 *     AsyncIterable.from(uris)
 *         .mapAsync(this::download)             // a method that returns Coroutine<Page>
 *         .filter(Page::isOk)
 *         .map(Page::title)
 *         .take(10)
 *         .toList();
 * List<String> list = await(titles);            // only now something is downloaded
 * }</pre>
 *
 * <p>Operators are lazy and ask their source for an element when they are asked for one. Only
 * {@link #buffer}, {@link #merge}, {@link #flatMerge}, {@link #debounce} and {@link #sample} run
 * ahead of the consumer, in tasks that start with the first element asked for; they need an event
 * loop, as {@link #timeout} does. Elements may be null. Functions are called on the thread of the
 * consumer; what they throw, the consumer gets. One {@code next()} at a time: a second one while
 * one is under way fails with {@link IllegalStateException}.
 *
 * <p>Closing. The iterator of an operator is {@link AsyncCloseable}. When it ends before its source
 * does (take, takeWhile, the shorter side of zip), fails, is cancelled in {@code next()} or is
 * closed, it closes the iterators that it got from its sources, where those are AsyncCloseable,
 * cancels the tasks it has started, and awaits all that before it says so. Then it is over. The
 * methods that return a {@link Coroutine} do the same when they have seen enough. Who calls {@code
 * next()} by hand and stops before the end closes the iterator by hand; a source whose end was seen
 * is not closed.
 *
 * <p>The file is long because a chain of calls needs all operators in one type; every method only
 * delegates.
 *
 * @param <T> the type of the elements
 */
@FunctionalInterface
public interface AsyncIterable<T extends @Nullable Object> {

  /**
   * Starts an iteration.
   *
   * @return the iterator
   */
  AsyncIterator<T> asyncIterator();

  // ---- sources

  /**
   * The given elements: {@code AsyncIterable.of(1, 2, 3)}.
   *
   * @param elements the elements, which may be null
   * @param <T> their type
   * @return a stream that can be iterated over many times
   */
  @SafeVarargs
  @SuppressWarnings("varargs") // only copied
  static <T extends @Nullable Object> AsyncIterable<T> of(T... elements) {
    return Pipeline.elements(Arrays.asList(elements.clone()));
  }

  /**
   * No elements.
   *
   * @param <T> the type of none
   * @return a stream that ends at once
   */
  static <T extends @Nullable Object> AsyncIterable<T> empty() {
    return Pipeline.elements(List.<T>of());
  }

  /**
   * The numbers from {@code from} up to, but without, {@code to}: {@code AsyncIterable.range(0,
   * 3)}.
   *
   * @param from the first number
   * @param to the first number that is not part of it
   * @return a stream that can be iterated over many times
   */
  static AsyncIterable<Integer> range(int from, int to) {
    return Pipeline.range(from, to);
  }

  /**
   * The elements of a collection or another Iterable: {@code AsyncIterable.from(list)}. An iterator
   * that is AutoCloseable (a {@link Generator}) is closed when the iteration ends early.
   *
   * @param source where the elements come from; asked on the consumer's thread, so it must not
   *     block
   * @param <T> their type
   * @return a stream that can be iterated over as often as {@code source}
   */
  static <T extends @Nullable Object> AsyncIterable<T> from(Iterable<? extends T> source) {
    return Pipeline.elements(source);
  }

  /**
   * The elements of a java.util.stream, which is closed with the iteration: {@code
   * AsyncIterable.from(lines)}.
   *
   * @param source where the elements come from; asked on the consumer's thread, so it must not
   *     block
   * @param <T> their type
   * @return a stream that can be iterated over once
   */
  static <T extends @Nullable Object> AsyncIterable<T> from(Stream<? extends T> source) {
    return Pipeline.elements(source);
  }

  /**
   * The elements of a publisher: {@code AsyncIterable.from(publisher)}. It is subscribed to when
   * the first element is asked for, and each {@code next()} requests one element. Ending early
   * cancels the subscription.
   *
   * @param source a publisher that follows the rules of Reactive Streams; it may publish on any
   *     thread
   * @param <T> the type of the elements
   * @return a stream; each iteration subscribes anew
   */
  static <T extends @Nullable Object> AsyncIterable<T> from(Flow.Publisher<? extends T> source) {
    return Pipeline.published(source);
  }

  /**
   * The elements of all sources as they come: {@code AsyncIterable.merge(keyboard, network)}. Each
   * source runs in a task of its own and is one element ahead of the consumer at most. The first
   * failure, after what came before it, ends the whole.
   *
   * @param sources the sources
   * @param <T> the type of the elements
   * @return a stream that ends when all sources have ended
   */
  @SafeVarargs
  @SuppressWarnings("varargs") // only read, as a list
  static <T extends @Nullable Object> AsyncIterable<T> merge(
      AsyncIterable<? extends T>... sources) {
    return Pipeline.merge(Arrays.asList(sources));
  }

  // ---- operators

  /**
   * A function of each element: {@code names.map(String::length)}.
   *
   * @param function makes the elements
   * @param <R> their type
   * @return a stream
   */
  default <R extends @Nullable Object> AsyncIterable<R> map(
      Function<? super T, ? extends R> function) {
    return Pipeline.map(this, function);
  }

  /**
   * An async function of each element, one call at a time: {@code uris.mapAsync(this::download)} or
   * {@code uris.mapAsync(u -> value(await(download(u)).size()))}. For several calls at a time see
   * {@link #flatMerge}.
   *
   * @param function makes coroutines of the elements
   * @param <R> the type of their results
   * @return a stream
   */
  default <R extends @Nullable Object> AsyncIterable<R> mapAsync(
      AsyncFunction<? super T, ? extends R> function) {
    return Pipeline.mapAsync(this, function);
  }

  /**
   * The elements that fit: {@code numbers.filter(n -> n > 0)}.
   *
   * @param predicate whether an element stays
   * @return a stream
   */
  default AsyncIterable<T> filter(Predicate<? super T> predicate) {
    return Pipeline.filter(this, predicate);
  }

  /**
   * The elements that an async function gives true for: {@code users.filterAsync(this::isOnline)}.
   *
   * @param predicate makes coroutines of a Boolean, not null
   * @return a stream
   */
  default AsyncIterable<T> filterAsync(AsyncFunction<? super T, Boolean> predicate) {
    return Pipeline.filterAsync(this, predicate);
  }

  /**
   * The elements of one inner source after the other: {@code folders.flatMap(this::files)}.
   *
   * @param function makes a source of each element
   * @param <R> the type of the elements of the inner sources
   * @return a stream
   */
  default <R extends @Nullable Object> AsyncIterable<R> flatMap(
      Function<? super T, ? extends AsyncIterable<? extends R>> function) {
    return Pipeline.flatMap(this, function);
  }

  /**
   * The elements of several inner sources at a time, as they come: {@code rooms.flatMerge(8,
   * Room::messages)}. Each inner source runs in a task of its own and is one element ahead of the
   * consumer at most.
   *
   * @param limit how many inner sources run at a time, at least 1; the next element of this stream
   *     is asked for when there are fewer
   * @param function makes a source of each element; called in a task of the operator
   * @param <R> the type of the elements of the inner sources
   * @return a stream
   * @throws IllegalArgumentException if {@code limit} is less than 1
   */
  default <R extends @Nullable Object> AsyncIterable<R> flatMerge(
      int limit, Function<? super T, ? extends AsyncIterable<? extends R>> function) {
    return Pipeline.flatMerge(this, limit, function);
  }

  /**
   * The first {@code count} elements: {@code numbers.take(10)}. More are never asked for; the
   * source is closed when the consumer asks for one after the last.
   *
   * @param count how many, at least 0
   * @return a stream
   * @throws IllegalArgumentException if {@code count} is negative
   */
  default AsyncIterable<T> take(long count) {
    return Pipeline.take(this, count);
  }

  /**
   * The elements before the first that does not fit: {@code lines.takeWhile(l -> !l.isEmpty())}.
   *
   * @param predicate whether to go on
   * @return a stream
   */
  default AsyncIterable<T> takeWhile(Predicate<? super T> predicate) {
    return Pipeline.takeWhile(this, predicate);
  }

  /**
   * All but the first {@code count} elements: {@code lines.skip(1)}.
   *
   * @param count how many, at least 0
   * @return a stream
   * @throws IllegalArgumentException if {@code count} is negative
   */
  default AsyncIterable<T> skip(long count) {
    return Pipeline.skip(this, count);
  }

  /**
   * The first element that does not fit and all after it: {@code lines.dropWhile(String::isBlank)}.
   *
   * @param predicate whether to drop an element
   * @return a stream
   */
  default AsyncIterable<T> dropWhile(Predicate<? super T> predicate) {
    return Pipeline.dropWhile(this, predicate);
  }

  /**
   * Pairs: {@code names.zip(ages, Person::new)}. Asks this stream, then the other one, and ends
   * with the shorter.
   *
   * @param other where the second elements come from
   * @param combiner makes an element of two
   * @param <U> the type of the second elements
   * @param <R> the type of the combinations
   * @return a stream
   */
  default <U extends @Nullable Object, R extends @Nullable Object> AsyncIterable<R> zip(
      AsyncIterable<? extends U> other, BiFunction<? super T, ? super U, ? extends R> combiner) {
    return Pipeline.<T, U, R>zip(this, other, combiner);
  }

  /**
   * Running results, beginning with {@code identity}: {@code of(1, 2, 3).scan(0, Integer::sum)} is
   * 0, 1, 3, 6.
   *
   * @param identity the first result
   * @param accumulator makes the next result of the last one and an element
   * @param <R> the type of the results
   * @return a stream with one element more than this one
   */
  default <R extends @Nullable Object> AsyncIterable<R> scan(
      R identity, BiFunction<? super R, ? super T, ? extends R> accumulator) {
    return Pipeline.scan(this, identity, accumulator);
  }

  /**
   * Lists of {@code size} elements, the last perhaps shorter: {@code rows.chunked(100)}.
   *
   * @param size how many, at least 1
   * @return a stream of lists that cannot be changed
   * @throws IllegalArgumentException if {@code size} is less than 1
   */
  default AsyncIterable<List<T>> chunked(int size) {
    return Pipeline.chunked(this, size);
  }

  /**
   * Lets a task run this stream ahead of the consumer: {@code pages.buffer(4)}.
   *
   * @param capacity how many elements may wait for the consumer, at least 1
   * @return a stream of the same elements; a failure comes after those that came before it
   * @throws IllegalArgumentException if {@code capacity} is less than 1
   */
  default AsyncIterable<T> buffer(int capacity) {
    return Pipeline.buffer(this, capacity);
  }

  /**
   * The elements after which nothing came for a time: {@code keystrokes.debounce(ofMillis(300))}.
   * The last element comes at the end of the source at once; a failure comes at once, too. Of
   * elements that the consumer is too slow for only the newest is kept.
   *
   * @param quiet for how long nothing must come; not negative
   * @return a stream
   * @throws IllegalArgumentException if {@code quiet} is negative
   */
  default AsyncIterable<T> debounce(Duration quiet) {
    return Pipeline.debounce(this, quiet);
  }

  /**
   * The newest element at the end of each period in which one came: {@code
   * prices.sample(ofSeconds(1))}. Periods are counted from the first {@code next()}, without drift;
   * an element that comes right at the end of a period in which nothing came belongs to the next
   * one. What came after the last full period is dropped at the end of the source.
   *
   * @param period how long a period is, more than zero
   * @return a stream
   * @throws IllegalArgumentException if {@code period} is zero or negative
   */
  default AsyncIterable<T> sample(Duration period) {
    return Pipeline.sample(this, period);
  }

  /**
   * Limits the time for each element: {@code messages.timeout(ofSeconds(30))}. When it is over, the
   * source's {@code next()} is cancelled and the stream fails with {@link
   * DeadlineExceededException}; time in which the consumer does not ask does not count.
   *
   * @param limit how long an element may take; not negative. One that is there at once is in time
   * @return a stream
   * @throws IllegalArgumentException if {@code limit} is negative
   */
  default AsyncIterable<T> timeout(Duration limit) {
    return Pipeline.timeout(this, limit);
  }

  // ---- ends of a chain

  /**
   * Combines all elements: {@code await(numbers.reduce(0, Integer::sum))}.
   *
   * @param identity the result for no elements
   * @param accumulator makes the next result of the last one and an element
   * @param <R> the type of the result
   * @return a coroutine
   */
  default <R extends @Nullable Object> Coroutine<R> reduce(
      R identity, BiFunction<? super R, ? super T, ? extends R> accumulator) {
    return Reduction.from(this, identity, accumulator);
  }

  /**
   * Combines all elements, beginning with the first: {@code await(numbers.reduce(Math::max))}.
   *
   * @param accumulator makes the next result of the last one and an element
   * @return a coroutine of the result, or of an empty Optional if there are no elements; it fails
   *     with NullPointerException if the result is null
   */
  default Coroutine<Optional<T>> reduce(BiFunction<? super T, ? super T, ? extends T> accumulator) {
    return Reduction.fromFirst(this, accumulator);
  }

  /**
   * All elements: {@code await(stream.toList())}.
   *
   * @return a coroutine of a list that cannot be changed and may hold nulls
   */
  default Coroutine<List<T>> toList() {
    return new Listing<>(this);
  }

  /**
   * Collects the elements: {@code await(words.collect(Collectors.joining(" ")))}. The collector's
   * combiner is not used.
   *
   * @param collector what to do with them
   * @param <A> the type of the collector's container
   * @param <R> the type of the result
   * @return a coroutine
   */
  default <A extends @Nullable Object, R extends @Nullable Object> Coroutine<R> collect(
      Collector<? super T, A, R> collector) {
    return new Collecting<>(this, collector);
  }

  /**
   * Does something with each element: {@code await(lines.forEach(System.out::println))}.
   *
   * @param action what to do
   * @return a coroutine
   */
  default Coroutine<@Nullable Void> forEach(Consumer<? super T> action) {
    return new ForEach<>(this, action);
  }

  /**
   * Awaits something for each element, one after the other: {@code
   * await(messages.forEachAsync(this::send))}.
   *
   * @param action makes coroutines, whose results are dropped
   * @return a coroutine
   */
  default Coroutine<@Nullable Void> forEachAsync(AsyncFunction<? super T, ?> action) {
    return new AsyncForEach<>(this, action);
  }

  /**
   * How many elements there are: {@code await(lines.count())}.
   *
   * @return a coroutine
   */
  default Coroutine<Long> count() {
    return new Counting(this);
  }

  /**
   * The first element: {@code await(lines.filter(this::isError).findFirst())}.
   *
   * @return a coroutine of the element, or of an empty Optional if there is none; it fails with
   *     NullPointerException if the element is null
   */
  default Coroutine<Optional<T>> findFirst() {
    return new FindFirst<>(this);
  }

  /**
   * Whether an element fits: {@code await(numbers.anyMatch(n -> n < 0))}. Stops at the first.
   *
   * @param predicate what to look for
   * @return a coroutine; false if there are no elements
   */
  default Coroutine<Boolean> anyMatch(Predicate<? super T> predicate) {
    return new Match.Any<>(this, predicate);
  }

  /**
   * Whether all elements fit: {@code await(numbers.allMatch(n -> n < 0))}. Stops at the first that
   * does not.
   *
   * @param predicate what to look for
   * @return a coroutine; true if there are no elements
   */
  default Coroutine<Boolean> allMatch(Predicate<? super T> predicate) {
    return new Match.All<>(this, predicate);
  }

  /**
   * Whether no element fits: {@code await(numbers.noneMatch(n -> n < 0))}. Stops at the first that
   * does.
   *
   * @param predicate what to look for
   * @return a coroutine; true if there are no elements
   */
  default Coroutine<Boolean> noneMatch(Predicate<? super T> predicate) {
    return new Match.None<>(this, predicate);
  }

  /**
   * This stream for code that knows Reactive Streams: {@code HttpRequest.BodyPublishers
   * .fromPublisher(buffers.toPublisher())}. Each subscriber gets an iteration of its own, run by a
   * task of the loop that runs now; all its signals come on that loop's thread, {@code request} and
   * {@code cancel} may come from any. A null element fails the stream.
   *
   * @return a publisher that follows the rules of Reactive Streams
   * @throws IllegalStateException "no running event loop"
   */
  default Flow.Publisher<T> toPublisher() {
    return new StreamPublisher<>(this, DefaultLoop.running());
  }
}
