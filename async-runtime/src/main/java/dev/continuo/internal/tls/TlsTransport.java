package dev.continuo.internal.tls;

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

  private final TlsLayer layer;

  TlsTransport(TlsLayer layer) {
    this.layer = layer;
  }

  @Override
  public void write(ByteBuffer data) {
    layer.write(data);
  }

  @Override
  public void writeEof() {
    layer.writeEof();
  }

  @Override
  public void close() {
    layer.close();
  }

  @Override
  public void abort() {
    layer.abort();
  }

  @Override
  public boolean isClosing() {
    return layer.isClosing();
  }

  @Override
  public void pauseReading() {
    layer.pauseReading();
  }

  @Override
  public void resumeReading() {
    layer.resumeReading();
  }

  @Override
  public boolean isReading() {
    return layer.isReading();
  }

  @Override
  public int bufferedBytes() {
    return layer.bufferedBytes();
  }

  @Override
  public void setWriteBufferLimits(int low, int high) {
    layer.setWriteBufferLimits(low, high);
  }

  @Override
  public @Nullable SocketAddress localAddress() {
    return layer.lower().localAddress();
  }

  @Override
  public SocketAddress remoteAddress() {
    return layer.lower().remoteAddress();
  }

  @Override
  public <T> void setOption(SocketOption<T> option, T value) throws IOException {
    layer.lower().setOption(option, value);
  }

  @Override
  public @Nullable TlsSession tls() {
    return layer.session();
  }

  @Override
  public Protocol protocol() {
    return layer.protocol();
  }

  @Override
  public void setProtocol(Protocol protocol) {
    layer.setProtocol(protocol);
  }

  @Override
  public String toString() {
    return layer.toString();
  }
}
