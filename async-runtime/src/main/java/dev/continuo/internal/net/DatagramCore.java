package dev.continuo.internal.net;

import dev.continuo.AsyncFuture;
import dev.continuo.Awaitable;
import dev.continuo.Coroutine;
import dev.continuo.internal.DefaultLoop;
import dev.continuo.internal.sync.ItemStore;
import dev.continuo.internal.sync.QueueCore;
import dev.continuo.net.DatagramProtocol;
import dev.continuo.net.DatagramTransport;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * The protocol behind a DatagramEndpoint: keeps what came until somebody receives it.
 *
 * <pre>
 *   datagramReceived ──fewer than the limit are there──▶ queue ──▶ Receive
 *                    └─else──▶ dropped
 *   errorReceived ──while sending──▶ that send fails
 *                 └─else──▶ queue, unless there is an error in it already ──▶ Receive throws it
 * </pre>
 */
public final class DatagramCore extends EndCore<DatagramTransport> implements DatagramProtocol {

  private final int limit;
  private final BiFunction<byte[], InetSocketAddress, Object> asDatagram;
  private final QueueCore<Object> queue =
      new QueueCore<>("the queue of an endpoint", ItemStore.fifo(), 0);
  private int queued;
  private boolean errorIsQueued;
  private long dropped;
  private boolean sending;
  private @Nullable IOException sendFailure;

  /**
   * Makes the core of an endpoint.
   *
   * @param limit how many datagrams it keeps
   * @param asDatagram makes what users get
   */
  public DatagramCore(
      DefaultLoop loop, int limit, BiFunction<byte[], InetSocketAddress, Object> asDatagram) {
    super(loop, "the endpoint");
    this.limit = limit;
    this.asDatagram = asDatagram;
  }

  // Callbacks of the transport

  @Override
  public void connectionMade(DatagramTransport transport) {
    made(transport);
  }

  @Override
  public void datagramReceived(ByteBuffer data, SocketAddress from) {
    if (queued >= limit) {
      dropped++;
      return;
    }
    byte[] bytes = new byte[data.remaining()];
    data.get(bytes);
    queued++;
    queue.putNow(asDatagram.apply(bytes, (InetSocketAddress) from));
  }

  @Override
  public void errorReceived(IOException error) {
    if (sending) {
      sendFailure = error;
    } else if (!errorIsQueued) {
      errorIsQueued = true;
      queue.putNow(error);
    }
  }

  @Override
  public void connectionLost(@Nullable Throwable cause) {
    failed(cause);
    queue.shutDown(false);
    super.connectionLost(cause);
  }

  // Receiving

  /** The next datagram; an iteration ends with the endpoint, another one fails. */
  public <D> Coroutine<D> receive(boolean iterates) {
    return new Receive<>(this, iterates);
  }

  Coroutine<Object> next() {
    return queue.get();
  }

  /** Somebody has what the queue gave. */
  Object taken(Object item) throws IOException {
    if (item instanceof IOException error) {
      errorIsQueued = false;
      throw error;
    }
    queued--;
    return item;
  }

  /** How many datagrams nobody has received yet. */
  public int queued() {
    return queued;
  }

  /** How many there was no place for. */
  public long dropped() {
    return dropped;
  }

  // Sending

  /** Sends to {@code target}, or to the remote address if that is null. */
  public Awaitable<@Nullable Void> send(ByteBuffer data, @Nullable SocketAddress target) {
    DatagramTransport known = transport();
    sending = true;
    try {
      if (target == null) {
        known.send(data);
      } else {
        known.sendTo(data, target);
      }
    } finally {
      sending = false;
    }
    IOException failure = sendFailure;
    if (failure == null) {
      return sent();
    }
    sendFailure = null;
    AsyncFuture<@Nullable Void> future = loop.createFuture();
    future.setException(failure);
    return future;
  }

  @Override
  String writerType() {
    return publicType();
  }

  @Override
  String writeName() {
    return "send";
  }

  @Override
  public String publicType() {
    return "net.DatagramEndpoint";
  }
}
