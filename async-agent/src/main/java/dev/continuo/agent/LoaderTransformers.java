package dev.continuo.agent;

import dev.continuo.transform.TransformOptions;
import dev.continuo.transform.Transformer;
import java.util.Map;
import java.util.WeakHashMap;
import net.bytebuddy.dynamic.ClassFileLocator;

/** A transformer for each class loader, which sees what its classes see, and does not keep it. */
final class LoaderTransformers {

  private final TransformOptions options;
  private final Map<ClassLoader, Transformer> transformers = new WeakHashMap<>();

  LoaderTransformers(TransformOptions options) {
    this.options = options;
  }

  Transformer of(ClassLoader loader) {
    Transformer known;
    synchronized (transformers) {
      known = transformers.get(loader);
    }
    if (known != null) {
      return known;
    }
    // Outside of the monitor: it loads classes, and others may hold the lock of their loader.
    Transformer made =
        new Transformer(ClassFileLocator.ForClassLoader.WeaklyReferenced.of(loader), options);
    synchronized (transformers) {
      known = transformers.putIfAbsent(loader, made);
    }
    return known == null ? made : known;
  }
}
