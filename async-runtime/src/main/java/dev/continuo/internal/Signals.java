package dev.continuo.internal;

import dev.continuo.Context;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The signal handlers of one loop. A process has one handler per signal: the one that was set last
 * among the loops gets it, and when it goes the one before is in force again; after the last of
 * them, what the JVM did before.
 */
final class Signals {

  /** Who handles a signal, the last first; guarded by the class. */
  private static final Map<String, Deque<Registered>> HANDLERS = new HashMap<>();

  /** What to give back to the JVM; guarded by the class. */
  private static final Map<String, Object> ORIGINALS = new HashMap<>();

  private final LoopServices loop;
  private final Set<String> names = new HashSet<>();

  Signals(LoopServices loop) {
    this.loop = loop;
  }

  private record Registered(LoopServices loop, Runnable callback, Context context) {}

  void add(String signal, Runnable callback) {
    String name = bare(signal);
    Registered registered = new Registered(loop, callback, Context.copyOfCurrent());
    synchronized (Signals.class) {
      Deque<Registered> handlers = HANDLERS.get(name);
      if (handlers == null) {
        Object original = JvmSignals.handle(name, () -> dispatch(name));
        if (original != null) {
          ORIGINALS.put(name, original);
        }
        handlers = new ArrayDeque<>();
        HANDLERS.put(name, handlers);
      }
      handlers.removeIf(other -> other.loop == loop);
      handlers.push(registered);
    }
    names.add(name);
  }

  boolean remove(String signal) {
    String name = bare(signal);
    if (!names.remove(name)) {
      return false;
    }
    synchronized (Signals.class) {
      Deque<Registered> handlers = HANDLERS.getOrDefault(name, new ArrayDeque<>());
      handlers.removeIf(registered -> registered.loop == loop);
      if (handlers.isEmpty()) {
        HANDLERS.remove(name);
        JvmSignals.restore(name, ORIGINALS.remove(name));
      }
    }
    return true;
  }

  /** The loop is closed. */
  void close() {
    Set.copyOf(names).forEach(this::remove);
  }

  /** Called by a thread of the JVM. */
  private static void dispatch(String name) {
    Registered first;
    synchronized (Signals.class) {
      Deque<Registered> handlers = HANDLERS.get(name);
      first = handlers == null ? null : handlers.peek();
    }
    if (first != null) {
      deliver(first);
    }
  }

  private static void deliver(Registered handler) {
    try {
      var unused = handler.loop.callSoonThreadsafe(handler.callback, handler.context);
    } catch (IllegalStateException e) {
      return; // the loop is closing, and takes its handlers back
    }
  }

  /** Both INT and SIGINT will do. */
  private static String bare(String signal) {
    return signal.startsWith("SIG") ? signal.substring(3) : signal;
  }
}
