package dev.continuo.internal.net;

import dev.continuo.Awaitable;
import dev.continuo.Continuo;
import dev.continuo.Coroutine;
import dev.continuo.internal.DefaultLoop;
import dev.continuo.internal.sync.EventCore;
import dev.continuo.net.Protocol;
import dev.continuo.net.Transport;
import java.io.IOException;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The protocol behind a pair of streams: CPython's StreamReaderProtocol with StreamReader and
 * StreamWriter. It keeps what came until somebody reads it, and lets writers wait while too much is
 * to be sent.
 *
 * <p>Flow control of the input: above twice the limit the transport pauses, until no more than the
 * limit is left, or somebody waits for more than that.
 */
public final class ConnectionCore implements Protocol {

  @SuppressWarnings("NullAway") // the value of a Void is null
  private static final Awaitable<@Nullable Void> SENT = Continuo.value(null);

  private final DefaultLoop loop;
  private final int limit;
  private final Consumer<ConnectionCore> onMade;
  private final InputBuffer input = new InputBuffer();
  private final EventCore writable = new EventCore("room for more to send");
  private final EventCore closed = new EventCore("the end of the connection");
  private @Nullable Transport transport;
  private boolean inputIsOver;
  private boolean readingIsPaused;
  private @Nullable Throwable failure;

  /** The coroutine that waits for input, or was woken and did not run yet. */
  private @Nullable Read<?> reader;

  /**
   * Makes one half of a connection.
   *
   * @param limit the longest line, in bytes
   * @param onMade called when the connection stands
   */
  public ConnectionCore(DefaultLoop loop, int limit, Consumer<ConnectionCore> onMade) {
    this.loop = loop;
    this.limit = limit;
    this.onMade = onMade;
    writable.set();
  }

  // Callbacks of the transport

  @Override
  public void connectionMade(Transport made) {
    transport = made;
    onMade.accept(this);
  }

  @Override
  public void dataReceived(ByteBuffer data) {
    Read<?> waiting = waitingReader();
    if (waiting != null && input.size() == 0) {
      byte[] taken = waiting.takeAtOnce(data);
      if (taken != null) {
        boolean unused = waiting.giveTurn(loop, taken);
      }
    }
    if (data.hasRemaining()) {
      input.add(data);
      wakeReader();
    }
    if (!readingIsPaused && input.size() > 2L * limit && waitingReader() == null) {
      readingIsPaused = true;
      transport().pauseReading();
    }
  }

  @Override
  public boolean eofReceived() {
    inputIsOver = true;
    wakeReader();
    return true;
  }

  @Override
  public void pauseWriting() {
    writable.clear();
  }

  @Override
  public void resumeWriting() {
    writable.set();
  }

  @Override
  public void connectionLost(@Nullable Throwable cause) {
    failure = cause;
    inputIsOver = true;
    wakeReader();
    writable.set();
    closed.set();
  }

  /** The transport, once there is one. */
  public Transport transport() {
    Transport known = transport;
    if (known == null) {
      throw new IllegalStateException("the connection does not stand yet");
    }
    return known;
  }

  // Reading: what the coroutines in Read need

  InputBuffer input() {
    return input;
  }

  int limit() {
    return limit;
  }

  DefaultLoop loop() {
    return loop;
  }

  /** Whether nothing will come any more. */
  boolean isInputOver() {
    return inputIsOver;
  }

  /** Whether everything was read that there ever will be. */
  public boolean isAtEnd() {
    return inputIsOver && input.size() == 0;
  }

  /** Throws what ended the connection, if that was an error. */
  void throwFailure() throws IOException {
    Throwable cause = failure;
    if (cause instanceof IOException io) {
      throw new IOException(io.getMessage(), io);
    }
    if (cause != null) {
      throw new IOException("the connection was lost", cause);
    }
  }

  /** Who comes second would take what the first was woken for. */
  void checkNobodyWaits() {
    if (reader != null) {
      throw new IllegalStateException(
          "another coroutine is already waiting for input of this connection");
    }
  }

  /** A coroutine is going to wait for input. */
  void waits(Read<?> one) {
    reader = one;
    resumeReading();
  }

  /** A coroutine does not wait any more. */
  void left(Read<?> one) {
    if (reader == one) {
      reader = null;
    }
  }

  /** Something was taken from the input. */
  void taken() {
    if (input.size() <= limit) {
      resumeReading();
    }
  }

  private void resumeReading() {
    if (readingIsPaused) {
      readingIsPaused = false;
      if (!inputIsOver) {
        transport().resumeReading();
      }
    }
  }

  private void wakeReader() {
    Read<?> waiting = waitingReader();
    if (waiting != null && waiting.isSatisfied()) {
      boolean unused = waiting.giveTurn(loop, null);
    }
  }

  private @Nullable Read<?> waitingReader() {
    Read<?> one = reader;
    return one == null || one.isTurnOver() ? null : one;
  }

  // Writing

  /** Writes; the awaitable is done already unless too much is to be sent. */
  public Awaitable<@Nullable Void> write(ByteBuffer data) {
    Transport target = transport();
    target.write(data);
    return writable.isSet() && !target.isClosing() ? SENT : new Drain(this);
  }

  /** Waits until less is to be sent. */
  public Coroutine<@Nullable Void> drain() {
    return new Drain(this);
  }

  boolean isWritable() {
    return writable.isSet();
  }

  Coroutine<@Nullable Void> untilWritable() {
    return writable.untilSet();
  }

  /** Throws if what was written may not have been sent. */
  void checkOutput() throws IOException {
    throwFailure();
    if (transport().isClosing()) {
      throw new SocketException("the connection is closed");
    }
  }

  // The end

  /** Closes once all is sent, and waits for that. */
  public Coroutine<@Nullable Void> close() {
    return new CloseConnection(this);
  }

  boolean isClosed() {
    return closed.isSet();
  }

  Coroutine<@Nullable Void> untilClosed() {
    return closed.untilSet();
  }
}
