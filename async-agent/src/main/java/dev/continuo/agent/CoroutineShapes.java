package dev.continuo.agent;

import dev.continuo.transform.GeneratedClass;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;

/**
 * The {@linkplain CoroutineShape shapes} of the coroutine classes that were defined. A suspended
 * coroutine can go on in another version of its body if that has the same shape.
 */
final class CoroutineShapes {

  private final Map<ClassLoader, Map<String, Long>> shapes = new WeakHashMap<>();

  /** Notes a class that is defined. The first one counts: two threads may load one host. */
  void remember(ClassLoader loader, GeneratedClass coroutine) {
    long shape = CoroutineShape.of(coroutine.bytes());
    synchronized (shapes) {
      shapes
          .computeIfAbsent(loader, any -> new HashMap<>())
          .putIfAbsent(coroutine.internalName(), shape);
    }
  }

  /**
   * Whether the classes have the shapes of those that were defined under their names. One that is
   * not known fits: it is new, or a build has made it.
   */
  boolean fit(ClassLoader loader, List<GeneratedClass> coroutines) {
    for (GeneratedClass coroutine : coroutines) {
      long shape = CoroutineShape.of(coroutine.bytes());
      synchronized (shapes) {
        Map<String, Long> known = shapes.getOrDefault(loader, Map.of());
        if (known.getOrDefault(coroutine.internalName(), shape) != shape) {
          return false;
        }
      }
    }
    return true;
  }
}
