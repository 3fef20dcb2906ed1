package dev.continuo.samples.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is served, and when it is not sent again. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class FilesTest {

  private static final Instant CHANGED = Instant.parse("2024-02-03T04:05:06.789Z");
  private static final String DATE = "Sat, 03 Feb 2024 04:05:06 GMT";
  private static final String BEFORE = "Sat, 03 Feb 2024 04:05:05 GMT";

  @TempDir private Path parent;
  private Path root;
  private Served served;

  @BeforeEach
  void start() throws Exception {
    root = Files.createDirectory(parent.resolve("root"));
    write("a.txt", "hello\n");
    served = new Served(root);
  }

  @AfterEach
  void stop() {
    served.close();
  }

  private Path write(String name, String text) throws Exception {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    Files.setLastModifiedTime(file, FileTime.from(CHANGED));
    return file;
  }

  private static String header(HttpResponse<?> response, String name) {
    return response.headers().firstValue(name).orElse("none");
  }

  private static String text(HttpResponse<byte[]> response) {
    return new String(response.body(), UTF_8);
  }

  private int status(String path, String... headers) throws Exception {
    return served.get(path, headers).statusCode();
  }

  @Test
  void aFileWithItsHeader() throws Exception {
    HttpResponse<byte[]> response = served.get("/a.txt");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(text(response)).isEqualTo("hello\n");
    assertThat(header(response, "Content-Length")).isEqualTo("6");
    assertThat(header(response, "Content-Type")).isEqualTo("text/plain; charset=utf-8");
    assertThat(header(response, "Last-Modified")).isEqualTo(DATE);
    assertThat(header(response, "ETag")).matches("\"[0-9a-f-]+\"");
    assertThat(header(response, "Accept-Ranges")).isEqualTo("bytes");
    assertThat(HttpDate.parse(header(response, "Date")))
        .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(1));
    HttpResponse<byte[]> head =
        served.client.send(
            served.to("/a.txt").method("HEAD", BodyPublishers.noBody()).build(),
            BodyHandlers.ofByteArray());
    assertThat(head.body()).isEmpty();
    assertThat(withoutDate(head)).isEqualTo(withoutDate(response));
  }

  private static Map<?, ?> withoutDate(HttpResponse<?> response) {
    var headers = new java.util.TreeMap<>(response.headers().map());
    headers.remove("date");
    return headers;
  }

  @Test
  void typesByExtension() throws Exception {
    for (String[] each :
        new String[][] {
          {"x.HTML", "text/html; charset=utf-8"},
          {"x.svg", "image/svg+xml"},
          {"x.tar.gz", "application/gzip"},
          {"x.unheard-of", "application/octet-stream"},
          {"README", "application/octet-stream"}
        }) {
      write(each[0], "");
      HttpResponse<byte[]> response = served.get("/" + each[0]);
      assertThat(header(response, "Content-Type")).isEqualTo(each[1]);
      assertThat(response.body()).isEmpty();
    }
  }

  @Test
  void filesOfEveryLengthAroundTheBlocks() throws Exception {
    for (int length : new int[] {1, 65_535, 65_536, 65_537, 131_072, 1_000_003}) {
      byte[] bytes = new byte[length];
      new java.util.Random(length).nextBytes(bytes);
      Files.write(root.resolve("block.bin"), bytes);
      assertThat(served.get("/block.bin").body()).isEqualTo(bytes);
    }
  }

  @Test
  void conditions() throws Exception {
    String tag = header(served.get("/a.txt"), "ETag");
    Object[][] table = {
      {304, "If-None-Match", tag},
      {304, "If-None-Match", "W/" + tag},
      {304, "If-None-Match", "\"x\", " + tag},
      {304, "If-None-Match", "*"},
      {200, "If-None-Match", "\"x\""},
      {200, "If-None-Match", "nonsense"},
      {200, "If-Match", tag},
      {200, "If-Match", "\"x\", " + tag},
      {200, "If-Match", "*"},
      {412, "If-Match", "W/" + tag},
      {412, "If-Match", "\"x\""},
      {304, "If-Modified-Since", DATE},
      {304, "If-Modified-Since", "Sat Feb  3 04:05:06 2024"},
      {304, "If-Modified-Since", "Saturday, 03-Feb-24 04:05:06 GMT"},
      {200, "If-Modified-Since", BEFORE},
      {200, "If-Modified-Since", "yesterday"},
      {200, "If-Unmodified-Since", DATE},
      {412, "If-Unmodified-Since", BEFORE},
    };
    for (Object[] each : table) {
      HttpResponse<byte[]> response = served.get("/a.txt", (String) each[1], (String) each[2]);
      assertThat(response.statusCode()).as("%s: %s", each[1], each[2]).isEqualTo(each[0]);
      assertThat(header(response, "ETag")).isEqualTo(tag);
    }
    // of two conditions the tag counts (RFC 9110, 13.2.2)
    assertThat(status("/a.txt", "If-None-Match", "\"x\"", "If-Modified-Since", DATE))
        .isEqualTo(200);
    assertThat(status("/a.txt", "If-Match", tag, "If-Unmodified-Since", BEFORE)).isEqualTo(200);
    assertThat(status("/a.txt", "If-Match", "\"x\"", "If-None-Match", tag)).isEqualTo(412);
  }

  @Test
  void theTagChangesWithTheFile() throws Exception {
    String first = header(served.get("/a.txt"), "ETag");
    Files.setLastModifiedTime(root.resolve("a.txt"), FileTime.from(CHANGED.plusNanos(1_000_000)));
    String second = header(served.get("/a.txt"), "ETag");
    write("a.txt", "hello, you\n");
    assertThat(second).isNotEqualTo(first);
    assertThat(header(served.get("/a.txt"), "ETag")).isNotIn(first, second);
  }

  @Test
  void foldersAreListedAndNamesEscaped() throws Exception {
    write("folder/<b>&\"quoted\".txt", "");
    write("folder/javascript:alert(1)", "");
    write("folder/sub dir/x", "");
    write("folder/.hidden", "");
    HttpResponse<byte[]> moved = served.get("/folder?sort=name");
    assertThat(moved.statusCode()).isEqualTo(301);
    assertThat(header(moved, "Location")).isEqualTo("/folder/?sort=name");
    String page = text(served.get("/folder/"));
    assertThat(page)
        .contains(
            "<a href=\"%3Cb%3E%26%22quoted%22.txt\">&lt;b&gt;&amp;&quot;quoted&quot;.txt</a>",
            "<a href=\"javascript%3Aalert%281%29\">javascript:alert(1)</a>",
            "<a href=\"sub%20dir/\">sub dir/</a>",
            "<a href=\"../\">")
        .doesNotContain("hidden");
    assertThat(status("/folder/%3Cb%3E%26%22quoted%22.txt")).isEqualTo(200);
    assertThat(header(served.get("/%5c%5cevil.example/..//folder/sub%20dir"), "Location"))
        .isEqualTo("/folder/sub%20dir/");
    write("folder/index.html", "<p>index</p>");
    assertThat(text(served.get("/folder/"))).isEqualTo("<p>index</p>");
  }

  @Test
  void linksDoNotLeadOut() throws Exception {
    Files.writeString(parent.resolve("secret.txt"), "secret");
    Files.createDirectory(parent.resolve("root2"));
    Files.writeString(parent.resolve("root2/secret.txt"), "secret");
    Files.createSymbolicLink(root.resolve("out.txt"), parent.resolve("secret.txt"));
    Files.createSymbolicLink(root.resolve("out"), parent.resolve("root2"));
    Files.createSymbolicLink(root.resolve("in.txt"), Path.of("a.txt"));
    Files.createSymbolicLink(root.resolve("loop"), Path.of("loop"));
    Files.createSymbolicLink(root.resolve("dangling"), Path.of("nowhere"));
    assertThat(status("/out.txt")).isEqualTo(404);
    assertThat(status("/out/secret.txt")).isEqualTo(404);
    assertThat(status("/out/")).isEqualTo(404);
    assertThat(status("/loop")).isEqualTo(404);
    assertThat(status("/dangling")).isEqualTo(404);
    assertThat(text(served.get("/in.txt"))).isEqualTo("hello\n");
    assertThat(text(served.get("/"))).contains("in.txt").doesNotContain("out", "loop", "dangling");
    Files.createSymbolicLink(root.resolve("index.html"), parent.resolve("secret.txt"));
    assertThat(text(served.get("/"))).doesNotContain("secret");
  }

  @Test
  void aNamedPipeIsNoFile() throws Exception {
    Process made = new ProcessBuilder("mkfifo", root.resolve("pipe").toString()).start();
    org.junit.jupiter.api.Assumptions.assumeTrue(made.waitFor() == 0);
    assertThat(status("/pipe")).isEqualTo(404); // and nobody waits for its writer
  }

  @Test
  void theAccessLog() throws Exception {
    assertThat(status("/a.txt")).isEqualTo(200);
    assertThat(served.raw("GET /\"x HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
        .contains("404");
    assertThat(served.raw("nonsense\r\n\r\n")).contains("400");
    served.close();
    assertThat(served.log().lines())
        .satisfiesExactly(
            line -> assertThat(line).endsWith("] \"GET /a.txt HTTP/1.1\" 200 6"),
            line -> assertThat(line).endsWith("] \"GET /\\\"x HTTP/1.1\" 404 14"),
            line -> assertThat(line).contains("] \"-\" 400 "));
    assertThat(served.log()).startsWith("127.0.0.1 - - [");
  }
}
