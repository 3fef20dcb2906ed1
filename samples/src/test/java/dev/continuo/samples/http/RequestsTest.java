package dev.continuo.samples.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Requests as bytes, and the status of their answers. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class RequestsTest {

  private static final String HOST = "Host: x\r\n";
  private static final String CLOSE = "Connection: close\r\n";

  @TempDir private static Path root;
  private static Served served;

  @BeforeAll
  static void start() throws Exception {
    Files.writeString(root.resolve("a.txt"), "hello\n");
    Files.writeString(root.resolve("a b&é.txt"), "spaces\n");
    Files.writeString(root.resolve(".secret"), "secret\n");
    Files.createDirectory(root.resolve("folder"));
    served = new Served(root, Limits.DEFAULT.withBody(100));
  }

  @AfterAll
  static void stop() {
    served.close();
  }

  private static String get(String target, String... fields) {
    return request("GET", target, fields);
  }

  private static String request(String method, String target, String... fields) {
    StringBuilder lines = new StringBuilder(method + " " + target + " HTTP/1.1\r\n" + HOST);
    for (String each : fields) {
      lines.append(each).append("\r\n");
    }
    return lines.append(CLOSE).append("\r\n").toString();
  }

  static Stream<Arguments> requests() {
    return Stream.of(
        // request line
        arguments(200, get("/a.txt")),
        arguments(200, "\r\n" + get("/a.txt")),
        arguments(400, "\r\n\r\n" + get("/a.txt")),
        arguments(200, get("/a.txt?q=../..")),
        arguments(200, "GET /a.txt HTTP/1.0\r\n\r\n"),
        arguments(200, "GET /a.txt HTTP/1.9\r\n" + HOST + CLOSE + "\r\n"),
        arguments(505, "GET /a.txt HTTP/2.0\r\n" + HOST + "\r\n"),
        arguments(400, "GET /a.txt HTTP/1\r\n" + HOST + "\r\n"),
        arguments(400, "GET /a.txt http/1.1\r\n" + HOST + "\r\n"),
        arguments(400, "GET /a.txt\r\n" + HOST + "\r\n"),
        arguments(400, "GET  /a.txt HTTP/1.1\r\n" + HOST + "\r\n"),
        arguments(400, "GET /a.txt HTTP/1.1 \r\n" + HOST + "\r\n"),
        arguments(400, "GET\t/a.txt HTTP/1.1\r\n" + HOST + "\r\n"),
        arguments(400, "G@T /a.txt HTTP/1.1\r\n" + HOST + "\r\n"),
        arguments(400, " GET /a.txt HTTP/1.1\r\n" + HOST + "\r\n"),
        arguments(400, "GET /a.txt HTTP/1.1\n" + HOST + "\r\n"),
        arguments(400, "GET /a\r.txt HTTP/1.1\r\n" + HOST + "\r\n"),
        arguments(400, "GET /a.txt HTTP/1.1\r\n"),
        arguments(400, "GET /a"),
        arguments(400, "\u0016\u0003\u0001\u0002\u0000\u0001\r\n\r\n"),
        // methods
        arguments(200, request("HEAD", "/a.txt")),
        arguments(204, request("OPTIONS", "/a.txt")),
        arguments(204, request("OPTIONS", "*")),
        arguments(405, request("POST", "/a.txt")),
        arguments(405, request("PUT", "/a.txt")),
        arguments(405, request("DELETE", "/a.txt")),
        arguments(405, request("TRACE", "/a.txt")),
        arguments(405, request("CONNECT", "x:80")),
        arguments(501, request("BREW", "/a.txt")),
        arguments(501, request("get", "/a.txt")),
        // Host
        arguments(400, "GET /a.txt HTTP/1.1\r\n\r\n"),
        arguments(400, get("/a.txt", "Host: y")),
        arguments(400, "GET /a.txt HTTP/1.1\r\nHost: a b\r\n\r\n"),
        arguments(400, "GET /a.txt HTTP/1.1\r\nHost: a/b\r\n\r\n"),
        arguments(200, "GET /a.txt HTTP/1.1\r\nHost:\r\n" + CLOSE + "\r\n"),
        arguments(200, "GET /a.txt HTTP/1.1\r\nhOST: [::1]:80\r\n" + CLOSE + "\r\n"),
        // targets
        arguments(200, get("http://x/a.txt")),
        arguments(200, get("HTTPS://x:1/a.txt?q")),
        arguments(200, get("http://x")),
        arguments(200, get("http://x?q")),
        arguments(400, get("http:///a.txt")),
        arguments(400, get("ftp://x/a.txt")),
        arguments(400, get("a.txt")),
        arguments(400, get("*")),
        arguments(400, get("/a.txt#part")),
        arguments(400, get("/caf\u00e9")),
        arguments(200, get("/%61.tx%74")),
        arguments(200, get("/a%20b&%C3%A9.txt")),
        arguments(400, get("/%C3")),
        arguments(400, get("/%C0%AE%C0%AE/")),
        arguments(400, get("/%")),
        arguments(400, get("/%4")),
        arguments(400, get("/%4g")),
        arguments(400, get("/%+1")),
        arguments(400, get("/a.txt%00.html")),
        arguments(404, get("/a.txt%0a")),
        arguments(404, get("/" + "n".repeat(3000))),
        // paths
        arguments(200, get("/folder/../a.txt")),
        arguments(200, get("/./folder/%2e%2E/./a.txt")),
        arguments(200, get("//a.txt")),
        arguments(400, get("/../a.txt")),
        arguments(400, get("/folder/../../a.txt")),
        arguments(400, get("/%2e%2e/a.txt")),
        arguments(404, get("/folder%2f..%2fa.txt")),
        arguments(404, get("/..%2fa.txt")),
        arguments(404, get("/..%5ca.txt")),
        arguments(404, get("/%2fetc%2fpasswd")),
        arguments(404, get("/.secret")),
        arguments(404, get("/%2esecret")),
        arguments(404, get("/a.txt/")),
        arguments(404, get("/a.txt/b")),
        arguments(301, get("/folder")),
        arguments(200, get("/folder/")),
        // header lines
        arguments(400, get("/a.txt", "A: b", " c")),
        arguments(400, get("/a.txt", "\tc")),
        arguments(400, get("/a.txt", "A : b")),
        arguments(400, get("/a.txt", "A")),
        arguments(400, get("/a.txt", ": b")),
        arguments(400, get("/a.txt", "A: b\u0000")),
        arguments(400, get("/a.txt", "A: b\rC: d")),
        arguments(400, get("/a.txt", "A: b\nC: d")),
        arguments(200, get("/a.txt", "A:", "B:\tc d\u00ff\t")),
        // sizes
        arguments(414, get("/" + "a".repeat(8_000))),
        arguments(414, "GET /" + "a".repeat(100_000)),
        arguments(431, get("/a.txt", "A: " + "b".repeat(17_000))),
        arguments(431, get("/a.txt", "A: b\r\n".repeat(99).strip())),
        arguments(431, get("/a.txt", ("A: " + "b".repeat(1_000) + "\r\n").repeat(17).strip())),
        // bodies
        arguments(200, get("/a.txt", "Content-Length: 3") + "abc"),
        arguments(405, request("POST", "/a.txt", "Content-Length: 3") + "abc"),
        arguments(200, get("/a.txt", "Content-Length: 0")),
        arguments(400, get("/a.txt", "Content-Length: 3") + "ab"),
        arguments(413, get("/a.txt", "Content-Length: 101")),
        arguments(413, get("/a.txt", "Content-Length: 99999999999999999999999")),
        arguments(400, get("/a.txt", "Content-Length: -3") + "abc"),
        arguments(400, get("/a.txt", "Content-Length: +3") + "abc"),
        arguments(400, get("/a.txt", "Content-Length: 0x3") + "abc"),
        arguments(400, get("/a.txt", "Content-Length:") + "abc"),
        arguments(400, get("/a.txt", "Content-Length: 3, 3") + "abc"),
        arguments(400, get("/a.txt", "Content-Length: 3", "Content-Length: 3") + "abc"),
        arguments(400, chunked("0\r\n\r\n", "Content-Length: 5")),
        arguments(400, get("/a.txt", "Transfer-Encoding: gzip")),
        arguments(400, get("/a.txt", "Transfer-Encoding:")),
        arguments(400, get("/a.txt", "Transfer-Encoding: chunked, chunked")),
        arguments(400, get("/a.txt", "Transfer-Encoding: chunked, gzip")),
        arguments(501, get("/a.txt", "Transfer-Encoding: gzip, chunked")),
        arguments(400, "GET /a.txt HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
        arguments(200, chunked("0\r\n\r\n")),
        arguments(200, chunked("3\r\nabc\r\n0A;x=\"y\"\r\n0123456789\r\n0\r\nA: b\r\n\r\n")),
        arguments(413, chunked("65\r\n" + "a".repeat(101) + "\r\n0\r\n\r\n")),
        arguments(413, chunked("fffffffffffffff\r\n")),
        arguments(400, chunked("ffffffffffffffffff\r\n")),
        arguments(400, chunked("3\r\nabcd\r\n0\r\n\r\n")),
        arguments(400, chunked("3\r\nab\r\n0\r\n\r\n")),
        arguments(400, chunked("3\nabc\r\n0\r\n\r\n")),
        arguments(400, chunked("x\r\n")),
        arguments(400, chunked("-3\r\nabc\r\n")),
        arguments(400, chunked("\r\n")),
        arguments(400, chunked("0\r\n")),
        arguments(431, chunked("0\r\nA: " + "b".repeat(17_000) + "\r\n\r\n")),
        arguments(417, get("/a.txt", "Expect: miracles")),
        arguments(413, get("/a.txt", "Content-Length: 500", "Expect: 100-continue")),
        arguments(405, request("PUT", "/a.txt", "Content-Length: 50", "Expect: 100-continue")));
  }

  private static String chunked(String body, String... fields) {
    String[] all =
        Stream.concat(Stream.of(fields), Stream.of("Transfer-Encoding: chunked"))
            .toArray(String[]::new);
    return get("/a.txt", all) + body;
  }

  @ParameterizedTest
  @MethodSource("requests")
  void isAnswered(int status, String request) throws Exception {
    String answer = withEnd(request);
    assertThat(Served.statuses(answer)).as(answer).containsExactly(status);
    assertThat(answer).contains("\r\nDate: ").contains("\r\nConnection: close\r\n");
    if (status == 405 || status == 501 || status == 204) {
      assertThat(answer.contains("\r\nAllow: GET, HEAD, OPTIONS\r\n"))
          .isEqualTo(!request.contains("Transfer-Encoding"));
    }
    if (request.startsWith("HEAD")) {
      assertThat(answer).contains("Content-Length: 6\r\n").endsWith("\r\n\r\n");
    }
  }

  /** The answer to a request after which the client sends no more. */
  private static String withEnd(String request) throws Exception {
    try (var socket = served.connect()) {
      var bytes = request.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
      socket.getOutputStream().write(bytes);
      socket.shutdownOutput();
      var answer = socket.getInputStream().readAllBytes();
      return new String(answer, java.nio.charset.StandardCharsets.ISO_8859_1);
    }
  }
}
