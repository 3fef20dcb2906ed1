package dev.continuo.internal.net;

import dev.continuo.AsyncFuture;
import dev.continuo.TimerHandle;
import dev.continuo.internal.DefaultLoop;
import dev.continuo.internal.IoHandler;
import dev.continuo.internal.IoRegistration;
import dev.continuo.net.ConnectOptions;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.channels.UnresolvedAddressException;
import java.nio.channels.UnsupportedAddressTypeException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Connects to the first of several addresses that answers: Happy Eyeballs.
 *
 * <pre>
 *   address 1 ──attempt──▶ …
 *      250 ms, or its failure
 *   address 2 ──attempt──▶ connected: the others are closed
 *   all failed: one exception, the attempts are its suppressed ones
 * </pre>
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8305">RFC 8305</a>
 */
final class Connector {

  private final DefaultLoop loop;
  private final ConnectOptions options;
  private final List<? extends SocketAddress> addresses;
  private final AsyncFuture<Attempt> future;
  private final Set<Attempt> attempts = new LinkedHashSet<>();
  private final List<IOException> failures = new ArrayList<>();
  private int next;
  private @Nullable TimerHandle timer;
  private @Nullable Attempt winner;

  Connector(DefaultLoop loop, List<? extends SocketAddress> addresses, ConnectOptions options) {
    this.loop = loop;
    this.addresses = addresses;
    this.options = options;
    this.future = loop.createFuture();
  }

  /** Begins; what it returns gives the connected attempt. */
  AsyncFuture<Attempt> start() {
    tryNext();
    return future;
  }

  /** Closes everything; nobody wants a connection any more. */
  void abandon() {
    closeAttempts();
    if (winner != null) {
      winner.registration.close();
    }
  }

  private void closeAttempts() {
    stopTimer();
    attempts.forEach(attempt -> attempt.registration.close());
    attempts.clear();
  }

  private void tryNext() {
    stopTimer();
    while (!future.done() && next < addresses.size()) {
      SocketAddress address = addresses.get(next++);
      try {
        if (begin(address)) {
          return;
        }
      } catch (IOException | UnresolvedAddressException | UnsupportedAddressTypeException e) {
        failures.add(failed(address, e));
      }
    }
    if (attempts.isEmpty() && !future.done()) {
      future.setException(failure());
    }
  }

  /** Begins an attempt; the next one follows later. */
  private boolean begin(SocketAddress address) throws IOException {
    SocketChannel channel = open(address);
    Attempt attempt;
    try {
      attempt = new Attempt(address, channel);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
    attempts.add(attempt);
    try {
      if (channel.connect(address)) {
        connected(attempt);
      } else {
        attempt.registration.change(SelectionKey.OP_CONNECT, 0);
        if (next < addresses.size()) {
          timer = loop.callLater(options.attemptDelay(), this::tryNext);
        }
      }
      return true;
    } catch (IOException | RuntimeException e) {
      attempts.remove(attempt);
      attempt.registration.close();
      throw e;
    }
  }

  private SocketChannel open(SocketAddress address) throws IOException {
    SocketChannel channel = SocketChannel.open(Families.of(address));
    try {
      if (address instanceof InetSocketAddress) {
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.setOption(StandardSocketOptions.SO_KEEPALIVE, options.keepAlive());
        if (options.localAddress() != null) {
          channel.bind(options.localAddress());
        }
      }
      SocketOptions.apply(options.socketOptions(), channel);
      return channel;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private void connected(Attempt first) {
    if (future.done()) {
      return; // cancelled in this tick: abandon() follows
    }
    attempts.remove(first);
    closeAttempts();
    winner = first;
    future.setResult(first);
  }

  private void failed(Attempt attempt, IOException reason) {
    attempt.registration.close();
    attempts.remove(attempt);
    failures.add(failed(attempt.address, reason));
    tryNext();
  }

  private static IOException failed(SocketAddress address, Exception reason) {
    ConnectException failure = new ConnectException(address + ": " + said(reason));
    failure.initCause(reason);
    return failure;
  }

  private static String said(Exception reason) {
    String message = reason.getMessage();
    return message != null ? message : reason.getClass().getSimpleName();
  }

  private IOException failure() {
    if (failures.size() == 1) {
      return failures.get(0);
    }
    StringBuilder text = new StringBuilder("none of the addresses answers");
    failures.forEach(each -> text.append("; ").append(each.getMessage()));
    ConnectException all = new ConnectException(text.toString());
    failures.forEach(all::addSuppressed);
    return all;
  }

  private void stopTimer() {
    if (timer != null) {
      timer.cancel();
      timer = null;
    }
  }

  /** A connection that is being made. */
  final class Attempt implements IoHandler {
    final SocketChannel channel;
    final IoRegistration registration;
    private final SocketAddress address;

    Attempt(SocketAddress address, SocketChannel channel) throws IOException {
      this.address = address;
      this.channel = channel;
      this.registration = loop.io().register(channel, this);
    }

    @Override
    public void ready(int operations) {
      try {
        if (channel.finishConnect()) {
          connected(this);
        }
      } catch (IOException e) {
        failed(this, e);
      }
    }

    @Override
    public void loopClosed() {}

    @Override
    public String toString() {
      return "connection to " + address;
    }
  }
}
