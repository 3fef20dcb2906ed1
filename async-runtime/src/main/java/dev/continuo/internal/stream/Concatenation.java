package dev.continuo.internal.stream;

import dev.continuo.AsyncIterable;
import dev.continuo.coroutine.Driver;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * {@code flatMap}: the elements of one inner source after the other.
 *
 * <pre>
 *   OUTER ──element──▶ INNER ──element──▶ (given) ──▶ INNER …
 *     ▲                  │ ended
 *     └──── CLOSE ◀──────┘       an inner source may have ended early: take, takeWhile, zip
 * </pre>
 */
final class Concatenation<S extends @Nullable Object, T extends @Nullable Object> extends Pull<T> {

  private static final int OUTER = 1;
  private static final int INNER = 2;
  private static final int CLOSE = 3;

  private final Pull<? extends S> source;
  private final Function<? super S, ? extends AsyncIterable<? extends T>> function;
  private @Nullable Pull<T> inner;

  Concatenation(
      Pull<? extends S> source,
      Function<? super S, ? extends AsyncIterable<? extends T>> function) {
    this.source = source;
    this.function = function;
  }

  @Override
  @SuppressWarnings("unchecked") // the source only gives elements of S
  @Nullable Object advance(Driver driver) throws Throwable {
    int asked = state;
    Object got;
    if (asked == STARTED) {
      asked = inner == null ? OUTER : INNER;
      got = pull(inner == null ? source : inner, driver, asked);
    } else {
      got = driver.result();
    }
    while (got != Driver.SUSPENDED) {
      Pull<T> current = inner;
      if (asked == OUTER) {
        if (got == Driver.ENDED) {
          return got;
        }
        current =
            Pull.of(Objects.requireNonNull(function.apply((S) got), "the function returned null"));
        inner = current;
        asked = INNER;
        got = pull(current, driver, INNER);
      } else if (asked == INNER) {
        if (got != Driver.ENDED || current == null) {
          return got;
        }
        inner = null;
        asked = CLOSE;
        got = Call.await(new Closing(current, null), driver, this, CLOSE);
      } else {
        asked = OUTER;
        got = pull(source, driver, OUTER);
      }
    }
    return got;
  }

  @Override
  void release(Closing closing) {
    if (inner != null) {
      closing.add(inner);
    }
    closing.add(source);
  }

  @Override
  String operator() {
    return "flatMap";
  }
}
