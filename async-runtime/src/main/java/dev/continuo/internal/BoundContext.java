package dev.continuo.internal;

import dev.continuo.Context;
import dev.continuo.ContextVar;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** The default {@link Context}: a variable that holds immutable {@link Bindings}. */
public final class BoundContext implements Context, ContextOwner {

  // Volatile: a context that was given to toThread is read and set on another thread.
  private volatile Bindings bindings;
  private volatile boolean entered;

  BoundContext(Bindings bindings) {
    this.bindings = bindings;
  }

  /** The context that the calling code runs in, itself. */
  public static BoundContext current() {
    return ThreadState.current().owner().context();
  }

  /** A copy of the context that the calling code runs in. */
  public static BoundContext copyOfCurrent() {
    return new BoundContext(ThreadState.current().owner().bindings());
  }

  /** A context with no values. */
  public static BoundContext empty() {
    return new BoundContext(Bindings.EMPTY);
  }

  /** Looks a variable up in the current context, without making an object for it. */
  public static @Nullable Object lookup(ContextVar<?> variable) {
    return ThreadState.current().owner().bindings().get(variable);
  }

  static @Nullable BoundContext of(@Nullable Context context) {
    if (context == null || context instanceof BoundContext) {
      return (BoundContext) context;
    }
    throw new IllegalArgumentException(
        "not a context of this runtime: " + context.getClass().getName());
  }

  /** Sets a value, or removes it. */
  public void set(ContextVar<?> variable, @Nullable Object value) {
    bindings = value == null ? bindings.without(variable) : bindings.with(variable, value);
  }

  @Override
  public Bindings bindings() {
    return bindings;
  }

  @Override
  public Object contextSlot() {
    return this;
  }

  @Override
  public void contextSlot(BoundContext context) {
    throw new IllegalStateException("a context owns itself");
  }

  @Override
  public BoundContext context() {
    return this;
  }

  @Override
  public Context copy() {
    return new BoundContext(bindings);
  }

  @Override
  @SuppressWarnings("unchecked") // ContextVar<T> only ever sets values of type T
  public <T> @Nullable T get(ContextVar<T> variable) {
    return (T) bindings.get(variable);
  }

  @Override
  public boolean contains(ContextVar<?> variable) {
    return bindings.get(variable) != null;
  }

  @Override
  public Map<ContextVar<?>, Object> asMap() {
    return bindings.asMap();
  }

  @Override
  public <R extends @Nullable Object> R call(Callable<R> body) throws Exception {
    ThreadState thread = ThreadState.current();
    ContextOwner outer = thread.entered;
    enter(thread);
    try {
      return body.call();
    } finally {
      leave(thread, outer);
    }
  }

  @Override
  public void run(Runnable body) {
    ThreadState thread = ThreadState.current();
    ContextOwner outer = thread.entered;
    enter(thread);
    try {
      body.run();
    } finally {
      leave(thread, outer);
    }
  }

  private void enter(ThreadState thread) {
    if (entered || thread.owner().contextSlot() == this) {
      throw new IllegalStateException("cannot enter context: " + this + " is already entered");
    }
    entered = true;
    thread.entered = this;
  }

  private void leave(ThreadState thread, @Nullable ContextOwner outer) {
    thread.entered = outer;
    entered = false;
  }

  @Override
  public String toString() {
    return "Context" + asMap();
  }
}
