package dev.continuo.javac;

import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.atomic.AtomicReference;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.util.Elements;
import org.jspecify.annotations.Nullable;

/**
 * Where the processor leaves its environment for the plugin of the same compilation.
 *
 * <p>The two meet nowhere in the API: the environment may be wrapped (IntelliJ, Gradle), so that no
 * task can be had from it, and Gradle loads processors through a class loader of its own, so that a
 * static variable would exist twice. What both see is the compilation's {@link Elements}, and what
 * two class loaders share is the JDK: a system property holds a map of JDK types only, from one to
 * the other. Keys and values are weak, and the plugin takes the entry away as soon as the first
 * round ends; with the last one goes the property, as {@code Properties.list} and {@code store}
 * fail for a value that is no string. {@code Properties} is a lock that all class loaders share:
 * only while it computes is the map touched.
 */
final class Rendezvous {

  private static final String PROPERTY = "dev.continuo.javac.environments";

  private Rendezvous() {}

  static void leave(ProcessingEnvironment environment) {
    System.getProperties()
        .compute(
            PROPERTY,
            (name, there) -> {
              var environments = environments(there);
              environments.put(environment.getElementUtils(), new WeakReference<>(environment));
              return environments;
            });
  }

  /** The environment of the compilation with these elements, or null if no processor left it. */
  static @Nullable ProcessingEnvironment take(Elements elements) {
    AtomicReference<@Nullable WeakReference<ProcessingEnvironment>> left = new AtomicReference<>();
    System.getProperties()
        .computeIfPresent(
            PROPERTY,
            (name, there) -> {
              var environments = environments(there);
              left.set(environments.remove(elements));
              return environments.isEmpty() ? null : environments;
            });
    WeakReference<ProcessingEnvironment> found = left.get();
    return found == null ? null : found.get();
  }

  // The property is of this class only, in whatever class loader.
  @SuppressWarnings("unchecked")
  private static Map<Elements, WeakReference<ProcessingEnvironment>> environments(
      @Nullable Object there) {
    return there == null
        ? new WeakHashMap<>()
        : (Map<Elements, WeakReference<ProcessingEnvironment>>) there;
  }
}
