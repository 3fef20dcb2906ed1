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

  synchronized Transformer of(ClassLoader loader) {
    return transformers.computeIfAbsent(
        loader,
        any -> new Transformer(ClassFileLocator.ForClassLoader.WeaklyReferenced.of(any), options));
  }
}
