package dev.continuo.internal.net;

import static org.assertj.core.api.Assertions.assertThat;

import dev.continuo.EventLoop;
import dev.continuo.internal.DefaultLoop;
import dev.continuo.internal.IoRegistration;
import dev.continuo.net.DatagramProtocol;
import dev.continuo.net.DatagramTransport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Datagrams that the system does not take yet, which no loopback shows. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class FullDatagramBufferTest {

  private static final class Recorder implements DatagramProtocol {
    final List<String> log = new ArrayList<>();

    @Override
    public void connectionMade(DatagramTransport transport) {}

    @Override
    public void datagramReceived(ByteBuffer data, SocketAddress from) {}

    @Override
    public void pauseWriting() {
      log.add("pause");
    }

    @Override
    public void resumeWriting() {
      log.add("resume");
    }

    @Override
    public void connectionLost(@Nullable Throwable cause) {
      log.add("lost");
    }
  }

  private final FullChannel channel = new FullChannel();
  private final Recorder protocol = new Recorder();
  private @Nullable Throwable failure;

  /** Runs a body with a transport on the loop's thread. */
  private void with(Body body) {
    try (EventLoop loop = EventLoop.standard()) {
      loop.setExceptionHandler((l, context) -> failure = context.exception());
      loop.callSoon(
          () -> {
            try {
              DefaultLoop known = DefaultLoop.running();
              // Watched is a real socket, which is ready; written to is the other.
              DatagramChannel watched = DatagramChannel.open().bind(null);
              IoRegistration registration = known.io().register(watched, Nobody.INSTANCE);
              body.run(new DatagramSocketTransport(known, channel, registration, protocol));
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            } finally {
              loop.callSoon(loop::stop);
            }
          });
      loop.runForever();
    }
    assertThat(failure).isNull();
  }

  private interface Body {
    void run(DatagramSocketTransport transport);
  }

  private static void send(DatagramSocketTransport transport, String text, int port) {
    ByteBuffer data = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    transport.sendTo(data, new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    assertThat(data.hasRemaining()).isFalse();
  }

  @Test
  void whatIsNotTakenWaitsInOrderAndClosingWaitsForIt() {
    with(
        transport -> {
          channel.room = 1;
          send(transport, "a", 1);
          send(transport, "bb", 2);
          send(transport, "", 3); // an empty one waits behind the others
          send(transport, "c", 4);
          assertThat(channel.sent).containsExactly("a to 1");
          assertThat(transport.bufferedBytes()).isEqualTo(3 + 3 * 8);
          assertThat(transport.toString()).endsWith(", 27 bytes to send]");

          channel.room = 1;
          transport.ready(SelectionKey.OP_WRITE);
          assertThat(channel.sent).containsExactly("a to 1", "bb to 2");
          transport.close();
          send(transport, "too late", 5);
          assertThat(transport.isLost()).isFalse();

          channel.room = 10;
          transport.ready(SelectionKey.OP_WRITE);
          assertThat(channel.sent).containsExactly("a to 1", "bb to 2", " to 3", "c to 4");
          assertThat(transport.isLost()).isTrue();
          assertThat(transport.bufferedBytes()).isZero();
        });
    assertThat(protocol.log).containsExactly("lost");
  }

  @Test
  void theProtocolIsToldWhenToPauseAndAbortDropsTheRest() {
    with(
        transport -> {
          transport.setWriteBufferLimits(10, 20);
          send(transport, "12", 1);
          send(transport, "34", 1);
          assertThat(protocol.log).isEmpty();
          send(transport, "5", 1);
          assertThat(protocol.log).containsExactly("pause");
          channel.room = 1;
          transport.ready(SelectionKey.OP_WRITE);
          assertThat(protocol.log).containsExactly("pause");
          channel.room = 1;
          transport.ready(SelectionKey.OP_WRITE);
          assertThat(protocol.log).containsExactly("pause", "resume");
          transport.abort();
          assertThat(transport.bufferedBytes()).isZero();
          channel.room = 1;
          transport.ready(SelectionKey.OP_WRITE);
          assertThat(channel.sent).hasSize(2);
        });
    assertThat(protocol.log).containsExactly("pause", "resume", "lost");
  }

  @Test
  void aTurnSendsABoundedNumber() {
    with(
        transport -> {
          for (int i = 0; i < 100; i++) {
            send(transport, "x", 1);
          }
          channel.room = 100;
          transport.ready(SelectionKey.OP_WRITE);
          assertThat(channel.sent).hasSize(64);
          transport.ready(SelectionKey.OP_WRITE);
          assertThat(channel.sent).hasSize(100);
        });
  }
}
