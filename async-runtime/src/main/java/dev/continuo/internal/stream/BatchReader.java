package dev.continuo.internal.stream;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A source that blocks, and gives many elements at once. Used off the loop by one thread at a time.
 * It opens what it needs with the first read, and has closed it when a read gives null or fails.
 */
public interface BatchReader<T> {

  /**
   * Some elements.
   *
   * @param elements never none, unless there is a failure
   * @param failure what comes after them
   */
  record Batch<T>(List<T> elements, @Nullable IOException failure) {}

  /** The next elements, or null at the end. */
  @Nullable Batch<T> read() throws IOException;

  /** Closes what is open; later reads give null. */
  void close() throws IOException;
}
