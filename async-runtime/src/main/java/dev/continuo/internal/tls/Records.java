package dev.continuo.internal.tls;

import dev.continuo.internal.LoopIo;
import dev.continuo.internal.net.OutputBuffer;
import dev.continuo.net.TlsSession;
import dev.continuo.net.Transport;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * An engine and the bytes on both of its sides.
 *
 * <pre>
 *   program ──direct, or output──▶ wrap ────▶ borrowed buffer ──▶ lower transport
 *   program ◀── borrowed buffer ◀── unwrap ◀── input ◀─────────── lower transport
 * </pre>
 *
 * <p>Both methods say whether anything has changed; who calls them in turn until they say no is not
 * caught in a loop, whatever the engine wants.
 */
final class Records {

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final LoopIo io;
  private final Transport lower;
  final CipherInput input = new CipherInput();

  /** What the program wrote before it could be encrypted. */
  final OutputBuffer output = new OutputBuffer();

  /** What the program writes just now: encrypted without a copy, where that is possible. */
  private ByteBuffer direct = NOTHING;

  private @Nullable SSLEngine engine;

  Records(LoopIo io, Transport lower) {
    this.io = io;
    this.lower = lower;
  }

  /** The engine is made, and nothing was asked of it. */
  void begin(SSLEngine made) throws SSLException {
    engine = made;
    made.beginHandshake();
  }

  private SSLEngine engine() {
    SSLEngine known = engine;
    if (known == null) {
      throw new IllegalStateException("the engine is not made yet");
    }
    return known;
  }

  HandshakeStatus status() {
    return engine().getHandshakeStatus();
  }

  /** What was agreed on, after the handshake. */
  TlsSession session() {
    String chosen = engine().getApplicationProtocol();
    return new TlsSession(
        engine().getSession(), chosen == null || chosen.isEmpty() ? null : chosen);
  }

  /** What the engine wants done on another thread; nothing else may be asked of it meanwhile. */
  @Nullable Void runTasks() {
    Runnable task = engine().getDelegatedTask();
    while (task != null) {
      task.run();
      task = engine().getDelegatedTask();
    }
    return null;
  }

  /** Has the engine say close_notify next. */
  void closeOutput() {
    engine().closeOutbound();
  }

  /** The program writes this now, without a copy until {@link #copyDirect}. */
  void direct(ByteBuffer data) {
    direct = data;
  }

  /** Takes a copy of what is left of it, and lets go of it. */
  void copyDirect() {
    ByteBuffer rest = direct;
    direct = NOTHING;
    if (rest.hasRemaining()) {
      output.add(rest);
    }
  }

  /** Takes a copy, to be sent behind all that was written before. */
  void add(ByteBuffer data) {
    copyDirect();
    output.add(data);
  }

  boolean hasPlain() {
    return output.size() > 0 || direct.hasRemaining();
  }

  /**
   * Encrypts what the engine has to say, or some of what the program wrote, and sends it.
   *
   * @param ofProgram whether that of the program may be sent
   */
  boolean encrypt(boolean ofProgram) throws SSLException {
    HandshakeStatus before = status();
    ByteBuffer target = io.takeSpare();
    try {
      SSLEngineResult result;
      do {
        result = wrap(ofProgram, target);
        if (result.getStatus() == Status.BUFFER_OVERFLOW && target.position() == 0) {
          throw new SSLException("a record is longer than " + target.capacity() + " bytes");
        }
      } while (result.getStatus() == Status.OK
          && result.bytesProduced() > 0
          && (ofProgram ? hasPlain() : result.getHandshakeStatus() == HandshakeStatus.NEED_WRAP));
      boolean moved = target.flip().hasRemaining();
      if (moved) {
        lower.write(target);
      }
      return moved || status() != before;
    } finally {
      io.giveBackSpare(target);
    }
  }

  private SSLEngineResult wrap(boolean ofProgram, ByteBuffer target) throws SSLException {
    if (!ofProgram) {
      return engine().wrap(NOTHING, target);
    }
    if (output.size() == 0) {
      return engine().wrap(direct, target);
    }
    SSLEngineResult result = engine().wrap(output.first(), target);
    output.took(result.bytesConsumed());
    return result;
  }

  /**
   * Decrypts one record.
   *
   * @param sink gets what was in it for the program
   * @param onEnd called if it was the close_notify
   */
  boolean decrypt(Consumer<ByteBuffer> sink, Runnable onEnd) throws SSLException {
    HandshakeStatus before = status();
    ByteBuffer target = io.takeSpare();
    try {
      SSLEngineResult result = engine().unwrap(input.source(), target);
      while (result.getStatus() == Status.BUFFER_UNDERFLOW && input.topUp()) {
        result = engine().unwrap(input.source(), target);
      }
      if (result.getStatus() == Status.BUFFER_OVERFLOW) {
        throw new SSLException("a record is longer than " + target.capacity() + " bytes");
      }
      if (target.flip().hasRemaining()) {
        sink.accept(target);
      }
      if (engine().isInboundDone()) {
        onEnd.run();
        return true;
      }
      return result.bytesConsumed() > 0 || status() != before;
    } finally {
      io.giveBackSpare(target);
    }
  }

  /** Sends the alert that the engine has after it failed; whether there was one. */
  boolean alert() {
    boolean sent = false;
    try {
      while (engine != null && status() == HandshakeStatus.NEED_WRAP && encrypt(false)) {
        sent = true;
      }
    } catch (SSLException e) {
      return sent; // it says again what is known already
    }
    return sent;
  }

  void clear() {
    input.clear();
    output.clear();
    direct = NOTHING;
  }
}
