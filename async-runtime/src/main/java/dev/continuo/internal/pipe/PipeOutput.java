package dev.continuo.internal.pipe;

import dev.continuo.internal.DefaultLoop;
import dev.continuo.net.Protocol;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Writes to a blocking stream in a thread of its own, which starts with the first write.
 *
 * <pre>
 *   loop:    write ──copy──▶ queue          "too much" above 64 KiB, "enough" below 16 KiB
 *   thread:  queue ──▶ stream; flushes when the queue is empty; tells the loop how far it is
 *   end:     writeEof ──▶ END in the queue ──▶ the thread closes the stream
 * </pre>
 */
public final class PipeOutput extends PipeTransport {

  private static final int LOW = 1 << 14;
  private static final int HIGH = 1 << 16;
  private static final int CHUNK = 1 << 16;
  private static final byte[] END = {};

  private final OutputStream stream;
  private final boolean isOwn;
  private final BlockingQueue<byte[]> queue = new LinkedBlockingQueue<>();

  /** Bytes that the stream has not taken. */
  private final AtomicInteger unwritten = new AtomicInteger();

  /** The thread writes no more. */
  private volatile boolean isDone;

  private boolean isStarted;
  private boolean writesNoMore;
  private boolean isPaused;
  private int pending;
  private int low = LOW;
  private int high = HIGH;

  /**
   * Makes a transport, and tells the protocol.
   *
   * @param name of the stream: in messages, and of the thread
   * @param isOwn whether the end closes the stream
   */
  public PipeOutput(
      DefaultLoop loop, OutputStream stream, String name, boolean isOwn, Protocol protocol) {
    super(loop, name, protocol);
    this.stream = stream;
    this.isOwn = isOwn;
    protocol.connectionMade(this);
  }

  /** Whether all was written that there was; asked by any thread. */
  boolean isIdle() {
    return isDone || unwritten.get() == 0;
  }

  // On the thread

  private void writeAll() {
    IOException failure = null;
    try {
      int written = 0;
      for (byte[] chunk = queue.take(); chunk != END; chunk = queue.take()) {
        stream.write(chunk);
        written += chunk.length;
        if (queue.isEmpty()) {
          stream.flush();
        }
        if (written >= CHUNK || queue.isEmpty()) {
          tell(written);
          written = 0;
        }
      }
    } catch (IOException e) {
      failure = e;
    } catch (InterruptedException e) {
      failure = new IOException("the thread that writes was interrupted", e);
    } catch (RuntimeException | Error e) { // a stream of the user's
      failure = new IOException("the stream fails: " + e, e);
    }
    IOException cause = closed(failure);
    isDone = true;
    boolean unused = loop.tryPost(() -> ended(cause));
  }

  private void tell(int written) {
    int unusedRest = unwritten.addAndGet(-written);
    boolean unused = loop.tryPost(() -> written(written));
  }

  /** Closes the stream; gives the first failure. */
  private @Nullable IOException closed(@Nullable IOException failure) {
    try {
      if (isOwn) {
        stream.close();
      } else {
        stream.flush();
      }
      return failure;
    } catch (IOException e) {
      return failure != null ? failure : e;
    }
  }

  // On the loop's thread

  @Override
  public void write(ByteBuffer data) {
    loop.checkThread();
    if (writesNoMore && !closing) {
      throw new IllegalStateException("write() after writeEof()");
    }
    if (closing) {
      data.position(data.limit());
      return;
    }
    while (data.hasRemaining()) {
      byte[] chunk = new byte[Math.min(CHUNK, data.remaining())];
      data.get(chunk);
      pending += chunk.length;
      int unused = unwritten.addAndGet(chunk.length);
      queue.add(chunk);
    }
    if (pending > 0) {
      startOnce();
      hold(true);
    }
    tellAboutBuffer();
  }

  private void startOnce() {
    if (!isStarted) {
      isStarted = true;
      startThread(this::writeAll);
    }
  }

  private void written(int count) {
    if (!lost) {
      pending -= count;
      hold(pending > 0);
      tellAboutBuffer();
    }
  }

  private void tellAboutBuffer() {
    if (!isPaused && pending > high) {
      isPaused = true;
      protocol.pauseWriting();
    } else if (isPaused && pending <= low) {
      isPaused = false;
      protocol.resumeWriting();
    }
  }

  private void ended(@Nullable IOException failure) {
    threadEnds();
    pending = 0;
    queue.clear();
    lose(failure == null ? null : new IOException(name + ": " + failure.getMessage(), failure));
  }

  @Override
  public void writeEof() {
    loop.checkThread();
    if (!writesNoMore) {
      writesNoMore = true;
      end();
    }
  }

  /** Has the stream closed once all is written. */
  private void end() {
    if (isStarted) {
      queue.add(END);
    } else {
      isStarted = true;
      ended(closed(null)); // nothing was written: this does not block
    }
  }

  @Override
  void closeGently() {
    writeEof();
  }

  @Override
  public void abort() {
    loop.checkThread();
    drop();
    lose(null);
  }

  /**
   * Nobody reads any more. If not all was written this fails as the write in the thread does, which
   * may hear of it later.
   */
  public void readerIsGone() {
    loop.checkThread();
    IOException failure = pending > 0 ? new IOException(name + ": Broken pipe") : null;
    drop();
    lose(failure);
  }

  @Override
  void loopClosed() {
    closing = true;
    lost = true;
    if (isOwn) {
      drop();
    } else if (isStarted) {
      queue.add(END);
    }
  }

  private void drop() {
    pending = 0;
    queue.clear();
    if (isStarted) {
      queue.add(END);
    } else {
      isStarted = true;
      var unused = closed(null);
    }
  }

  @Override
  public int bufferedBytes() {
    return pending;
  }

  @Override
  public void setWriteBufferLimits(int newLow, int newHigh) {
    loop.checkThread();
    if (newLow < 0 || newHigh < newLow) {
      throw new IllegalArgumentException(
          "high (" + newHigh + ") must be >= low (" + newLow + ") must be >= 0");
    }
    low = newLow;
    high = newHigh;
    tellAboutBuffer();
  }

  // It only writes

  @Override
  public void pauseReading() {}

  @Override
  public void resumeReading() {}

  @Override
  public boolean isReading() {
    return false;
  }
}
