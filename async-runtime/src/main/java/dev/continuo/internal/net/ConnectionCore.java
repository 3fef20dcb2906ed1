package dev.continuo.internal.net;

import dev.continuo.Awaitable;
import dev.continuo.internal.DefaultLoop;
import dev.continuo.net.Protocol;
import dev.continuo.net.Transport;
import java.nio.ByteBuffer;
import java.util.function.BiFunction;
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
public final class ConnectionCore extends EndCore<Transport> implements Protocol {

  private final int limit;
  private final Consumer<ConnectionCore> onMade;
  private final InputBuffer input = new InputBuffer();
  private boolean inputIsOver;
  private boolean readingIsPaused;

  /** The coroutine that waits for input, or was woken and did not run yet. */
  private @Nullable Read<?> reader;

  /**
   * Makes one half of a connection.
   *
   * @param limit the longest line, in bytes
   * @param onMade called when the connection stands
   */
  public ConnectionCore(DefaultLoop loop, int limit, Consumer<ConnectionCore> onMade) {
    super(loop, "the connection");
    this.limit = limit;
    this.onMade = onMade;
  }

  // Callbacks of the transport

  @Override
  public void connectionMade(Transport transport) {
    made(transport);
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
  public void connectionLost(@Nullable Throwable cause) {
    failed(cause);
    inputIsOver = true;
    wakeReader();
    super.connectionLost(cause);
  }

  /**
   * Puts a layer below the streams. What came and was not read is for the layer: a peer that has
   * written more in plain text than it should does not get it past the handshake.
   *
   * @param put makes the layer over the transport, and gives it what came
   */
  public Layer putBelow(BiFunction<Transport, ByteBuffer, Layer> put) {
    if (reader != null) {
      throw new IllegalStateException("a coroutine waits for input of this connection");
    }
    Layer layer = put.apply(transport(), ByteBuffer.wrap(input.take(input.size())));
    readingIsPaused = false;
    made(layer.above());
    if (inputIsOver) {
      boolean unused = layer.eofReceived();
    }
    return layer;
  }

  // Reading: what the coroutines in Read need

  InputBuffer input() {
    return input;
  }

  int limit() {
    return limit;
  }

  /** Whether nothing will come any more. */
  boolean isInputOver() {
    return inputIsOver;
  }

  /** Whether everything was read that there ever will be. */
  public boolean isAtEnd() {
    return inputIsOver && input.size() == 0;
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

  /** Gives the reader its turn; until it runs it stays the reader, and nobody takes its bytes. */
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
    transport().write(data);
    return sent();
  }

  @Override
  String writerType() {
    return "net.StreamWriter";
  }

  @Override
  String writeName() {
    return "write";
  }

  @Override
  public String publicType() {
    return "net.Connection";
  }
}
