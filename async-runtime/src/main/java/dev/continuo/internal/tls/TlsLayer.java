package dev.continuo.internal.tls;

import dev.continuo.AsyncFuture;
import dev.continuo.ExceptionContext;
import dev.continuo.TimerHandle;
import dev.continuo.internal.DefaultLoop;
import dev.continuo.internal.Fatal;
import dev.continuo.internal.net.Layer;
import dev.continuo.net.Protocol;
import dev.continuo.net.TlsSession;
import dev.continuo.net.Transport;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.function.Consumer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * TLS between a transport and a protocol: CPython's SSLProtocol. The states are drawn in the
 * package's comment.
 *
 * <p>The engine is asked for nothing while one of its tasks runs on another thread: it would have
 * the loop wait for that.
 */
final class TlsLayer implements Layer {

  private enum State {
    HANDSHAKE,
    OPEN,
    CLOSING,
    FAILED,
    LOST
  }

  private static final System.Logger LOG = System.getLogger("dev.continuo");

  /** So much may wait to be decrypted while a task of the engine runs. */
  private static final int MOST_HELD = 1 << 16;

  private final DefaultLoop loop;
  private final TlsSide side;
  private final Transport lower;
  private final TlsTransport above = new TlsTransport(this);
  private final Records records;
  private final WriteMarks marks;
  private Protocol protocol;
  private State state = State.HANDSHAKE;
  private @Nullable TlsSession session;
  private @Nullable Throwable failure;
  private @Nullable AsyncFuture<Transport> established;
  private @Nullable TimerHandle alarm;

  /** Whether the protocol was told of the connection, and so must be told of its end. */
  private boolean protocolKnows;

  private boolean pumping;
  private boolean taskRuns;
  private boolean readingIsPaused;
  private boolean lowerIsPaused;
  private boolean lowerHasEnded;

  /** The close_notify of the peer has come. */
  private boolean inputIsOver;

  /** The program writes no more. */
  private boolean writesNoMore;

  /** After all that was written, our close_notify was asked for. */
  private boolean outputIsOver;

  /** All is sent: the peer has its time to close. */
  private boolean waitsForPeer;

  /**
   * Makes a layer; {@link #begin} has to follow.
   *
   * @param upgrades whether the protocol knows the connection already
   */
  TlsLayer(
      DefaultLoop loop, TlsSide side, Transport lower, Protocol protocol, boolean upgrades) {
    this.loop = loop;
    this.side = side;
    this.lower = lower;
    this.protocol = protocol;
    this.protocolKnows = upgrades;
    this.records = new Records(loop.io(), lower);
    this.marks = new WriteMarks(lower);
  }

  /** Begins the handshake, with what has come for it already. */
  void begin(ByteBuffer first) {
    marks.begin();
    records.input.begin(first);
    records.input.end();
    alarm = loop.callLater(side.options().handshakeTimeout(), this::handshakeIsLate);
    whenDone(side.engine(loop), this::begin);
  }

  private void begin(SSLEngine made) {
    try {
      records.begin(made);
    } catch (SSLException e) {
      fail(Failures.handshake(peer(), e));
      return;
    }
    pump();
  }

  /** Has something done on another thread, and goes on with its result. */
  private <T extends @Nullable Object> void whenDone(AsyncFuture<T> future, Consumer<T> next) {
    taskRuns = true;
    future.addDoneCallback(
        done -> {
          taskRuns = false;
          if (isOver()) {
            return;
          }
          Throwable thrown = done.exception();
          if (thrown == null) {
            next.accept(done.result());
          } else {
            engineFails(thrown);
          }
        });
  }

  /** The protocol may use the connection. */
  private void open() {
    state = State.OPEN;
    stopAlarm();
    session = records.session();
    if (!protocolKnows) {
      protocolKnows = true;
      calls(() -> protocol.connectionMade(above));
    }
    if (established != null && !established.done()) {
      established.setResult(above);
    }
  }

  @Override
  public AsyncFuture<Transport> established() {
    AsyncFuture<Transport> future = loop.createFuture();
    established = future;
    if (failure != null) {
      future.setException(failure);
    } else if (state != State.HANDSHAKE) {
      future.setResult(above);
    }
    return future;
  }

  // The pump: moves records until nothing moves any more

  private void pump() {
    if (pumping) {
      return; // a callback of the protocol writes or closes: the pump below it goes on
    }
    pumping = true;
    try {
      boolean moves = true;
      while (moves && !taskRuns && !isOver()) {
        moves = step();
      }
      if (state == State.CLOSING && outputIsOver && !taskRuns) {
        endConnection();
      }
    } catch (SSLException | RuntimeException e) {
      engineFails(e);
    } finally {
      pumping = false;
    }
    updateReading();
    if (protocolKnows && !isClosing()) {
      calls(() -> marks.tell(protocol, records.output.size()));
    }
  }

