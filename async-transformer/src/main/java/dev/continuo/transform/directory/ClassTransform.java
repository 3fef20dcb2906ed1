package dev.continuo.transform.directory;

import dev.continuo.transform.TransformResult;

/** {@link dev.continuo.transform.Transformer#transform} as a function. */
@FunctionalInterface
interface ClassTransform {

  TransformResult transform(byte[] classFile, String location);
}
