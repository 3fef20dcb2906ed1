package dev.continuo.internal.net;

import dev.continuo.net.StreamReader;
import dev.continuo.net.StreamWriter;
import java.lang.invoke.MethodHandles;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Makes public streams for other packages of the runtime. Their constructors are not public, as
 * what they take is not; each class hands its own in when it is initialised.
 */
public final class StreamAccess {

  private static volatile @Nullable Function<ConnectionCore, StreamReader> readers;
  private static volatile @Nullable Function<ConnectionCore, StreamWriter> writers;

  private StreamAccess() {}

  /** Called by StreamReader. */
  public static void readers(Function<ConnectionCore, StreamReader> constructor) {
    readers = constructor;
  }

  /** Called by StreamWriter. */
  public static void writers(Function<ConnectionCore, StreamWriter> constructor) {
    writers = constructor;
  }

  /** The input of a connection as a stream. */
  public static StreamReader reader(ConnectionCore core) {
    initialize(StreamReader.class);
    return Objects.requireNonNull(readers).apply(core);
  }

  /** Its output. */
  public static StreamWriter writer(ConnectionCore core) {
    initialize(StreamWriter.class);
    return Objects.requireNonNull(writers).apply(core);
  }

  private static void initialize(Class<?> type) {
    try {
      MethodHandles.lookup().ensureInitialized(type);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e); // it is public
    }
  }
}
