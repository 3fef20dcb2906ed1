package dev.continuo.net;

import dev.continuo.AsyncCloseable;
import dev.continuo.AsyncIterable;
import dev.continuo.AsyncIterator;
import dev.continuo.Awaitable;
import dev.continuo.Coroutine;
import dev.continuo.internal.DefaultLoop;
import dev.continuo.internal.net.DatagramCore;
import dev.continuo.internal.net.OpenDatagrams;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Sends and receives datagrams (UDP, RFC 768) in coroutines.
 *
 * <pre>{@code
 * try (DatagramEndpoint echo = await(DatagramEndpoint.open(DatagramOptions.bound("localhost", 7)))) {
 *   for (Datagram question : each(echo)) {
 *     await(echo.send(question.data(), question.sender()));
 *   }
 * }
 *
 * try (DatagramEndpoint client = await(DatagramEndpoint.open(DatagramOptions.connected("localhost", 7)))) {
 *   await(client.send("hello"));
 *   System.out.println(await(waitFor(client.receive(), ofSeconds(1))).text());
 * }
 * }</pre>
 *
 * <p>Datagrams are lost, doubled and come out of order; all that UDP promises is that one that
 * comes is whole. What comes while {@link DatagramOptions#queueLimit} datagrams wait to be received
 * is dropped, and {@link #dropped} counts it exactly; what the system drops before, when its own
 * buffer is full, it does not say.
 *
 * <p>An endpoint with a remote address is told when nobody listens there (ICMP): the next {@link
 * #receive} or {@link #send} fails with {@link java.net.PortUnreachableException}, and the endpoint
 * stays open. One without is not told. Datagrams of Unix domain sockets are not offered: the JDK
 * has none.
 */
public final class DatagramEndpoint implements AsyncIterable<Datagram>, AsyncCloseable {

  private final DatagramCore core;
  private final InetSocketAddress local;

  private DatagramEndpoint(DatagramCore core) {
    this.core = core;
    SocketAddress address = core.transport().localAddress();
    if (!(address instanceof InetSocketAddress internet)) {
      throw new IllegalStateException("the endpoint was closed while it was opened");
    }
    this.local = internet;
  }

  /**
   * Opens an endpoint. Of several addresses of a name the first that works is taken; names are
   * resolved on another thread.
   *
   * @param options where and how
   * @return a lazy coroutine of the endpoint, which receives by then. It fails with {@link
   *     java.net.UnknownHostException}, with {@link java.net.BindException} if the local address is
   *     taken or not of this machine, or with {@link UnsupportedOperationException} if the system
   *     has not the options
   */
  public static Coroutine<DatagramEndpoint> open(DatagramOptions options) {
    return new OpenDatagrams<>(
        "open",
        null,
        () -> new DatagramCore(DefaultLoop.running(), options.queueLimit(), Datagram::new),
        options,
        transport -> new DatagramEndpoint((DatagramCore) transport.protocol()));
  }

  // Receiving

  /**
   * Waits for the next datagram. Several coroutines may wait: each gets one, in the order in which
   * they came. One that is cancelled has taken nothing.
   *
   * @return a lazy coroutine. It fails with {@link java.net.PortUnreachableException} if what was
   *     sent could not be delivered, with {@link java.net.SocketException} once the endpoint is
   *     closed and what had come before was received
   */
  public Coroutine<Datagram> receive() {
    return core.receive(false);
  }

  /**
   * The datagrams as they come, until the endpoint is closed; {@link #receive} in a loop.
   *
   * @return an iterator; its {@code next()} fails as {@link #receive} does, but ends with the
   *     endpoint
   */
  @Override
  public AsyncIterator<Datagram> asyncIterator() {
    return new AsyncIterator<>() {
      @Override
      public Awaitable<Datagram> next() {
        return core.receive(true);
      }
    };
  }

  /**
   * How many datagrams have come that nobody has received yet.
   *
   * @return a number up to {@link DatagramOptions#queueLimit}
   */
  public int queued() {
    return core.queued();
  }

  /**
   * How many datagrams were dropped because the queue was full.
   *
   * @return the exact number since the endpoint was opened
   */
  public long dropped() {
    return core.dropped();
  }

  // Sending

  /**
   * Sends a datagram to the remote address. It is taken when this is called, in the order of the
   * calls, and the caller may use its array again at once.
   *
   * @param data all of its bytes, one or more: the JDK sends no empty datagram where there is a
   *     remote address
   * @return done already while less than 64 KiB is to be sent, and then when less than 16 KiB is.
   *     It fails with {@link java.net.PortUnreachableException} if nobody has listened to what was
   *     sent before, and with {@link java.net.SocketException} if the datagram is too long or
   *     empty, the system refuses it, or the endpoint is closed; nothing is sent then
   * @throws IllegalStateException if the endpoint has no remote address, or from another thread
   */
  public Awaitable<@Nullable Void> send(byte[] data) {
    return core.send(ByteBuffer.wrap(data), null);
  }

  /**
   * The same.
   *
   * @param data what is between its position and limit; then its position is at its limit
   * @return as {@link #send(byte[])}
   */
  public Awaitable<@Nullable Void> send(ByteBuffer data) {
    return core.send(data, null);
  }

  /**
   * The same in UTF-8.
   *
   * @param text what to send
   * @return as {@link #send(byte[])}
   */
  public Awaitable<@Nullable Void> send(String text) {
    return send(text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Sends a datagram to anybody.
   *
   * @param data all of its bytes; none make an empty datagram, if there is no remote address
   * @param target where to; if the endpoint has a remote address, only that
   * @return as {@link #send(byte[])}
   * @throws IllegalArgumentException if the address is not resolved, or not the remote one
   */
  public Awaitable<@Nullable Void> send(byte[] data, InetSocketAddress target) {
    return core.send(ByteBuffer.wrap(data), target);
  }

  /**
   * The same.
   *
   * @param data what is between its position and limit; then its position is at its limit
   * @param target where to
   * @return as {@link #send(byte[], InetSocketAddress)}
   */
  public Awaitable<@Nullable Void> send(ByteBuffer data, InetSocketAddress target) {
    return core.send(data, target);
  }

  /**
   * The same in UTF-8.
   *
   * @param text what to send
   * @param target where to
   * @return as {@link #send(byte[], InetSocketAddress)}
   */
  public Awaitable<@Nullable Void> send(String text, InetSocketAddress target) {
    return send(text.getBytes(StandardCharsets.UTF_8), target);
  }

  // The socket

  /**
   * Where it receives, or did.
   *
   * @return the address, with the port that the system has chosen
   */
  public InetSocketAddress localAddress() {
    return local;
  }

  /**
   * Its port.
   *
   * @return a number from 1 to 65535
   */
  public int port() {
    return local.getPort();
  }

  /**
   * What is below: the remote address, options of the socket, groups, limits of the buffer.
   *
   * @return the transport
   */
  public DatagramTransport transport() {
    return core.transport();
  }

  /**
   * Closes the endpoint once all that was sent is on its way, and waits for that. A coroutine that
   * waits in {@link #receive} gets a {@link java.net.SocketException}, a loop over the endpoint
   * ends. Cancelling the wait aborts the endpoint.
   *
   * @return a lazy coroutine: closing begins when it is awaited
   */
  @Override
  public Coroutine<@Nullable Void> closeAsync() {
    return core.close();
  }

  /** Closes at once, and drops what was not sent. */
  public void abort() {
    core.abort();
  }

  @Override
  public String toString() {
    return "DatagramEndpoint[" + core.transport() + "]";
  }
}
