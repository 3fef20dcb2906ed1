package dev.continuo.benchmarks.echo;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * The client, in a process of its own: some connections, each with one message under way.
 *
 * <p>With a rate each connection has a timetable, and the time of an answer counts from when its
 * message should have been sent: a server that stops for a while is charged for all who had to
 * wait. It does not sleep then: a core is its own.
 */
final class EchoLoad {

  private final Selector selector;
  private final int size;
  private final long periodNanos;
  private final ByteBuffer message;
  private final Histogram latencies = new Histogram(TimeUnit.MINUTES.toNanos(1), 3);
  private final List<Client> clients = new ArrayList<>();
  private boolean counts;

  private EchoLoad(Selector selector, int size, long periodNanos) {
    this.selector = selector;
    this.size = size;
    this.periodNanos = periodNanos;
    this.message = ByteBuffer.allocateDirect(size);
  }

  /** One connection. */
  private static final class Client {
    final SocketChannel channel;
    long due;
    int missing;

    Client(SocketChannel channel) {
      this.channel = channel;
    }
  }

  /**
   * Asks a server.
   *
   * @param args port, connections, bytes of a message, seconds to warm up, seconds to measure,
   *     messages per second (0: as many as possible)
   */
  public static void main(String[] args) throws IOException {
    int port = Integer.parseInt(args[0]);
    int connections = Integer.parseInt(args[1]);
    int size = Integer.parseInt(args[2]);
    long warmUp = TimeUnit.SECONDS.toNanos(Long.parseLong(args[3]));
    long measured = TimeUnit.SECONDS.toNanos(Long.parseLong(args[4]));
    long rate = Long.parseLong(args[5]);
    try (Selector selector = Selector.open()) {
      EchoLoad load =
          new EchoLoad(
              selector, size, rate == 0 ? 0 : TimeUnit.SECONDS.toNanos(connections) / rate);
      load.connect(port, connections);
      load.run(System.nanoTime() + warmUp);
      load.counts = true;
      // for who reads the server's processor time
      System.out.println("measuring");
      long start = System.nanoTime();
      load.run(start + measured);
      double seconds = (System.nanoTime() - start) / 1e9;
      Histogram seen = load.latencies;
      System.out.printf(
          "%.0f %.2f %.2f %.2f %.2f%n",
          seen.getTotalCount() / seconds,
          seen.getValueAtPercentile(50) / 1e3,
          seen.getValueAtPercentile(99) / 1e3,
          seen.getValueAtPercentile(99.9) / 1e3,
          seen.getMaxValue() / 1e3);
    }
  }

  private void connect(int port, int connections) throws IOException {
    long now = System.nanoTime();
    for (int i = 0; i < connections; i++) {
      SocketChannel channel =
          SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.configureBlocking(false);
      Client client = new Client(channel);
      channel.register(selector, SelectionKey.OP_READ, client);
      clients.add(client);
      client.due = now + periodNanos * i / connections;
      if (periodNanos == 0) {
        send(client, now);
      }
    }
  }

  private void run(long until) throws IOException {
    while (System.nanoTime() < until) {
      if (periodNanos == 0) {
        selector.select(this::selected, 100);
      } else {
        sendDue();
        selector.selectNow(this::selected);
      }
    }
  }

  private void sendDue() throws IOException {
    for (Client client : clients) {
      if (client.missing == 0 && client.due <= System.nanoTime()) {
        send(client, client.due);
      }
    }
  }

  private void send(Client client, long due) throws IOException {
    client.due = due;
    client.missing = size;
    message.clear();
    client.channel.write(message);
    if (message.hasRemaining()) {
      throw new IOException("a message of " + size + " bytes does not fit into an empty socket");
    }
  }

  private void selected(SelectionKey key) {
    Client client = (Client) key.attachment();
    try {
      message.clear();
      int count = client.channel.read(message);
      if (count < 0) {
        throw new EOFException("the server closed a connection");
      }
      client.missing -= count;
      if (client.missing > 0) {
        return;
      }
      long now = System.nanoTime();
      if (counts) {
        latencies.recordValue(now - client.due);
      }
      if (periodNanos == 0) {
        send(client, now);
      } else {
        client.due += periodNanos;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
