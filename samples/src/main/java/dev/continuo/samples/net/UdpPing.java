package dev.continuo.samples.net;

import static dev.continuo.Continuo.*;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import dev.continuo.Coroutine;
import dev.continuo.DeadlineExceededException;
import dev.continuo.Task;
import dev.continuo.annotation.Async;
import dev.continuo.net.Datagram;
import dev.continuo.net.DatagramEndpoint;
import dev.continuo.net.DatagramOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.LongSummaryStatistics;

/**
 * Measures how long datagrams take there and back: {@code ./sample net/udp-ping} asks a server of
 * its own, {@code ./sample net/udp-ping HOST PORT} one that sends back what comes.
 *
 * <p>Datagrams may be lost, doubled, or late: each carries a number, an answer with another number
 * is not counted, and what has not come within a second is lost.
 */
class UdpPing {

  private static final int COUNT = 10;
  private static final Duration PACE = ofMillis(20);
  private static final Duration PATIENCE = ofSeconds(1);

  /** What came of some pings. */
  record Result(int sent, List<Duration> times) {
    int lost() {
      return sent - times.size();
    }

    @Override
    public String toString() {
      String loss = "%d sent, %d lost".formatted(sent, lost());
      if (times.isEmpty()) {
        return loss;
      }
      LongSummaryStatistics nanos = times.stream().mapToLong(Duration::toNanos).summaryStatistics();
      return String.format(
          Locale.ROOT,
          "%s; min/avg/max %.3f/%.3f/%.3f ms",
          loss,
          nanos.getMin() / 1e6,
          nanos.getAverage() / 1e6,
          nanos.getMax() / 1e6);
    }
  }

  /** Sends back what comes. */
  @Async
  static Coroutine<Void> echo(DatagramEndpoint server) {
    for (Datagram each : each(server)) {
      await(server.send(each.data(), each.sender()));
    }
    return done();
  }

  /** The next answer with this number. */
  @Async
  private static Coroutine<Datagram> answer(DatagramEndpoint client, String number) {
    while (true) {
      Datagram answer = await(client.receive());
      if (answer.text().equals(number)) {
        return value(answer);
      }
    }
  }

  @Async
  static Coroutine<Result> ping(String host, int port, int count, Duration patience) {
    List<Duration> times = new ArrayList<>();
    DatagramOptions options = DatagramOptions.connected(host, port);
    try (DatagramEndpoint client = await(DatagramEndpoint.open(options))) {
      for (int i = 1; i <= count; i++) {
        String number = "ping " + i;
        long begin = System.nanoTime();
        try {
          await(client.send(number), IOException.class);
          await(waitFor(answer(client, number), patience));
          times.add(Duration.ofNanos(System.nanoTime() - begin));
        } catch (DeadlineExceededException e) {
          System.out.println(number + " is lost");
        } catch (IOException e) {
          System.out.println(number + ": " + e.getMessage());
        }
        await(sleep(PACE));
      }
    }
    return value(new Result(count, times));
  }

  @Async
  static Coroutine<Void> pingMyself() {
    DatagramOptions anyPort = DatagramOptions.bound("localhost", 0);
    try (DatagramEndpoint server = await(DatagramEndpoint.open(anyPort))) {
      Task<Void> echo = createTask(echo(server));
      System.out.println(await(ping("localhost", server.port(), COUNT, PATIENCE)));
      await(server.closeAsync());
      await(echo);
    }
    return done();
  }

  @Async
  static Coroutine<Void> pingOther(String host, int port) {
    System.out.println(await(ping(host, port, COUNT, PATIENCE)));
    return done();
  }

  public static void main(String[] args) {
    run(args.length < 2 ? pingMyself() : pingOther(args[0], Integer.parseInt(args[1])));
  }
}
