package dev.continuo.internal.tls;

import dev.continuo.AsyncFuture;
import dev.continuo.ExceptionContext;
import dev.continuo.internal.DefaultLoop;
import dev.continuo.internal.Fatal;
import dev.continuo.net.Protocol;
import dev.continuo.net.Transport;
import java.util.function.Consumer;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * The program above a layer: its protocol, and who waits for the handshake. It learns of a failure
 * once, whichever of them there is; a server that has neither yet reports it.
 *
 * <pre>
 *   connecting   waits for established ──▶ protocol made ──▶ lost
 *   accepting    nobody                ──▶ protocol made ──▶ lost
 *   upgrading    protocol made, waits for established    ──▶ lost
 * </pre>
 */
final class Program {

  private static final System.Logger LOG = System.getLogger("dev.continuo");

  private final DefaultLoop loop;
  private final Transport above;
  private final boolean isServer;

  /** Told of what a callback throws, after it was reported. */
  private final Consumer<Throwable> onFailure;

  private Protocol protocol;
  private boolean protocolKnows;
  private @Nullable AsyncFuture<Transport> established;
  private @Nullable Throwable failure;

  /**
   * Makes one.
   *
   * @param knows whether the protocol knows the connection already
   */
  Program(
      DefaultLoop loop,
      Transport above,
      boolean isServer,
      Protocol protocol,
      boolean knows,
      Consumer<Throwable> onFailure) {
    this.loop = loop;
    this.above = above;
    this.isServer = isServer;
    this.protocol = protocol;
    this.protocolKnows = knows;
    this.onFailure = onFailure;
  }

  Protocol protocol() {
    return protocol;
  }

  void protocol(Protocol next) {
    protocol = next;
  }

  /** Whether the protocol was told of the connection and not of its end. */
  boolean isConnected() {
    return protocolKnows;
  }

  /** Calls the protocol: what it throws ends the connection. */
  void calls(Consumer<Protocol> callback) {
    try {
      callback.accept(protocol);
    } catch (Throwable t) {
      if (Fatal.is(t)) {
        throw t;
      }
      loop.callExceptionHandler(
          new ExceptionContext("Exception in a protocol of " + above, t, null, null));
      onFailure.accept(t);
    }
  }

  /** The handshake is done. */
  void connected() {
    if (!protocolKnows) {
      protocolKnows = true;
      calls(known -> known.connectionMade(above));
    }
    if (established != null && !established.done()) {
      established.setResult(above);
    }
  }

  /** What a coroutine awaits before it uses the connection. */
  AsyncFuture<Transport> established() {
    AsyncFuture<Transport> future = loop.createFuture();
    established = future;
    if (failure != null) {
      future.setException(failure);
    }
    return future;
  }

  /** The connection has failed, before or after the handshake. */
  void failed(Throwable reason, boolean report) {
    failure = reason;
    if (established != null && !established.done()) {
      established.setException(reason);
    }
    if (protocolKnows) {
      var unused = loop.callSoon(() -> lost(reason));
    } else if (report && isServer) {
      report(reason);
    }
  }

  /** The connection is over. */
  void lost(@Nullable Throwable cause) {
    if (protocolKnows) {
      protocolKnows = false;
      protocol.connectionLost(cause);
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
}
