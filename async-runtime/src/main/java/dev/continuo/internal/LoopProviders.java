package dev.continuo.internal;

import dev.continuo.EventLoop;
import dev.continuo.EventLoopProvider;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds out who makes the loops of this program; looked for once. */
public final class LoopProviders {

  static final String PROPERTY = "continuo.eventLoopProvider";
  private static final String STANDARD = "standard";

  private static boolean known;

  /** Null for the runtime itself. */
  private static @Nullable EventLoopProvider provider;

  private LoopProviders() {}

  /** Makes a loop. */
  public static DefaultLoop newLoop() {
    EventLoopProvider chosen = provider();
    return chosen == null ? DefaultLoop.onSystemClock() : newLoop(chosen);
  }

  /** Makes a loop as the provider does, and refuses one that the runtime does not know. */
  public static DefaultLoop newLoop(EventLoopProvider chosen) {
    EventLoop loop = chosen.newLoop();
    if (loop instanceof DefaultLoop made) {
      return made;
    }
    String returned = chosen.getClass().getName() + ".newLoop() returned " + loop;
    throw new IllegalStateException(
        loop == null
            ? returned
            : returned
                + ", made neither by EventLoop.standard() nor by EventLoop.hosted(LoopHost)");
  }

  /**
   * Chooses among the providers that were found.
   *
   * @param wanted the name of a class, or null
   * @return the provider, or null for the runtime itself
   */
  static @Nullable EventLoopProvider choose(
      List<EventLoopProvider> found, @Nullable String wanted) {
    if (STANDARD.equals(wanted)) {
      return null;
    }
    if (wanted != null) {
      return found.stream()
          .filter(provider -> provider.getClass().getName().equals(wanted))
          .findFirst()
          .orElseThrow(
              () ->
                  new IllegalStateException(
                      "-D" + PROPERTY + "=" + wanted + " is none of " + names(found)));
    }
    if (found.size() > 1) {
      throw new IllegalStateException(
          "several event loop providers: "
              + names(found)
              + "; choose one with -D"
              + PROPERTY
              + "=its.class.Name");
    }
    return found.isEmpty() ? null : found.get(0);
  }

  private static String names(List<EventLoopProvider> found) {
    return found.stream()
        .map(provider -> provider.getClass().getName())
        .collect(Collectors.joining(", ", "[", "]"));
  }

  /** Looks once; a wrong configuration is an error every time. */
  private static synchronized @Nullable EventLoopProvider provider() {
    if (!known) {
      ClassLoader besideUs = EventLoopProvider.class.getClassLoader();
      List<EventLoopProvider> found =
          ServiceLoader.load(EventLoopProvider.class, besideUs).stream()
              .map(ServiceLoader.Provider::get)
              .toList();
      provider = choose(found, System.getProperty(PROPERTY));
      known = true;
    }
    return provider;
  }
}
