package dev.continuo.internal.net;

import dev.continuo.ExceptionContext;
import dev.continuo.internal.DefaultLoop;
import dev.continuo.internal.IoHandler;
import dev.continuo.internal.IoRegistration;
import dev.continuo.net.Protocol;
import dev.continuo.net.Transport;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The {@link Transport} over a connected socket, TCP or Unix: CPython's _SelectorSocketTransport.
 *
 * <pre>
 *   open ──close──▶ closing ──all is sent──▶ lost ──next tick──▶ connectionLost, closed
 *     └──abort, the socket fails, the protocol throws──▶ lost
 * </pre>
 */
public final class SocketTransport implements Transport, IoHandler {

  private static final int LOW = 1 << 14;
  private static final int HIGH = 1 << 16;

  private final DefaultLoop loop;
  private final SocketChannel channel;
  private final IoRegistration registration;
  private final SocketAddress remote;
  private final Consumer<SocketTransport> onEnd;
  private final OutputBuffer output = new OutputBuffer();
  private Protocol protocol;
  private int low = LOW;
  private int high = HIGH;
  private boolean readingIsPaused;
  private boolean readingIsOver;
  private boolean writingIsPaused;
  private boolean writesNoMore;
  private boolean closing;
  private boolean lost;

  /**
   * Takes a connected channel over.
   *
   * @param registration that of the channel
   * @param onEnd called once, before the protocol learns that the connection is lost
   */
  public SocketTransport(
      DefaultLoop loop,
      SocketChannel channel,
      IoRegistration registration,
      Protocol protocol,
      Consumer<SocketTransport> onEnd)
      throws IOException {
    this.loop = loop;
    this.channel = channel;
    this.registration = registration;
    this.protocol = protocol;
    this.onEnd = onEnd;
    SocketAddress address = channel.getRemoteAddress();
    if (address == null) {
      throw new ClosedChannelException();
    }
    this.remote = address;
    registration.handler(this);
  }

  /** Tells the protocol that the connection stands, and begins to read. */
  public void start() {
    if (calls(() -> protocol.connectionMade(this))) {
      updateReading();
    }
  }

  // Reading

  @Override
  public void ready(int operations) {
    if ((operations & SelectionKey.OP_READ) != 0 && isReading()) {
      read();
    }
    if ((operations & SelectionKey.OP_WRITE) != 0 && !lost) {
      flush();
    }
  }

  private void read() {
    ByteBuffer buffer = loop.io().readBuffer();
    int count;
    try {
      count = channel.read(buffer);
    } catch (IOException e) {
      lose(e);
      return;
    }
    if (count > 0) {
      buffer.flip();
      calls(() -> protocol.dataReceived(buffer));
    } else if (count < 0) {
      readingIsOver = true;
      updateReading();
      calls(
          () -> {
            if (!protocol.eofReceived()) {
              close();
            }
          });
    }
  }

  private void updateReading() {
    if (isReading()) {
      registration.change(SelectionKey.OP_READ, 0);
    } else {
      registration.change(0, SelectionKey.OP_READ);
    }
  }

  @Override
  public void pauseReading() {
    loop.checkThread();
    readingIsPaused = true;
    updateReading();
  }

  @Override
  public void resumeReading() {
    loop.checkThread();
    readingIsPaused = false;
    updateReading();
  }

  @Override
  public boolean isReading() {
    return !readingIsPaused && !readingIsOver && !closing;
  }

  // Writing

  @Override
  public void write(ByteBuffer data) {
    loop.checkThread();
    if (writesNoMore) {
      throw new IllegalStateException("write() after writeEof()");
    }
    if (closing) {
      data.position(data.limit());
      return;
    }
    if (output.size() == 0) {
      try {
        channel.write(data);
      } catch (IOException e) {
        data.position(data.limit());
        lose(e);
        return;
      }
    }
    if (data.hasRemaining()) {
      output.add(data);
      registration.change(SelectionKey.OP_WRITE, 0);
      tellAboutBuffer();
    }
  }

  private void flush() {
    try {
      output.sendTo(channel);
    } catch (IOException e) {
      lose(e);
      return;
    }
    if (output.size() == 0) {
      registration.change(0, SelectionKey.OP_WRITE);
      if (closing) {
        end(null);
        return;
      }
      if (writesNoMore) {
        shutdownOutput();
      }
    }
    tellAboutBuffer();
  }

  private void tellAboutBuffer() {
    if (!writingIsPaused && output.size() > high) {
      writingIsPaused = true;
      calls(() -> protocol.pauseWriting());
    } else if (writingIsPaused && output.size() <= low) {
      writingIsPaused = false;
      calls(() -> protocol.resumeWriting());
    }
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
    if (!closing) {
      tellAboutBuffer();
    }
  }

  @Override
  public int bufferedBytes() {
    return output.size();
  }

  @Override
  public void writeEof() {
    loop.checkThread();
    if (closing || writesNoMore) {
      return;
    }
    writesNoMore = true;
    if (output.size() == 0) {
      shutdownOutput();
    }
  }

  private void shutdownOutput() {
    try {
      channel.shutdownOutput();
    } catch (IOException e) {
      lose(e);
    }
  }

  // The end

  @Override
  public void close() {
    loop.checkThread();
    if (!closing) {
      closing = true;
      updateReading();
      if (output.size() == 0) {
        end(null);
      }
    }
  }

  @Override
  public void abort() {
    loop.checkThread();
    lose(null);
  }

  @Override
  public boolean isClosing() {
    return closing;
  }

  private void lose(@Nullable Throwable cause) {
    output.clear();
    closing = true;
    end(cause);
  }

  private void end(@Nullable Throwable cause) {
    if (!lost) {
      lost = true;
      registration.change(0, SelectionKey.OP_READ | SelectionKey.OP_WRITE);
      loop.callSoon(() -> finish(cause));
    }
  }

  private void finish(@Nullable Throwable cause) {
    registration.close();
    onEnd.accept(this);
    protocol.connectionLost(cause);
  }

  @Override
  public void loopClosed() {
    closing = true;
    lost = true;
  }

  /** Calls the protocol: what it throws ends the connection. False if it did. */
  private boolean calls(Runnable callback) {
    try {
      callback.run();
      return true;
    } catch (RuntimeException | AssertionError e) {
      loop.callExceptionHandler(
          new ExceptionContext("Exception in a protocol of " + this, e, null, null));
      lose(e);
      return false;
    }
  }

  // The socket

  @Override
  public @Nullable SocketAddress localAddress() {
    try {
      return channel.getLocalAddress();
    } catch (IOException e) {
      return null;
    }
  }

  @Override
  public SocketAddress remoteAddress() {
    return remote;
  }

  @Override
  public <T> void setOption(SocketOption<T> option, T value) throws IOException {
    channel.setOption(option, value);
  }

  @Override
  public Protocol protocol() {
    return protocol;
  }

  @Override
  public void setProtocol(Protocol next) {
    loop.checkThread();
    protocol = next;
  }

  @Override
  public String toString() {
    return "Transport["
        + remote
        + (lost ? ", lost" : closing ? ", closing" : "")
        + (output.size() > 0 ? ", " + output.size() + " bytes to send" : "")
        + "]";
  }
}
