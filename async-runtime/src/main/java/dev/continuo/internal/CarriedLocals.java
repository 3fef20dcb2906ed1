package dev.continuo.internal;

import dev.continuo.ContextVar;
import dev.continuo.ThreadLocalCarrier;
import java.util.Iterator;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/**
 * The thread-locals of other libraries, as one more variable of every context.
 *
 * <pre>
 *   copy of a context:   bindings of the owner, with VALUES = capture()
 *   enter an owner:      install(VALUES of the owner)
 *   leave it:            VALUES of the owner = capture(), then put back what was before
 * </pre>
 *
 * <p>Without a carrier {@link #ON} is a constant false that the JIT compiles away.
 */
final class CarriedLocals {

  private static final System.Logger LOG = System.getLogger("dev.continuo");

  /** So many that cannot be used are enough; there may be no end of them. */
  private static final int MOST_BROKEN = 100;

  private static final @Nullable ThreadLocalCarrier CARRIER = find();

  /** Whether there is a carrier. */
  static final boolean ON = CARRIER != null;

  /** Where a context keeps what was captured; hidden from the users of the context. */
  static final ContextVar<Object> VALUES = new ContextVar<>("thread-locals");

  private CarriedLocals() {}

  /** What a copy of the context of {@code owner}, which is current on this thread, starts with. */
  static Bindings copied(ContextOwner owner) {
    Bindings bindings = owner.bindings();
    if (CARRIER == null) {
      return bindings;
    }
    Object last = bindings.get(VALUES);
    try {
      Object now = CARRIER.capture(last);
      return now == last ? bindings : bindings.with(VALUES, now);
    } catch (Throwable t) {
      failed(t);
      return bindings;
    }
  }

  /** Installs the values of a context that becomes current; gives what {@link #leave} takes. */
  static ThreadLocalCarrier.@Nullable Scope enter(ContextOwner owner) {
    // Work of the runtime itself has the empty bindings; a context of users is never that object.
    if (CARRIER == null || owner.contextSlot() == Bindings.EMPTY) {
      return null;
    }
    try {
      return CARRIER.install(owner.bindings().get(VALUES));
    } catch (Throwable t) {
      failed(t);
      return null;
    }
  }

  /** Keeps in the context what its code has changed, and puts back what was before. */
  static void leave(ContextOwner owner, ThreadLocalCarrier.@Nullable Scope scope) {
    if (CARRIER == null || scope == null) {
      return;
    }
    try {
      Object last = owner.bindings().get(VALUES);
      Object now = CARRIER.capture(last);
      if (now != last) {
        owner.context().set(VALUES, now);
      }
    } catch (Throwable t) {
      failed(t);
    } finally {
      close(scope);
    }
  }

  private static void close(ThreadLocalCarrier.Scope scope) {
    try {
      scope.close();
    } catch (Throwable t) {
      failed(t);
    }
  }

  /** Logs a mistake of the carrier; only if the JVM is in trouble is it thrown on. */
  private static void failed(Throwable t) {
    if (t instanceof VirtualMachineError error) {
      throw error;
    }
    LOG.log(System.Logger.Level.ERROR, "thread-locals could not be carried over", t);
  }

  private static @Nullable ThreadLocalCarrier find() {
    if (!Boolean.parseBoolean(System.getProperty("continuo.threadLocals", "true"))) {
      return null;
    }
    // As for LoopProviders, what stands beside us: not what the first thread happens to see.
    ClassLoader besideUs = ThreadLocalCarrier.class.getClassLoader();
    Iterator<ThreadLocalCarrier> found =
        ServiceLoader.load(ThreadLocalCarrier.class, besideUs).iterator();
    ThreadLocalCarrier first = next(found);
    ThreadLocalCarrier second = first == null ? null : next(found);
    if (second != null) {
      LOG.log(
          System.Logger.Level.WARNING,
          "several thread-local carriers: {0} is used, {1} is not",
          first,
          second);
    }
    return first;
  }

  /** The next one that can be used, or null; a failure leaves the iterator at the one after. */
  private static @Nullable ThreadLocalCarrier next(Iterator<ThreadLocalCarrier> found) {
    for (int i = 0; i < MOST_BROKEN; i++) {
      try {
        return found.hasNext() ? found.next() : null;
      } catch (VirtualMachineError e) {
        throw e;
      } catch (Error e) { // a ServiceConfigurationError, or what its constructor threw
        LOG.log(System.Logger.Level.ERROR, "a thread-local carrier cannot be used", e);
      }
    }
    return null;
  }
}
