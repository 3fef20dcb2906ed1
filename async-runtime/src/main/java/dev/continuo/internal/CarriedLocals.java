package dev.continuo.internal;

import dev.continuo.ContextVar;
import dev.continuo.ThreadLocalCarrier;
import java.util.Iterator;
import java.util.ServiceConfigurationError;
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
    } catch (RuntimeException e) {
      failed(e);
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
    } catch (RuntimeException e) {
      failed(e);
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
    } catch (RuntimeException e) {
      failed(e);
    } finally {
      close(scope);
    }
  }

  private static void close(ThreadLocalCarrier.Scope scope) {
    try {
      scope.close();
    } catch (RuntimeException e) {
      failed(e);
    }
  }

  private static void failed(RuntimeException e) {
    LOG.log(System.Logger.Level.ERROR, "thread-locals could not be carried over", e);
  }

  private static @Nullable ThreadLocalCarrier find() {
    if (!Boolean.parseBoolean(System.getProperty("continuo.threadLocals", "true"))) {
      return null;
    }
    try {
      Iterator<ThreadLocalCarrier> found = ServiceLoader.load(ThreadLocalCarrier.class).iterator();
      ThreadLocalCarrier first = found.hasNext() ? found.next() : null;
      if (found.hasNext()) {
        LOG.log(
            System.Logger.Level.WARNING,
            "several thread-local carriers: {0} is used, {1} is not",
            first,
            found.next());
      }
      return first;
    } catch (ServiceConfigurationError e) {
      LOG.log(System.Logger.Level.ERROR, "the thread-local carrier cannot be used", e);
      return null;
    }
  }
}
