package dev.continuo.transform.constructs;

import org.jspecify.annotations.Nullable;

/** Class files from a compiler, to be run as they are and transformed. */
@FunctionalInterface
public interface ClassFiles {

  /** The class file of that name, or null if there is none. */
  byte @Nullable [] read(String internalName);
}
