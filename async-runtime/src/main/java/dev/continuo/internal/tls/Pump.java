package dev.continuo.internal.tls;

import dev.continuo.AsyncFuture;
import dev.continuo.internal.DefaultLoop;
import dev.continuo.net.TlsSession;
import dev.continuo.net.Transport;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * What moves the records of a {@link TlsLayer} until nothing moves any more, as drawn in the
 * package's comment, and all that it has to know for that. The layer decides what begins, ends and
 * fails.
 *
 * <p>The engine is asked for nothing while one of its tasks runs on another thread: it would have
 * the loop wait for that.
 */
abstract class Pump {

  enum State {
    HANDSHAKE,
    OPEN,
    CLOSING,
    FAILED,
    LOST
  }

  /** So much may wait to be decrypted while a task of the engine runs. */
  private static final int MOST_HELD = 1 << 16;

  final DefaultLoop loop;
  final TlsSide side;
  final Transport lower;
  final Records records;
  final WriteMarks marks;
  State state = State.HANDSHAKE;
  @Nullable TlsSession session;

  boolean pumping;
  boolean taskRuns;
  boolean readingIsPaused;
  boolean lowerIsPaused;
  boolean lowerHasEnded;

  /** The close_notify of the peer has come. */
  boolean inputIsOver;

  /** The program writes no more. */
  boolean writesNoMore;

  /** After all that was written, our close_notify was asked for. */
  boolean outputIsOver;

  /** All is sent: the peer has its time to close. */
  boolean waitsForPeer;

  Pump(DefaultLoop loop, TlsSide side, Transport lower) {
    this.loop = loop;
    this.side = side;
    this.lower = lower;
    this.records = new Records(loop.io(), lower);
    this.marks = new WriteMarks(lower);
  }

  /** The protocol above. */
  abstract Program program();

  /** The handshake is done. */
  abstract void open();

  /** The program closes. */
  abstract void close();

  /** Our close_notify is on its way. */
  abstract void endConnection();

  /** It failed. */
  abstract void fail(Throwable reason);

  /** Has something done on another thread, and goes on with its result. */
  final <T extends @Nullable Object> void whenDone(AsyncFuture<T> future, Consumer<T> next) {
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

  final void pump() {
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
    tellAboutOutput();
  }

  final void tellAboutOutput() {
    if (program().isConnected() && !isClosing()) {
      program().calls(protocol -> marks.tell(protocol, records.output.size()));
    }
  }

  private boolean step() throws SSLException {
    HandshakeStatus status = records.status();
    // After a close_notify the engine of TLS 1.3 asks for ours, and has all the time in the world.
    boolean halfClosed =
        inputIsOver && !outputIsOver && session != null && session.isHalfCloseable();
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
    if (inputIsOver || (state == State.OPEN && readingIsPaused)) {
      return false;
    }
    if (records.decrypt(this::deliver, this::inputEnds)) {
      return true;
    }
    if (lowerHasEnded && state != State.CLOSING) {
      fail(
          state == State.HANDSHAKE ? Failures.handshake(peer(), null) : Failures.truncated(peer()));
    }
    return false;
  }

  private void deliver(ByteBuffer data) {
    if (state == State.OPEN) {
      program().calls(protocol -> protocol.dataReceived(data));
    }
  }

  private void inputEnds() {
    inputIsOver = true;
    if (state == State.OPEN) {
      program()
          .calls(
              protocol -> {
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

  private void engineFails(Throwable thrown) {
    fail(
        state == State.HANDSHAKE
            ? Failures.handshake(peer(), thrown)
            : Failures.record(peer(), thrown));
  }

  final boolean isClosing() {
    return state == State.CLOSING || isOver() || lower.isClosing();
  }

  final boolean isOver() {
    return state == State.FAILED || state == State.LOST;
  }

  final void updateReading() {
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

  final String peer() {
    return side.peer(lower);
  }
}
