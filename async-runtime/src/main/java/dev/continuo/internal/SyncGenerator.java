package dev.continuo.internal;

import dev.continuo.Generator;
import dev.continuo.GeneratorExit;
import dev.continuo.coroutine.Delegation;
import dev.continuo.coroutine.GeneratorFrame;
import java.util.Iterator;
import java.util.NoSuchElementException;
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

  private static final String EXECUTING = "generator already executing";

  private @Nullable GeneratorFrame<T> body;
  private @Nullable Object found;
  private boolean hasFound;
  private @Nullable Iterator<?> delegate;
  private boolean executing;

  /** Makes the generator of a body that was not started. */
  public SyncGenerator(GeneratorFrame<T> body) {
    this.body = body;
  }

  @Override
  public boolean hasNext() {
    if (hasFound) {
      return true;
    }
    Object element = step();
    if (element == ENDED) {
      return false;
    }
    found = element;
    hasFound = true;
    return true;
  }

  @Override
  @SuppressWarnings({"unchecked", "NullAway"}) // the body emits values of T, which may be null
  public T next() {
    if (!hasFound) {
      return taken(step());
    }
    hasFound = false; // found stays: a reference store costs as much as all the rest
    return (T) found;
  }

  @Override
  public T send(@Nullable Object value) {
    return taken(sent(value));
  }

  @Override
  public T throwInto(Throwable failure) {
    return taken(thrown(failure));
  }

  /** {@link #send}, but the end is ENDED: a NoSuchElementException is one that the body threw. */
  @Nullable Object sent(@Nullable Object value) {
    refuseIfFound("send");
    if (value != null && body != null && body.state == GeneratorFrame.NEW) {
      throw new IllegalStateException("can't send non-null value to a just-started generator");
    }
    return step(value, null);
  }

  /** {@link #throwInto} in the same way. */
  @Nullable Object thrown(Throwable failure) {
    refuseIfFound("throwInto");
    GeneratorFrame<T> frame = body;
    if (frame == null || frame.state == GeneratorFrame.NEW) {
      end();
      throw Sneaky.rethrow(failure);
    }
    return step(null, failure);
  }

  private void refuseIfFound(String function) {
    if (hasFound) {
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
    hasFound = false;
    GeneratorFrame<T> frame = body;
    if (frame == null || frame.state == GeneratorFrame.NEW) {
      end();
      return;
    }
    Object element;
    try {
      element = step(null, new GeneratorExit());
    } catch (GeneratorExit e) {
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

  /** The step that a loop makes: enters the body and gives what it emits. */
  private @Nullable Object step() {
    GeneratorFrame<T> frame = body;
    if (frame == null || executing || delegate != null || frame.state <= GeneratorFrame.NEW) {
      return step(null, null);
    }
    executing = true;
    try {
      Object element = frame.resume(this);
      if (element == ENDED || element instanceof Delegation) {
        return arrived(frame, element);
      }
      return element;
    } catch (Throwable t) {
      throw failed(t);
    } finally {
      executing = false;
    }
  }

  private @Nullable Object step(@Nullable Object value, @Nullable Throwable failure) {
    refuseIfExecuting();
    GeneratorFrame<T> frame = body;
    if (frame == null) {
      return ENDED;
    }
    executing = true;
    try {
      Object element =
          delegate == null
              ? step(frame, value, failure)
              : delegated(frame, delegate, value, failure);
      return arrived(frame, element);
    } catch (Throwable t) {
      throw failed(t);
    } finally {
      executing = false;
    }
  }

  private @Nullable Object arrived(GeneratorFrame<T> frame, @Nullable Object first)
      throws Throwable {
    Object element = first;
    while (element instanceof Delegation delegation) {
      element = delegate(frame, delegation);
    }
    if (element == ENDED) {
      end();
    }
    return element;
  }

  private RuntimeException failed(Throwable failure) {
    end();
    trace(failure);
    throw Sneaky.rethrow(failure);
  }

  private void refuseIfExecuting() {
    if (executing) {
      throw new IllegalStateException(EXECUTING);
    }
  }

  private void end() {
    body = null;
    delegate = null;
    found = null;
    hasFound = false;
  }

  // ---- delegation

  private @Nullable Object delegate(GeneratorFrame<T> frame, Delegation delegation)
      throws Throwable {
    Iterator<?> source;
    try {
      source = Sources.iterator(delegation.source());
    } catch (Throwable t) {
      return step(frame, null, t);
    }
    delegate = source;
    return delegated(frame, source, null, null);
  }

  /** PEP 380: what is sent and thrown goes to the inner generator, which is closed first. */
  private @Nullable Object delegated(
      GeneratorFrame<T> frame,
      Iterator<?> source,
      @Nullable Object value,
      @Nullable Throwable failure)
      throws Throwable {
    Throwable thrown = null;
    try {
      Object element = Sources.step(source, value, failure);
      if (element != ENDED) {
        return element;
      }
    } catch (Throwable t) {
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
