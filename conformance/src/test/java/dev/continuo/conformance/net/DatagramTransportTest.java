package dev.continuo.conformance.net;

import static dev.continuo.Continuo.*;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.continuo.AsyncFuture;
import dev.continuo.Continuo;
import dev.continuo.Coroutine;
import dev.continuo.EventLoop;
import dev.continuo.ExceptionContext;
import dev.continuo.annotation.Async;
import dev.continuo.net.DatagramOptions;
import dev.continuo.net.DatagramProtocol;
import dev.continuo.net.DatagramTransport;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Protocols of datagrams: what they are told, in which order, and that the end is told once. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class DatagramTransportTest {

  private static final DatagramOptions ANY_PORT = DatagramOptions.bound("127.0.0.1", 0);

  /** Notes all that it is told; subclasses do something about it. */
  private static class Recorder implements DatagramProtocol {
    final List<String> log = new ArrayList<>();
    final AsyncFuture<Boolean> lost = EventLoop.running().createFuture();
    @Nullable Throwable cause;

    @Override
    public void connectionMade(DatagramTransport transport) {
      log.add("made");
    }

    @Override
    public void datagramReceived(ByteBuffer data, SocketAddress from) {
      log.add(UTF_8.decode(data).toString());
    }

    @Override
    public void errorReceived(IOException error) {
      log.add(error.getClass().getSimpleName());
    }

    @Override
    public void connectionLost(@Nullable Throwable reason) {
      log.add("lost");
      cause = reason;
      lost.setResult(true);
    }
  }

  @Async
  private static Coroutine<DatagramTransport> open(Recorder protocol) {
    return EventLoop.running().createDatagramEndpoint(() -> protocol, ANY_PORT);
  }

  private static InetSocketAddress address(DatagramTransport transport) {
    return (InetSocketAddress) Objects.requireNonNull(transport.localAddress());
  }

  @Async
  private static Coroutine<Void> untilNoted(Recorder protocol, int count) {
    while (protocol.log.size() < count) {
      await(yieldNow());
    }
    return done();
  }

  private static ByteBuffer bytes(String text) {
    return UTF_8.encode(text);
  }

  @Async
  private static Coroutine<Void> callbacks() {
    Recorder server = new Recorder();
    DatagramTransport receiver = await(open(server));
    Recorder client = new Recorder();
    DatagramOptions options = DatagramOptions.DEFAULT.withRemoteAddress(address(receiver));
    DatagramTransport sender =
        await(EventLoop.running().createDatagramEndpoint(() -> client, options));
    assertThat(sender.protocol()).isSameAs(client);
    ByteBuffer data = bytes("hello");
    sender.send(data);
    assertThat(data.hasRemaining()).isFalse();
    sender.sendTo(bytes("again"), address(receiver));
    receiver.sendTo(bytes(""), address(receiver));
    await(untilNoted(server, 4));
    assertThat(server.log).containsExactly("made", "hello", "again", "");
    receiver.close();
    receiver.close();
    assertThat(receiver.isClosing()).isTrue();
    assertThat(server.log).hasSize(4);
    await(server.lost);
    receiver.abort();
    sender.send(bytes("anybody?"));
    await(untilNoted(client, 2));
    assertThat(client.log).containsExactly("made", "PortUnreachableException");
    sender.abort();
    ByteBuffer late = bytes("too late");
    sender.send(late);
    assertThat(late.hasRemaining()).isFalse();
    await(client.lost);
    await(yieldNow());
    assertThat(server.log).containsExactly("made", "hello", "again", "", "lost");
    assertThat(client.log).hasSize(3).endsWith("lost");
    assertThat(client.cause).isNull();
    assertThat(sender.localAddress()).isNull();
    assertThat(sender.toString()).endsWith(", lost]");
    return done();
  }

  @Test
  void theCallbacksInTheirOrder() {
    Continuo.run(callbacks());
  }

  // ---- protocols that throw

  private static final class Choosy extends Recorder {
    @Override
    public void datagramReceived(ByteBuffer data, SocketAddress from) {
      super.datagramReceived(data, from);
      if (log.get(log.size() - 1).equals("bad")) {
        throw new AssertionError("cannot bear it");
      }
    }

    @Override
    public void errorReceived(IOException error) {
      super.errorReceived(error);
      throw new IllegalStateException("nor this", error);
    }
  }

  @Async
  private static Coroutine<Void> badDatagram() {
    List<ExceptionContext> reports = new ArrayList<>();
    EventLoop.running().setExceptionHandler((loop, context) -> reports.add(context));
    Choosy protocol = new Choosy();
    DatagramTransport transport = await(open(protocol));
    for (String each : List.of("good", "bad", "fine")) {
      transport.sendTo(bytes(each), address(transport));
    }
    await(untilNoted(protocol, 4));
    transport.sendTo(ByteBuffer.allocate(70_000), address(transport));
    assertThat(protocol.log).containsExactly("made", "good", "bad", "fine", "SocketException");
    assertThat(reports)
        .extracting(each -> String.valueOf(each.exception()))
        .containsExactly(
            "java.lang.AssertionError: cannot bear it",
            "java.lang.IllegalStateException: nor this");
    assertThat(reports.get(0).message())
        .startsWith("Exception in a protocol of DatagramTransport[/127.0.0.1:");
    assertThat(transport.isClosing()).isFalse();
    transport.close();
    await(protocol.lost);
    return done();
  }

  @Test
  void aBadDatagramIsReportedAndTheEndpointStaysOpen() {
    Continuo.run(badDatagram());
  }

  private static final class Stillborn extends Recorder {
    @Override
    public void connectionMade(DatagramTransport transport) {
      super.connectionMade(transport);
      throw new Error("not today");
    }
  }

  @Async
  private static Coroutine<Void> stillborn() {
    List<ExceptionContext> reports = new ArrayList<>();
    EventLoop.running().setExceptionHandler((loop, context) -> reports.add(context));
    Stillborn protocol = new Stillborn();
    DatagramTransport transport = await(open(protocol));
    assertThat(transport.isClosing()).isTrue();
    await(protocol.lost);
    assertThat(protocol.log).containsExactly("made", "lost");
    assertThat(protocol.cause).hasMessage("not today");
    assertThat(reports).singleElement().matches(each -> each.exception() == protocol.cause);
    try {
      await(
          EventLoop.running()
              .createDatagramEndpoint(
                  () -> {
                    throw new IllegalStateException("no protocol");
                  },
                  ANY_PORT));
      throw new AssertionError("there is no protocol");
    } catch (IllegalStateException e) {
      assertThat(e).hasMessage("no protocol");
    }
    return done();
  }

  @Test
  void aProtocolThatCannotBegin() {
    Continuo.run(stillborn());
  }

  private static final class OneIsEnough extends Recorder {
    private @Nullable DatagramTransport transport;

    @Override
    public void connectionMade(DatagramTransport made) {
      transport = made;
    }

    @Override
    public void datagramReceived(ByteBuffer data, SocketAddress from) {
      super.datagramReceived(data, from);
      assertThat(transport).isNotNull();
      transport.close();
    }
  }

  @Async
  private static Coroutine<Void> closesInCallback() {
    OneIsEnough protocol = new OneIsEnough();
    DatagramTransport transport = await(open(protocol));
    for (int i = 0; i < 10; i++) {
      transport.sendTo(bytes("x"), address(transport));
    }
    await(protocol.lost);
    assertThat(protocol.log).containsExactly("x", "lost");
    return done();
  }

  @Test
  void aProtocolThatClosesHearsOfNothingMore() {
    Continuo.run(closesInCallback());
  }

  // ---- a flood

  /** Notes how many datagrams come in one tick of the loop. */
  private static final class Counter extends Recorder {
    private int inThisTick;
    private int most;
    private int all;

    @Override
    public void datagramReceived(ByteBuffer data, SocketAddress from) {
      all++;
      most = Math.max(most, ++inThisTick);
    }

    void nextTick() {
      inThisTick = 0;
      if (!lost.done()) {
        EventLoop.running().callSoon(this::nextTick);
      }
    }
  }

  /** Sends until it is told to stop, and 10,000 datagrams at least. */
  private static int flood(SocketAddress target, AtomicBoolean stop) throws IOException {
    int count = 0;
    try (DatagramSocket socket = new DatagramSocket()) {
      while (count < 10_000 || !stop.get()) {
        socket.send(new DatagramPacket(new byte[100], 100, target));
        count++;
      }
    }
    return count;
  }

  @Async
  private static Coroutine<Void> flooded() {
    Counter protocol = new Counter();
    DatagramTransport transport = await(open(protocol));
    protocol.nextTick();
    AtomicBoolean stop = new AtomicBoolean();
    InetSocketAddress target = address(transport);
    var flood = createTask(toThread(() -> flood(target, stop)));
    for (int i = 0; i < 20; i++) { // would never be over if the flood came first
      await(sleep(Duration.ofMillis(5)));
    }
    stop.set(true);
    assertThat(await(flood)).isGreaterThanOrEqualTo(10_000);
    assertThat(protocol.all).isPositive();
    assertThat(protocol.most).isBetween(1, 64);
    transport.abort();
    await(protocol.lost);
    return done();
  }

  @Test
  void aFloodDoesNotKeepTimersFromTheirTurn() {
    Continuo.run(flooded());
  }

  @Test
  void anotherLoopIsRefused() {
    try (EventLoop other = EventLoop.create()) {
      assertThatThrownBy(() -> Continuo.run(other.createDatagramEndpoint(Recorder::new, ANY_PORT)))
          .hasMessage(
              "createDatagramEndpoint() was asked of another event loop than the one that runs");
    }
  }
}
