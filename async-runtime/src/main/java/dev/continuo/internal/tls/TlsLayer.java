package dev.continuo.internal.tls;

import dev.continuo.AsyncFuture;
import dev.continuo.TimerHandle;
import dev.continuo.internal.DefaultLoop;
import dev.continuo.internal.net.Layer;
import dev.continuo.net.Protocol;
import dev.continuo.net.TlsSession;
import dev.continuo.net.Transport;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * TLS between a transport and a protocol: CPython's SSLProtocol. The states are drawn in the
 * package's comment.
 */
final class TlsLayer extends Pump implements Layer {

  private final TlsTransport above;
  private final Program program;
  private @Nullable TimerHandle alarm;

  /**
   * Makes a layer; {@link #begin} has to follow.
   *
   * @param upgrades whether the protocol knows the connection already
   */
  TlsLayer(DefaultLoop loop, TlsSide side, Transport lower, Protocol protocol, boolean upgrades) {
    super(loop, side, lower);
    this.above = new TlsTransport(loop, this, lower);
    this.program = new Program(loop, above, side.isServer(), protocol, upgrades, this::fail);
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

  /** The protocol may use the connection. */
  @Override
  void open() {
    state = State.OPEN;
    stopAlarm();
    session = records.session();
    program.connected();
  }

  @Override
  public AsyncFuture<Transport> established() {
    return program.established();
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
      program.failed(Failures.handshake(peer(), cause), cause != null);
    } else {
      program.lost(waitsForPeer ? null : cause); // a peer may answer a close_notify with a reset
    }
  }

  // What the program asks for, through the transport above

  @Override
  public Transport above() {
    return above;
  }

  @Override
  Program program() {
    return program;
  }

  @Nullable TlsSession session() {
    return session;
  }

  void write(ByteBuffer data) {
    if (writesNoMore && !isClosing()) {
      throw new IllegalStateException("write() after writeEof()");
    }
    if (!isClosing() && !pumping && records.output.size() == 0) {
      records.direct(data);
      try {
        pump();
      } finally {
        records.copyDirect(); // the buffer is the caller's again
      }
      if (!isClosing()) {
        tellAboutOutput();
        return;
      }
    }
    if (isClosing()) {
      data.position(data.limit());
    } else if (data.hasRemaining()) {
      records.add(data);
      if (!pumping) {
        tellAboutOutput();
      }
    }
  }

  int notEncrypted() {
    return records.output.size();
  }

  void setWriteBufferLimits(int low, int high) {
    if (!isClosing()) {
      marks.set(low, high);
      pump();
    }
  }

  void writeEof() {
    if (!isClosing()) {
      writesNoMore = true;
      pump();
    }
  }

  void pauseReading(boolean pause) {
    readingIsPaused = pause;
    updateReading();
    if (!pause && (records.input.held() > 0 || lowerHasEnded)) {
      var unused = loop.callSoon(this::pump);
    }
  }

  boolean isReading() {
    return state == State.OPEN && !readingIsPaused && !inputIsOver;
  }

  @Override
  void close() {
    if (state == State.HANDSHAKE) {
      lower.abort();
    } else if (!isClosing()) {
      state = State.CLOSING;
      writesNoMore = true;
      pump();
    }
  }

  // The end

  @Override
  public void abandon() {
    if (!isOver()) {
      lower.abort();
    }
  }

  /** Our close_notify is on its way: waits for that of the peer, for a while. */
  @Override
  void endConnection() {
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

  /** Tells all who care at once; the peer gets an alert, and a while to read it. */
  @Override
  void fail(Throwable reason) {
    if (isOver()) {
      return;
    }
    boolean alerted = reason instanceof SSLException && !taskRuns && records.alert();
    state = State.FAILED;
    stopAlarm();
    records.clear();
    if (alerted && !lowerHasEnded) {
      lower.writeEof(); // a close with something unread would reset, and the alert be lost
      alarm = loop.callLater(side.options().shutdownTimeout(), lower::abort);
      updateReading();
    } else {
      lower.abort();
    }
    program.failed(reason, true);
  }

  private void stopAlarm() {
    if (alarm != null) {
      alarm.cancel();
      alarm = null;
    }
  }

  /** For messages. */
  String stateText() {
    return switch (state) {
      case HANDSHAKE -> ", handshake";
      case OPEN -> "";
      case CLOSING -> ", closing";
      case FAILED, LOST -> ", lost";
    };
  }
}
