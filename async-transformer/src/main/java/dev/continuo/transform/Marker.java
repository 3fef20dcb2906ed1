package dev.continuo.transform;

import java.util.List;

/**
 * The {@code @Transformed} annotation of a class file, read without loading the class.
 *
 * @param format the format of the generated code
 * @param coroutines internal names of the coroutine classes that this host lists; empty on a
 *     coroutine class
 * @param host internal name of the host of this coroutine class; empty on a host
 */
public record Marker(int format, List<String> coroutines, String host) {

  /**
   * Whether this marks a generated class, not a class of the user.
   *
   * @return true for a coroutine class
   */
  public boolean isCoroutineClass() {
    return !host.isEmpty();
  }

  /**
   * Reads the marker of a class file.
   *
   * @param classFile any bytes
   * @return the marker, or null if there is none or the bytes are not a readable class file
   */
  public static @org.jspecify.annotations.Nullable Marker read(byte[] classFile) {
    throw new UnsupportedOperationException();
  }
}
