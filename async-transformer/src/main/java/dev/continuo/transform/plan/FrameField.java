package dev.continuo.transform.plan;

/**
 * A field of a coroutine class.
 *
 * @param name its name
 * @param descriptor its type
 */
public record FrameField(String name, String descriptor) {

  /**
   * Whether the collector looks at it.
   *
   * @return true for objects and arrays
   */
  public boolean isReference() {
    return descriptor.startsWith("L") || descriptor.startsWith("[");
  }
}
