package dev.continuo;

import dev.continuo.annotation.Async;
import dev.continuo.internal.CompletionOrder;
import dev.continuo.internal.DefaultLoop;
import dev.continuo.internal.Futures;
import dev.continuo.internal.Gather;
import dev.continuo.internal.GroupRun;
import dev.continuo.internal.GroupScope;
import dev.continuo.internal.MapConcurrent;
import dev.continuo.internal.Race;
import dev.continuo.internal.ResumeOn;
import dev.continuo.internal.ScopeExit;
import dev.continuo.internal.Shield;
import dev.continuo.internal.Sleep;
import dev.continuo.internal.ThreadsafeLaunch;
import dev.continuo.internal.Ticker;
import dev.continuo.internal.TimeoutOrNull;
import dev.continuo.internal.TimeoutScope;
import dev.continuo.internal.ToThread;
import dev.continuo.internal.WaitFor;
import dev.continuo.internal.WaitUntil;
import dev.continuo.internal.WithTimeout;
import dev.continuo.internal.YieldNow;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * The functions that programs use, meant for {@code import static dev.continuo.Continuo.*}.
 *
 * <pre>{@code
 * @Async static Coroutine<String> hello(String who) {
 *   await(sleep(ofMillis(100)));
 *   return value("hello " + who);
 * }
 *
 * public static void main(String[] args) {
 *   System.out.println(run(hello("world")));
 * }
 * }</pre>
 *
 * <p>{@link #await}, {@link #emit} and {@link #each} are the transformer's: code that was not
 * transformed gets a {@link NotTransformedError} from them, never a blocked thread.
 *
 * <p>The file is long because one static import is all that a program needs; every method only
 * delegates.
 */
@SuppressWarnings({
  "DoNotCallSuggester", // await, emit and each throw where the transformer has not replaced them
  "ExtendsObject", // gives await's third overload an erasure of its own
  "TypeParameterUnusedInFormals" // the caller's declared type is all that done and emit can go by
})
public final class Continuo {

  private Continuo() {}

  /**
   * Suspends until {@code awaited} is done.
   *
   * <p>Gives its value or throws its original failure, unwrapped, even a checked one. If it is
   * complete already, nothing is suspended and no other task runs.
   *
   * @param awaited a coroutine, future, task or awaitable of yours
   * @param <T> the type of its result
   * @return the value, which may be null
   * @throws NotTransformedError in code that was not transformed
   */
  public static <T extends @Nullable Object> T await(Awaitable<? extends T> awaited) {
    throw new NotTransformedError("await");
  }

  /**
   * Suspends until {@code stage} is done. Cancelling the task that awaits a CompletableFuture
   * cancels the future too; {@link #shield} keeps it from that.
   *
   * @param stage any CompletionStage; CompletionException is unwrapped
   * @param <T> the type of its result
   * @return the value, which may be null
   * @throws NotTransformedError in code that was not transformed
   */
  public static <T extends @Nullable Object> T await(CompletionStage<? extends T> stage) {
    throw new NotTransformedError("await");
  }

  /**
   * Suspends until {@code awaited} is done, for types that are an Awaitable and a CompletionStage.
   *
   * @param awaited such an object, for example a {@link Value}
   * @param <T> the type of its result
   * @param <A> the type of the object
   * @return the value, which may be null
   * @throws NotTransformedError in code that was not transformed
   */
  public static <
          T extends @Nullable Object,
          A extends Object & Awaitable<? extends T> & CompletionStage<? extends T>>
      T await(A awaited) {
    throw new NotTransformedError("await");
  }

  /**
   * The same as {@link #await(Awaitable)}, and tells javac that {@code X} may come, so that {@code
   * catch (IOException e)} around it compiles.
   *
   * @param awaited a coroutine, future, task or awaitable of yours
   * @param failure the class of the checked exception
   * @param <T> the type of its result
   * @param <X> the type of the exception
   * @return the value, which may be null
   * @throws X what javac is to expect; any other failure comes too, as it is
   * @throws NotTransformedError in code that was not transformed
   */
  public static <T extends @Nullable Object, X extends Throwable> T await(
      Awaitable<? extends T> awaited, Class<X> failure) throws X {
    throw new NotTransformedError("await");
  }

  /**
   * The same as {@link #await(CompletionStage)}, and tells javac that {@code X} may come.
   *
   * @param stage any CompletionStage
   * @param failure the class of the checked exception
   * @param <T> the type of its result
   * @param <X> the type of the exception
   * @return the value, which may be null
   * @throws X what javac is to expect; any other failure comes too, as it is
   * @throws NotTransformedError in code that was not transformed
   */
  public static <T extends @Nullable Object, X extends Throwable> T await(
      CompletionStage<? extends T> stage, Class<X> failure) throws X {
    throw new NotTransformedError("await");
  }

  /**
   * The same for types that are an Awaitable and a CompletionStage.
   *
   * @param awaited such an object
   * @param failure the class of the checked exception
   * @param <T> the type of its result
   * @param <A> the type of the object
   * @param <X> the type of the exception
   * @return the value, which may be null
   * @throws X what javac is to expect; any other failure comes too, as it is
   * @throws NotTransformedError in code that was not transformed
   */
  public static <
          T extends @Nullable Object,
          A extends Object & Awaitable<? extends T> & CompletionStage<? extends T>,
          X extends Throwable>
      T await(A awaited, Class<X> failure) throws X {
    throw new NotTransformedError("await");
  }

  /**
   * Makes the result of an {@code @Async} method: {@code return value(x)}. It types wherever such a
   * method may return, and works in untransformed code too.
   *
   * @param value the value, which may be null
   * @param <T> its type
   * @return a coroutine and future that is complete
   */
  public static <T extends @Nullable Object> Value<T> value(T value) {
    return new Value<>(value);
  }

  /**
   * Ends a method whose result is null ({@code Coroutine<Void>}), or a generator: {@code return
   * done()}.
   *
   * @param <R> the declared return type
   * @return in untransformed code a complete coroutine and future of null
   */
  @SuppressWarnings({"unchecked", "NullAway"}) // fits every return type but a generator
  public static <R> R done() {
    return (R) value(null);
  }

  /**
   * Hands {@code element} to the consumer of a generator and suspends until the next is asked for.
   *
   * @param element what the consumer gets
   * @param <S> the type of what {@code send} passes
   * @return what {@code send} passed, else null
   * @throws NotTransformedError in code that was not transformed
   */
  public static <S extends @Nullable Object> S emit(@Nullable Object element) {
    throw new NotTransformedError("emit");
  }

  /**
   * Hands every element of {@code source} to the consumer of a generator: Python's {@code yield
   * from}. What is sent and thrown into this generator goes to {@code source} if that is a
   * generator itself, and closing this one closes that one first.
   *
   * @param source a Generator, Iterable, Iterator or Stream, in an AsyncGenerator also an {@link
   *     AsyncIterable} or Flow.Publisher; else the call fails with IllegalArgumentException
   * @throws NotTransformedError in code that was not transformed
   */
  public static void emitAll(Object source) {
    throw new NotTransformedError("emitAll");
  }

  /**
   * Loops over an asynchronous source: {@code for (T x : each(source))}.
   *
   * @param source what to loop over
   * @param <T> the type of the elements
   * @return only to be looped over
   * @throws NotTransformedError in code that was not transformed
   */
  public static <T extends @Nullable Object> Each<T> each(AsyncIterable<? extends T> source) {
    throw new NotTransformedError("each");
  }

  /**
   * Loops over awaitables, each awaited when its turn has come: {@code for (T x : each(list))}.
   *
   * @param source coroutines, futures or tasks
   * @param <T> the type of their results
   * @return only to be looped over
   * @throws NotTransformedError in code that was not transformed
   */
  public static <T extends @Nullable Object> Each<T> each(
      Iterable<? extends Awaitable<? extends T>> source) {
    throw new NotTransformedError("each");
  }

  /**
   * Loops over the futures of {@link #asCompleted(Awaitable[])} in the order in which they are
   * done.
   *
   * @param source futures that will be done
   * @param <T> the type of their results
   * @return only to be looped over
   * @throws NotTransformedError in code that was not transformed
   */
  public static <T extends @Nullable Object> Each<AsyncFuture<T>> each(AsCompleted<T> source) {
    throw new NotTransformedError("each");
  }

  /**
   * Loops over what a publisher gives; elements are requested as the loop asks for them. A loop
   * that is left early leaves the subscription open, as {@code break} closes nothing: where that
   * matters, close the iterator of {@link AsyncIterable#from(Flow.Publisher)}.
   *
   * @param source any publisher of java.util.concurrent.Flow
   * @param <T> the type of the elements
   * @return only to be looped over
   * @throws NotTransformedError in code that was not transformed
   */
  public static <T extends @Nullable Object> Each<T> each(Flow.Publisher<? extends T> source) {
    throw new NotTransformedError("each");
  }

  /**
   * Runs a program: makes a loop, runs {@code main} on this thread to its end, ends what is left
   * and closes the loop (see {@link Runner}).
   *
   * @param main a coroutine that was not started
   * @param <T> the type of its result
   * @return its result; a failure is thrown as it is, even a checked one
   * @throws IllegalArgumentException "a coroutine was expected, got …"
   * @throws IllegalStateException "cannot be called from a running event loop"; see {@link
   *     EventLoop#allowNestedRun}
   */
  public static <T extends @Nullable Object> T run(Coroutine<? extends T> main) {
    return run(main, Boolean.getBoolean("continuo.debug"));
  }

  /**
   * The same, perhaps in debug mode.
   *
   * @param main a coroutine that was not started
   * @param debug whether to log slow callbacks, never-awaited coroutines and places of creation
   * @param <T> the type of its result
   * @return its result
   */
  public static <T extends @Nullable Object> T run(Coroutine<? extends T> main, boolean debug) {
    DefaultLoop.checkCoroutine(main);
    DefaultLoop outer = DefaultLoop.runningOrNull();
    if (outer != null) {
      if (!outer.isNestedRunAllowed()) {
        throw new IllegalStateException(
            "run() cannot be called from a running event loop: await the coroutine instead, or see"
                + " EventLoop.allowNestedRun");
      }
      return outer.runUntilComplete(main);
    }
    try (Runner runner = new Runner().debug(debug)) {
      return runner.run(main);
    }
  }

  /**
   * Schedules a coroutine to run beside the current one; its first step is in the next tick.
   *
   * @param coroutine a coroutine that was not started
   * @param <T> the type of its result
   * @return the task; the loop keeps it alive until it is done
   * @throws IllegalStateException "no running event loop"
   */
  public static <T extends @Nullable Object> Task<T> createTask(Coroutine<? extends T> coroutine) {
    return DefaultLoop.running().createTask(coroutine);
  }

  /**
   * Schedules a coroutine to run beside the current one; its first step is in the next tick.
   *
   * @param coroutine a coroutine that was not started
   * @param name the name, or null for {@code Task-n}
   * @param <T> the type of its result
   * @return the task; the loop keeps it alive until it is done
   * @throws IllegalStateException "no running event loop"
   */
  public static <T extends @Nullable Object> Task<T> createTask(
      Coroutine<? extends T> coroutine, @Nullable String name) {
    return DefaultLoop.running().createTask(coroutine, name);
  }

  /**
   * Schedules a coroutine to run beside the current one; its first step is in the next tick.
   *
   * @param coroutine a coroutine that was not started
   * @param name the name, or null for {@code Task-n}
   * @param context the context that it runs in, not a copy of it; null for a copy of the current
   *     one
   * @param <T> the type of its result
   * @return the task; the loop keeps it alive until it is done
   * @throws IllegalStateException "no running event loop"
   */
  public static <T extends @Nullable Object> Task<T> createTask(
      Coroutine<? extends T> coroutine, @Nullable String name, @Nullable Context context) {
    return DefaultLoop.running().createTask(coroutine, name, context);
  }

  /**
   * Schedules a coroutine to run beside the current one, perhaps at once.
   *
   * @param coroutine a coroutine that was not started
   * @param name the name, or null for {@code Task-n}
   * @param context the context that it runs in, or null for a copy of the current one
   * @param eagerStart whether it runs up to its first suspension inside this call
   * @param <T> the type of its result
   * @return the task, which may be done if it was started eagerly
   * @throws IllegalStateException "no running event loop"
   */
  public static <T extends @Nullable Object> Task<T> createTask(
      Coroutine<? extends T> coroutine,
      @Nullable String name,
      @Nullable Context context,
      boolean eagerStart) {
    return DefaultLoop.running().createTask(coroutine, name, context, eagerStart);
  }

  /**
   * A future for any awaitable: futures and tasks are returned as they are, a coroutine becomes a
   * task, another awaitable a task that awaits it.
   *
   * @param awaitable what to run or to wait for
   * @param <T> the type of its result
   * @return a future of the running loop
   * @throws IllegalStateException "no running event loop"
   */
  public static <T extends @Nullable Object> AsyncFuture<T> ensureFuture(
      Awaitable<? extends T> awaitable) {
    return Futures.ensure(DefaultLoop.running(), awaitable);
  }

  /**
   * A future of the running loop for a CompletionStage. Cancelling it cancels a CompletableFuture.
   *
   * @param stage any CompletionStage
   * @param <T> the type of its result
   * @return a new future
   * @throws IllegalStateException "no running event loop"
   */
  public static <T extends @Nullable Object> AsyncFuture<T> ensureFuture(
      CompletionStage<? extends T> stage) {
    return Futures.ensure(DefaultLoop.running(), stage);
  }

  /**
   * Runs awaitables at the same time and gives their results in the order of the arguments.
   *
   * <p>The first failure is passed on at once; the others go on. A cancelled child fails the whole
   * with CancelledError. Cancelling the result cancels every child that is not done. The same
   * object given twice runs once.
   *
   * @param awaitables what to run
   * @param <T> the type of the results
   * @return a future of a list, which may hold nulls
   * @throws IllegalStateException "no running event loop"
   */
  @SafeVarargs
  @SuppressWarnings("varargs") // only read, as a list
  public static <T extends @Nullable Object> AsyncFuture<List<T>> gather(
      Awaitable<? extends T>... awaitables) {
    return gather(Arrays.asList(awaitables));
  }

  /**
   * Runs awaitables at the same time and gives their results in the order of the arguments.
   *
   * <p>The first failure is passed on at once; the others go on. A cancelled child fails the whole
   * with CancelledError. Cancelling the result cancels every child that is not done. The same
   * object given twice runs once.
   *
   * @param awaitables what to run
   * @param <T> the type of the results
   * @return a future of a list, which may hold nulls
   * @throws IllegalStateException "no running event loop"
   */
  public static <T extends @Nullable Object> AsyncFuture<List<T>> gather(
      Collection<? extends Awaitable<? extends T>> awaitables) {
    return Gather.results(DefaultLoop.running(), awaitables);
  }

  /**
   * Runs two awaitables of different types at the same time and combines their results.
   *
   * <pre>{@code
   * Page page = await(gather(user(id), orders(id), Page::new));
   * }</pre>
   *
   * @param a the first
   * @param b the second
   * @param combiner makes the result, on the loop's thread; what it throws fails the result
   * @param <A> the type of the first result
   * @param <B> the type of the second result
   * @param <R> the type of the combination
   * @return a future; fails and cancels as {@link #gather(Awaitable[])}
   */
  @SuppressWarnings({"unchecked", "NullAway"}) // the values are those of a, b and c
  public static <A extends @Nullable Object, B extends @Nullable Object, R extends @Nullable Object>
      AsyncFuture<R> gather(
          Awaitable<? extends A> a,
          Awaitable<? extends B> b,
          BiFunction<? super A, ? super B, ? extends R> combiner) {
    return Gather.combined(
        DefaultLoop.running(),
        List.of(a, b),
        values -> combiner.apply((A) values.get(0), (B) values.get(1)));
  }

  /**
   * Runs three awaitables of different types at the same time and combines their results.
   *
   * @param a the first
   * @param b the second
   * @param c the third
   * @param combiner makes the result, on the loop's thread; what it throws fails the result
   * @param <A> the type of the first result
   * @param <B> the type of the second result
   * @param <C> the type of the third result
   * @param <R> the type of the combination
   * @return a future; fails and cancels as {@link #gather(Awaitable[])}
   */
  @SuppressWarnings({"unchecked", "NullAway"}) // the values are those of a, b and c
  public static <
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          R extends @Nullable Object>
      AsyncFuture<R> gather(
          Awaitable<? extends A> a,
          Awaitable<? extends B> b,
          Awaitable<? extends C> c,
          TriFunction<? super A, ? super B, ? super C, ? extends R> combiner) {
    return Gather.combined(
        DefaultLoop.running(),
        List.of(a, b, c),
        values -> combiner.apply((A) values.get(0), (B) values.get(1), (C) values.get(2)));
  }

  /**
   * Runs awaitables at the same time and gives how each of them ended, in the order of the
   * arguments: {@code gather(…, return_exceptions=True)}. A child that fails or is cancelled does
   * not fail the whole.
   *
   * @param awaitables what to run
   * @param <T> the type of the results
   * @return a future of a list of outcomes
   * @throws IllegalStateException "no running event loop"
   */
  @SafeVarargs
  @SuppressWarnings("varargs") // only read, as a list
  public static <T extends @Nullable Object> AsyncFuture<List<Outcome<T>>> gatherOutcomes(
      Awaitable<? extends T>... awaitables) {
    return gatherOutcomes(Arrays.asList(awaitables));
  }

  /**
   * Runs awaitables at the same time and gives how each of them ended, in the order of the
   * arguments: {@code gather(…, return_exceptions=True)}. A child that fails or is cancelled does
   * not fail the whole.
   *
   * @param awaitables what to run
   * @param <T> the type of the results
   * @return a future of a list of outcomes
   * @throws IllegalStateException "no running event loop"
   */
  public static <T extends @Nullable Object> AsyncFuture<List<Outcome<T>>> gatherOutcomes(
      Collection<? extends Awaitable<? extends T>> awaitables) {
    return Gather.outcomes(DefaultLoop.running(), awaitables);
  }

  /**
   * Waits until some or all of the futures are done; asyncio's {@code wait}. It never cancels them
   * and never fails because of them.
   *
   * @param returnWhen what to wait for
   * @param futures futures or tasks, at least one; make tasks of coroutines with {@link
   *     #createTask}
   * @param <F> {@link Task} or {@link AsyncFuture}
   * @return a coroutine of those done and those pending
   * @throws IllegalArgumentException through the coroutine, if there are no futures
   */
  @SafeVarargs
  @SuppressWarnings("varargs") // only read, as a list
  public static <F extends AsyncFuture<?>> Coroutine<WaitResult<F>> waitUntil(
      ReturnWhen returnWhen, F... futures) {
    return waitUntil(returnWhen, Arrays.asList(futures));
  }

  /**
   * Waits until some or all of the futures are done; asyncio's {@code wait}. It never cancels them
   * and never fails because of them.
   *
   * @param returnWhen what to wait for
   * @param futures futures or tasks, at least one; make tasks of coroutines with {@link
   *     #createTask}
   * @param <F> {@link Task} or {@link AsyncFuture}
   * @return a coroutine of those done and those pending
   * @throws IllegalArgumentException through the coroutine, if there are no futures
   */
  public static <F extends AsyncFuture<?>> Coroutine<WaitResult<F>> waitUntil(
      ReturnWhen returnWhen, Collection<? extends F> futures) {
    return new WaitUntil<>(returnWhen, null, futures);
  }

  /**
   * Waits until some or all of the futures are done; asyncio's {@code wait}. It never cancels them
   * and never fails because of them.
   *
   * @param returnWhen what to wait for
   * @param timeout how long at most; afterwards it returns what is done by then, without failing
   * @param futures futures or tasks, at least one; make tasks of coroutines with {@link
   *     #createTask}
   * @param <F> {@link Task} or {@link AsyncFuture}
   * @return a coroutine of those done and those pending
   * @throws IllegalArgumentException through the coroutine, if there are no futures
   */
  public static <F extends AsyncFuture<?>> Coroutine<WaitResult<F>> waitUntil(
      ReturnWhen returnWhen, Duration timeout, Collection<? extends F> futures) {
    return new WaitUntil<>(returnWhen, timeout, futures);
  }

  /**
   * Waits for {@code awaitable} for a limited time. When the time is over it is cancelled, its
   * cleanup is waited for, and {@link DeadlineExceededException} is thrown; if it suppresses the
   * cancellation its result is returned. With a timeout of zero or less a coroutine is not started;
   * a future that is done, or a {@link Value}, gives its result.
   *
   * @param awaitable what to wait for
   * @param timeout how long at most, or null for no limit
   * @param <T> the type of its result
   * @return a coroutine
   * @throws DeadlineExceededException through the coroutine
   */
  public static <T extends @Nullable Object> Coroutine<T> waitFor(
      Awaitable<? extends T> awaitable, @Nullable Duration timeout) {
    return new WaitFor<>(awaitable, timeout);
  }

  /**
   * Limits the time of a block; see {@link Timeout}.
   *
   * <pre>{@code
   * try (var limit = timeout(ofSeconds(10))) {
   *   await(longOperation());
   * } catch (DeadlineExceededException e) {
   *   System.out.println("timed out");
   * }
   * }</pre>
   *
   * <p>It is entered when it is made, so it belongs into the head of a try statement: one that is
   * never left cancels the task some day.
   *
   * @param limit how long the block may take; zero or less cancels it at its first await that
   *     suspends; null for no limit
   * @return the limit, entered by the current task
   * @throws IllegalStateException "no running event loop", or "Timeout should be used inside a
   *     task"
   */
  public static Timeout timeout(@Nullable Duration limit) {
    return TimeoutScope.within(DefaultLoop.running(), limit);
  }

  /**
   * The same with a point in time.
   *
   * @param when nanoseconds on the clock of {@link EventLoop#time}
   * @return the limit, entered by the current task
   * @throws IllegalStateException "no running event loop", or "Timeout should be used inside a
   *     task"
   */
  public static Timeout timeoutAt(long when) {
    return TimeoutScope.until(DefaultLoop.running(), when);
  }

  /**
   * Runs {@code body} in a {@link Timeout}, in the task that awaits the result.
   *
   * <pre>{@code
   * String page = await(withTimeout(ofSeconds(10), () -> {
   *   var connection = await(connect(host));
   *   return value(await(connection.load()));
   * }));
   * }</pre>
   *
   * <p>When the time is over, {@code body} is cancelled and its cleanup is waited for. If it
   * suppresses the cancellation, its result is given.
   *
   * @param limit how long {@code body} may take, from when the result is awaited; zero or less
   *     cancels it at its first await that suspends; null for no limit
   * @param body what to run; called when the result is awaited
   * @param <T> the type of its result
   * @return a lazy coroutine
   * @throws DeadlineExceededException through the coroutine
   */
  public static <T extends @Nullable Object> Coroutine<T> withTimeout(
      @Nullable Duration limit, AsyncCallable<T> body) {
    return new WithTimeout<>(limit, body);
  }

  /**
   * The same, but a limit that passed gives null instead of an exception; Trio's {@code
   * move_on_after}.
   *
   * <pre>{@code
   * String answer = await(timeoutOrNull(ofSeconds(1), () -> ask(server)));
   * if (answer == null) { answer = "no answer"; }
   * }</pre>
   *
   * <p>Only this limit gives null: a DeadlineExceededException of somebody else, and a
   * CancelledError because the task was cancelled, go on.
   *
   * @param limit how long {@code body} may take, from when the result is awaited; zero or less
   *     cancels it at its first await that suspends; null for no limit
   * @param body what to run; called when the result is awaited
   * @param <T> the type of its result
   * @return a lazy coroutine
   */
  public static <T extends @Nullable Object> Coroutine<@Nullable T> timeoutOrNull(
      @Nullable Duration limit, AsyncCallable<T> body) {
    return new TimeoutOrNull<>(limit, body);
  }

  /**
   * Opens a group of tasks for a block; see {@link TaskGroup}.
   *
   * <pre>{@code
   * try (var group = taskGroup()) {
   *   group.createTask(serve(a));
   *   group.createTask(serve(b));
   * }                                            // waits for both
   * }</pre>
   *
   * @return the group, entered by the current task
   * @throws IllegalStateException "no running event loop", or "TaskGroup … cannot determine the
   *     parent task"
   */
  public static TaskGroup taskGroup() {
    return GroupScope.entered(DefaultLoop.running(), false);
  }

  /**
   * Runs {@code body} with a {@link TaskGroup}, in the task that awaits the result, and waits for
   * the tasks of the group.
   *
   * <pre>{@code
   * Page page = await(taskGroup(group -> {
   *   Task<User> user = group.createTask(loadUser(id));
   *   Task<List<Order>> orders = group.createTask(loadOrders(id));
   *   return value(new Page(await(user), await(orders)));
   * }));
   * }</pre>
   *
   * @param body what to run; called when the result is awaited
   * @param <T> the type of its result
   * @return a lazy coroutine of the result of {@code body}
   * @throws ExceptionGroup through the coroutine, if a task or {@code body} fails
   */
  public static <T extends @Nullable Object> Coroutine<T> taskGroup(TaskGroup.Body<T> body) {
    return new GroupRun<>(body, false);
  }

  /**
   * A {@link TaskGroup} in which a task that fails does not stop the others: all are waited for,
   * and then the failures are thrown together. What the block itself throws cancels the tasks.
   *
   * @return the group, entered by the current task
   * @throws IllegalStateException as {@link #taskGroup()}
   */
  public static TaskGroup supervisor() {
    return GroupScope.entered(DefaultLoop.running(), true);
  }

  /**
   * Runs {@code body} with a {@link #supervisor()}, and waits for the tasks of the group.
   *
   * @param body what to run; called when the result is awaited
   * @param <T> the type of its result
   * @return a lazy coroutine of the result of {@code body}
   * @throws ExceptionGroup through the coroutine, if a task or {@code body} fails
   */
  public static <T extends @Nullable Object> Coroutine<T> supervisor(TaskGroup.Body<T> body) {
    return new GroupRun<>(body, true);
  }

  /**
   * Runs a function for every item, for at most {@code limit} of them at a time, each in a task of
   * its own.
   *
   * <pre>{@code
   * List<Page> pages = await(mapConcurrent(uris, 8, uri -> download(uri)));
   * }</pre>
   *
   * @param items the items; the next is asked for when there is room
   * @param limit how many at a time, at least 1
   * @param function what to do with each
   * @param <T> the type of the items
   * @param <R> the type of the results
   * @return a lazy coroutine of the results in the order of the items. The first failure cancels
   *     the others, and is thrown when they have ended; further ones are suppressed by it
   * @throws IllegalArgumentException if {@code limit} is less than 1
   */
  public static <T extends @Nullable Object, R extends @Nullable Object>
      Coroutine<List<R>> mapConcurrent(
          Iterable<? extends T> items, int limit, AsyncFunction<? super T, ? extends R> function) {
    return new MapConcurrent<>(items, limit, function);
  }

  /**
   * Waits for the first that is done, whichever way; the others are cancelled and waited for.
   *
   * <pre>{@code
   * String answer = await(race(ask(primary), ask(secondary)));
   * }</pre>
   *
   * @param awaitables at least one; futures and tasks are cancelled like coroutines
   * @param <T> the type of the results
   * @return a lazy coroutine of the result of the first; it fails if that failed. What others fail
   *     with is suppressed by that, or reported by the loop
   * @throws IllegalArgumentException if there is none
   */
  @SafeVarargs
  @SuppressWarnings("varargs") // only read, as a list
  public static <T extends @Nullable Object> Coroutine<T> race(
      Awaitable<? extends T>... awaitables) {
    return race(Arrays.asList(awaitables));
  }

  /**
   * As {@link #race(Awaitable[])}.
   *
   * @param awaitables at least one
   * @param <T> the type of the results
   * @return a lazy coroutine of the result of the first
   * @throws IllegalArgumentException if there is none
   */
  public static <T extends @Nullable Object> Coroutine<T> race(
      Collection<? extends Awaitable<? extends T>> awaitables) {
    return new Race<>(awaitables);
  }

  /**
   * Awaitables in the order in which they are done; see {@link AsCompleted}.
   *
   * @param awaitables coroutines become tasks at once
   * @param <T> the type of the results
   * @return an iteration
   * @throws IllegalStateException "no running event loop"
   */
  @SafeVarargs
  @SuppressWarnings("varargs") // only read, as a list
  public static <T extends @Nullable Object> AsCompleted<T> asCompleted(
      Awaitable<? extends T>... awaitables) {
    return asCompleted(Arrays.asList(awaitables), null);
  }

  /**
   * Awaitables in the order in which they are done, for a limited time; see {@link AsCompleted}.
   *
   * @param awaitables coroutines become tasks at once
   * @param timeout for how long from now, or null for no limit; nothing is cancelled by it
   * @param <T> the type of the results
   * @return an iteration
   * @throws IllegalStateException "no running event loop"
   */
  public static <T extends @Nullable Object> AsCompleted<T> asCompleted(
      Collection<? extends Awaitable<? extends T>> awaitables, @Nullable Duration timeout) {
    return new AsCompleted<>(new CompletionOrder<>(DefaultLoop.running(), awaitables, timeout));
  }

  /**
   * Ticks in equal distances, without drift: {@code for (long n : each(ticker(ofSeconds(1))))}. The
   * first is due one period after it is asked for. Of the ticks that passed while nobody asked only
   * the last is given, at once; the element is the number of the tick from 0, so gaps can be seen.
   *
   * @param period the distance, positive
   * @return an endless source; each loop over it begins anew
   * @throws IllegalArgumentException if {@code period} is zero or negative
   */
  public static AsyncIterable<Long> ticker(Duration period) {
    return new Ticker(period);
  }

  /**
   * Protects {@code awaitable} from the cancellation of whoever awaits the result.
   *
   * <pre>{@code
   * await(shield(commit()));          // if this task is cancelled here, commit() goes on
   * }</pre>
   *
   * @param awaitable what to protect
   * @param <T> the type of its result
   * @return a future; cancelling it does not cancel {@code awaitable}
   * @throws IllegalStateException "no running event loop"
   */
  public static <T extends @Nullable Object> AsyncFuture<T> shield(
      Awaitable<? extends T> awaitable) {
    return Shield.over(Futures.ensure(DefaultLoop.running(), awaitable));
  }

  /**
   * Protects a CompletionStage from the cancellation of whoever awaits the result.
   *
   * @param stage what to protect
   * @param <T> the type of its result
   * @return a future; cancelling it does not cancel {@code stage}
   * @throws IllegalStateException "no running event loop"
   */
  public static <T extends @Nullable Object> AsyncFuture<T> shield(
      CompletionStage<? extends T> stage) {
    return Shield.over(Futures.ensure(DefaultLoop.running(), stage));
  }

  /**
   * Suspends for a time; other tasks run meanwhile.
   *
   * @param duration how long; zero or less is {@link #yieldNow}
   * @return a lazy coroutine: the time starts when it is awaited
   */
  public static Coroutine<Void> sleep(Duration duration) {
    return new Sleep<>(duration, null);
  }

  /**
   * Suspends for a time and gives {@code result} then.
   *
   * @param duration how long; zero or less is one tick
   * @param result what the coroutine gives
   * @param <T> its type
   * @return a lazy coroutine: the time starts when it is awaited
   */
  public static <T extends @Nullable Object> Coroutine<T> sleep(Duration duration, T result) {
    return new Sleep<>(duration, result);
  }

  /**
   * Lets every other task that is ready run once; asyncio's {@code sleep(0)}.
   *
   * @return a coroutine
   */
  public static Coroutine<Void> yieldNow() {
    return new YieldNow();
  }

  /**
   * Runs a blocking call on another thread, in a copy of the current context: on a virtual thread
   * where the JDK has them, else on a bounded pool. Cancelling returns at once; the call finishes
   * unobserved.
   *
   * @param call the call
   * @param <T> the type of its result
   * @return a lazy coroutine
   */
  public static <T extends @Nullable Object> Coroutine<T> toThread(Callable<? extends T> call) {
    return new ToThread<>(call);
  }

  /**
   * Runs a blocking call on another thread, in a copy of the current context: on a virtual thread
   * where the JDK has them, else on a bounded pool. Cancelling returns at once; the call finishes
   * unobserved.
   *
   * @param call the call
   * @return a lazy coroutine
   */
  public static Coroutine<Void> toThread(Runnable call) {
    return new ToThread<>(
        () -> {
          call.run();
          return null;
        });
  }

  /**
   * Runs a coroutine on a loop that runs in another thread.
   *
   * @param coroutine a coroutine that was not started
   * @param loop the loop
   * @param <T> the type of its result
   * @return a future to wait for; cancelling it cancels the task
   * @throws IllegalStateException if the loop is closed
   */
  public static <T extends @Nullable Object> CompletableFuture<T> runCoroutineThreadsafe(
      Coroutine<? extends T> coroutine, EventLoop loop) {
    return ThreadsafeLaunch.submit(coroutine, loop);
  }

  /**
   * In a CompletableFuture method that was called with no loop running: {@code
   * await(resumeOn(executor))} goes on as a task of {@code executor}, and so does every later
   * resume of this method.
   *
   * @param executor where to go on
   * @return an awaitable; on an event loop it fails with IllegalStateException
   */
  public static Awaitable<Void> resumeOn(Executor executor) {
    return new ResumeOn(executor);
  }

  /**
   * The task that runs now.
   *
   * @return the task; null in a plain callback and where no loop runs
   */
  public static @Nullable Task<?> currentTask() {
    DefaultLoop loop = DefaultLoop.runningOrNull();
    return loop == null ? null : loop.currentTask();
  }

  /**
   * The tasks of the running loop that are not done.
   *
   * @return a snapshot
   * @throws IllegalStateException "no running event loop"
   */
  public static Set<Task<?>> allTasks() {
    return DefaultLoop.running().allTasks();
  }

  /**
   * Whether {@code await} takes this object.
   *
   * @param object any object
   * @return true for an {@link Awaitable} or a CompletionStage
   */
  public static boolean isAwaitable(@Nullable Object object) {
    return object instanceof Awaitable || object instanceof CompletionStage;
  }

  /**
   * Whether calling this method gives a coroutine of a transformed body.
   *
   * @param method a method
   * @return true if it is annotated with {@link Async} and declared to return {@link Coroutine}
   */
  public static boolean isCoroutineFunction(Method method) {
    return method.isAnnotationPresent(Async.class) && method.getReturnType() == Coroutine.class;
  }

  /** What the {@code closeAsync} of a scope is: the vocabulary itself knows nothing inside. */
  static Awaitable<@Nullable Void> closing(AsyncScope scope) {
    return ScopeExit.normally(scope);
  }
}