  private boolean step() throws SSLException {
    HandshakeStatus status = records.status();
    // After a close_notify the engine of TLS 1.3 asks for ours, and has all the time in the world.
    boolean halfClosed = inputIsOver && !outputIsOver && session != null && session.isHalfCloseable();
    if (status == HandshakeStatus.NOT_HANDSHAKING || halfClosed) {
      if (state == State.HANDSHAKE) {
        open();
        return true;
      }
      return send() || endOutput() || receive();
    }
    if (renegotiates()) {
      records.closeOutput();
      fail(Failures.renegotiation(peer()));
      return false;
    }
    return switch (status) {
      case NEED_TASK -> {
        whenDone(loop.runInExecutor(Engines.THREADS, records::runTasks), nothing -> pump());
        yield false;
      }
      case NEED_WRAP -> records.encrypt(false);
      default -> receive();
    };
  }

  /** Only before TLS 1.3: after it the engine answers a key update and the like. */
  private boolean renegotiates() {
    return session != null
        && !session.isHalfCloseable()
        && state == State.OPEN
        && !inputIsOver
        && !outputIsOver;
  }

  private boolean send() throws SSLException {
    return records.hasPlain() && !outputIsOver && !marks.lowerIsFull() && records.encrypt(true);
  }

  /** All is encrypted that ever will be: now the close_notify. */
  private boolean endOutput() {
    if (!writesNoMore || outputIsOver || records.hasPlain()) {
      return false;
    }
    outputIsOver = true;
    records.closeOutput();
    return true;
  }

  private boolean receive() throws SSLException {
    if (inputIsOver || state == State.OPEN && readingIsPaused) {
      return false;
    }
    if (records.decrypt(this::deliver, this::inputEnds)) {
      return true;
    }
    if (lowerHasEnded && state != State.CLOSING) {
      fail(
          state == State.HANDSHAKE
              ? Failures.handshake(peer(), null)
              : Failures.truncated(peer()));
    }
    return false;
  }

  private void deliver(ByteBuffer data) {
    if (state == State.OPEN) {
      calls(() -> protocol.dataReceived(data));
    }
  }

  private void inputEnds() {
    inputIsOver = true;
    if (state == State.OPEN) {
      calls(
          () -> {
            if (!protocol.eofReceived()) {
              close();
            }
          });
    }
    if (session == null || !session.isHalfCloseable()) {
      // RFC 5246, 7.2.1: answer at once, and discard what is not sent.
      records.output.clear();
      outputIsOver = true;
      close();
    }
  }

  // What the transport below tells

  @Override
  public void connectionMade(Transport transport) {
    throw new IllegalStateException("a layer is put over a transport that stands: " + transport);
  }

  @Override
  public void dataReceived(ByteBuffer data) {
    if (isOver()) {
      data.position(data.limit());
      return;
    }
    records.input.begin(data);
    pump();
    records.input.end();
    updateReading();
  }

  @Override
  public boolean eofReceived() {
    lowerHasEnded = true;
    pump();
    return !isOver();
  }

  @Override
  public void pauseWriting() {
    marks.lowerIsFull(true);
  }

  @Override
  public void resumeWriting() {
    marks.lowerIsFull(false);
    if (waitsForPeer) {
      peerHasItsTime();
    }
    pump();
  }

  @Override
  public void connectionLost(@Nullable Throwable cause) {
    State before = state;
    state = State.LOST;
    stopAlarm();
    records.clear();
    if (before == State.FAILED) {
      return; // all who care know
    }
    if (before == State.HANDSHAKE) {
      failure = Failures.handshake(peer(), cause);
      tellFailure(cause != null);
    } else {
      failure = waitsForPeer ? null : cause; // a peer may answer a close_notify with a reset
      tellLost();
    }
  }

  // What the program asks for, through the transport above

  @Override
  public Transport above() {
    return above;
  }

  Transport lower() {
    return lower;
  }

  Protocol protocol() {
    return protocol;
  }

  void setProtocol(Protocol next) {
    loop.checkThread();
    protocol = next;
  }

  @Nullable TlsSession session() {
    return session;
  }

  void write(ByteBuffer data) {
    loop.checkThread();
    if (writesNoMore && !isClosing()) {
      throw new IllegalStateException("write() after writeEof()");
    }
    if (!isClosing() && !pumping && records.output.size() == 0) {
      records.direct(data);
      pump();
    }
    if (isClosing()) {
      data.position(data.limit());
    } else if (data.hasRemaining()) {
      records.add(data);
      if (protocolKnows && !pumping) {
        calls(() -> marks.tell(protocol, records.output.size()));
      }
    }
  }

  int bufferedBytes() {
    return records.output.size() + lower.bufferedBytes();
  }

  void setWriteBufferLimits(int low, int high) {
    loop.checkThread();
    if (!isClosing()) {
      marks.set(low, high);
      pump();
    }
  }

  void writeEof() {
    loop.checkThread();
    if (!isClosing()) {
      writesNoMore = true;
      pump();
    }
  }

  void pauseReading() {
    loop.checkThread();
    readingIsPaused = true;
    updateReading();
  }

