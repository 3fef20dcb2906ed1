package dev.continuo.conformance.net;

import static dev.continuo.Continuo.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.continuo.Continuo;
import dev.continuo.Coroutine;
import dev.continuo.DeadlineExceededException;
import dev.continuo.annotation.Async;
import dev.continuo.net.ConnectOptions;
import dev.continuo.net.Connection;
import dev.continuo.net.Server;
import dev.continuo.net.ServerOptions;
import dev.continuo.net.Streams;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Options of sockets, and peers that are silent. */
class SocketOptionsTest extends Talks {

  @Async
  private static Coroutine<Void> options(ServerOptions serverSide, ConnectOptions clientSide) {
    try (Server server = await(Streams.startServer(Talks::echo, "127.0.0.1", 0, serverSide));
        Connection connection =
            await(Streams.openConnection("127.0.0.1", server.port(), clientSide))) {
      await(connection.writer().write("hello\n"));
      assertThat(await(connection.reader().readLine())).isEqualTo("hello");
      if (clientSide.localAddress() != null) {
        assertThat(connection.transport().localAddress()).isEqualTo(clientSide.localAddress());
      }
    }
    return done();
  }

  @Test
  void bothSidesTakeOptionsOfTheSocket() throws IOException {
    ServerOptions server =
        ServerOptions.DEFAULT
            .withBacklog(5)
            .withKeepAlive(true)
            .withOption(StandardSocketOptions.SO_RCVBUF, 1 << 16)
            .withOption(StandardSocketOptions.SO_SNDBUF, 1 << 16)
            .withOption(StandardSocketOptions.TCP_NODELAY, false);
    ConnectOptions client =
        ConnectOptions.DEFAULT
            .withKeepAlive(true)
            .withLocalAddress(Addresses.local(freePort()))
            .withOption(StandardSocketOptions.SO_RCVBUF, 1 << 16)
            .withOption(StandardSocketOptions.SO_LINGER, -1);
    for (SocketOption<?> each : supported()) {
      // jdk.net.ExtendedSocketOptions, where the system has them
      if (each.name().startsWith("TCP_KEEP") && each.type() == Integer.class) {
        client = withNumber(client, each);
      }
    }
    Continuo.run(options(server, client));
  }

  @SuppressWarnings("unchecked") // the type was looked at
  private static ConnectOptions withNumber(ConnectOptions options, SocketOption<?> option) {
    return options.withOption((SocketOption<Integer>) option, 30);
  }

  private static Iterable<SocketOption<?>> supported() throws IOException {
    try (SocketChannel channel = SocketChannel.open()) {
      return channel.supportedOptions();
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, Addresses.IPV4)) {
      return socket.getLocalPort();
    }
  }

  @Async
  private static Coroutine<Void> refused(Path path) {
    SocketOption<Boolean> broadcast = StandardSocketOptions.SO_BROADCAST;
    List<Coroutine<?>> wrong = new ArrayList<>();
    wrong.add(
        Streams.startServer(
            Talks::echo, "127.0.0.1", 0, ServerOptions.DEFAULT.withOption(broadcast, true)));
    wrong.add(
        Streams.openConnection(
            Addresses.local(9), ConnectOptions.DEFAULT.withOption(broadcast, true)));
    for (Coroutine<?> each : wrong) {
      try {
        await(each);
        throw new AssertionError("TCP has no broadcast");
      } catch (UnsupportedOperationException e) {
        assertThat(e)
            .hasMessageStartingWith("this kind of socket has no option SO_BROADCAST here, but [")
            .hasMessageContaining("SO_RCVBUF");
      }
    }
    ConnectOptions forTcp =
        ConnectOptions.DEFAULT.withOption(StandardSocketOptions.TCP_NODELAY, true);
    try (Server server = await(Streams.startUnixServer(Talks::echo, path))) {
      try {
        await(Streams.openConnection(server.addresses().get(0), forTcp));
        throw new AssertionError("a Unix domain socket has no such option");
      } catch (UnsupportedOperationException e) {
        assertThat(e).hasMessageContaining("TCP_NODELAY");
      }
    }
    return done();
  }

  @Test
  void anOptionThatTheSocketHasNot(@TempDir Path folder) {
    Continuo.run(refused(folder.resolve("socket")));
  }

  @Test
  void aValueOfAnotherType() {
    Map<SocketOption<?>, Object> wrong = Map.of(StandardSocketOptions.SO_RCVBUF, "much");
    assertThatThrownBy(() -> new ServerOptions(1, 1, false, false, wrong, null))
        .hasMessage("SO_RCVBUF is a Integer, not much");
  }

  // ---- silent peers

  @Async
  private static Coroutine<Void> silent(int port) {
    ConnectOptions options = ConnectOptions.DEFAULT.withKeepAlive(true);
    try (Connection connection = await(Streams.openConnection("127.0.0.1", port, options))) {
      await(connection.writer().write("anybody?\n"));
      try {
        await(waitFor(connection.reader().readLine(), Duration.ofMillis(50)));
        throw new AssertionError("nobody answers");
      } catch (DeadlineExceededException e) {
        connection.abort();
      }
    }
    return done();
  }

  @Test
  void aPeerThatHasVanishedIsLeftAfterATimeout() throws IOException {
    // The system completes the handshake; no program ever reads or answers.
    try (ServerSocket nobody = new ServerSocket(0, 100, Addresses.IPV4)) {
      Continuo.run(silent(nobody.getLocalPort()));
      long before = FaultsTest.openFiles();
      for (int i = 0; i < 20; i++) {
        Continuo.run(silent(nobody.getLocalPort()));
      }
      assertThat(FaultsTest.openFiles()).isLessThan(before + 10);
    }
  }
}
