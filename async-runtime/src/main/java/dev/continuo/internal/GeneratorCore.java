package dev.continuo.internal;

import dev.continuo.AsyncCloseable;
import dev.continuo.AsyncGenerator;
import dev.continuo.AsyncIterable;
import dev.continuo.AsyncIterator;
import dev.continuo.GeneratorExit;
import dev.continuo.StopAsyncIteration;
import dev.continuo.coroutine.Delegation;
import dev.continuo.coroutine.Driver;
import dev.continuo.coroutine.GeneratorFrame;
import dev.continuo.internal.stream.Pipeline;
import java.util.Iterator;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * The state of an asynchronous generator: CPython's PyAsyncGenObject. A step is a coroutine of its
 * own (a {@link RuntimeFrame}) that stands between the consumer and the body while the body awaits:
 *
 * <pre>
 *   consumer ──awaits──▶ step ──┬─ BODY ─────▶ body ──awaits──▶ …
 *                               └─ DELEGATE ─▶ step of another source, while the body emits all of it
 *
 *   body emits x:   the step is over and gives x: no future, no turn of the loop
 * </pre>
 *
 * The phases; every step begins in RUNNING and leaves it, however it ends:
 *
 * <pre>
 *   FRESH ──step──▶ RUNNING ──emit──────────────────▶ IDLE ──────────step──▶ RUNNING
 *     │                ├─────element of a delegate──▶ DELEGATING ────step──▶ RUNNING
 *     │                └─────end of the body, failure─────┐
 *     └──closed, or failure thrown into it────────────────┴──▶ ENDED
 * </pre>
 */
final class GeneratorCore {

  /** Where a suspended step is. */
  static final int BODY = 1;

  static final int DELEGATE = 2;

  /** The other source is being closed, as this generator is. */
  static final int CLOSING = 3;

  private static final byte FRESH = 0;

  /** At an emit of its own: the next step only enters the body. */
  private static final byte IDLE = 1;

  /** Emitting all of another source. */
  private static final byte DELEGATING = 2;

  private static final byte RUNNING = 3;
  private static final byte ENDED = 4;

  private @Nullable GeneratorFrame<?> body;
  private byte phase = FRESH;

  /** Whether the step that runs is a close; stays so when that has ended the body. */
  private boolean closing;

  /** An Iterator or AsyncIterator. */
  private @Nullable Object delegate;

  /** The place in the loop's list of open generators. */
  private OpenGenerators.@Nullable Entry entry;

  GeneratorCore(GeneratorFrame<?> body) {
    this.body = body;
  }

  /** Whether the body may still run. */
  boolean isOpen() {
    return body != null;
  }

  boolean isRunning() {
    return phase == RUNNING;
  }

  boolean isClosing() {
    return closing;
  }

  /**
   * What a suspended step shows in traces and dumps.
   *
   * @param state of the step
   * @return where the body emits all of what the step awaits; null if it awaits the body itself
   */
  @Nullable StackTraceElement placeOfDelegation(int state) {
    return body != null && (state == DELEGATE || state == CLOSING) ? body.location() : null;
  }

  /** How messages name the generator. */
  String name() {
    GeneratorFrame<?> frame = body;
    if (frame == null) {
      return "(ended)";
    }
    StackTraceElement place = frame.location();
    return place.getClassName() + '.' + place.getMethodName();
  }

  /** Starts the step that is a close; what it gives is as for {@link #begin}. */
  @Nullable Object beginClose(
      @Nullable AsyncGenerator<?> owner, Driver driver, RuntimeFrame<?> step) throws Throwable {
    if (phase != RUNNING) {
      closing = true;
    }
    return begin(owner, driver, step, "closeAsync", null, new GeneratorExit());
  }

  /** The body has emitted instead of ending. */
  void ignoredClose() {
    closing = false;
  }

  /**
   * Starts a step.
   *
   * @param owner what users hold; null if nobody does
   * @param function what the user called, for messages
   * @return the element, {@link Driver#ENDED}, or {@link Driver#SUSPENDED}; then the step is linked
   */
  @Nullable Object begin(
      @Nullable AsyncGenerator<?> owner,
      Driver driver,
      RuntimeFrame<?> step,
      String function,
      @Nullable Object value,
      @Nullable Throwable failure)
      throws Throwable {
    if (phase == RUNNING) {
      throw new IllegalStateException(function + "(): asynchronous generator is already running");
    }
    if (body == null) {
      return Driver.ENDED;
    }
    if (phase == FRESH) {
      if (failure != null) {
        throw failed(failure);
      }
      if (value != null) {
        throw new IllegalStateException(
            "can't send non-null value to a just-started async generator");
      }
      if (owner != null && driver instanceof LoopDriver onLoop) {
        entry = onLoop.loop.generators.add(owner, this);
      }
    }
    phase = RUNNING;
    return proceed((ChainDriver) driver, step, value, failure);
  }

  /** {@link #begin} of the step that a loop makes, which mostly only enters the body. */
  @Nullable Object next(AsyncGenerator<?> owner, Driver driver, RuntimeFrame<?> step)
      throws Throwable {
    GeneratorFrame<?> frame = body;
    if (frame == null || phase != IDLE) {
      return begin(owner, driver, step, "next", null, null);
    }
    phase = RUNNING;
    Object element;
    try {
      element = frame.resume(driver); // counts as one level with the step: see Driver.enter
    } catch (Throwable t) {
      throw failed(t);
    }
    if (element == Driver.SUSPENDED) {
      driver.suspended(step, BODY);
      return element;
    }
    if (element == Driver.ENDED || element instanceof Delegation) {
      return arrived((ChainDriver) driver, step, element);
    }
    phase = IDLE;
    return element;
  }

