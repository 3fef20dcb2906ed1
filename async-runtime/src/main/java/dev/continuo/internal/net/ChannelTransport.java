package dev.continuo.internal.net;

import dev.continuo.ExceptionContext;
import dev.continuo.internal.DefaultLoop;
import dev.continuo.internal.Fatal;
import dev.continuo.internal.IoHandler;
import dev.continuo.internal.IoRegistration;
import dev.continuo.net.BaseTransport;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.nio.channels.NetworkChannel;
import java.nio.channels.SelectionKey;
import org.jspecify.annotations.Nullable;

/**
 * What the transports of TCP, Unix sockets and datagrams have in common: how they end, and when a
 * protocol is told to write less. CPython's _SelectorTransport.
 *
 * <pre>
 *   open ──close──▶ closing ──all is sent──▶ lost ──next tick──▶ connectionLost, closed
 *     └──abort, the socket fails, the protocol throws──▶ lost
 * </pre>
 */
abstract class ChannelTransport implements BaseTransport, IoHandler {

  private static final int LOW = 1 << 14;
  private static final int HIGH = 1 << 16;

  final DefaultLoop loop;
  final IoRegistration registration;
  private final NetworkChannel channel;
  private int low = LOW;
  private int high = HIGH;
  private boolean writingIsPaused;
  private boolean closing;
  private boolean lost;

  ChannelTransport(DefaultLoop loop, NetworkChannel channel, IoRegistration registration) {
    this.loop = loop;
    this.channel = channel;
    this.registration = registration;
  }

  /** Drops what was not sent. */
  abstract void dropOutput();

  /** It is over, and the protocol learns that next. */
  abstract void ended();

  /** Its name, and the addresses. */
  abstract String description();

  // The output

  /** The buffer has changed: the protocol may have to know. */
  final void tellAboutBuffer() {
    if (!writingIsPaused && bufferedBytes() > high) {
      writingIsPaused = true;
      calls(() -> protocol().pauseWriting());
    } else if (writingIsPaused && bufferedBytes() <= low) {
      writingIsPaused = false;
      calls(() -> protocol().resumeWriting());
    }
  }

  @Override
  public final void setWriteBufferLimits(int newLow, int newHigh) {
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

  // The end

  @Override
  public final void close() {
    loop.checkThread();
    if (!closing) {
      closing = true;
      registration.change(0, SelectionKey.OP_READ);
      if (bufferedBytes() == 0) {
        end(null);
      }
    }
  }

  @Override
  public final void abort() {
    loop.checkThread();
    lose(null);
  }

  @Override
  public final boolean isClosing() {
    return closing;
  }

  final boolean isLost() {
    return lost;
  }

  final void lose(@Nullable Throwable cause) {
    dropOutput();
    closing = true;
    end(cause);
  }

  final void end(@Nullable Throwable cause) {
    if (!lost) {
      lost = true;
      registration.change(0, SelectionKey.OP_READ | SelectionKey.OP_WRITE);
      loop.callSoon(() -> finish(cause));
    }
  }

  private void finish(@Nullable Throwable cause) {
    registration.close();
    ended();
    protocol().connectionLost(cause);
  }

  @Override
  public final void loopClosed() {
    closing = true;
    lost = true;
  }

  // The protocol

  /** Calls the protocol: what it throws ends this. False if it did. */
  final boolean calls(Runnable callback) {
    Throwable failure = failureOf(callback);
    if (failure != null) {
      lose(failure);
    }
    return failure == null;
  }

  /** Calls the protocol, and reports what it throws; null if that is nothing. */
  final @Nullable Throwable failureOf(Runnable callback) {
    try {
      callback.run();
      return null;
    } catch (Throwable t) {
      if (Fatal.is(t)) {
        throw t;
      }
      loop.callExceptionHandler(
          new ExceptionContext("Exception in a protocol of " + this, t, null, null));
      return t;
    }
  }

  // The socket

  @Override
  public final @Nullable SocketAddress localAddress() {
    try {
      return channel.getLocalAddress();
    } catch (IOException e) {
      return null;
    }
  }

  @Override
  public final <T> void setOption(SocketOption<T> option, T value) throws IOException {
    channel.setOption(option, value);
  }

  @Override
  public final String toString() {
    return description()
        + (lost ? ", lost" : closing ? ", closing" : "")
        + (bufferedBytes() > 0 ? ", " + bufferedBytes() + " bytes to send" : "")
        + "]";
  }
}
