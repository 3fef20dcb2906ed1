package dev.continuo.internal;

import dev.continuo.AsyncGenerator;
import dev.continuo.ExceptionContext;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The async generators of a loop that were started and have not ended: asyncio's {@code _asyncgens}
 * and its finalizer hook. The list holds what a generator is made of, and only weakly what users
 * hold; when that is collected, the generator was left half-way and is closed by a task.
 *
 * <p>A doubly linked list through the entries: adding and removing take constant time.
 */
final class OpenGenerators {

  private static final System.Logger LOG = System.getLogger("dev.continuo");

  /** One open generator. */
  static final class Entry extends WeakReference<AsyncGenerator<?>> {
    private final GeneratorCore core;
    private final OpenGenerators list;
    private @Nullable Entry previous;
    private @Nullable Entry next;
    private boolean isLinked = true;

    private Entry(OpenGenerators list, AsyncGenerator<?> owner, GeneratorCore core) {
      super(owner, list.dropped);
      this.list = list;
      this.core = core;
    }

    void remove() {
      if (isLinked) {
        isLinked = false;
        list.unlink(this);
      }
    }
  }

  private final DefaultLoop loop;
  private final ReferenceQueue<AsyncGenerator<?>> dropped = new ReferenceQueue<>();
  private @Nullable Entry first;

  OpenGenerators(DefaultLoop loop) {
    this.loop = loop;
  }

  Entry add(AsyncGenerator<?> owner, GeneratorCore core) {
    Entry entry = new Entry(this, owner, core);
    entry.next = first;
    if (first != null) {
      first.previous = entry;
    }
    first = entry;
    return entry;
  }

  private void unlink(Entry entry) {
    Entry previous = entry.previous;
    Entry next = entry.next;
    if (previous == null) {
      first = next;
    } else {
      previous.next = next;
    }
    if (next != null) {
      next.previous = previous;
    }
    entry.previous = null;
    entry.next = null;
  }

  boolean isEmpty() {
    return first == null;
  }

  /** Starts to close the generators that were collected since the last time. */
  void closeDropped() {
    if (first == null) {
      return;
    }
    for (Object reference = dropped.poll(); reference != null; reference = dropped.poll()) {
      Entry entry = (Entry) reference;
      if (entry.isLinked && entry.core.isOpen() && !entry.core.isRunning()) {
        if (loop.isDebug()) {
          LOG.log(
              System.Logger.Level.WARNING,
              "async generator {0} was dropped before its end; the loop closes it now: use"
                  + " try-with-resources",
              entry.core.name());
        }
        loop.createTask(GeneratorClose.unlessClosing(null, entry.core));
      }
    }
  }

  /**
   * Gives the coroutines that close every open generator, oldest first: one that another consumes
   * is younger as a rule, and closed by that one then.
   */
  List<GeneratorClose> closeAll() {
    List<GeneratorClose> closes = new ArrayList<>();
    for (Entry entry = first; entry != null; entry = entry.next) {
      closes.add(GeneratorClose.unlessClosing(entry.get(), entry.core));
    }
    Collections.reverse(closes);
    return closes;
  }

  /** Reports a generator whose closing failed. */
  void report(Throwable failure) {
    loop.callExceptionHandler(
        new ExceptionContext(
            "an error occurred during closing of asynchronous generator", failure));
  }
}
