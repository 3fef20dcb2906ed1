package dev.continuo.internal.net;

import dev.continuo.Awaitable;
import dev.continuo.Continuo;
import dev.continuo.Coroutine;
import dev.continuo.internal.DefaultLoop;
import dev.continuo.internal.sync.EventCore;
import dev.continuo.net.BaseProtocol;
import dev.continuo.net.BaseTransport;
import java.io.IOException;
import java.net.SocketException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * One end of a connection, or an endpoint for datagrams, as coroutines use it: lets writers wait
 * while too much is to be sent, and those who close until it is closed.
 *
 * @param <T> the transport below
 */
abstract class EndCore<T extends BaseTransport> implements BaseProtocol, Closing {

  @SuppressWarnings("NullAway") // the value of a Void is null
  private static final Awaitable<@Nullable Void> SENT = Continuo.value(null);

  final DefaultLoop loop;

  /** What messages call it: "the connection". */
  private final String name;

  private final EventCore writable = new EventCore("room for more to send");
  private final EventCore closed;
  private @Nullable T transport;
  private @Nullable Throwable failure;

  EndCore(DefaultLoop loop, String name) {
    this.loop = loop;
    this.name = name;
    this.closed = new EventCore("the end of " + name);
    writable.set();
  }

  /** There is a transport now. */
  final void made(T newTransport) {
    transport = newTransport;
  }

  /** The transport, once there is one. */
  public final T transport() {
    T known = transport;
    if (known == null) {
      throw new IllegalStateException(name + " does not stand yet");
    }
    return known;
  }

  // Writing

  @Override
  public final void pauseWriting() {
    writable.clear();
  }

  @Override
  public final void resumeWriting() {
    writable.set();
  }

  /** Something was handed to the transport: done already unless too much is to be sent. */
  final Awaitable<@Nullable Void> sent() {
    return writable.isSet() && !transport().isClosing() ? SENT : new Drain(this);
  }

  /** Waits until less is to be sent. */
  public final Coroutine<@Nullable Void> drain() {
    return new Drain(this);
  }

  /** The type and the name of the method that writes, for traces. */
  abstract String writerType();

  abstract String writeName();

  final boolean isWritable() {
    return writable.isSet();
  }

  final Coroutine<@Nullable Void> untilWritable() {
    return writable.untilSet();
  }

  /** Throws if what was written may not have been sent. */
  final void checkOutput() throws IOException {
    throwFailure();
    if (transport().isClosing()) {
      throw isClosedFailure();
    }
  }

  final SocketException isClosedFailure() {
    return new SocketException(name + " is closed");
  }

  // The end

  @Override
  public void connectionLost(@Nullable Throwable cause) {
    writable.set();
    closed.set();
  }

  /** Notes what ended it; before anybody is woken. */
  final void failed(@Nullable Throwable cause) {
    failure = cause;
  }

  /** Throws what ended it, if that was an error. */
  public final void throwFailure() throws IOException {
    Throwable cause = failure;
    if (cause instanceof SSLException) {
      throw new SSLException(cause.getMessage(), cause);
    }
    if (cause instanceof IOException io) {
      throw new IOException(io.getMessage(), io);
    }
    if (cause != null) {
      throw new IOException(name + " was lost", cause);
    }
  }

  /** Closes once all is sent, and waits for that. */
  public final Coroutine<@Nullable Void> close() {
    return new Close(this);
  }

  @Override
  public final void beginClose() {
    transport().close();
  }

  @Override
  public final void abort() {
    transport().abort();
  }

  @Override
  public final boolean isClosed() {
    return closed.isSet();
  }

  @Override
  public final Coroutine<@Nullable Void> untilClosed() {
    return closed.untilSet();
  }
}
