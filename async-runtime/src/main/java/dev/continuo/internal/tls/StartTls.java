package dev.continuo.internal.tls;

import dev.continuo.EventLoop;
import dev.continuo.coroutine.Driver;
import dev.continuo.internal.DefaultLoop;
import dev.continuo.internal.RuntimeFrame;
import dev.continuo.internal.net.ConnectionCore;
import dev.continuo.internal.net.Layer;
import dev.continuo.net.Protocol;
import dev.continuo.net.TlsOptions;
import dev.continuo.net.Transport;
import java.nio.ByteBuffer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Puts TLS over a connection that stands, and waits for the handshake; cancelled, it aborts it. */
public final class StartTls<R extends @Nullable Object> extends RuntimeFrame<R> {

  private final String type;

  /** The only loop that may run this; null for any. */
  private final @Nullable EventLoop owner;

  private final Supplier<Layer> begin;
  private final Function<Transport, R> asResult;
  private @Nullable Layer layer;

  private StartTls(
      String type,
      @Nullable EventLoop owner,
      Supplier<Layer> begin,
      Function<Transport, R> asResult) {
    super(true);
    this.type = type;
    this.owner = owner;
    this.begin = begin;
    this.asResult = asResult;
    track();
  }

  /** Below a protocol of the program. */
  public static StartTls<Transport> below(
      Protocol protocol,
      Transport transport,
      TlsOptions options,
      boolean isServer,
      EventLoop owner) {
    return new StartTls<>(
        "EventLoop",
        owner,
        () -> TlsLayers.over(transport, protocol, options, isServer, ByteBuffer.allocate(0)),
        made -> made);
  }

  /** Below a pair of streams. */
  @SuppressWarnings("NullAway") // the value of a Void is null
  public static StartTls<@Nullable Void> below(
      ConnectionCore core, TlsOptions options, boolean isServer) {
    return new StartTls<>(
        "net.Connection",
        null,
        () ->
            core.putBelow((lower, first) -> TlsLayers.over(lower, core, options, isServer, first)),
        made -> null);
  }

  @Override
  public @Nullable Object resume(Driver driver) throws Throwable {
    if (owner != null && owner != DefaultLoop.running()) {
      throw new IllegalStateException(
          "startTls() was asked of another event loop than the one that runs");
    }
    Object made;
    try {
      if (state == STARTED) {
        Layer begun = begin.get();
        layer = begun;
        made = await(begun.established(), driver, 1);
        if (made == Driver.SUSPENDED) {
          return made;
        }
      } else {
        made = driver.result();
      }
    } catch (Throwable t) {
      if (layer != null) {
        layer.abandon();
      }
      throw t;
    }
    return asResult.apply((Transport) made);
  }

  @Override
  protected Object waitsFor() {
    return "the handshake of " + (layer == null ? "TLS" : layer.above());
  }

  @Override
  protected String type() {
    return type;
  }

  @Override
  protected String function() {
    return "startTls";
  }
}
