package dev.continuo.conformance;

import static dev.continuo.Continuo.await;
import static dev.continuo.Continuo.value;

import dev.continuo.Awaitable;
import dev.continuo.Coroutine;
import dev.continuo.Generator;
import dev.continuo.annotation.Async;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Makes data of how calls end: the result, or the class and message of what was thrown. Tests of
 * generators are lists of such calls, as the programs are that were run with Python first.
 */
final class Attempts {

  /** What asking an ended generator ends with. */
  static final String ENDED = "NoSuchElementException: the generator has ended";

  /** The same of an asynchronous one. */
  static final String STOPPED = "StopAsyncIteration";

  static final String EXECUTING = "IllegalStateException: generator already executing";

  private Attempts() {}

  /** How {@code call} ends. */
  static @Nullable Object attempt(Callable<? extends @Nullable Object> call) {
    try {
      return call.call();
    } catch (Throwable t) {
      return text(t);
    }
  }

  /** How {@code close()} ends: "closed" or what it threw. */
  static @Nullable Object attemptClose(Generator<?> generator) {
    return attempt(
        () -> {
          generator.close();
          return "closed";
        });
  }

  /** How awaiting {@code awaitable} ends. */
  @Async
  static Coroutine<@Nullable Object> attempt(Awaitable<?> awaitable) {
    try {
      return value(await(awaitable));
    } catch (Throwable t) {
      return value(text(t));
    }
  }

  /** Class and message. */
  static String text(Throwable t) {
    String type = t.getClass().getSimpleName();
    return t.getMessage() == null ? type : type + ": " + t.getMessage();
  }

  /** A list that may hold nulls. */
  static List<@Nullable Object> results(@Nullable Object... results) {
    return new ArrayList<>(Arrays.asList(results));
  }

  /** Everything that is left. */
  static List<@Nullable Object> rest(Generator<?> generator) {
    List<@Nullable Object> seen = new ArrayList<>();
    for (Object element : generator) {
      seen.add(element);
    }
    return seen;
  }
}
