package dev.continuo.samples.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Connections over time: many requests, slow clients, files that change, the end of the server. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ConnectionsTest {

  /** More than all buffers of the system together. */
  private static final int LARGE = 32 << 20;

  private static final Duration SOON = ofMillis(300);
  private static final Duration NEVER = Duration.ofHours(1);
  private static final String GET_A = "GET /a.txt HTTP/1.1\r\nHost: x\r\n\r\n";
  private static final String GET_LARGE = "GET /large HTTP/1.1\r\nHost: x\r\n\r\n";
  private static final String LAST = "Connection: close\r\n\r\n";

  @TempDir private Path root;

  @BeforeEach
  void files() throws IOException {
    Files.writeString(root.resolve("a.txt"), "hello\n");
    try (RandomAccessFile file = new RandomAccessFile(root.resolve("large").toFile(), "rw")) {
      file.setLength(LARGE); // of zeros that take no room
      file.seek(LARGE - 1);
      file.write(7);
    }
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(ISO_8859_1));
  }

  private static String answer(Socket socket) throws IOException {
    InputStream in = socket.getInputStream();
    String status = Served.line(in);
    byte[] body = in.readNBytes((int) Served.head(in));
    return status + " " + new String(body, ISO_8859_1).strip();
  }

  /** A client that has asked for the large file, and does not read it. */
  private static Socket asksForLarge(Served served) throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(1 << 18);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), served.port));
    send(socket, GET_LARGE);
    return socket;
  }

  private static void awaitBacklog(Served served) throws Exception {
    while (served.bufferedBytes() == 0) {
      Thread.onSpinWait();
    }
  }

  @Test
  void aConnectionServesManyRequests() throws Exception {
    try (Served served = new Served(root);
        Socket socket = served.connect()) {
      for (int i = 0; i < 3; i++) {
        send(socket, GET_A);
        assertThat(answer(socket)).isEqualTo("HTTP/1.1 200 OK hello");
      }
      send(socket, "GET /no HTTP/1.1\r\nHost: x\r\n\r\n");
      assertThat(answer(socket)).isEqualTo("HTTP/1.1 404 Not Found 404 Not Found");
      send(socket, "HEAD /a.txt HTTP/1.1\r\nHost: x\r\n\r\n" + GET_A);
      assertThat(Served.line(socket.getInputStream())).contains("200");
      assertThat(Served.head(socket.getInputStream())).isEqualTo(6);
      assertThat(answer(socket)).isEqualTo("HTTP/1.1 200 OK hello");
      send(socket, "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nGET /" + GET_A);
      assertThat(answer(socket)).contains("405");
      assertThat(answer(socket)).isEqualTo("HTTP/1.1 200 OK hello");
      send(socket, "GET /a.txt HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n");
      assertThat(answer(socket)).isEqualTo("HTTP/1.1 200 OK hello");
      send(socket, "GET /a.txt HTTP/1.0\r\n\r\n");
      assertThat(answer(socket)).isEqualTo("HTTP/1.1 200 OK hello");
      assertThat(socket.getInputStream().read()).isNegative();
    }
  }

  @Test
  void aThousandRequestsAtOnceAreAnsweredInOrder() throws Exception {
    StringBuilder requests = new StringBuilder();
    for (int i = 0; i < 1000; i++) {
      Files.writeString(root.resolve(i + ".txt"), "file " + i);
      requests.append(GET_A.replace("/a.", "/" + i + "."));
    }
    try (Served served = new Served(root);
        Socket socket = served.connect()) {
      send(socket, requests.toString());
      socket.shutdownOutput();
      for (int i = 0; i < 1000; i++) {
        assertThat(answer(socket)).isEqualTo("HTTP/1.1 200 OK file " + i);
      }
      assertThat(socket.getInputStream().read()).isNegative();
    }
  }

  @Test
  void nothingIsReadAfterARequestThatCannotBeUnderstood() throws Exception {
    try (Served served = new Served(root)) {
      assertThat(Served.statuses(served.raw(GET_A + "nonsense\r\n\r\n" + GET_A)))
          .containsExactly(200, 400);
      assertThat(Served.statuses(served.raw(GET_A.replace("\r\n\r\n", "\r\n" + LAST) + GET_A)))
          .containsExactly(200);
    }
  }

  @Test
  void aClientThatSendsOnGetsTheErrorAllTheSame() throws Exception {
    try (Served served = new Served(root);
        Socket socket = served.connect()) {
      send(socket, "PUT /a.txt HTTP/1.1\r\nHost: x\r\nContent-Length: 9000000\r\n\r\n");
      send(socket, "x".repeat(3_000_000));
      assertThat(answer(socket)).startsWith("HTTP/1.1 413 ");
    }
  }

  @Test
  void aClientThatWaitsIsToldToContinue() throws Exception {
    try (Served served = new Served(root);
        Socket socket = served.connect()) {
      String expects = "Host: x\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n";
      send(socket, "GET /a.txt HTTP/1.1\r\n" + expects);
      assertThat(answer(socket)).isEqualTo("HTTP/1.1 100 Continue ");
      send(socket, "abc");
      assertThat(answer(socket)).isEqualTo("HTTP/1.1 200 OK hello");
      send(socket, "PUT /a.txt HTTP/1.1\r\n" + expects);
      assertThat(answer(socket)).startsWith("HTTP/1.1 405 ");
      assertThat(socket.getInputStream().read()).isNegative(); // "abc" would be a request
    }
  }

  @Test
  void aHeaderThatComesByteAfterByteForTooLong() throws Exception {
    try (Served served = new Served(root, Limits.DEFAULT.withHeadTime(SOON));
        Socket socket = served.connect()) {
      assertThat(drip(socket, "GET /a.txt HTTP/1.1\r\nA: ")).isEqualTo('H');
      assertThat(Served.line(socket.getInputStream())).isEqualTo("TTP/1.1 408 Request Timeout");
    }
  }

  @Test
  void aBodyThatComesByteAfterByteForTooLong() throws Exception {
    try (Served served = new Served(root, Limits.DEFAULT.withBodyTime(SOON));
        Socket socket = served.connect()) {
      String head = "GET /a.txt HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n";
      assertThat(drip(socket, head)).isEqualTo('H');
      assertThat(Served.line(socket.getInputStream())).isEqualTo("TTP/1.1 408 Request Timeout");
    }
  }

  /** Sends a byte now and then until something comes back. */
  private static int drip(Socket socket, String begin) throws IOException {
    send(socket, begin);
    socket.setSoTimeout(20);
    while (true) {
      try {
        return socket.getInputStream().read();
      } catch (SocketTimeoutException e) {
        socket.getOutputStream().write('x');
      }
    }
  }

  @Test
  void anIdleConnectionIsClosedWithoutAWord() throws Exception {
    try (Served served = new Served(root, Limits.DEFAULT.withIdle(SOON));
        Socket socket = served.connect()) {
      send(socket, GET_A);
      assertThat(answer(socket)).isEqualTo("HTTP/1.1 200 OK hello");
      assertThat(socket.getInputStream().read()).isNegative();
      assertThat(served.raw("")).isEmpty();
    }
  }

  @Test
  void aClientThatTakesNothingIsGivenUp() throws Exception {
    try (Served served = new Served(root, Limits.DEFAULT.withStall(SOON));
        Socket socket = asksForLarge(served)) {
      awaitBacklog(served);
      while (served.openConnections() > 0) {
        Thread.onSpinWait();
      }
      assertThat(readAll(socket)).isLessThan(LARGE);
    }
  }

  /** How much of the body comes before the end, or a reset. */
  private static long readAll(Socket socket) throws IOException {
    InputStream in = socket.getInputStream();
    byte[] block = new byte[1 << 16];
    long total = 0;
    try {
      assertThat(Served.line(in)).contains(" 200 ");
      assertThat(Served.head(in)).isEqualTo(LARGE);
      for (int count = in.read(block); count >= 0; count = in.read(block)) {
        total += count;
      }
    } catch (java.net.SocketException e) {
      assertThat(e).hasMessageContaining("reset");
    }
    return total;
  }

  @Test
  void slowClientsGetAllAndTheMemoryStaysFlat() throws Exception {
    try (Served served = new Served(root)) {
      List<Socket> clients = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        clients.add(asksForLarge(served));
      }
      awaitBacklog(served);
      int most = clients.size() * 2 * ResponseWriter.BLOCK;
      for (Socket each : clients) {
        InputStream in = each.getInputStream();
        assertThat(Served.line(in)).contains(" 200 ");
        assertThat(Served.head(in)).isEqualTo(LARGE);
        byte last = 0;
        for (int read = 0; read < LARGE; read += 1 << 20) {
          byte[] block = in.readNBytes(1 << 20);
          assertThat(block).hasSize(1 << 20);
          last = block[block.length - 1];
          assertThat(served.bufferedBytes()).isLessThanOrEqualTo(most);
        }
        assertThat(last).isEqualTo((byte) 7);
        each.close();
      }
    }
  }

  @Test
  void aFileThatIsCutMeanwhileEndsTheConnection() throws Exception {
    try (Served served = new Served(root);
        Socket socket = asksForLarge(served)) {
      awaitBacklog(served);
      try (FileChannel file = FileChannel.open(root.resolve("large"), StandardOpenOption.WRITE)) {
        file.truncate(LARGE / 2);
      }
      assertThat(readAll(socket)).isLessThan(LARGE);
    }
  }

  @Test
  void aFileThatGrowsMeanwhileIsSentAsLongAsItWas() throws Exception {
    try (Served served = new Served(root);
        Socket socket = asksForLarge(served)) {
      awaitBacklog(served);
      Files.write(root.resolve("large"), new byte[1000], StandardOpenOption.APPEND);
      InputStream in = socket.getInputStream();
      assertThat(Served.line(in)).contains(" 200 ");
      in.skipNBytes(Served.head(in));
      send(socket, GET_A); // on the same connection: the next byte belongs to the next answer
      assertThat(answer(socket)).isEqualTo("HTTP/1.1 200 OK hello");
    }
  }

  @Test
  void tooManyConnections() throws Exception {
    try (Served served = new Served(root, Limits.DEFAULT.withConnections(2));
        Socket first = served.connect();
        Socket second = served.connect()) {
      send(first, GET_A);
      assertThat(answer(first)).contains("200");
      send(second, GET_A);
      assertThat(answer(second)).contains("200");
      assertThat(served.raw(GET_A)).startsWith("HTTP/1.1 503 ").contains("\r\nRetry-After: ");
      second.shutdownOutput();
      while (served.openConnections() > 1) {
        Thread.onSpinWait();
      }
      assertThat(served.raw(GET_A.replace("\r\n\r\n", "\r\n" + LAST))).startsWith("HTTP/1.1 200 ");
    }
  }

  @Test
  void aServerThatStopsEndsItsAnswersFirst() throws Exception {
    try (Served served = new Served(root, Limits.DEFAULT.withIdle(NEVER).withGrace(NEVER));
        Socket idle = served.connect();
        Socket busy = asksForLarge(served)) {
      send(idle, GET_A);
      assertThat(answer(idle)).contains("200");
      awaitBacklog(served);
      served.stop();
      assertThat(idle.getInputStream().read()).isNegative();
      assertThatThrownBy(served::connect).isInstanceOf(ConnectException.class);
      assertThat(readAll(busy)).isEqualTo(LARGE);
      busy.shutdownOutput();
      served.awaitEnd();
      assertThat(served.log()).contains("\"GET /large HTTP/1.1\" 200 " + LARGE);
    }
  }

  @Test
  void aServerThatStopsDoesNotWaitForEver() throws Exception {
    try (Served served = new Served(root, Limits.DEFAULT.withGrace(SOON).withStall(NEVER));
        Socket busy = asksForLarge(served)) {
      awaitBacklog(served);
      served.stop();
      served.awaitEnd();
      assertThat(readAll(busy)).isLessThan(LARGE);
    }
  }

  @Test
  void clientsThatResetLeaveNothingBehind() throws Exception {
    try (Served served = new Served(root)) {
      for (int i = 0; i < 20; i++) {
        try (Socket socket = asksForLarge(served)) {
          OutputStream out = socket.getOutputStream();
          out.write(i % 2 == 0 ? "GET /".getBytes(ISO_8859_1) : GET_A.getBytes(ISO_8859_1));
          socket.setSoLinger(true, 0);
        }
      }
      while (served.openConnections() > 0) {
        Thread.onSpinWait();
      }
      assertThat(served.raw(GET_A.replace("\r\n\r\n", "\r\n" + LAST))).startsWith("HTTP/1.1 200 ");
    }
    if (Files.isDirectory(Path.of("/proc/self/fd"))) {
      try (var open = Files.list(Path.of("/proc/self/fd"))) {
        assertThat(open.map(ConnectionsTest::target).toList())
            .doesNotContain(root.resolve("large").toString());
      }
    }
  }

  private static String target(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException e) {
      return "closed meanwhile";
    }
  }
}
