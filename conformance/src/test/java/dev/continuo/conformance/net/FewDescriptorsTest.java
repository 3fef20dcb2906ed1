package dev.continuo.conformance.net;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * More connections than file descriptors: the server serves as many as it can, says so once a
 * second, and takes the others when there is room.
 */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class FewDescriptorsTest {

  private static final int FILES = 100;
  private static final int CLIENTS = 180;
  private static final int PATIENCE_MILLIS = 60_000;
  private static final Path SHELL = Path.of("/bin/sh");

  /** A client, not one of ours. */
  private record Client(Socket socket, BufferedReader input) implements AutoCloseable {
    static Client connect(int port) throws IOException {
      Socket socket = new Socket(Addresses.IPV4, port);
      socket.setSoTimeout(PATIENCE_MILLIS);
      return new Client(
          socket, new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8)));
    }

    void write(String line) throws IOException {
      socket.getOutputStream().write((line + "\n").getBytes(UTF_8));
    }

    String ask(String line) throws IOException {
      write(line);
      return input.readLine();
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  private static Process startServer() throws IOException {
    return new ProcessBuilder(
            SHELL.toString(),
            "-c",
            "ulimit -n " + FILES + " && exec \"$0\" \"$@\"",
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            CrowdedServer.class.getName())
        .redirectErrorStream(true)
        .start();
  }

  private static int number(BufferedReader output, String word) throws IOException {
    String line = output.readLine();
    assertThat(line).startsWith(word + " ");
    return Integer.parseInt(line.substring(word.length() + 1));
  }

  @Test
  void theServerPausesAndRecovers() throws Exception {
    assumeTrue(Files.isExecutable(SHELL), "no " + SHELL + " that could limit the descriptors");
    Process server = startServer();
    List<Client> clients = new ArrayList<>();
    try (BufferedReader output =
        new BufferedReader(new InputStreamReader(server.getInputStream(), UTF_8))) {
      int port = number(output, "PORT");
      int filesBefore;
      try (Client first = Client.connect(port)) {
        filesBefore = Integer.parseInt(first.ask("files"));
      }
      for (int i = 0; i < CLIENTS; i++) {
        Client client = Client.connect(port);
        clients.add(client);
        client.write("client " + i);
      }
      long begin = System.nanoTime();
      String report = output.readLine();
      assertThat(report)
          .startsWith("REPORT cannot accept a connection at /127.0.0.1:" + port)
          .endsWith(", and tries again in 1 s");

      // Those that have come in are served, as far as the limit goes.
      assertThat(clients.get(0).input.readLine()).isEqualTo("client 0");
      int served = Integer.parseInt(clients.get(0).ask("connections"));
      assertThat(served).isBetween(20, FILES - 10);
      for (int i = 1; i < served; i++) {
        assertThat(clients.get(i).input.readLine()).isEqualTo("client " + i);
      }
      assertThat(clients.get(served / 2).ask("still there?")).isEqualTo("still there?");

      // As they leave the others come in.
      for (Client client : clients.subList(0, served)) {
        client.close();
      }
      for (int i = served; i < CLIENTS; i++) {
        try (Client client = clients.get(i)) {
          assertThat(client.input.readLine()).isEqualTo("client " + i);
        }
      }
      long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begin);

      // Nothing is left of the crowd.
      try (Client last = Client.connect(port)) {
        while (!last.ask("connections").equals("1")) {
          Thread.onSpinWait(); // it still closes the last ones
        }
        assertThat(Integer.parseInt(last.ask("files"))).isLessThan(filesBefore + 20);
        assertThat(last.ask("stop")).isEqualTo("stopped");
      }
      List<String> reports = output.lines().toList();
      assertThat(reports).allMatch(line -> line.equals(report));
      assertThat(reports.size()).isLessThanOrEqualTo((int) seconds + 1);
      assertThat(server.waitFor()).isZero();
    } finally {
      server.destroyForcibly();
      for (Client each : clients) {
        each.close();
      }
    }
  }
}
