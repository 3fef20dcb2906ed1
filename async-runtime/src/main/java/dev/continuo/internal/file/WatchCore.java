package dev.continuo.internal.file;

import dev.continuo.Awaitable;
import dev.continuo.Coroutine;
import dev.continuo.StopAsyncIteration;
import dev.continuo.coroutine.Driver;
import dev.continuo.file.DirectoryEvent;
import dev.continuo.internal.Acquire;
import dev.continuo.internal.DefaultLoop;
import dev.continuo.internal.RuntimeFrame;
import dev.continuo.internal.sync.EventCore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Path;
import java.nio.file.WatchKey;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A watch: a thread takes what the service has, and hands it to the loop in batches.
 *
 * <pre>
 *   thread:  credit ──▶ take a key ──events──▶ loop's inbox …     {@value #BATCHES} credits
 *   loop:    batches ──▶ next(), one event each; a batch that is used up gives its credit back
 * </pre>
 *
 * While nobody asks the thread has no credit, and the service counts what it cannot keep.
 */
public final class WatchCore {

  private static final int BATCHES = 8;
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final DefaultLoop loop;
  private final WatchedTree tree;
  private final Semaphore credits = new Semaphore(BATCHES);
  private final Queue<List<DirectoryEvent>> batches = new ArrayDeque<>();
  private final EventCore changed;
  private final EventCore threadEnded;
  private final Runnable onLoopClosed = this::loopClosed;
  private volatile boolean isClosed;
  private boolean isOver;
  private @Nullable Throwable failure;
  private int used;

  private WatchCore(DefaultLoop loop, WatchedTree tree) {
    this.loop = loop;
    this.tree = tree;
    this.changed = new EventCore("an event in " + tree.root());
    this.threadEnded = new EventCore("the thread that watches " + tree.root());
    loop.resources().add(onLoopClosed);
    loop.hold(1);
    Thread thread =
        new Thread(null, this::takeAll, "continuo-watch-" + NUMBER.incrementAndGet(), 1 << 17);
    thread.setDaemon(true);
    thread.start();
  }

  /** Begins to watch a directory. */
  public static <T> Coroutine<T> open(Path root, boolean isRecursive, Function<WatchCore, T> wrap) {
    return new Acquire<WatchedTree, T>(
        "file.AsyncFiles.watch",
        null,
        () -> WatchedTree.open(root, isRecursive),
        WatchCore::closeService,
        (loop, tree) -> wrap.apply(new WatchCore(loop, tree)));
  }

  private static void closeService(WatchedTree tree) {
    try {
      tree.service.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  // On the thread

  @SuppressWarnings(
      "CatchingUnchecked") // whatever the file system throws is what the stream ends with
  private void takeAll() {
    Throwable end = null;
    try {
      while (!isClosed) {
        credits.acquireUninterruptibly();
        WatchKey key = tree.service.take();
        List<DirectoryEvent> events = new ArrayList<>();
        try {
          tree.take(key, events);
        } finally {
          handIn(events);
        }
      }
    } catch (ClosedWatchServiceException e) {
      // by close()
    } catch (Exception e) {
      end = e;
    }
    Throwable cause = end;
    boolean unused = loop.tryPost(() -> ended(cause));
  }

  private void handIn(List<DirectoryEvent> events) {
    if (events.isEmpty() || !loop.tryPost(() -> arrived(events))) {
      credits.release();
    }
  }

  // On the loop's thread

  private void arrived(List<DirectoryEvent> events) {
    batches.add(events);
    changed.set();
  }

  private void ended(@Nullable Throwable cause) {
    failure = isClosed ? null : cause;
    threadEnded.set();
    end();
    if (cause != null && !isClosed) { // the descriptor is given back at once
      var unused =
          loop.runInExecutor(
              null,
              () -> {
                closeService(tree);
                return null;
              });
    }
  }

  private void end() {
    if (!isOver) {
      isOver = true;
      loop.hold(-1);
      loop.resources().remove(onLoopClosed);
      changed.set();
    }
  }

  private void loopClosed() {
    isClosed = true;
    credits.release(BATCHES);
    closeService(tree);
  }

  /** The next event. */
  public Awaitable<DirectoryEvent> next() {
    return new Next();
  }

  /** Ends the thread, and waits for that. */
  public Coroutine<@Nullable Void> close() {
    return new Close();
  }

  private @Nullable DirectoryEvent poll() {
    List<DirectoryEvent> batch = batches.peek();
    if (batch == null) {
      return null;
    }
    DirectoryEvent event = batch.get(used++);
    if (used == batch.size()) {
      used = 0;
      batches.remove();
      credits.release();
    }
    return event;
  }

  @Override
  public String toString() {
    return tree.root() + (isOver ? ", over" : "");
  }

  private final class Next extends RuntimeFrame<DirectoryEvent> {

    @Override
    public @Nullable Object resume(Driver driver) throws Throwable {
      if (state != STARTED) {
        var unused = driver.result();
      }
      while (true) {
        DirectoryEvent event = isClosed ? null : poll();
        if (event != null) {
          return event;
        }
        if (failure != null) {
          throw failure;
        }
        if (isOver) {
          throw new StopAsyncIteration();
        }
        changed.clear();
        if (await(changed.untilSet(), driver, 1) == Driver.SUSPENDED) {
          return Driver.SUSPENDED;
        }
      }
    }

    @Override
    protected String type() {
      return "file.DirectoryWatch";
    }

    @Override
    protected String function() {
      return "next";
    }
  }

  private final class Close extends RuntimeFrame<@Nullable Void> {

    @Override
    public @Nullable Object resume(Driver driver) throws Throwable {
      if (state != STARTED) {
        return driver.result();
      }
      if (!isClosed) {
        isClosed = true;
        batches.clear();
        credits.release(BATCHES);
        var unused =
            loop.runInExecutor(
                null,
                () -> {
                  closeService(tree);
                  return null;
                });
        end();
      }
      return threadEnded.isSet() ? null : await(threadEnded.untilSet(), driver, 1);
    }

    @Override
    protected String type() {
      return "file.DirectoryWatch";
    }

    @Override
    protected String function() {
      return "closeAsync";
    }
  }
}
