package dev.continuo.conformance.net;

import static dev.continuo.Continuo.*;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.continuo.CancelledError;
import dev.continuo.Continuo;
import dev.continuo.Coroutine;
import dev.continuo.Task;
import dev.continuo.annotation.Async;
import dev.continuo.net.Datagram;
import dev.continuo.net.DatagramEndpoint;
import dev.continuo.net.DatagramOptions;
import java.io.IOException;
import java.net.BindException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.PortUnreachableException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Datagrams in coroutines: what comes, in which order, and what is said when nothing does. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class DatagramEndpointTest {

  private static final DatagramOptions ANY_PORT = DatagramOptions.bound("127.0.0.1", 0);

  @Async
  private static Coroutine<DatagramEndpoint> bound() {
    return DatagramEndpoint.open(ANY_PORT);
  }

  @Async
  private static Coroutine<DatagramEndpoint> connectedTo(DatagramEndpoint other) {
    return DatagramEndpoint.open(DatagramOptions.DEFAULT.withRemoteAddress(other.localAddress()));
  }

  // ---- there and back

  @Async
  private static Coroutine<Void> echo(DatagramEndpoint endpoint) {
    for (Datagram each : each(endpoint)) {
      await(endpoint.send(each.data(), each.sender()));
    }
    return done();
  }

  @Async
  private static Coroutine<Void> thereAndBack(String host) {
    try (DatagramEndpoint server = await(DatagramEndpoint.open(DatagramOptions.bound(host, 0)))) {
      Task<Void> echo = createTask(echo(server));
      DatagramOptions options = DatagramOptions.connected(host, server.port());
      try (DatagramEndpoint client = await(DatagramEndpoint.open(options))) {
        await(client.send("one"));
        await(client.send(ByteBuffer.wrap(new byte[] {'t', 'w', 'o'})));
        await(client.send("three", server.localAddress()));
        assertThat(await(client.receive()).text()).isEqualTo("one");
        assertThat(await(client.receive()).text()).isEqualTo("two");
        Datagram third = await(client.receive());
        assertThat(third.data()).isEqualTo("three".getBytes(UTF_8));
        assertThat(third.sender()).isEqualTo(server.localAddress());
        assertThat(third.toString()).isEqualTo("Datagram[5 bytes from " + third.sender() + "]");
        assertThat(client.transport().remoteAddress()).isEqualTo(server.localAddress());
        assertThat(server.transport().remoteAddress()).isNull();
        assertThat(client.toString())
            .isEqualTo(
                "DatagramEndpoint[DatagramTransport[%s -> %s]]"
                    .formatted(client.localAddress(), client.transport().remoteAddress()));
      }
      await(server.closeAsync());
      await(echo); // the loop ends with the endpoint
      await(server.closeAsync()); // twice does nothing
    }
    return done();
  }

  @Test
  void anEchoOverIpv4() {
    Continuo.run(thereAndBack("127.0.0.1"));
  }

  @Test
  void anEchoOverIpv6() {
    assumeTrue(hasIpv6(), "this machine has no IPv6");
    Continuo.run(thereAndBack("::1"));
  }

  private static boolean hasIpv6() {
    try {
      return NetworkInterface.getByInetAddress(Addresses.IPV6) != null;
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void anEchoByName() {
    Continuo.run(thereAndBack("localhost"));
  }

  @Async
  private static Coroutine<Void> allAddresses() {
    try (DatagramEndpoint server = await(DatagramEndpoint.open(DatagramOptions.bound(null, 0)));
        DatagramEndpoint client = await(DatagramEndpoint.open(DatagramOptions.DEFAULT))) {
      await(client.send("x", Addresses.local(server.port())));
      Datagram question = await(server.receive());
      assertThat(question.sender().getPort()).isEqualTo(client.port());
      await(server.send("y", question.sender()));
      assertThat(await(client.receive()).text()).isEqualTo("y");
    }
    return done();
  }

  @Test
  void allAddressesOfTheMachine() {
    Continuo.run(allAddresses());
  }

  @Async
  private static Coroutine<Void> extremes() {
    try (DatagramEndpoint server = await(bound());
        DatagramEndpoint client = await(connectedTo(server))) {
      await(server.send("", client.localAddress()));
      await(client.send(new byte[65_507]));
      assertThat(await(client.receive()).data()).isEmpty();
      assertThat(await(server.receive()).data()).hasSize(65_507);
      try {
        await(client.send(""), SocketException.class);
        throw new AssertionError("the JDK does nothing then");
      } catch (SocketException e) {
        assertThat(e)
            .hasMessage(
                "cannot send a datagram of 0 bytes to %s: a connected socket of the JDK sends none"
                    .formatted(server.localAddress()));
      }
      try {
        await(client.send(new byte[70_000]), SocketException.class);
        throw new AssertionError("too long");
      } catch (SocketException e) {
        assertThat(e)
            .hasMessageStartingWith(
                "cannot send a datagram of 70000 bytes to %s, as IPv4 takes 65507 at most: "
                    .formatted(server.localAddress()));
      }
      await(client.send("small"));
      assertThat(await(server.receive()).text()).isEqualTo("small");
    }
    return done();
  }

  @Test
  void emptyDatagramsAreSentAndTooLongOnesFail() {
    Continuo.run(extremes());
  }

  // ---- nobody there

  @Async
  private static Coroutine<Void> unreachable() {
    DatagramEndpoint server = await(bound());
    DatagramEndpoint client = await(connectedTo(server));
    await(server.closeAsync());
    await(client.send("anybody?"));
    try {
      await(client.receive(), PortUnreachableException.class);
      throw new AssertionError("nobody is there");
    } catch (PortUnreachableException e) {
      assertThat(e).hasMessage("nobody receives datagrams at " + server.localAddress());
    }
    // To whom the system tells it first hears it: here the one who sends.
    Throwable failure = null;
    while (failure == null) {
      try {
        await(client.send("anybody?"), PortUnreachableException.class);
      } catch (PortUnreachableException e) {
        failure = e;
      }
    }
    assertThat(failure).hasMessage("nobody receives datagrams at " + server.localAddress());
    try (DatagramEndpoint again =
        await(
            DatagramEndpoint.open(
                DatagramOptions.DEFAULT.withLocalAddress(server.localAddress())))) {
      await(client.send("now?"));
      assertThat(await(again.receive()).text()).isEqualTo("now?");
    }
    await(client.closeAsync());
    return done();
  }

  @Test
  void whoSendsToNobodyIsToldAndTheEndpointStaysOpen() {
    Continuo.run(unreachable());
  }

  @Async
  private static Coroutine<Void> closedWhileReceiving() {
    DatagramEndpoint endpoint = await(bound());
    Task<Datagram> one = createTask(endpoint.receive());
    Task<Datagram> two = createTask(endpoint.receive());
    Task<Void> loop = createTask(echo(endpoint));
    await(yieldNow());
    await(endpoint.send("last", endpoint.localAddress()));
    await(one);
    await(endpoint.closeAsync());
    await(loop);
    for (Coroutine<Datagram> each : List.of(awaits(two), endpoint.receive())) {
      try {
        await(each, SocketException.class);
        throw new AssertionError("it is closed");
      } catch (SocketException e) {
        assertThat(e).hasMessage("the endpoint is closed");
      }
    }
    try {
      await(endpoint.send("late", endpoint.localAddress()), SocketException.class);
      throw new AssertionError("it is closed");
    } catch (SocketException e) {
      assertThat(e).hasMessage("the endpoint is closed");
    }
    assertThat(endpoint.toString()).endsWith(", lost]]");
    return done();
  }

  @Async
  private static Coroutine<Datagram> awaits(Task<Datagram> task) {
    return value(await(task));
  }

  @Test
  void closingWakesThoseWhoWait() {
    Continuo.run(closedWhileReceiving());
  }

  // ---- the queue

  @Async
  private static Coroutine<Void> cancelled() {
    try (DatagramEndpoint endpoint = await(bound())) {
      for (int i = 0; i < 20; i++) {
        Task<Datagram> receiver = createTask(endpoint.receive());
        await(yieldNow());
        await(endpoint.send("number " + i, endpoint.localAddress()));
        while (endpoint.queued() == 0) { // it is there, and the receiver did not run yet
          await(yieldNow());
        }
        receiver.cancel();
        try {
          await(receiver);
          throw new AssertionError("it was cancelled");
        } catch (CancelledError e) {
          assertThat(endpoint.queued()).isEqualTo(1);
        }
        assertThat(await(endpoint.receive()).text()).isEqualTo("number " + i);
        assertThat(endpoint.queued()).isZero();
      }
    }
    return done();
  }

  @Test
  void aReceiveThatIsCancelledHasTakenNothing() {
    Continuo.run(cancelled());
  }

  @Async
  private static Coroutine<Void> bounded() {
    DatagramOptions small = ANY_PORT.withQueueLimit(3);
    try (DatagramEndpoint endpoint = await(DatagramEndpoint.open(small))) {
      for (int i = 0; i < 10; i++) {
        await(endpoint.send("number " + i, endpoint.localAddress()));
      }
      while (endpoint.queued() + endpoint.dropped() < 10) {
        await(yieldNow());
      }
      assertThat(endpoint.queued()).isEqualTo(3);
      assertThat(endpoint.dropped()).isEqualTo(7);
      for (int i = 0; i < 3; i++) {
        assertThat(await(endpoint.receive()).text()).isEqualTo("number " + i);
      }
      await(endpoint.send("there is room", endpoint.localAddress()));
      assertThat(await(endpoint.receive()).text()).isEqualTo("there is room");
      assertThat(endpoint.dropped()).isEqualTo(7);
    }
    return done();
  }

  @Test
  void whatThereIsNoPlaceForIsDroppedAndCounted() {
    Continuo.run(bounded());
  }

  // ---- options

  @Async
  private static Coroutine<Void> socketOptions() {
    DatagramOptions options =
        ANY_PORT
            .withBroadcast(true)
            .withReuseAddress(true)
            .withSendBufferSize(1 << 15)
            .withReceiveBufferSize(1 << 15)
            .withMulticastTtl(3)
            .withMulticastLoopback(false);
    assertThat(options.socketOptions())
        .containsEntry(StandardSocketOptions.SO_RCVBUF, 1 << 15)
        .containsEntry(StandardSocketOptions.IP_MULTICAST_TTL, 3)
        .hasSize(6);
    await(await(DatagramEndpoint.open(options)).closeAsync());
    DatagramOptions wrong = ANY_PORT.withOption(StandardSocketOptions.TCP_NODELAY, true);
    try {
      await(DatagramEndpoint.open(wrong));
      throw new AssertionError("a datagram has no such thing");
    } catch (UnsupportedOperationException e) {
      assertThat(e)
          .hasMessageStartingWith("this kind of socket has no option TCP_NODELAY here, but [")
          .hasMessageContaining("SO_RCVBUF");
    }
    return done();
  }

  @Test
  void optionsOfTheSocket() {
    Continuo.run(socketOptions());
    assertThatThrownBy(() -> ANY_PORT.withQueueLimit(0))
        .hasMessage("an endpoint keeps 1 datagram or more, not 0");
    assertThatThrownBy(() -> DatagramOptions.connected("localhost", 0))
        .hasMessage("a port is a number from 1 to 65535, not 0");
  }

  @Async
  private static Coroutine<Void> failures() {
    try (DatagramEndpoint one = await(bound())) {
      DatagramOptions taken = DatagramOptions.DEFAULT.withLocalAddress(one.localAddress());
      try {
        await(DatagramEndpoint.open(taken), BindException.class);
        throw new AssertionError("the port is taken");
      } catch (BindException e) {
        assertThat(e)
            .hasMessageStartingWith("cannot receive at " + one.localAddress() + ": ")
            .hasMessageContaining("in use");
      }
      try {
        await(
            DatagramEndpoint.open(DatagramOptions.connected("no such host", 9)),
            UnknownHostException.class);
        throw new AssertionError("there is none");
      } catch (UnknownHostException e) {
        assertThat(e).hasMessageContaining("no such host");
      }
      try {
        await(
            DatagramEndpoint.open(ANY_PORT.withFamily(StandardProtocolFamily.INET6)),
            SocketException.class);
        throw new AssertionError("that is no address of IPv6");
      } catch (SocketException e) {
        assertThat(e)
            .hasMessageStartingWith("no addresses of one family: local [/127.0.0.1:0]")
            .hasMessageEndingWith("asked for INET6");
      }
      assertThatThrownBy(() -> one.send("x"))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("this endpoint has no remote address: sendTo() names the receiver");
      assertThatThrownBy(() -> one.send("x", InetSocketAddress.createUnresolved("localhost", 9)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("no address of an internet host: localhost");
      if (hasIpv6()) {
        try {
          await(one.send("x", new InetSocketAddress(Addresses.IPV6, 9)), SocketException.class);
          throw new AssertionError("another family");
        } catch (SocketException e) {
          assertThat(e).hasMessageStartingWith("cannot send a datagram of 1 bytes to /[0:");
        }
      }
      try (DatagramEndpoint two = await(connectedTo(one))) {
        assertThatThrownBy(() -> two.send("x", Addresses.local(9)))
            .hasMessage(
                "this endpoint is connected to %s and cannot send to /127.0.0.1:9"
                    .formatted(one.localAddress()));
        String refused =
            await(
                toThread(
                    () -> {
                      try {
                        return "not refused: " + two.send("x");
                      } catch (IllegalStateException e) {
                        return e.getMessage();
                      }
                    }));
        assertThat(refused).contains("callSoonThreadsafe");
      }
    }
    return done();
  }

  @Test
  void whatIsRefused() {
    Continuo.run(failures());
  }

  // ---- groups

  private static @Nullable NetworkInterface multicastInterface() throws IOException {
    for (NetworkInterface each : NetworkInterface.networkInterfaces().toList()) {
      boolean hasIpv4 = each.inetAddresses().anyMatch(a -> !(a instanceof Inet6Address));
      if (each.isUp() && hasIpv4 && (each.supportsMulticast() || each.isLoopback())) {
        return each;
      }
    }
    return null;
  }

  @Async
  private static Coroutine<Void> group(NetworkInterface network) throws IOException {
    InetAddress group = Addresses.of(239, 255, 77, 77);
    DatagramOptions members = DatagramOptions.bound(null, 0).withReuseAddress(true);
    try (DatagramEndpoint member = await(DatagramEndpoint.open(members.withGroup(group, network)));
        DatagramEndpoint speaker =
            await(
                DatagramEndpoint.open(
                    DatagramOptions.DEFAULT
                        .withFamily(StandardProtocolFamily.INET)
                        .withMulticastInterface(network)
                        .withMulticastTtl(0)))) {
      InetSocketAddress everybody = new InetSocketAddress(group, member.port());
      await(speaker.send("hello", everybody));
      assertThat(await(member.receive()).text()).isEqualTo("hello");

      member.transport().leaveGroup(group, network);
      assertThatThrownBy(() -> member.transport().leaveGroup(group, network))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageEndingWith(" is not in 239.255.77.77 at " + network.getName());
      await(speaker.send("not for you", everybody));
      member.transport().joinGroup(group, network);
      await(speaker.send("welcome back", everybody));
      assertThat(await(member.receive()).text()).isEqualTo("welcome back");
      assertThatThrownBy(
              () -> member.transport().joinGroup(InetAddress.getAllByName("127.0.0.1")[0], network))
          .isInstanceOf(IllegalArgumentException.class);
    }
    return done();
  }

  @Test
  void aGroup() throws IOException {
    NetworkInterface network = multicastInterface();
    assumeTrue(network != null, "no interface of this machine has multicast");
    Continuo.run(group(Objects.requireNonNull(network)));
  }

  // ---- leaks

  @Async
  private static Coroutine<Void> openAndGiveUp(int ticks) {
    List<Task<DatagramEndpoint>> tasks = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      tasks.add(createTask(DatagramEndpoint.open(DatagramOptions.connected("localhost", 9))));
    }
    for (int i = 0; i < ticks; i++) {
      await(yieldNow());
    }
    for (Task<DatagramEndpoint> each : tasks) {
      each.cancel();
      try {
        await(await(each).closeAsync());
      } catch (CancelledError e) {
        assertThat(each.cancelled()).isTrue();
      }
    }
    try {
      await(DatagramEndpoint.open(ANY_PORT.withOption(StandardSocketOptions.TCP_NODELAY, true)));
    } catch (UnsupportedOperationException e) {
      // that one was opened for a moment, too
    }
    DatagramEndpoint left = await(bound()); // the loop closes it
    await(left.send("x", left.localAddress()));
    return done();
  }

  @Test
  void whoGivesUpLeavesNoDescriptorOpen() {
    Continuo.run(openAndGiveUp(1));
    long before = FaultsTest.openFiles();
    for (int round = 0; round < 30; round++) {
      Continuo.run(openAndGiveUp(round));
    }
    assertThat(FaultsTest.openFiles()).isLessThan(before + 15);
  }
}