  /** Goes on with a step that was suspended. */
  @Nullable Object resume(Driver driver, RuntimeFrame<?> step) throws Throwable {
    Throwable failure = null;
    try {
      Object result = driver.result();
      if (step.state == DELEGATE) {
        return emitted(result);
      }
      if (step.state == CLOSING) { // the delegate is closed; now the body gets what closed it
        throw new GeneratorExit();
      }
      if (!(result instanceof Delegation delegation)) {
        return result == Driver.ENDED ? ended() : emitted(result);
      }
      failure = open((ChainDriver) driver, delegation);
    } catch (Throwable t) {
      if (step.state == BODY) {
        throw failed(t);
      }
      delegate = null;
      failure = t instanceof StopAsyncIteration ? null : t;
    }
    return proceed((ChainDriver) driver, step, null, failure);
  }

  private @Nullable Object proceed(
      ChainDriver driver,
      RuntimeFrame<?> step,
      @Nullable Object firstValue,
      @Nullable Throwable firstFailure)
      throws Throwable {
    Object value = firstValue;
    Throwable failure = firstFailure;
    for (; ; ) {
      if (delegate != null) {
        try {
          Object element = askDelegate(delegate, driver, step, value, failure);
          if (element == Driver.SUSPENDED) {
            return element;
          }
          if (element != Driver.ENDED) {
            return emitted(element);
          }
          failure = null;
        } catch (StopAsyncIteration e) {
          failure = null;
        } catch (Throwable t) {
          failure = passing(driver, t);
        }
        value = null;
        delegate = null;
      }
      GeneratorFrame<?> frame = body;
      if (frame == null) {
        throw new IllegalStateException("the generator has ended during a step");
      }
      Object element = enterBody(driver, step, frame, value, failure);
      if (element == Driver.SUSPENDED) {
        return element;
      }
      if (!(element instanceof Delegation delegation)) {
        return element == Driver.ENDED ? ended() : emitted(element);
      }
      value = null;
      failure = open(driver, delegation);
    }
  }

  /** Goes on with what the body gave where that is no element. */
  private @Nullable Object arrived(ChainDriver driver, RuntimeFrame<?> step, @Nullable Object given)
      throws Throwable {
    return given instanceof Delegation delegation
        ? proceed(driver, step, null, open(driver, delegation))
        : ended();
  }

  private @Nullable Object enterBody(
      ChainDriver driver,
      RuntimeFrame<?> step,
      GeneratorFrame<?> frame,
      @Nullable Object value,
      @Nullable Throwable failure)
      throws Throwable {
    try {
      Object element = driver.stepOf(frame, value, failure);
      if (element == Driver.SUSPENDED) {
        driver.suspended(step, BODY);
      }
      return element;
    } catch (Throwable t) {
      throw failed(t);
    }
  }

  // ---- how a step ends

  private @Nullable Object emitted(@Nullable Object element) {
    phase = delegate == null ? IDLE : DELEGATING;
    return element;
  }

  private Object ended() {
    end();
    return Driver.ENDED;
  }

  private Throwable failed(Throwable failure) {
    end();
    return failure instanceof StopAsyncIteration
        ? new IllegalStateException("async generator raised StopAsyncIteration", failure)
        : failure;
  }

  /** The body will not run any more. */
  void end() {
    phase = ENDED;
    body = null;
    delegate = null;
    if (entry != null) {
      entry.remove();
      entry = null;
    }
  }

  // ---- delegation

  /** Starts to emit the elements of another source; what goes wrong is thrown into the body. */
  private @Nullable Throwable open(ChainDriver driver, Delegation delegation) {
    Object source = delegation.source();
    try {
      if (source instanceof AsyncIterable<?> iterable) {
        delegate = iterable.asyncIterator();
      } else if (source instanceof Flow.Publisher<?> publisher) {
        delegate = Pipeline.published(publisher).asyncIterator();
      } else {
        delegate = Sources.iterator(source);
      }
      return null;
    } catch (Throwable t) {
      return passing(driver, t);
    }
  }

  /** A source fails while it is asked, on top of the step: the trace lacks the place of emitAll. */
  private Throwable passing(ChainDriver driver, Throwable failure) {
    if (body != null) {
      driver.passing(failure, body);
    }
    return failure;
  }

  private static @Nullable Object askDelegate(
      Object source,
      ChainDriver driver,
      RuntimeFrame<?> step,
      @Nullable Object value,
      @Nullable Throwable failure)
      throws Throwable {
    if (source instanceof Iterator<?> iterator) {
      return Sources.step(iterator, value, failure);
    }
    AsyncIterator<?> iterator = (AsyncIterator<?>) source;
    if (failure instanceof GeneratorExit) {
      Object closed =
          iterator instanceof AsyncCloseable closeable
              ? step.await(closeable.closeAsync(), driver, CLOSING)
              : null;
      if (closed == Driver.SUSPENDED) {
        return closed;
      }
      throw failure;
    }
    if (iterator instanceof AsyncGenerator<?> generator) {
      return step.await(
          failure != null ? generator.throwInto(failure) : generator.send(value), driver, DELEGATE);
    }
    if (failure != null) {
      throw failure;
    }
    return step.await(iterator.next(), driver, DELEGATE);
  }
}
