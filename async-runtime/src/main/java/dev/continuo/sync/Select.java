package dev.continuo.sync;

import dev.continuo.AsyncFunction;
import dev.continuo.Awaitable;
import dev.continuo.Coroutine;
import dev.continuo.internal.sync.SelectRun;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Waits for whichever of several things happens first, and does only that one.
 *
 * <pre>{@code
 * String next = await(
 *     Select.<String, Integer>on(numbers.receive(), n -> value("number " + n))
 *         .or(words.get(), w -> value("word " + w))
 *         .or(stop.untilSet(), x -> value("stop"))
 *         .first());
 * }</pre>
 *
 * <p>or, where all are of one type, {@link #select}.
 *
 * <p>What may be given:
 *
 * <ul>
 *   <li>the coroutines of this package that were not awaited yet: {@code receive()}, {@code
 *       send(x)}, {@code get()}, {@code put(x)}, {@code acquire()}, {@code untilSet()}, {@code
 *       arrive()}. <b>Exactly one commits</b>: nothing is taken or put by the others, even if
 *       several become possible in the same tick.
 *   <li>futures and tasks: they are only watched, and go on when they are not the first.
 *   <li>any other coroutine: it is run as a task, and is cancelled and waited for when it is not
 *       the first. What it has done by then is done.
 * </ul>
 *
 * <p>If several are possible at once the first in the order of the arguments is taken. A failure of
 * the first one to happen is thrown. When the select is cancelled, nothing is committed.
 *
 * @param <R> the type of the result, which may be null
 */
public final class Select<R extends @Nullable Object> {

  private record Case<R extends @Nullable Object>(
      Awaitable<?> awaitable, AsyncFunction<@Nullable Object, R> handler) {}

  private final List<Case<R>> cases;

  private Select(List<Case<R>> cases) {
    this.cases = cases;
  }

  /**
   * Waits for the first of several things of one type.
   *
   * <pre>{@code
   * Selected<Job> next = await(select(urgent.get(), normal.get()));
   * }</pre>
   *
   * @param awaitables at least one; see above for the kinds
   * @param <T> the type of the values
   * @return a lazy coroutine of which it was and what it gave
   * @throws IllegalArgumentException if there is none
   */
  @SafeVarargs
  @SuppressWarnings("varargs") // only read, as a list
  public static <T extends @Nullable Object> Coroutine<Selected<T>> select(
      Awaitable<? extends T>... awaitables) {
    return select(List.of(awaitables));
  }

  /**
   * Waits for the first of several things of one type.
   *
   * @param awaitables at least one; see above for the kinds
   * @param <T> the type of the values
   * @return a lazy coroutine of which it was and what it gave
   * @throws IllegalArgumentException if there is none
   */
  public static <T extends @Nullable Object> Coroutine<Selected<T>> select(
      Collection<? extends Awaitable<? extends T>> awaitables) {
    return new SelectRun<Selected<T>>(List.copyOf(awaitables), SelectRun.selected());
  }

  /**
   * The first case of a select over several types.
   *
   * @param awaitable what may happen
   * @param handler what to do then
   * @param <R> the type of the result
   * @param <T> the type of what the awaitable gives
   * @return a select with one case
   */
  public static <R extends @Nullable Object, T extends @Nullable Object> Select<R> on(
      Awaitable<? extends T> awaitable, AsyncFunction<? super T, ? extends R> handler) {
    return new Select<R>(List.of()).or(awaitable, handler);
  }

  /**
   * One more case.
   *
   * @param awaitable what may happen
   * @param handler what to do then
   * @param <T> the type of what the awaitable gives
   * @return a select with the cases of this one and one more
   */
  @SuppressWarnings("unchecked") // the awaitable gives values of T, and R is covariant
  public <T extends @Nullable Object> Select<R> or(
      Awaitable<? extends T> awaitable, AsyncFunction<? super T, ? extends R> handler) {
    List<Case<R>> more = new ArrayList<>(cases);
    more.add(new Case<>(awaitable, (AsyncFunction<@Nullable Object, R>) handler));
    return new Select<>(more);
  }

  /**
   * Waits for the first of the cases, and then does what it says.
   *
   * @return a lazy coroutine of the result of the handler, which runs when the select is over: it
   *     may await
   */
  @SuppressWarnings("NullAway") // a handler takes what its awaitable gives, which may be null
  public Coroutine<R> first() {
    List<Case<R>> all = List.copyOf(cases);
    return new SelectRun<>(
        all.stream().<Awaitable<?>>map(Case::awaitable).toList(),
        (index, value) -> all.get(index).handler().apply(value));
  }
}
