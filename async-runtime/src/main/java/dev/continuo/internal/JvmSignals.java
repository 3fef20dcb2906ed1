package dev.continuo.internal;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/**
 * {@code sun.misc.Signal}, by reflection: the module {@code jdk.unsupported} may be absent, and
 * javac warns of every mention of the class.
 */
final class JvmSignals {

  private JvmSignals() {}

  /**
   * Has the JVM call {@code action} at a signal, on a thread of its own.
   *
   * @return what was in force before
   * @throws IllegalArgumentException if there is no such signal, or the JVM keeps it to itself
   */
  static @Nullable Object handle(String name, Runnable action) {
    Class<?> handlerType = type("sun.misc.SignalHandler");
    Object handler =
        Proxy.newProxyInstance(
            handlerType.getClassLoader(),
            new Class<?>[] {handlerType},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "equals" -> proxy == arguments[0];
                  case "hashCode" -> System.identityHashCode(proxy);
                  case "toString" -> "signal handler of an event loop";
                  default -> {
                    action.run();
                    yield null;
                  }
                });
    return set(name, handler);
  }

  /** Puts back what {@link #handle} gave. */
  static void restore(String name, @Nullable Object original) {
    if (original != null) {
      var unused = set(name, original);
    }
  }

  private static @Nullable Object set(String name, Object handler) {
    Class<?> signalType = type("sun.misc.Signal");
    try {
      Object signal = signalType.getConstructor(String.class).newInstance(name);
      return signalType
          .getMethod("handle", signalType, type("sun.misc.SignalHandler"))
          .invoke(null, signal, handler);
    } catch (InvocationTargetException e) {
      Throwable reason = e.getCause() != null ? e.getCause() : e;
      throw new IllegalArgumentException(
          "signal " + name + " cannot be handled: " + reason.getMessage(), reason);
    } catch (ReflectiveOperationException e) {
      throw absent(e);
    }
  }

  private static Class<?> type(String name) {
    try {
      return Class.forName(name);
    } catch (ClassNotFoundException e) {
      throw absent(e);
    }
  }

  private static UnsupportedOperationException absent(Exception reason) {
    return new UnsupportedOperationException(
        "signals need the module jdk.unsupported, which is not part of this run-time image: add it"
            + " with jlink, or with --add-modules jdk.unsupported",
        reason);
  }
}
