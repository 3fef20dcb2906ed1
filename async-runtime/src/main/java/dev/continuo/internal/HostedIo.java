package dev.continuo.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * The channels that a hosted loop watches. The loop cannot wait in a selector, as the thread is not
 * its own: a thread that does nothing else waits there, and hands over what is ready.
 *
 * <pre>
 *   selector's thread   select ──▶ arrived ──▶ wake … waits … select
 *   host's thread                     turn: poll ──▶ handlers ──▶ turnEnded
 * </pre>
 *
 * While a turn deals with what has arrived the thread does not select: the channels would be ready
 * still. Interest that changes while it does select must wake it; once per turn is enough.
 */
final class HostedIo extends LoopIo {

  private record Ready(SelectionKey key, int operations) {}

  private final HostedLoop hosted;
  private final Semaphore mayGoOn = new Semaphore(0);
  private final Thread thread = new Thread(this::watch, "continuo-selector");

  /** What the selector found; null when the loop is done with it. */
  private volatile @Nullable List<Ready> arrived;

  /** Set while the loop's thread wants the selector. */
  private volatile boolean keepsOut;

  /** What ended the thread too early. */
  private volatile @Nullable Throwable failure;

  // Of the loop's thread

  private boolean isStarted;
  private boolean isChanged;
  private boolean isPolled;

  HostedIo(HostedLoop loop, ReadyQueue queue) {
    super(loop, queue);
    hosted = loop;
    thread.setDaemon(true);
  }

  // On the selector's thread

  private void watch() {
    try {
      while (!closing) {
        while (keepsOut) {
          Thread.onSpinWait(); // for as long as a look into the selector takes
        }
        List<Ready> found = new ArrayList<>();
        selector.select(key -> collect(key, found));
        if (!found.isEmpty()) {
          arrived = found;
          hosted.wake();
          mayGoOn.acquireUninterruptibly();
        }
      }
    } catch (ClosedSelectorException e) {
      return; // the loop is closed
    } catch (IOException e) {
      failed(new UncheckedIOException("the selector of the loop fails", e));
    } catch (RuntimeException | Error e) {
      failed(e);
    }
  }

  private static void collect(SelectionKey key, List<Ready> found) {
    try {
      found.add(new Ready(key, key.readyOps()));
    } catch (CancelledKeyException e) {
      return; // the loop has closed it meanwhile
    }
  }

  private void failed(Throwable thrown) {
    if (!closing) {
      failure = thrown;
      hosted.wake();
    }
  }

  // On the loop's thread

  @Override
  void poll() {
    Throwable broken = failure;
    if (broken != null) {
      failure = null;
      throw Sneaky.rethrow(broken); // out of the run, as when a loop of our own selects
    }
    List<Ready> found = arrived;
    if (found == null || isPolled) {
      return;
    }
    isPolled = true;
    for (Ready one : found) {
      IoRegistration registration = (IoRegistration) one.key.attachment();
      if (one.key.isValid() && registration.selected(one.operations)) {
        queue.add(registration);
      }
    }
  }

  @Override
  boolean hasArrived() {
    return (arrived != null && !isPolled) || failure != null;
  }

  /** The handlers have run, unless the next turn does that: the selector may go on. */
  void turnEnded() {
    boolean changed = isChanged;
    isChanged = false;
    if (isPolled) {
      isPolled = false;
      arrived = null;
      mayGoOn.release();
    } else if (changed && arrived == null) {
      selector.wakeup();
    }
  }

  @Override
  void changed() {
    if (!isStarted) {
      isStarted = true;
      thread.start();
    }
    isChanged = true;
    hosted.wake(); // a turn, if this is outside of one, and so turnEnded
  }

  /** As ever, at once: the selector's thread keeps out meanwhile. */
  @Override
  void deregister() {
    if (isStarted && !closing) {
      keepsOut = true;
      selector.wakeup();
    }
    try {
      super.deregister();
    } finally {
      keepsOut = false;
    }
  }

  @Override
  public boolean park(Inbox inbox, long nanos) {
    return false;
  }

  @Override
  public void wake() {
    hosted.wake();
  }

  @Override
  void close() {
    super.close();
    mayGoOn.release();
  }
}