  void resumeReading() {
    loop.checkThread();
    readingIsPaused = false;
    updateReading();
    if (records.input.held() > 0 || lowerHasEnded) {
      var unused = loop.callSoon(this::pump);
    }
  }

  boolean isReading() {
    return state == State.OPEN && !readingIsPaused && !inputIsOver;
  }

  boolean isClosing() {
    return state == State.CLOSING || isOver() || lower.isClosing();
  }

  void close() {
    loop.checkThread();
    if (state == State.HANDSHAKE) {
      lower.abort();
    } else if (!isClosing()) {
      state = State.CLOSING;
      writesNoMore = true;
      pump();
    }
  }

  void abort() {
    loop.checkThread();
    lower.abort();
  }

  // The end

  @Override
  public void abandon() {
    if (!isOver()) {
      lower.abort();
    }
  }

  /** Our close_notify is on its way: waits for that of the peer, for a while. */
  private void endConnection() {
    if (inputIsOver || lowerHasEnded) {
      waitsForPeer = true;
      lower.close();
    } else if (!waitsForPeer) {
      waitsForPeer = true;
      lower.setWriteBufferLimits(0, 0); // so that resumeWriting tells when all is sent
      peerHasItsTime();
    }
  }

  private void peerHasItsTime() {
    if (alarm == null && lower.bufferedBytes() == 0) {
      alarm = loop.callLater(side.options().shutdownTimeout(), lower::abort);
    }
  }

  private void handshakeIsLate() {
    fail(
        new SocketTimeoutException(
            "the TLS handshake with "
                + peer()
                + " took longer than "
                + side.options().handshakeTimeout()));
  }

  private void engineFails(Throwable thrown) {
    fail(
        state == State.HANDSHAKE
            ? Failures.handshake(peer(), thrown)
            : Failures.record(peer(), thrown));
  }

  /** Tells all who care at once; the peer gets an alert, and a while to read it. */
  private void fail(Throwable reason) {
    if (isOver()) {
      return;
    }
    boolean alerted = reason instanceof SSLException && !taskRuns && records.alert();
    state = State.FAILED;
    failure = reason;
    stopAlarm();
    records.clear();
    if (alerted && !lowerHasEnded) {
      lower.writeEof(); // a close with something unread would reset, and the alert be lost
      alarm = loop.callLater(side.options().shutdownTimeout(), lower::abort);
      updateReading();
    } else {
      lower.abort();
    }
    tellFailure(true);
  }

  private void tellFailure(boolean report) {
    Throwable reason = Objects.requireNonNull(failure);
    if (established != null && !established.done()) {
      established.setException(reason);
    }
    if (protocolKnows) {
      var unused = loop.callSoon(this::tellLost);
    } else if (report && side.isServer()) {
      report(reason);
    }
  }

  private void tellLost() {
    if (protocolKnows) {
      protocolKnows = false;
      protocol.connectionLost(failure);
    }
  }

  /** What the engine says is worth to know; that a client goes away, or says nothing, is not. */
  private void report(Throwable reason) {
    Throwable cause = reason.getCause();
    if (cause instanceof SSLException || cause instanceof RuntimeException) {
      loop.callExceptionHandler(
          new ExceptionContext("A client is refused: " + reason.getMessage(), reason, null, null));
    } else {
      LOG.log(System.Logger.Level.DEBUG, reason.getMessage(), reason);
    }
  }

  /** Calls the protocol: what it throws ends the connection. */
  private void calls(Runnable callback) {
    try {
      callback.run();
    } catch (Throwable t) {
      if (Fatal.is(t)) {
        throw t;
      }
      loop.callExceptionHandler(
          new ExceptionContext("Exception in a protocol of " + this, t, null, null));
      fail(t);
    }
  }

  private boolean isOver() {
    return state == State.FAILED || state == State.LOST;
  }

  private void updateReading() {
    boolean pause =
        switch (state) {
          case HANDSHAKE -> records.input.held() > MOST_HELD;
          case OPEN -> readingIsPaused || records.input.held() > MOST_HELD;
          case CLOSING, FAILED, LOST -> false;
        };
    if (pause != lowerIsPaused) {
      lowerIsPaused = pause;
      if (pause) {
        lower.pauseReading();
      } else {
        lower.resumeReading();
      }
    }
  }

  private void stopAlarm() {
    if (alarm != null) {
      alarm.cancel();
      alarm = null;
    }
  }

  private String peer() {
    return side.peer(lower);
  }

  @Override
  public String toString() {
    String end =
        switch (state) {
          case HANDSHAKE -> ", handshake";
          case OPEN -> "";
          case CLOSING -> ", closing";
          case FAILED, LOST -> ", lost";
        };
    String version = session == null ? "TLS" : session.protocol();
    int left = bufferedBytes();
    return "Transport["
        + lower.remoteAddress()
        + ", "
        + version
        + end
        + (left > 0 ? ", " + left + " bytes to send" : "")
        + "]";
  }
}
