package dev.continuo.file;

import dev.continuo.AsyncCloseable;
import dev.continuo.AsyncIterable;
import dev.continuo.AsyncIterator;
import dev.continuo.Coroutine;
import dev.continuo.internal.file.FileCall;
import dev.continuo.internal.stream.BatchReader;
import dev.continuo.internal.stream.Pipeline;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The lines or blocks of a file. Each iteration opens the file anew, reads ahead by one block, and
 * closes it at its end.
 *
 * <pre>{@code
 * for (String line : each(AsyncFiles.lines(path))) …          // to the end: closed
 *
 * await(AsyncFiles.lines(path).take(10).toList());            // an operator closes its source
 *
 * try (FileStream<String> lines = AsyncFiles.lines(path)) {   // may be left before the end
 *   for (String line : each(lines)) {
 *     if (line.isEmpty()) {
 *       break;
 *     }
 *   }
 * }
 * }</pre>
 *
 * <p>A {@code break} closes nothing by itself, as in Python: without the try the file is closed
 * when the iterator is collected. So it is when the body of the loop throws, or is cancelled where
 * it awaits something else; one that fails or is cancelled while it reads is closed at once.
 *
 * @param <T> String or byte[]
 */
public final class FileStream<T> implements AsyncIterable<T>, AsyncCloseable {

  private final Pipeline<T> elements;

  /** Those that may be open; weak, as one that was dropped half-way is to be collected. */
  private final Set<BatchReader<T>> readers = Collections.newSetFromMap(new WeakHashMap<>());

  FileStream(Supplier<BatchReader<T>> source, String function) {
    this.elements =
        Pipeline.batches(
            () -> {
              BatchReader<T> reader = source.get();
              readers.add(reader);
              return reader;
            },
            function);
  }

  @Override
  public AsyncIterator<T> asyncIterator() {
    return elements.asyncIterator();
  }

  /**
   * Closes the iterations that were begun and have not ended. A later one opens the file again.
   *
   * @return a lazy coroutine; fails with {@link IOException} if the system cannot close the file
   */
  @Override
  public Coroutine<@Nullable Void> closeAsync() {
    List<BatchReader<T>> open = new ArrayList<>(readers);
    return FileCall.<@Nullable Void, @Nullable Void>finished(
        "FileStream.closeAsync",
        () -> {
          for (BatchReader<T> each : open) {
            each.close();
          }
          return null;
        },
        done -> null);
  }
}
