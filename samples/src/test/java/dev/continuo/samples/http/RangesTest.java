package dev.continuo.samples.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Parts of files, compared with the bytes on the disk. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class RangesTest {

  private static final int SIZE = 300_000;

  @TempDir private Path root;
  private final byte[] bytes = new byte[SIZE];
  private Served served;

  @BeforeEach
  void start() throws Exception {
    new Random(1).nextBytes(bytes);
    Files.write(root.resolve("f"), bytes);
    Files.write(root.resolve("empty"), new byte[0]);
    Files.setLastModifiedTime(
        root.resolve("f"), FileTime.from(Instant.parse("2024-02-03T04:05:06.789Z")));
    served = new Served(root);
  }

  @AfterEach
  void stop() {
    served.close();
  }

  private static String header(HttpResponse<?> response, String name) {
    return response.headers().firstValue(name).orElse("none");
  }

  private HttpResponse<byte[]> range(String range) throws Exception {
    return served.get("/f", "Range", range);
  }

  private void expectPart(String range, int first, int last) throws Exception {
    HttpResponse<byte[]> response = range(range);
    assertThat(response.statusCode()).as(range).isEqualTo(206);
    assertThat(header(response, "Content-Range"))
        .isEqualTo("bytes " + first + "-" + last + "/" + SIZE);
    assertThat(response.body()).isEqualTo(Arrays.copyOfRange(bytes, first, last + 1));
  }

  @Test
  void onePart() throws Exception {
    expectPart("bytes=0-0", 0, 0);
    expectPart("bytes=0-", 0, SIZE - 1);
    expectPart("Bytes=10-19", 10, 19);
    expectPart("bytes=-1", SIZE - 1, SIZE - 1);
    expectPart("bytes=-999999999", 0, SIZE - 1);
    expectPart("bytes=299999-300005", SIZE - 1, SIZE - 1);
    expectPart("bytes=100000-299998", 100_000, 299_998);
    expectPart("bytes=5-9, 300000-", 5, 9); // of two, one is there
    Random random = new Random(2);
    for (int i = 0; i < 50; i++) {
      int first = random.nextInt(SIZE);
      int last = first + random.nextInt(SIZE - first);
      expectPart("bytes=" + first + "-" + last, first, last);
    }
  }

  @Test
  void whatIsNotThere() throws Exception {
    for (String each : List.of("bytes=300000-", "bytes=-0", "bytes=300000-300001,400000-")) {
      HttpResponse<byte[]> response = range(each);
      assertThat(response.statusCode()).as(each).isEqualTo(416);
      assertThat(header(response, "Content-Range")).isEqualTo("bytes */" + SIZE);
    }
    assertThat(served.get("/empty", "Range", "bytes=0-").statusCode()).isEqualTo(416);
  }

  @Test
  void whatDoesNotCount() throws Exception {
    String many =
        IntStream.range(0, 40).mapToObj(i -> i + "-" + i).collect(Collectors.joining(","));
    for (String each :
        List.of(
            "bytes=",
            "bytes=-",
            "bytes=a-b",
            "bytes=5-1",
            "bytes=1",
            "bytes 1-2",
            "lines=1-2",
            "bytes=0-,0-,0-",
            "bytes=1-2,,3-4",
            "bytes=1-2;3-4",
            "bytes=--1",
            "bytes=99999999999999999999-",
            "bytes=" + many)) {
      HttpResponse<byte[]> response = range(each);
      assertThat(response.statusCode()).as(each).isEqualTo(200);
      assertThat(response.body()).isEqualTo(bytes);
    }
  }

  @Test
  void onlyOfTheVersionThatTheClientHas() throws Exception {
    String tag = header(served.get("/f"), "ETag");
    String date = header(served.get("/f"), "Last-Modified");
    Object[][] table = {
      {206, tag},
      {206, date},
      {200, "\"x\""},
      {200, "W/" + tag},
      {200, "nonsense"},
      {200, "Sat, 03 Feb 2024 04:05:05 GMT"},
      {200, "Sat, 03 Feb 2034 04:05:06 GMT"},
    };
    for (Object[] each : table) {
      HttpResponse<byte[]> response =
          served.get("/f", "Range", "bytes=0-1", "If-Range", (String) each[1]);
      assertThat(response.statusCode()).as("%s", each[1]).isEqualTo(each[0]);
    }
    Files.setLastModifiedTime(root.resolve("f"), FileTime.from(Instant.now()));
    date = header(served.get("/f"), "Last-Modified"); // it may change again within this second
    assertThat(served.get("/f", "Range", "bytes=0-1", "If-Range", date).statusCode())
        .isEqualTo(200);
    assertThat(served.get("/f", "Range", "bytes=0-1", "If-None-Match", "*").statusCode())
        .isEqualTo(304);
  }

  @Test
  void severalParts() throws Exception {
    expectParts("bytes=0-9, -10", new int[][] {{0, 9}, {SIZE - 10, SIZE - 1}});
    expectParts(
        "bytes=200000-250000,7-7,0-99999,400000-",
        new int[][] {{200_000, 250_000}, {7, 7}, {0, 99_999}});
  }

  /** Cuts the body at its boundaries. */
  private void expectParts(String range, int[][] parts) throws Exception {
    HttpResponse<byte[]> response = range(range);
    assertThat(response.statusCode()).isEqualTo(206);
    assertThat(header(response, "Content-Range")).isEqualTo("none");
    String type = header(response, "Content-Type");
    assertThat(type).startsWith("multipart/byteranges; boundary=");
    String boundary = type.substring(type.indexOf('=') + 1);
    ByteArrayOutputStream expected = new ByteArrayOutputStream();
    List<String> separators = new ArrayList<>();
    for (int[] each : parts) {
      String head =
          (separators.isEmpty() ? "" : "\r\n")
              + "--"
              + boundary
              + "\r\nContent-Type: application/octet-stream\r\n"
              + "Content-Range: bytes "
              + each[0]
              + "-"
              + each[1]
              + "/"
              + SIZE
              + "\r\n\r\n";
      separators.add(head);
      expected.writeBytes(head.getBytes(StandardCharsets.US_ASCII));
      expected.write(bytes, each[0], each[1] - each[0] + 1);
    }
    expected.writeBytes(("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.US_ASCII));
    assertThat(response.body()).isEqualTo(expected.toByteArray());
  }
}
