package dev.continuo.internal;

import dev.continuo.GeneratorExit;
import dev.continuo.coroutine.CoroutineFrame;
import dev.continuo.coroutine.Driver;
import dev.continuo.coroutine.GeneratorFrame;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What drivers with and without a loop share: the traces of exceptions. */
abstract class ChainDriver extends Driver {

  /** Takes what the chain that was just suspended awaits. */
  final Object takeAwaiting() {
    Object taken = awaiting;
    awaiting = null;
    if (taken == null) {
      throw new IllegalStateException("a coroutine suspended without saying on what");
    }
    return taken;
  }

  /** Takes the frame where the chain that was just suspended is to be resumed. */
  final CoroutineFrame<?> takeInnermost() {
    CoroutineFrame<?> taken = innermost;
    if (!unwinds || taken == null) {
      throw new IllegalStateException("a coroutine suspended without a frame");
    }
    unwinds = false;
    return taken;
  }

  /** Lets the frame that was suspended last be collected. */
  final void forgetLastFrame() {
    if (!unwinds) {
      innermost = null;
    }
  }

  /** For hand-written frames: records what is awaited. */
  final Object suspendOn(Object awaited) {
    awaiting = awaited;
    return SUSPENDED;
  }

  /** {@link Driver#step} for the classes of this package. */
  final @Nullable Object stepOf(
      GeneratorFrame<?> body, @Nullable Object value, @Nullable Throwable failure)
      throws Throwable {
    return step(body, value, failure);
  }

  @Override
  protected void trace(Throwable failure) {
    CoroutineFrame<?> root = running;
    if (root != null) {
      AsyncTrace.complete(failure, root.location(), callers(root));
    } else {
      AsyncTrace.complete(failure, null, List.of());
    }
  }

  @Override
  protected final void traceDelivered(Throwable failure, CoroutineFrame<?> innermost) {
    boolean isNew = ThreadState.current().deliveries.isNewTo(outermost(innermost), failure);
    AsyncTrace.append(failure, stack(innermost), isNew);
  }

  /** Throws the failure of something that was done before this chain came to await it. */
  final Throwable delivered(Throwable failure) {
    boolean isNew = ThreadState.current().deliveries.isNewTo(outermost(running), failure);
    AsyncTrace.append(failure, AsyncTrace.here(callers(running)), isNew);
    traced(failure);
    return failure;
  }

  /**
   * An exception of a source is about to be thrown into the generator that emits all of it.
   *
   * @param body the generator
   */
  final void passing(Throwable failure, GeneratorFrame<?> body) {
    if (!(failure instanceof GeneratorExit)) { // it ends the body, and is not seen
      AsyncTrace.passing(failure, body.location(), callers(running));
    }
  }

  /** The elements of a suspended chain, innermost first. */
  static List<StackTraceElement> stack(@Nullable CoroutineFrame<?> innermost) {
    List<StackTraceElement> elements = new ArrayList<>();
    for (CoroutineFrame<?> frame = innermost;
        frame != null && elements.size() < AsyncTrace.LIMIT;
        frame = frame.caller()) {
      elements.add(frame.location());
    }
    return elements;
  }

  private static @Nullable CoroutineFrame<?> outermost(@Nullable CoroutineFrame<?> frame) {
    CoroutineFrame<?> root = frame;
    while (root != null && root.caller() != null) {
      root = root.caller();
    }
    return root;
  }

  static List<StackTraceElement> callers(@Nullable CoroutineFrame<?> frame) {
    return frame == null ? List.of() : stack(frame.caller());
  }

  /** {@link Driver#visible} for the classes of this package. */
  static @Nullable StackTraceElement asUsersSeeIt(StackTraceElement element) {
    return visible(element);
  }
}
