package dev.continuo.internal.net;

import dev.continuo.Coroutine;
import dev.continuo.ExceptionContext;
import dev.continuo.TimerHandle;
import dev.continuo.internal.DefaultLoop;
import dev.continuo.internal.Fatal;
import dev.continuo.internal.IoHandler;
import dev.continuo.internal.IoRegistration;
import dev.continuo.internal.Sneaky;
import dev.continuo.internal.sync.EventCore;
import dev.continuo.net.Protocol;
import dev.continuo.net.ServerOptions;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The sockets of a server and the connections they accepted: CPython's base_events.Server.
 *
 * <p>When there is no file descriptor for the next connection, or accepting fails otherwise, the
 * socket pauses for a second: the connection stays in the backlog of the system.
 */
public final class Listener implements Closing {

  private static final Duration PAUSE = Duration.ofSeconds(1);

  /** How many connections one socket accepts before others have their turn. */
  private static final int MOST_AT_ONCE = 100;

  private final DefaultLoop loop;
  private final Supplier<? extends Protocol> factory;
  private final ServerOptions options;
  private final List<Acceptor> acceptors = new ArrayList<>();
  private final Set<SocketTransport> transports = new LinkedHashSet<>();
  private final EventCore ended = new EventCore("the end of the server");
  private final List<SocketAddress> addresses = new ArrayList<>();

  /** Makes one that listens nowhere yet. */
  Listener(DefaultLoop loop, Supplier<? extends Protocol> factory, ServerOptions options) {
    this.loop = loop;
    this.factory = factory;
    this.options = options;
  }

  /** Listens at every address, or at none. */
  void listen(List<? extends SocketAddress> all) throws IOException {
    try {
      for (SocketAddress each : all) {
        Acceptor acceptor = acceptor(bound(each));
        acceptors.add(acceptor);
        addresses.add(acceptor.address);
      }
    } catch (IOException | RuntimeException e) {
      stopListening();
      throw e;
    }
    acceptors.forEach(Acceptor::resume);
  }

