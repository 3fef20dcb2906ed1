package dev.continuo.transform.directory;

import dev.continuo.transform.TransformResult;
import dev.continuo.transform.Transformer;

/** {@link Transformer} as far as a directory needs it; tests have others. */
@FunctionalInterface
interface ClassTransform {

  /** See {@link Transformer#transform}. */
  TransformResult transform(byte[] classFile, String location);

  /** See {@link Transformer#concerns(byte[], int)}. */
  default boolean concerns(byte[] buffer, int length) {
    return true;
  }

  /** The real one. */
  static ClassTransform of(Transformer transformer) {
    return new ClassTransform() {
      @Override
      public TransformResult transform(byte[] classFile, String location) {
        return transformer.transform(classFile, location);
      }

      @Override
      public boolean concerns(byte[] buffer, int length) {
        return Transformer.concerns(buffer, length);
      }
    };
  }
}
