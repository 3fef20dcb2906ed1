package dev.continuo.internal;

import dev.continuo.Generator;
import dev.continuo.GeneratorExit;
import dev.continuo.coroutine.Delegation;
import dev.continuo.coroutine.GeneratorFrame;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * The default {@link Generator}: CPython's generator object, and the driver of its own body.
 *
 * <pre>
 *   hasNext: nothing found yet? step    ──▶ found = what the body emitted
 *   next:    take what was found
 *   step:    body.resume(this) ──element──▶ give it
 *                 │     └──Delegation──▶ from now on the steps are its source's, until that ends
 *                 └──ENDED, exception──▶ closed
 * </pre>
 */
public final class SyncGenerator<T extends @Nullable Object> extends ChainDriver
    implements Generator<T> {

  /** Not started, or at an emit of its own: the next step only enters the body. */
  private static final byte IDLE = 0;

  /** As IDLE or OTHER, and an element waits to be taken. */
  private static final byte FOUND = 1;

  /** Emitting all of another source, or ended. */
  private static final byte OTHER = 2;

  private static final byte EXECUTING = 3;

  /**
   * The body has just ended and is let go of by the next call. A store of null where a loop ends
   * would keep the JIT from taking generator and body apart into registers: with it an element cost
   * 2 ns, without it a quarter.
   */
  private static final byte OVER = 4;

  private @Nullable GeneratorFrame<T> body;
  private @Nullable Object found;
  private @Nullable Iterator<?> delegate;
  private byte phase = IDLE;

  /** Makes the generator of a body that was not started. */
  public SyncGenerator(GeneratorFrame<T> body) {
    this.body = body;
  }

  @Override
  public boolean hasNext() {
    byte now = phase;
    if (now == FOUND) {
      return true;
    }
    Object element = now == IDLE ? enterBody() : step(null, null);
    if (element == ENDED) {
      return false;
    }
    found = element;
    phase = FOUND;
    return true;
  }

  @Override
  @SuppressWarnings({"unchecked", "NullAway"}) // the body emits values of T, which may be null
  public T next() {
    byte now = phase;
    if (now != FOUND) {
      return taken(now == IDLE ? enterBody() : step(null, null));
    }
    phase = delegate == null ? IDLE : OTHER;
    return (T) found; // it stays: a reference store costs as much as all the rest
  }

  @Override
  public T send(@Nullable Object value) {
    return taken(sent(value));
  }

  @Override
  public T throwInto(Throwable failure) {
    return taken(thrown(Objects.requireNonNull(failure)));
  }

  /** {@link #next}, but the end is ENDED; with few frames, as generators nest deeply. */
  private @Nullable Object element() {
    byte now = phase;
    if (now == FOUND) {
      return next();
    }
    return now == IDLE ? enterBody() : step(null, null);
  }

  /** {@link #send}, but the end is ENDED: a NoSuchElementException is one that the body threw. */
  @Nullable Object sent(@Nullable Object value) {
    refuseIfFound("send");
    GeneratorFrame<T> frame = openBody();
    if (value != null && frame != null && frame.state == GeneratorFrame.NEW) {
      throw new IllegalStateException("can't send non-null value to a just-started generator");
    }
    return step(value, null);
  }

  /** {@link #throwInto} in the same way. */
  @Nullable Object thrown(Throwable failure) {
    refuseIfFound("throwInto");
    GeneratorFrame<T> frame = openBody();
    if (frame == null || frame.state == GeneratorFrame.NEW) {
      end();
      throw Sneaky.rethrow(failure);
    }
    return step(null, failure);
  }

  private void refuseIfFound(String function) {
    if (phase == FOUND) {
      throw new IllegalStateException(
          function + "() while an element that hasNext() found waits: take it with next() first");
    }
  }

  @SuppressWarnings({"unchecked", "NullAway"}) // the body emits values of T, which may be null
  private T taken(@Nullable Object element) {
    if (element == ENDED) {
      throw new NoSuchElementException("the generator has ended");
    }
    return (T) element;
  }

  @Override
  public void close() {
    refuseIfExecuting();
    GeneratorFrame<T> frame = openBody();
    phase = resting();
    if (frame == null || frame.state == GeneratorFrame.NEW) {
      end();
      return;
    }
    Object element;
    try {
      element = step(null, new GeneratorExit());
    } catch (GeneratorExit e) {
      Throwable failure = CleanupFailure.of(e);
      if (failure != null) {
        throw Sneaky.rethrow(failure);
      }
      return;
    }
    if (element != ENDED) { // as in Python it stays open, and a second close may end it
      throw new IllegalStateException("generator ignored GeneratorExit");
    }
  }

  @Override
  public Stream<T> stream() {
    return StreamSupport.stream(
            Spliterators.<T>spliteratorUnknownSize(this, Spliterator.ORDERED), false)
        .onClose(this::close);
  }

  // ---- steps

  /**
   * The step that a loop makes where it is IDLE: enters the body and gives what it emits. What is
   * seldom is in methods of their own, so that the JIT can keep a generator that does not leave its
   * loop in registers.
   */
  private @Nullable Object enterBody() {
    GeneratorFrame<T> frame = body;
    if (frame == null) {
      return ENDED;
    }
    phase = EXECUTING;
    Object element;
    try {
      element = frame.resume(this);
    } catch (Throwable t) {
      throw failed(t);
    }
    if (element == ENDED) {
      phase = OVER;
    } else if (element instanceof Delegation) {
      return arrived(frame, element);
    } else {
      phase = IDLE;
    }
    return element;
  }

  private @Nullable Object step(@Nullable Object value, @Nullable Throwable failure) {
    refuseIfExecuting();
    GeneratorFrame<T> frame = openBody();
    if (frame == null) {
      return ENDED;
    }
    phase = EXECUTING;
    Object element;
    try {
      element =
          delegate == null
              ? step(frame, value, failure)
              : delegated(frame, delegate, value, failure);
    } catch (Throwable t) {
      throw failed(t);
    }
    return arrived(frame, element);
  }

  private @Nullable Object arrived(GeneratorFrame<T> frame, @Nullable Object first) {
    Object element = first;
    try {
      while (element instanceof Delegation delegation) {
        Throwable unusable = null;
        try {
          delegate = Sources.iterator(delegation.source());
        } catch (Throwable t) {
          passing(t, frame);
          unusable = t;
        }
        element =
            delegate == null ? step(frame, null, unusable) : delegated(frame, delegate, null, null);
      }
    } catch (Throwable t) {
      throw failed(t);
    }
    if (element == ENDED) {
      end();
    }
    phase = resting();
    return element;
  }

  /** The body, unless it has ended. */
  private @Nullable GeneratorFrame<T> openBody() {
    if (phase == OVER) {
      end();
    }
    return body;
  }

  private byte resting() {
    return body != null && delegate == null ? IDLE : OTHER;
  }

  private RuntimeException failed(Throwable failure) {
    end();
    trace(failure);
    throw Sneaky.rethrow(failure);
  }

  private void refuseIfExecuting() {
    if (phase == EXECUTING) {
      throw new IllegalStateException("generator already executing");
    }
  }

  private void end() {
    body = null;
    delegate = null;
    found = null;
    phase = OTHER;
  }

  // ---- delegation

  /** PEP 380: what is sent and thrown goes to the inner generator, which is closed first. */
  private @Nullable Object delegated(
      GeneratorFrame<T> frame,
      Iterator<?> source,
      @Nullable Object value,
      @Nullable Throwable failure)
      throws Throwable {
    Throwable thrown = null;
    try {
      Object element =
          source instanceof SyncGenerator<?> own && value == null && failure == null
              ? own.element()
              : Sources.step(source, value, failure);
      if (element != ENDED) {
        return element;
      }
    } catch (Throwable t) {
      passing(t, frame);
      thrown = t;
    }
    delegate = null;
    return step(frame, null, thrown);
  }

  // ---- traces

  /** Only the names are made those of the user: a coroutine that runs this is found below yet. */
  @Override
  protected void trace(Throwable failure) {
    AsyncTrace.rename(failure);
  }

  // ---- what a body without await never asks for

  @Override
  protected @Nullable Object poll(@Nullable Object awaited) {
    throw new IllegalStateException(
        "a Generator cannot await: return AsyncGenerator<T>, and loop with each()");
  }
}
