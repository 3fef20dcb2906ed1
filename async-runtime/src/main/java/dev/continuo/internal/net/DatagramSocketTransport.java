package dev.continuo.internal.net;

import dev.continuo.internal.DefaultLoop;
import dev.continuo.internal.IoRegistration;
import dev.continuo.internal.LoopIo;
import dev.continuo.net.DatagramOptions.Group;
import dev.continuo.net.DatagramProtocol;
import dev.continuo.net.DatagramTransport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.PortUnreachableException;
import java.net.SocketAddress;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.MembershipKey;
import java.nio.channels.SelectionKey;
import java.nio.channels.UnsupportedAddressTypeException;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The {@link DatagramTransport} over a UDP socket: CPython's _SelectorDatagramTransport. */
final class DatagramSocketTransport extends ChannelTransport implements DatagramTransport {

  /** How many datagrams are received, or sent, before timers and other sockets have their turn. */
  private static final int MOST_AT_ONCE = 64;

  /** What a datagram counts in the buffer besides its bytes, so that empty ones count, too. */
  private static final int HEADER = 8;

  /** The most that the length field of IPv4 leaves for the bytes of a datagram. */
  private static final int MOST_BYTES = 65_507;

  private final DatagramChannel channel;
  private final DatagramProtocol protocol;
  private final @Nullable SocketAddress local;
  private final @Nullable SocketAddress remote;
  private final ArrayDeque<Unsent> output = new ArrayDeque<>();
  private final Map<Group, MembershipKey> memberships = new HashMap<>();
  private int buffered;

  private record Unsent(ByteBuffer data, SocketAddress target, int size) {}

  /** Takes a channel over that is bound, and perhaps connected. */
  DatagramSocketTransport(
      DefaultLoop loop,
      DatagramChannel channel,
      IoRegistration registration,
      DatagramProtocol protocol)
      throws IOException {
    super(loop, channel, registration);
    this.channel = channel;
    this.protocol = protocol;
    this.local = channel.getLocalAddress();
    this.remote = channel.getRemoteAddress();
    registration.handler(this);
  }

  /** Tells the protocol that the endpoint is open, and begins to receive. */
  void start() {
    if (calls(() -> protocol.connectionMade(this)) && !isClosing()) {
      registration.change(SelectionKey.OP_READ, 0);
    }
  }

  @Override
  public void ready(int operations) {
    if ((operations & SelectionKey.OP_READ) != 0) {
      receive();
    }
    if ((operations & SelectionKey.OP_WRITE) != 0 && !isLost()) {
      flush();
    }
  }

  // Receiving

  private void receive() {
    LoopIo io = loop.io();
    ByteBuffer buffer = io.takeBuffer();
    int count = 0;
    while (count < MOST_AT_ONCE && !isClosing() && received(buffer.clear())) {
      count++;
    }
    io.giveBack(buffer);
  }

  /** Whether something was there, so that there may be more. */
  private boolean received(ByteBuffer buffer) {
    SocketAddress from;
    try {
      from = channel.receive(buffer);
    } catch (IOException e) {
      tell(
          e instanceof PortUnreachableException
              ? unreachable(e)
              : named("cannot receive at " + local, e));
      return false;
    }
    if (from == null) {
      return false;
    }
    buffer.flip();
    // One bad datagram, from anybody, is no reason to close.
    var unused = failureOf(() -> protocol.datagramReceived(buffer, from));
    return true;
  }

  private void tell(IOException error) {
    var unused = failureOf(() -> protocol.errorReceived(error));
  }

  // Sending

  @Override
  public void send(ByteBuffer data) {
    if (remote == null) {
      throw new IllegalStateException(
          "this endpoint has no remote address: sendTo() names the receiver");
    }
    sendTo(data, remote);
  }

