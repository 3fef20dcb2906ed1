package dev.continuo.internal;

import dev.continuo.Context;
import dev.continuo.ContextVar;
import dev.continuo.ThreadLocalCarrier;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;

/** The default {@link Context}: a variable that holds immutable {@link Bindings}. */
public final class BoundContext implements Context, ContextOwner {

  private static final AtomicIntegerFieldUpdater<BoundContext> ENTERED =
      AtomicIntegerFieldUpdater.newUpdater(BoundContext.class, "entered");

  // Volatile: a context that was given to toThread is read and set on another thread.
  private volatile Bindings bindings;

  /** 1 while {@link #run} or {@link #call} is on a stack; threads may race for it. */
  private volatile int entered;

  BoundContext(Bindings bindings) {
    this.bindings = bindings;
  }

  /** The context that the calling code runs in, itself. */
  public static BoundContext current() {
    return ThreadState.current().owner().context();
  }

  /** A copy of the context that the calling code runs in. */
  public static BoundContext copyOfCurrent() {
    return new BoundContext(CarriedLocals.copied(ThreadState.current().owner()));
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
    boolean current = CarriedLocals.ON && ThreadState.current().owner().contextSlot() == this;
    return new BoundContext(current ? CarriedLocals.copied(this) : bindings);
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
    ThreadLocalCarrier.Scope locals = null;
    try {
      locals = CarriedLocals.enter(this);
      return body.call();
    } finally {
      leave(thread, outer, locals);
    }
  }

  @Override
  public void run(Runnable body) {
    ThreadState thread = ThreadState.current();
    ContextOwner outer = thread.entered;
    enter(thread);
    ThreadLocalCarrier.Scope locals = null;
    try {
      locals = CarriedLocals.enter(this);
      body.run();
    } finally {
      leave(thread, outer, locals);
    }
  }

  private void enter(ThreadState thread) {
    if (entered != 0
        || thread.owner().contextSlot() == this
        || !ENTERED.compareAndSet(this, 0, 1)) {
      throw new IllegalStateException("cannot enter context: " + this + " is already entered");
    }
    thread.entered = this;
  }

  private void leave(
      ThreadState thread, @Nullable ContextOwner outer, ThreadLocalCarrier.@Nullable Scope locals) {
    try {
      CarriedLocals.leave(this, locals);
    } finally {
      thread.entered = outer;
      entered = 0;
    }
  }

  @Override
  public String toString() {
    return "Context" + asMap();
  }
}
