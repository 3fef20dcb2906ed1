package dev.continuo.internal.net;

import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.MembershipKey;
import java.nio.channels.spi.SelectorProvider;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A channel that takes as many datagrams as it is told, as one whose buffer in the system is full.
 */
final class FullChannel extends DatagramChannel {

  /** What it has taken. */
  final List<String> sent = new ArrayList<>();

  /** How many it still takes. */
  int room;

  FullChannel() {
    super(SelectorProvider.provider());
  }

  @Override
  public int send(ByteBuffer data, SocketAddress target) {
    if (room == 0) {
      return 0;
    }
    room--;
    int count = data.remaining();
    sent.add(StandardCharsets.UTF_8.decode(data) + " to " + ((InetSocketAddress) target).getPort());
    return count;
  }

  @Override
  public SocketAddress getLocalAddress() {
    return new InetSocketAddress(7);
  }

  @Override
  public @Nullable SocketAddress getRemoteAddress() {
    return null;
  }

  @Override
  public @Nullable SocketAddress receive(ByteBuffer target) {
    return null;
  }

  @Override
  protected void implCloseSelectableChannel() {}

  @Override
  protected void implConfigureBlocking(boolean block) {}

  @Override
  public boolean isConnected() {
    return false;
  }

  @Override
  public Set<SocketOption<?>> supportedOptions() {
    return Set.of();
  }

  // ---- what nobody asks it for

  @Override
  public DatagramChannel bind(@Nullable SocketAddress local) {
    throw new UnsupportedOperationException();
  }

  @Override
  public <T> DatagramChannel setOption(SocketOption<T> name, T value) {
    throw new UnsupportedOperationException();
  }

  @Override
  public <T> T getOption(SocketOption<T> name) {
    throw new UnsupportedOperationException();
  }

  @Override
  public DatagramSocket socket() {
    throw new UnsupportedOperationException();
  }

  @Override
  public DatagramChannel connect(SocketAddress remote) {
    throw new UnsupportedOperationException();
  }

  @Override
  public DatagramChannel disconnect() {
    throw new UnsupportedOperationException();
  }

  @Override
  public int read(ByteBuffer target) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long read(ByteBuffer[] targets, int offset, int length) {
    throw new UnsupportedOperationException();
  }

  @Override
  public int write(ByteBuffer data) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long write(ByteBuffer[] data, int offset, int length) {
    throw new UnsupportedOperationException();
  }

  @Override
  public MembershipKey join(InetAddress group, NetworkInterface network) {
    throw new UnsupportedOperationException();
  }

  @Override
  public MembershipKey join(InetAddress group, NetworkInterface network, InetAddress source) {
    throw new UnsupportedOperationException();
  }
}