  @Override
  public void sendTo(ByteBuffer data, SocketAddress target) {
    loop.checkThread();
    checkTarget(target);
    if (isClosing()) {
      data.position(data.limit());
    } else if (!data.hasRemaining() && remote != null) { // JDK 17 to 25 would do nothing
      tell(unsent(0, target, new SocketException("a connected socket of the JDK sends none")));
    } else if (!output.isEmpty() || !data.hasRemaining() || !isDone(data, target)) {
      int size = data.remaining() + HEADER;
      ByteBuffer copy = ByteBuffer.allocate(data.remaining()).put(data).flip();
      output.add(new Unsent(copy, target, size));
      buffered += size;
      registration.change(SelectionKey.OP_WRITE, 0);
      tellAboutBuffer();
    }
  }

  private void checkTarget(SocketAddress target) {
    if (remote != null && !remote.equals(target)) {
      throw new IllegalArgumentException(
          "this endpoint is connected to " + remote + " and cannot send to " + target);
    }
    if (!(target instanceof InetSocketAddress internet) || internet.isUnresolved()) {
      throw new IllegalArgumentException("no address of an internet host: " + target);
    }
  }

  /**
   * Sends a datagram; true if nothing is left to do, as it was sent or the protocol told why not.
   */
  private boolean isDone(ByteBuffer data, SocketAddress target) {
    int size = data.remaining();
    try {
      int count = remote != null ? channel.write(data) : channel.send(data, target);
      return count > 0 || size == 0;
    } catch (IOException | UnsupportedAddressTypeException e) {
      data.position(data.limit());
      tell(e instanceof PortUnreachableException io ? unreachable(io) : unsent(size, target, e));
      return true;
    }
  }

  private PortUnreachableException unreachable(IOException cause) {
    PortUnreachableException failure =
        new PortUnreachableException("nobody receives datagrams at " + remote);
    failure.initCause(cause);
    return failure;
  }

  private static SocketException unsent(int size, SocketAddress target, Exception cause) {
    String what = "cannot send a datagram of " + size + " bytes to " + target;
    if (size > MOST_BYTES) {
      what += ", as IPv4 takes " + MOST_BYTES + " at most";
    }
    return named(what, cause);
  }

  private static SocketException named(String what, Exception cause) {
    String reason =
        cause instanceof UnsupportedAddressTypeException
            ? "the socket is of another family"
            : cause.getMessage();
    SocketException failure = new SocketException(what + ": " + reason);
    failure.initCause(cause);
    return failure;
  }

  private void flush() {
    for (int i = 0; i < MOST_AT_ONCE && !output.isEmpty(); i++) {
      Unsent next = output.getFirst();
      if (i > 0 && !next.data.hasRemaining()) {
        break; // whether it took an empty one the channel does not say: only while it is ready
      }
      if (!isDone(next.data, next.target)) {
        break;
      }
      if (isLost()) {
        return; // the protocol was told of a failure, and aborted: nothing is left
      }
      output.removeFirst();
      buffered -= next.size;
    }
    if (output.isEmpty()) {
      registration.change(0, SelectionKey.OP_WRITE);
      if (isClosing()) {
        end(null);
        return;
      }
    }
    tellAboutBuffer();
  }

  @Override
  public int bufferedBytes() {
    return buffered;
  }

  @Override
  void dropOutput() {
    output.clear();
    buffered = 0;
  }

  // Groups

  @Override
  public void joinGroup(InetAddress group, NetworkInterface network) throws IOException {
    loop.checkThread();
    Group key = new Group(group, network);
    try {
      memberships.put(key, channel.join(group, network));
    } catch (IOException e) {
      throw named("cannot join " + key, e);
    }
  }

  @Override
  public void leaveGroup(InetAddress group, NetworkInterface network) {
    loop.checkThread();
    Group key = new Group(group, network);
    MembershipKey membership = memberships.remove(key);
    if (membership == null) {
      throw new IllegalArgumentException(this + " is not in " + key);
    }
    membership.drop();
  }

  // Who is told

  @Override
  void ended() {}

  @Override
  public @Nullable SocketAddress remoteAddress() {
    return remote;
  }

  @Override
  public DatagramProtocol protocol() {
    return protocol;
  }

  @Override
  String description() {
    return "DatagramTransport[" + local + (remote == null ? "" : " -> " + remote);
  }
}