  private Acceptor acceptor(ServerSocketChannel channel) throws IOException {
    try {
      return new Acceptor(channel);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private ServerSocketChannel bound(SocketAddress address) throws IOException {
    ServerSocketChannel channel = open(address);
    try {
      if (address instanceof InetSocketAddress) {
        channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
        if (options.reusePort()) {
          channel.setOption(StandardSocketOptions.SO_REUSEPORT, true);
        }
      }
      setOptions(channel, Families.of(address));
      channel.bind(address, options.backlog());
      return channel;
    } catch (IOException e) {
      channel.close();
      BindException failure =
          new BindException("cannot listen at " + address + ": " + e.getMessage());
      failure.initCause(e);
      throw failure;
    } catch (RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /** Sets what this socket has; what it does not have its connections must. */
  private void setOptions(ServerSocketChannel channel, StandardProtocolFamily family)
      throws IOException {
    SocketOptions.applySupported(options.socketOptions(), channel);
    Set<SocketOption<?>> either = new LinkedHashSet<>(channel.supportedOptions());
    try (SocketChannel connection = SocketChannel.open(family)) {
      either.addAll(connection.supportedOptions());
    }
    SocketOptions.checkSupported(options.socketOptions().keySet(), either);
  }

  private static ServerSocketChannel open(SocketAddress address) throws IOException {
    boolean isWildcard =
        address instanceof InetSocketAddress internet
            && (internet.isUnresolved() || internet.getAddress().isAnyLocalAddress());
    return isWildcard
        ? ServerSocketChannel.open() // both families
        : ServerSocketChannel.open(Families.of(address));
  }

  /** Where it listens, or did. */
  public List<SocketAddress> addresses() {
    return List.copyOf(addresses);
  }

  /** Whether it accepts connections. */
  public boolean isServing() {
    return !acceptors.isEmpty();
  }

  /** How many connections are open. */
  public int connections() {
    return transports.size();
  }

  /** Accepts no more; the connections that are open stay so. */
  public void stopListening() {
    loop.checkThread();
    acceptors.forEach(Acceptor::close);
    acceptors.clear();
    checkEnd();
  }

  /** Closes each connection once all is sent. */
  public void closeClients() {
    loop.checkThread();
    List.copyOf(transports).forEach(each -> Layer.top(each).close());
  }

  /** Closes each connection at once. */
  public void abortClients() {
    loop.checkThread();
    List.copyOf(transports).forEach(SocketTransport::abort);
  }

  @Override
  public void beginClose() {
    stopListening();
    closeClients();
  }

  @Override
  public void abort() {
    abortClients();
  }

  /** Waits until it accepts no more and its last connection is closed. */
  @Override
  public Coroutine<@Nullable Void> untilClosed() {
    return ended.untilSet();
  }

  /** Stops, closes all connections, and waits for their end. */
  public Coroutine<@Nullable Void> close() {
    return new Close(this);
  }

  /** Accepts until it is cancelled. */
  public Coroutine<@Nullable Void> serveForever() {
    return new ServeForever(this);
  }

  @Override
  public boolean isClosed() {
    return ended.isSet();
  }

  @Override
  public String publicType() {
    return "net.Server";
  }

  private void checkEnd() {
    if (acceptors.isEmpty() && transports.isEmpty()) {
      ended.set();
    }
  }

  private void accepted(SocketChannel channel) throws IOException {
    if (channel.getLocalAddress() instanceof InetSocketAddress) {
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.setOption(StandardSocketOptions.SO_KEEPALIVE, options.keepAlive());
    }
    SocketOptions.applySupported(options.socketOptions(), channel);
    IoRegistration registration = loop.io().register(channel, Nobody.INSTANCE);
    SocketTransport transport;
    try {
      transport = new SocketTransport(loop, channel, registration, factory.get(), this::ended);
    } catch (Throwable t) { // a fatal one, too: the descriptor must not stay open
      registration.close();
      throw t;
    }
    transports.add(transport);
    transport.start();
  }

  private void ended(SocketTransport transport) {
    transports.remove(transport);
    checkEnd();
  }

  /** One socket that listens. */
  private final class Acceptor implements IoHandler {
    private final ServerSocketChannel channel;
    private final SocketAddress address;
    private final IoRegistration registration;
    private @Nullable TimerHandle pause;

    /**
     * A descriptor to give back when there is none left: to report that may take one itself, to log
     * reads files.
     */
    private @Nullable SocketChannel spare;

    Acceptor(ServerSocketChannel channel) throws IOException {
      this.channel = channel;
      this.address = channel.getLocalAddress();
      SocketChannel.open().close(); // the JDK opens descriptors of its own for the first close
      this.registration = loop.io().register(channel, this);
    }

    void resume() {
      pause = null;
      try {
        spare = SocketChannel.open();
      } catch (IOException e) {
        spare = null; // there is still none: accepting says so
      }
      registration.change(SelectionKey.OP_ACCEPT, 0);
    }

    @Override
    public void ready(int operations) {
      for (int i = 0; i < MOST_AT_ONCE && channel.isOpen(); i++) {
        SocketChannel next;
        try {
          next = channel.accept();
        } catch (IOException e) {
          if (channel.isOpen()) {
            pause(e);
          }
          return;
        }
        if (next == null) {
          return;
        }
        try {
          accepted(next);
        } catch (Throwable t) {
          discard(next, t);
          if (Fatal.is(t)) {
            throw Sneaky.rethrow(t);
          }
        }
      }
    }

    private void pause(IOException reason) {
      registration.change(0, SelectionKey.OP_ACCEPT);
      closeSpare();
      pause = loop.callLater(PAUSE, this::resume);
      report("cannot accept a connection at " + address + ", and tries again in 1 s", reason);
    }

    private void discard(SocketChannel accepted, Throwable reason) {
      try {
        accepted.close();
      } catch (IOException e) {
        reason.addSuppressed(e);
      }
      report("a connection that was accepted at " + address + " is dropped", reason);
    }

    private void report(String message, Throwable reason) {
      loop.callExceptionHandler(new ExceptionContext(message, reason, null, null));
    }

    private void closeSpare() {
      if (spare != null) {
        try {
          spare.close();
        } catch (IOException e) {
          report("cannot close a socket that was never used", e);
        }
        spare = null;
      }
    }

    void close() {
      closeSpare();
      if (pause != null) {
        pause.cancel();
      }
      registration.close();
      if (address instanceof UnixDomainSocketAddress unix) {
        try {
          Files.deleteIfExists(unix.getPath());
        } catch (IOException e) {
          report("cannot delete " + unix, e);
        }
      }
    }

    @Override
    public void loopClosed() {
      closeSpare();
    }

    @Override
    public String toString() {
      return "server at " + address;
    }
  }
}
