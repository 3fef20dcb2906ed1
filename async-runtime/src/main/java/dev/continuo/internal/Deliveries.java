package dev.continuo.internal;

import java.lang.ref.WeakReference;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which chains of this thread the latest exception was thrown into, so that its trace shows each of
 * them once: chains of a method that calls itself through tasks look the same and are not.
 * Remembers identities only, and keeps neither the exception nor the chains alive.
 */
final class Deliveries {

  private @Nullable WeakReference<Throwable> latest;
  private final Set<Integer> chains = new HashSet<>();

  /**
   * Notes a delivery.
   *
   * @param root the outermost coroutine of the chain
   * @return true if the exception is known from other chains, and new to this one
   */
  boolean isNewTo(@Nullable Object root, Throwable failure) {
    int chain = System.identityHashCode(root);
    if (latest == null || latest.get() != failure) {
      latest = new WeakReference<>(failure);
      chains.clear();
      chains.add(chain);
      return false;
    }
    return chains.add(chain);
  }
}
