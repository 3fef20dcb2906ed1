package dev.continuo.file;

import dev.continuo.AsyncCloseable;
import dev.continuo.AsyncIterator;
import dev.continuo.Awaitable;
import dev.continuo.Coroutine;
import dev.continuo.internal.file.WatchCore;
import org.jspecify.annotations.Nullable;

/**
 * A stream of what happens in a directory: {@link AsyncFiles#watch}.
 *
 * <pre>{@code
 * try (DirectoryWatch watch = await(AsyncFiles.watch(directory))) {
 *   for (DirectoryEvent event : each(watch)) {
 *     System.out.println(event.kind() + " " + event.path());
 *   }
 * }
 * }</pre>
 *
 * <p>The system decides how fine the events are: writing a file may be several MODIFIED or one; on
 * macOS the JDK looks every few seconds. In a directory that was just made, what is in it already
 * is reported as CREATED, perhaps twice. Of what nobody asks for, about 500 events per directory
 * are kept, and then there is an OVERFLOW.
 *
 * <p>It ends when it is closed; when the directory is deleted, it fails with {@link
 * java.nio.file.NoSuchFileException} after the last event. A cancelled {@code next()} has taken
 * nothing. A loop that is closed closes its watches.
 */
public final class DirectoryWatch implements AsyncIterator<DirectoryEvent>, AsyncCloseable {

  private final WatchCore core;

  DirectoryWatch(WatchCore core) {
    this.core = core;
  }

  @Override
  public Awaitable<DirectoryEvent> next() {
    return core.next();
  }

  /**
   * Stops watching; whoever waits for an event sees the end. Twice does nothing.
   *
   * @return a lazy coroutine
   */
  @Override
  public Coroutine<@Nullable Void> closeAsync() {
    return core.close();
  }

  @Override
  public String toString() {
    return "DirectoryWatch[" + core + "]";
  }
}
