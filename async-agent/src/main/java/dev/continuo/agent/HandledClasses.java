package dev.continuo.agent;

import java.util.HashMap;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What became of the classes that concern an agent, in the whole JVM: it may be attached twice. No
 * loader is kept for it.
 */
final class HandledClasses {

  /** What became of a class. */
  enum Fate {
    /** It has the methods of a transformed class. */
    TRANSFORMED,
    /** It stayed as the compiler wrote it, or got methods that throw; the log says why. */
    NOT_TRANSFORMED
  }

  private static final Map<ClassLoader, Map<String, Fate>> FATES = new WeakHashMap<>();

  private HandledClasses() {}

  static void note(ClassLoader loader, String internalName, Fate fate) {
    synchronized (FATES) {
      FATES.computeIfAbsent(loader, any -> new HashMap<>()).put(internalName, fate);
    }
  }

  /** The fate of a class, or null if no agent has seen it. */
  static @Nullable Fate of(ClassLoader loader, String internalName) {
    synchronized (FATES) {
      return FATES.getOrDefault(loader, Map.of()).get(internalName);
    }
  }
}
