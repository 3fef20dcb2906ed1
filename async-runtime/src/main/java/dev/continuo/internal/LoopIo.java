package dev.continuo.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The channels that a loop watches. Made when a program uses the network for the first time; from
 * then on an idle loop waits in the selector.
 *
 * <pre>
 *   idle loop ── park ──▶ select ──▶ ready queue
 *   busy loop ── poll ──▶ selectNow, at most every {@value #POLL_NANOS} ns ──▶ ready queue
 *   other threads ── wake ──▶ Selector.wakeup
 * </pre>
 *
 * <p>That of a hosted loop is a {@link HostedIo}.
 *
 * <p>A wait is as long as whole milliseconds, rounded up: that is what a selector can do. A loop
 * that watches channels may so run a timer up to a millisecond late, as asyncio's does.
 */
public class LoopIo implements Parker {

  /** A look into the selector costs about 200 ns: a busy loop takes it no more often than this. */
  static final long POLL_NANOS = 20_000;

  private static final int BUFFER_SIZE = 1 << 16;

  /** Four records of TLS with all that encryption adds. */
  private static final int SPARE_SIZE = 68 << 10;

  /** As many as layers of TLS over each other, which use theirs at the same time. */
  private static final int MOST_SPARES = 4;

  private static final long NANOS_PER_MILLI = 1_000_000;

  final DefaultLoop loop;
  final ReadyQueue queue;
  final Selector selector;
  private final Set<IoRegistration> registrations = new LinkedHashSet<>();
  private final ArrayDeque<ByteBuffer> spares = new ArrayDeque<>();

  /** Null until it is needed, and while somebody has it. */
  private @Nullable ByteBuffer buffer;

  private long polled = System.nanoTime();

  /** Volatile: the thread of a hosted loop that waits in the selector looks at it. */
  volatile boolean closing;

  /** Whether the loop's thread is in the selector, or about to be. */
  private volatile boolean parked;

  LoopIo(DefaultLoop loop, ReadyQueue queue) {
    this.loop = loop;
    this.queue = queue;
    try {
      selector = Selector.open();
    } catch (IOException e) {
      throw new UncheckedIOException("the loop cannot open a selector", e);
    }
  }

  // For transports

  /**
   * Watches a channel, for nothing at first.
   *
   * @throws IOException if the channel is closed or cannot be made non-blocking
   */
  public IoRegistration register(SelectableChannel channel, IoHandler handler) throws IOException {
    channel.configureBlocking(false);
    IoRegistration registration =
        new IoRegistration(this, handler, ContextOwner.slot(null, ThreadState.current()));
    registration.attach(channel.register(selector, 0, registration));
    registrations.add(registration);
    return registration;
  }

  /**
   * A buffer for what is read now, empty. Given back as soon as that was dealt with; nobody else
   * gets it before, not even a nested run of the loop.
   */
  public ByteBuffer takeBuffer() {
    ByteBuffer known = buffer;
    buffer = null;
    return known == null ? ByteBuffer.allocateDirect(BUFFER_SIZE) : known.clear();
  }

  /** The end of {@link #takeBuffer}. */
  public void giveBack(ByteBuffer taken) {
    buffer = taken;
  }

  /** A buffer of 68 KiB, empty, for one callback, which gives it back. */
  public ByteBuffer takeSpare() {
    ByteBuffer spare = spares.pollLast();
    return spare != null ? spare.clear() : ByteBuffer.allocate(SPARE_SIZE);
  }

  /** The end of {@link #takeSpare}. */
  public void giveBackSpare(ByteBuffer spare) {
    if (spares.size() < MOST_SPARES) {
      spares.addLast(spare);
    }
  }

  void hold(int count) {
    loop.holds += count;
  }

  /** What a channel waits for has changed: a thread that is in the selector must know. */
  void changed() {}

  void forget(IoRegistration registration) {
    registrations.remove(registration);
  }

  /**
   * A key was cancelled and its channel closed: has the selector let go of the descriptor now. It
   * would stay open until the next select, and a loop that only closes might not come to one.
   */
  void deregister() {
    if (!closing) {
      select(0);
    }
  }

  // For the loop

  @Override
  public boolean park(Inbox inbox, long nanos) {
    parked = true;
    try {
      if (inbox.isEmpty()) {
        select(nanos == Long.MAX_VALUE ? -1 : millis(nanos));
      }
      return Thread.interrupted();
    } finally {
      parked = false;
    }
  }

  private static long millis(long nanos) {
    return nanos / NANOS_PER_MILLI + (nanos % NANOS_PER_MILLI == 0 ? 0 : 1);
  }

  /** Looks for channels that are ready although the loop has something to do. */
  void poll() {
    if (System.nanoTime() - polled > POLL_NANOS && !registrations.isEmpty()) {
      select(0);
    }
  }

  /** Whether channels are known to be ready that {@link #poll} would deal with. */
  boolean hasArrived() {
    return false;
  }

  /** Waits for channels; 0 does not wait, less waits for ever. */
  private void select(long millis) {
    try {
      if (millis == 0) {
        selector.selectNow(this::selected);
      } else {
        selector.select(this::selected, Math.max(0, millis));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the selector of the loop fails", e);
    } catch (ClosedSelectorException e) {
      throw RunState.closedLoop();
    }
    polled = System.nanoTime();
  }

  private void selected(SelectionKey key) {
    IoRegistration registration = (IoRegistration) key.attachment();
    if (key.isValid() && registration.selected(key.readyOps())) {
      queue.add(registration);
    }
  }

  @Override
  public void wake() {
    if (parked) {
      selector.wakeup();
    }
  }

  /** The loop is closed: closes every channel. */
  void close() {
    closing = true;
    List<IoRegistration> open = List.copyOf(registrations);
    for (IoRegistration registration : open) {
      registration.close();
      registration.handler().loopClosed();
    }
    try {
      selector.close();
    } catch (IOException e) {
      throw new UncheckedIOException("the loop cannot close its selector", e);
    }
  }
}
