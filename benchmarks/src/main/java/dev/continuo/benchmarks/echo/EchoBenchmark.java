package dev.continuo.benchmarks.echo;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Runs all contestants in turn, several times, and prints a table in Markdown:
 *
 * <pre>
 * java -cp benchmarks/target/benchmarks.jar dev.continuo.benchmarks.echo.EchoBenchmark [short|long]
 * </pre>
 */
final class EchoBenchmark {

  private static final int CONNECTIONS = 64;
  private static final int MESSAGE = 64;
  private static final int RATE = 20_000;
  private static final int IDLE = 10_000;

  private final int rounds;
  private final int warmUp;
  private final int seconds;

  private EchoBenchmark(int rounds, int warmUp, int seconds) {
    this.rounds = rounds;
    this.warmUp = warmUp;
    this.seconds = seconds;
  }

  /** What one contestant's runs gave; each figure once for each round. */
  private static final class Results {
    final List<Double> requests = new ArrayList<>();
    final List<Double> cpu = new ArrayList<>();
    final List<double[]> atRate = new ArrayList<>();
    double idleHeap = Double.NaN;
    double idleResident = Double.NaN;
  }

  public static void main(String[] args) throws Exception {
    String length = args.length == 0 ? "short" : args[0];
    EchoBenchmark benchmark =
        switch (length) {
          case "short" -> new EchoBenchmark(3, 4, 4);
          case "long" -> new EchoBenchmark(7, 10, 10);
          default -> throw new IllegalArgumentException("short or long, not " + length);
        };
    Path folder = Files.createTempDirectory("echo");
    benchmark.run(Contestant.all(folder));
  }

  private void run(List<Contestant> contestants) throws Exception {
    Map<Contestant, Results> results = new LinkedHashMap<>();
    for (int round = 1; round <= rounds; round++) {
      for (Contestant each : contestants) {
        System.err.printf("round %d of %d: %s%n", round, rounds, each.name());
        Results seen = results.computeIfAbsent(each, any -> new Results());
        asMuchAsPossible(each, seen);
        seen.atRate.add(atFixedRate(each));
        if (round == 1) {
          idle(each, seen);
        }
      }
    }
    print(results);
  }

  private void asMuchAsPossible(Contestant contestant, Results results) throws Exception {
    try (ServerProcess server = new ServerProcess(contestant)) {
      Process load = load(server, 0);
      BufferedReader out = ServerProcess.reader(load);
      expect("measuring", out.readLine());
      double before = server.cpuMicros();
      double perSecond = figures(out)[0];
      results.requests.add(perSecond);
      results.cpu.add((server.cpuMicros() - before) / (perSecond * seconds));
      load.waitFor();
    }
  }

  private double[] atFixedRate(Contestant contestant) throws Exception {
    try (ServerProcess server = new ServerProcess(contestant)) {
      Process load = load(server, RATE);
      BufferedReader out = ServerProcess.reader(load);
      expect("measuring", out.readLine());
      double[] figures = figures(out);
      load.waitFor();
      return figures;
    }
  }

  private Process load(ServerProcess server, int rate) throws IOException {
    return ServerProcess.start(
        1,
        Contestant.jvm(
            EchoLoad.class,
            String.valueOf(server.port),
            String.valueOf(CONNECTIONS),
            String.valueOf(MESSAGE),
            String.valueOf(warmUp),
            String.valueOf(seconds),
            String.valueOf(rate)));
  }

  private static double[] figures(BufferedReader out) throws IOException {
    String line = out.readLine();
    if (line == null) {
      throw new IOException("the client failed");
    }
    return Arrays.stream(line.trim().split(" ")).mapToDouble(Double::parseDouble).toArray();
  }

  private static void expect(String expected, String line) throws IOException {
    if (!expected.equals(line)) {
      throw new IOException("the client failed: " + line);
    }
  }

  /** What connections keep that have echoed one message and then say nothing. */
  private static void idle(Contestant contestant, Results results) throws Exception {
    List<SocketChannel> connections = new ArrayList<>();
    try (ServerProcess server = new ServerProcess(contestant)) {
      connections.add(connected(server.port));
      long heap = contestant.isJava() ? server.heap() : 0;
      long resident = server.resident();
      for (int i = 0; i < IDLE; i++) {
        connections.add(connected(server.port));
      }
      if (contestant.isJava()) {
        results.idleHeap = (double) (server.heap() - heap) / IDLE;
      }
      if (resident >= 0) {
        results.idleResident = (double) (server.resident() - resident) / IDLE;
      }
    } finally {
      for (SocketChannel each : connections) {
        each.close();
      }
    }
  }

  private static SocketChannel connected(int port) throws IOException {
    SocketChannel channel =
        SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    ByteBuffer message = ByteBuffer.allocate(MESSAGE);
    channel.write(message);
    message.clear();
    while (message.hasRemaining()) {
      if (channel.read(message) < 0) {
        throw new IOException("the server closed a connection");
      }
    }
    return channel;
  }

  private void print(Map<Contestant, Results> results) {
    System.out.printf(
        "%n%s, Java %s on %s %s, %d cores%s; %d connections, %d bytes, median of %d rounds of %d s%n%n",
        LocalDate.now(java.time.ZoneId.systemDefault()),
        Runtime.version(),
        System.getProperty("os.name"),
        System.getProperty("os.version"),
        Runtime.getRuntime().availableProcessors(),
        ServerProcess.PINS ? ", the server on one of its own" : "",
        CONNECTIONS,
        MESSAGE,
        rounds,
        seconds);
    System.out.printf(
        "| echo server | requests/s | ÷ by hand | server's µs/request | at %,d/s: p50 µs | p99 | p99.9 | max |"
            + " idle connection: heap bytes | resident bytes |%n|---|---|---|---|---|---|---|---|---|---|%n",
        RATE);
    double byHand = median(results.values().iterator().next().requests);
    results.forEach(
        (contestant, seen) ->
            System.out.printf(
                Locale.ROOT,
                "| %s | %,.0f | %.2f | %.2f | %.0f | %.0f | %.0f | %.0f | %s | %s |%n",
                contestant.name(),
                median(seen.requests),
                median(seen.requests) / byHand,
                median(seen.cpu),
                medianOf(seen.atRate, 1),
                medianOf(seen.atRate, 2),
                medianOf(seen.atRate, 3),
                medianOf(seen.atRate, 4),
                orNothing(seen.idleHeap),
                orNothing(seen.idleResident)));
  }

  private static String orNothing(double figure) {
    return Double.isNaN(figure) ? "" : String.format(Locale.ROOT, "%,.0f", figure);
  }

  private static double medianOf(List<double[]> rows, int column) {
    return median(rows.stream().map(row -> row[column]).toList());
  }

  private static double median(List<Double> figures) {
    List<Double> sorted = figures.stream().sorted().toList();
    int half = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(half)
        : (sorted.get(half - 1) + sorted.get(half)) / 2;
  }
}
