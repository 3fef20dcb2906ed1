package dev.continuo.samples.radio.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.continuo.samples.radio.file.WavHeader;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What is said of a failure: what, where, and what to do. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class FailuresTest {

  @TempDir private Path folder = Path.of("");

  private interface Deed {
    void run() throws IOException;
  }

  /** A server that greets, sends a second of nothing, does something, and resets the connection. */
  private static Thread server(ServerSocket at, Deed before) {
    Thread thread =
        new Thread(
            () -> {
              try (Socket client = at.accept()) {
                OutputStream out = client.getOutputStream();
                out.write("RTL0".getBytes(StandardCharsets.US_ASCII));
                out.write(ByteBuffer.allocate(8).putInt(5).putInt(29).array());
                // What makes a client of it: rate, correction, frequency, kind of gain.
                byte[] commands = client.getInputStream().readNBytes(4 * 5);
                assertThat(commands).hasSize(20);
                byte[] silence = new byte[2 * 250_000];
                Arrays.fill(silence, (byte) 127);
                out.write(silence);
                before.run();
                client.setSoLinger(true, 0);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    thread.start();
    return thread;
  }

  @Test
  void aLostConnectionIsNamed() throws Exception {
    try (ServerSocket at = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread server = server(at, () -> {});
      String source = "rtl_tcp://127.0.0.1:" + at.getLocalPort();
      String picture = folder.resolve("s.png").toString();
      assertThat(Program.errors(1, "-s", source, "-r", "250k", "--spectrum", picture))
          .contains("127.0.0.1:" + at.getLocalPort())
          .contains("; --reconnect makes lost connections again");
      server.join();
    }
    assertThat(Program.files(folder)).containsExactly("s.png");
  }

  @Test
  void aPictureThatCannotBeWrittenDoesNotHideWhyItEnded() throws Exception {
    Path away = Files.createDirectory(folder.resolve("away"));
    try (ServerSocket at = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread server = server(at, () -> Files.delete(away));
      String source = "rtl_tcp://127.0.0.1:" + at.getLocalPort();
      String words =
          Program.errors(
              1,
              "-s",
              source,
              "-r",
              "250k",
              "--spectrum",
              away.resolve("s.png").toString(),
              "--waterfall",
              folder.resolve("w.png").toString(),
              "--constellation",
              away.resolve("c.png").toString());
      server.join();
      assertThat(words.lines())
          .hasSize(3)
          .satisfiesExactly(
              line -> assertThat(line).contains("127.0.0.1:" + at.getLocalPort()),
              line -> assertThat(line).contains("fm-radio: and ", "s.png cannot be written"),
              line -> assertThat(line).contains("fm-radio: and ", "c.png cannot be written"));
    }
    assertThat(Program.files(folder)).containsExactly("w.png");
  }

  @Test
  void aServerThatIsNotThereIsNamed() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    assertThat(Program.errors(1, "-s", "rtl_tcp://127.0.0.1:" + port))
        .contains("127.0.0.1:" + port + ": Connection refused")
        .contains("check that it runs there");
  }

  @Test
  void filesAreNamedAndWhatIsTheMatterWithThem() throws IOException {
    String gone = folder.resolve("gone").toString();
    assertThat(Program.errors(1, "--station-wav", gone + ".wav"))
        .contains(gone + ".wav: there is no such file");
    assertThat(Program.errors(1, "-s", gone + ".sigmf-meta")).contains(gone + ".sigmf-meta");
    Path cut = Files.writeString(folder.resolve("cut.wav"), "RIFF");
    assertThat(Program.errors(1, "-s", cut.toString())).contains(cut.toString());
    assertThat(Program.errors(1, "--station-wav", cut.toString())).contains(cut.toString());
    Path slow = folder.resolve("slow.wav");
    byte[] header = WavHeader.bytes(WavHeader.Encoding.S16, 2, 8_000, 4_000);
    Files.write(slow, ByteBuffer.allocate(4_044).put(header).array());
    assertThat(Program.errors(1, "-s", slow.toString()))
        .contains(slow.toString(), "8,000 samples a second are told; a station takes 200,000 to");
    assertThat(Program.errors(1, "--spectrum", folder.toString()))
        .contains(folder + " cannot be written: it is there, and is no ordinary file");
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "needs a shell")
  void aReaderThatLeavesIsNamed() throws Exception {
    List<String> left = List.of("sh", "-c", "\"$@\" | head -c 1000; exit 0", "sh");
    Process process = Program.start(folder, left, "--fast", "--rate", "250k", "-o", "-");
    assertThat(Program.ended(folder, process).words())
        .contains("fm-radio: the standard output cannot be written: ");
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "open files cannot be deleted there")
  void theLastLineKnowsOfAnOutputThatFailsAtItsEnd() throws Exception {
    Path away = Files.createDirectory(folder.resolve("away"));
    Files.write(folder.resolve("a.cu8"), new byte[2 * 480_000]);
    Process process =
        Program.start(folder, List.of(), "-s", "a.cu8", "-r", "240k", "-o", "away/x.wav");
    BufferedReader words = process.inputReader();
    String line = words.readLine();
    while (line != null && !line.contains(" 1.0 s")) {
      line = words.readLine();
    }
    for (String name : Program.files(away)) {
      Files.delete(away.resolve(name));
    }
    Files.delete(away);
    Program.Run run = Program.ended(folder, process);
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.words())
        .contains("ended by an error after 2.0 s of sound", "away/x.wav cannot be written: ")
        .doesNotContain("nothing lost");
  }

  @Test
  void aProgrammeThatWasCutOffIsTold() throws Exception {
    byte[] header = WavHeader.bytes(WavHeader.Encoding.S16, 1, 8_000, 32_000);
    Files.write(folder.resolve("cut.wav"), ByteBuffer.allocate(16_044).put(header).array());
    Process process =
        Program.start(
            folder,
            List.of(),
            "--station-wav",
            "cut.wav",
            "--fast",
            "-d",
            "0.1",
            "--rate",
            "250k",
            "-o",
            "x.wav");
    Program.Run run = Program.ended(folder, process);
    assertThat(run.exit()).as(run.words()).isZero();
    assertThat(run.words()).contains("cut.wav was cut off: 1.0 s of it are missing");
    assertThat(Program.errors(1, "--station-wav", folder.toString()))
        .contains(folder + " is no ordinary file");
  }

  @Test
  void valuesThatAreNoNumbersAreCounted() throws Exception {
    ByteBuffer samples = ByteBuffer.allocate(8 * 480_000).order(ByteOrder.LITTLE_ENDIAN);
    while (samples.hasRemaining()) {
      samples.putFloat(0.5f);
    }
    for (int i = 0; i < 12; i++) {
      samples.putFloat(8 * 100_000 + 4 * i, i % 2 == 0 ? Float.NaN : Float.NEGATIVE_INFINITY);
    }
    Files.write(folder.resolve("a.cf32"), samples.array());
    Process process =
        Program.start(folder, List.of(), "-s", "a.cf32", "-r", "240k", "--fast", "-o", "x.wav");
    Program.Run run = Program.ended(folder, process);
    assertThat(run.exit()).isZero();
    assertThat(run.words()).contains("nothing lost, 12 values were no numbers and count as 0\n");
  }

  /** A rate that is given goes before what a recording tells. */
  @Test
  void theRateOfARecordingCanBeSaidOtherwise() throws Exception {
    byte[] header = WavHeader.bytes(WavHeader.Encoding.U8, 2, 8_000, 2 * 480_000);
    ByteArrayOutputStream wav = new ByteArrayOutputStream();
    wav.write(header);
    wav.write(new byte[2 * 480_000]);
    Files.write(folder.resolve("a.wav"), wav.toByteArray());
    Process process =
        Program.start(folder, List.of(), "-s", "a.wav", "-r", "240k", "--fast", "-o", "x.wav");
    Program.Run run = Program.ended(folder, process);
    assertThat(run.exit()).as(run.words()).isZero();
    assertThat(run.words()).contains("2.0 s of sound to x.wav");
  }
}
