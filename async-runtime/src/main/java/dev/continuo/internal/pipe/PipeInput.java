package dev.continuo.internal.pipe;

import dev.continuo.internal.DefaultLoop;
import dev.continuo.net.Protocol;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Reads a blocking stream in a thread of its own.
 *
 * <pre>
 *   thread:  credit ──▶ read ──block──▶ loop's inbox ──▶ credit …      2 credits, 2 buffers
 *   loop:    block ──▶ protocol; gives the credit back, unless reading is paused
 * </pre>
 *
 * <p>While nobody reads the thread has no credit, the pipe fills, and the other end has to wait.
 */
public final class PipeInput extends PipeTransport {

  private static final int BLOCK = 1 << 15;
  private static final int BUFFERS = 2;

  private final InputStream stream;
  private final Semaphore credits = new Semaphore(BUFFERS);

  /** Nobody wants what comes; the thread reads on, so that the other end is not held up. */
  private volatile boolean discards;

  private boolean isPaused;
  private boolean isOver;
  private int owed;

  /**
   * Makes a transport; {@link #start} begins to read.
   *
   * @param stream closed by the thread
   * @param name of the stream: in messages, and of the thread
   */
  public PipeInput(DefaultLoop loop, InputStream stream, String name, Protocol protocol) {
    super(loop, name, protocol);
    this.stream = stream;
  }

  /** Begins to read. */
  public void start() {
    protocol.connectionMade(this);
    hold(true);
    startThread(this::readAll);
  }

  // On the thread

  private void readAll() {
    IOException failure = null;
    try (stream) {
      byte[][] buffers = new byte[BUFFERS][];
      int count = 0;
      for (int i = 0; count >= 0 && readsOn(); i = (i + 1) % BUFFERS) {
        credits.acquireUninterruptibly();
        byte[] block = buffers[i] != null ? buffers[i] : new byte[BLOCK];
        buffers[i] = block;
        count = readsOn() ? read(block) : -1;
      }
    } catch (IOException e) {
      failure = e;
    } catch (RuntimeException | Error e) { // a stream of the user's
      failure = new IOException("the stream fails: " + e, e);
    }
    IOException cause = failure;
    boolean unused = loop.tryPost(() -> ended(cause));
  }

  private int read(byte[] block) throws IOException {
    if (stream instanceof SharedInput shared) {
      return shared.read(block, count -> handIn(block, count));
    }
    int count = stream.read(block);
    if (count >= 0) {
      handIn(block, count);
    }
    return count;
  }

  private void handIn(byte[] block, int count) {
    Runnable onAbandon = () -> abandoned(block, count);
    if (discards || !loop.tryPost(() -> arrived(block, count), onAbandon)) {
      discards = true;
      onAbandon.run();
    }
  }

  /** Nobody of this loop will see the block. */
  private void abandoned(byte[] block, int count) {
    if (stream instanceof SharedInput shared) {
      shared.putBack(block, count);
    }
    credits.release();
  }

  /** A process would have to wait if nobody read; the standard input is for the next loop. */
  private boolean readsOn() {
    return !(discards && stream instanceof SharedInput);
  }

  // On the loop's thread

  private void arrived(byte[] block, int count) {
    if (!lost) {
      protocol.dataReceived(ByteBuffer.wrap(block, 0, count));
    }
    if (isPaused) {
      owed++;
    } else {
      credits.release();
    }
  }

  private void ended(@Nullable IOException failure) {
    isOver = true;
    threadEnds();
    if (!lost) {
      if (failure == null) {
        boolean unused = protocol.eofReceived();
      }
      lose(failure == null ? null : new IOException(name + ": " + failure.getMessage(), failure));
    }
  }

  @Override
  public void pauseReading() {
    loop.checkThread();
    isPaused = true;
    hold(false);
  }

  @Override
  public void resumeReading() {
    loop.checkThread();
    isPaused = false;
    hold(true);
    credits.release(owed);
    owed = 0;
  }

  @Override
  public boolean isReading() {
    return !isPaused && !isOver && !closing;
  }

  /** Nobody reads any more: what comes is dropped. The protocol sees the end now. */
  @Override
  public void abort() {
    loop.checkThread();
    drop();
    lose(null);
  }

  @Override
  void closeGently() {
    abort();
  }

  @Override
  void loopClosed() {
    closing = true;
    lost = true;
    drop();
  }

  private void drop() {
    discards = true;
    isPaused = false;
    credits.release(owed);
    owed = 0;
  }

  // It only reads

  @Override
  public void write(ByteBuffer data) {
    throw new UnsupportedOperationException(name + " can only be read");
  }

  @Override
  public void writeEof() {
    throw new UnsupportedOperationException(name + " can only be read");
  }

  @Override
  public int bufferedBytes() {
    return 0;
  }

  @Override
  public void setWriteBufferLimits(int low, int high) {
    throw new UnsupportedOperationException(name + " can only be read");
  }
}
