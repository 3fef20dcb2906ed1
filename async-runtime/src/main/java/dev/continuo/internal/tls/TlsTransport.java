package dev.continuo.internal.tls;

import dev.continuo.internal.DefaultLoop;
import dev.continuo.net.Protocol;
import dev.continuo.net.TlsSession;
import dev.continuo.net.Transport;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** The upper side of a {@link TlsLayer}: what the protocol of the program writes to. */
final class TlsTransport implements Transport {

  private final DefaultLoop loop;
  private final TlsLayer layer;
  private final Transport lower;

  TlsTransport(DefaultLoop loop, TlsLayer layer, Transport lower) {
    this.loop = loop;
    this.layer = layer;
    this.lower = lower;
  }

  @Override
  public void write(ByteBuffer data) {
    loop.checkThread();
    layer.write(data);
  }

  @Override
  public void writeEof() {
    loop.checkThread();
    layer.writeEof();
  }

  @Override
  public void close() {
    loop.checkThread();
    layer.close();
  }

  @Override
  public void abort() {
    lower.abort();
  }

  @Override
  public boolean isClosing() {
    return layer.isClosing();
  }

  @Override
  public void pauseReading() {
    loop.checkThread();
    layer.pauseReading(true);
  }

  @Override
  public void resumeReading() {
    loop.checkThread();
    layer.pauseReading(false);
  }

  @Override
  public boolean isReading() {
    return layer.isReading();
  }

  @Override
  public int bufferedBytes() {
    return layer.notEncrypted() + lower.bufferedBytes();
  }

  @Override
  public void setWriteBufferLimits(int low, int high) {
    loop.checkThread();
    layer.setWriteBufferLimits(low, high);
  }

  @Override
  public @Nullable SocketAddress localAddress() {
    return lower.localAddress();
  }

  @Override
  public SocketAddress remoteAddress() {
    return lower.remoteAddress();
  }

  @Override
  public <T> void setOption(SocketOption<T> option, T value) throws IOException {
    lower.setOption(option, value);
  }

  @Override
  public @Nullable TlsSession tls() {
    return layer.session();
  }

  @Override
  public Protocol protocol() {
    return layer.program().protocol();
  }

  @Override
  public void setProtocol(Protocol protocol) {
    loop.checkThread();
    layer.program().protocol(protocol);
  }

  @Override
  public String toString() {
    TlsSession session = layer.session();
    int left = bufferedBytes();
    return "Transport["
        + lower.remoteAddress()
        + ", "
        + (session == null ? "TLS" : session.protocol())
        + layer.stateText()
        + (left > 0 ? ", " + left + " bytes to send" : "")
        + "]";
  }
}
