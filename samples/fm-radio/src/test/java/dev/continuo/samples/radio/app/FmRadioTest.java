package dev.continuo.samples.radio.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.continuo.samples.radio.app.Program.Run;
import dev.continuo.samples.radio.file.WavHeader;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The program, as a process of its own: what it prints, writes, and returns. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class FmRadioTest {

  @TempDir private Path folder = Path.of("");

  private Process start(String... args) throws IOException {
    return start(List.of(), args);
  }

  private Process start(List<String> before, String... args) throws IOException {
    return Program.start(folder, before, args);
  }

  private Run run(String... args) throws Exception {
    return ended(start(args));
  }

  private Run ended(Process process) throws Exception {
    return Program.ended(folder, process);
  }

  private static long frames(Path wav) throws IOException {
    try (FileChannel in = FileChannel.open(wav)) {
      WavHeader header = WavHeader.read(wav, in);
      assertThat(header.sampleRate()).isEqualTo(48_000);
      return header.dataBytes() / 2 / header.channels();
    }
  }

  @Test
  void theSimulatedStationIntoAFileWithPictures() throws Exception {
    Run run =
        run(
            "--fast",
            "--rate",
            "1.2M",
            "--duration",
            "3",
            "--output",
            "x.wav",
            "--station-name",
            "TESTING",
            "--station-pi",
            "0xC0DE",
            "--station-text",
            "Hello",
            "--spectrum",
            "s.png",
            "--waterfall",
            "w.png",
            "--constellation",
            "c.png");
    assertThat(run.words())
        .contains("Listening at 92.700 MHz", "TESTING  PI C0DE", "\"Hello\"", "stereo");
    assertThat(run.words()).contains("3.0 s of sound to x.wav, nothing lost");
    assertThat(run.exit()).isZero();
    assertThat(frames(folder.resolve("x.wav"))).isEqualTo(3 * 48_000);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(file -> String.valueOf(file.getFileName())))
          .containsExactlyInAnyOrder("x.wav", "s.png", "w.png", "c.png");
    }
  }

  @Test
  void samplesToTheStandardOutputAndWordsBeside() throws Exception {
    Run run = run("--fast", "--rate", "250k", "--duration", "0.5", "--mono", "--output", "-");
    assertThat(run.exit()).isZero();
    assertThat(run.outBytes()).isEqualTo(24_000 * 2);
    assertThat(run.words()).contains("0.5 s of sound to the standard output");
  }

  @Test
  void aRecordingToItsEnd() throws Exception {
    Files.write(folder.resolve("band.cu8"), new byte[2 * 481_500]);
    Run run = run("--source", "band.cu8", "--rate", "240k", "--fast");
    assertThat(run.exit()).as(run.words()).isZero();
    assertThat(frames(folder.resolve("fm-radio.wav"))).isEqualTo(96_300); // no whole 5 ms
    assertThat(run.words()).contains("Listening at the centre of the recording to band.cu8");
  }

  @Test
  void whatIsShorterThanASecondHasALineAtItsEnd() throws Exception {
    Run half = run("--fast", "--rate", "250k", "--duration", "0.5");
    assertThat(half.words()).contains(" s  tuning…  no RDS").contains("   0.5 s  level  -6");

    Files.write(folder.resolve("two.cu8"), new byte[2]);
    Run nothing = run("--source", "two.cu8", "--rate", "240k", "--fast");
    assertThat(nothing.words()).contains("too short to tell").doesNotContain("SNR", "dBFS");

    byte[] silence = new byte[2 * 240_000];
    Arrays.fill(silence, (byte) 128);
    Files.write(folder.resolve("silence.cu8"), silence);
    Run silent = run("--source", "silence.cu8", "--rate", "240k", "--fast");
    assertThat(silent.words()).contains("no signal").doesNotContain("SNR", "dBFS", "carrier");
  }

  private static void mistake(int exit, String words, String... args) {
    assertThat(Program.errors(exit, args)).startsWith("fm-radio: ").contains(words);
  }

  @Test
  void mistakesOnTheCommandLine() {
    mistake(2, "--deemphasis is 50 or 75", "--deemphasis", "60");
    mistake(2, "'fast' is no number such as 92.7M", "--rate", "fast");
    mistake(2, "gives no samples", "--rate", "0");
    mistake(2, "--frequency 9000000000: it takes 1 to 4294967295 Hz", "--frequency", "9G");
    mistake(2, "92.7 Hz is too low for a receiver: 92.7M", "--frequency", "92.7");
    mistake(2, "there is no sound in less", "--duration", "0");
    mistake(2, "none of drop-oldest, drop-newest, suspend", "--policy", "hope");
    mistake(2, "none of cu8, cs8, cs16, cf32", "--format", "mp3", "--source", "band.iq");
    mistake(2, "is no source", "--source", "rtl_udp://host");
    mistake(2, "'99999' is no port: say 1 to 65535", "--source", "rtl_tcp://host:99999");
    mistake(2, "a port is 1 to 65535", "--serve", "70000");
    mistake(2, "not two numbers, OFFSET:DB, such as 200k:-10", "--neighbour", "5");
    mistake(2, "not two numbers, DB:SECONDS, such as 20:5", "--fade", "5");
    mistake(2, "it is within -1450000 and 950000 Hz", "--neighbour", "1500k:0");
    mistake(2, "could be read; the terminal's character set is ", "--station-name", "\ufffd");
    mistake(2, "'54213' is no RDS code", "--station-pi", "54213");
    mistake(2, "'WDR' is no RDS code", "--station-pi", "WDR");
    mistake(2, "Unknown option", "--frequenzy", "92.7M");
  }

  @Test
  void whatFailsWhileItRuns() throws IOException {
    mistake(1, "no such recording", "--source", folder.resolve("no.cu8").toString());
    Path odd = Files.write(folder.resolve("odd.cu8"), new byte[3]);
    mistake(1, "no whole number of pairs", "--source", odd.toString(), "--rate", "1M");
    mistake(1, "does not tell its sample rate", "--source", odd.toString());
    mistake(1, "there is no directory", "-o", folder.resolve("no/x.wav").toString());
    mistake(1, "there is no directory", "--spectrum", folder.resolve("no/x.png").toString());
  }

  @Test
  void aPortThatIsTaken() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = String.valueOf(taken.getLocalPort());
      Path file = Files.write(folder.resolve("a.cu8"), new byte[1000]);
      String words = port + ": Address already in use: say another --serve PORT, 0 for a free one";
      mistake(1, words, "--serve", port, "-s", file.toString(), "-r", "1M");
    }
  }

  @Test
  void noFileTakesThePlaceOfAnotherThatIsNamed() throws IOException {
    String recording = Files.write(folder.resolve("a.cu8"), new byte[1000]).toString();
    String same = folder.resolve("b.png").toString();
    mistake(2, "named twice", "-s", recording, "-r", "1M", "-o", recording);
    mistake(2, "named twice", "-s", recording, "-r", "1M", "--spectrum", recording);
    mistake(2, "named twice", "--spectrum", same, "--waterfall", same);
    Path link = Files.createSymbolicLink(folder.resolve("link.wav"), Path.of("a.cu8"));
    mistake(2, "named twice", "-s", recording, "-r", "1M", "-o", link.toString());
    assertThat(folder.resolve("a.cu8")).hasSize(1000);
    mistake(2, "named twice", "--station-wav", recording, "-o", recording);
  }

  @Test
  void noHalfOfARecordingIsWrittenOver() throws IOException {
    Path meta = folder.resolve("b.sigmf-meta");
    String words = "{\"global\": {\"core:datatype\": \"cu8\", \"core:sample_rate\": 240000}}";
    Files.writeString(meta, words);
    Path data = Files.write(folder.resolve("b.sigmf-data"), new byte[480_000]);
    String part = "a part of what is read";
    mistake(2, part, "-s", meta.toString(), "-o", data.toString());
    mistake(2, part, "-s", data.toString(), "-o", meta.toString());
    mistake(2, part, "-s", data.toString(), "--spectrum", meta.toString());
    assertThat(data).hasSize(480_000);
    assertThat(meta).hasContent(words);
    Path other = Files.write(folder.resolve("other.bin"), new byte[480_000]);
    Files.writeString(meta, "{\"global\": {\"core:dataset\": \"other.bin\"}}");
    mistake(2, part, "-s", meta.toString(), "-o", other.toString());
  }

  @Test
  void theUsualOutputIsNotWrittenOverWhatIsRead() throws Exception {
    Path file = Files.write(folder.resolve("fm-radio.wav"), new byte[100]);
    Run run = run("--station-wav", "fm-radio.wav");
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.words()).contains("fm-radio.wav is named twice, or a part of what is read");
    assertThat(file).hasSize(100);
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "needs ulimit")
  void aFileThatCannotBeWrittenWholeLeavesTheOldOne() throws Exception {
    Path old = Files.writeString(folder.resolve("x.wav"), "old");
    // 51,200 bytes for each file, in 512-byte blocks
    List<String> limited = List.of("sh", "-c", "ulimit -f 100; exec \"$@\"", "sh");
    Run run = ended(start(limited, "--fast", "--duration", "2", "-o", "x.wav"));
    assertThat(run.exit()).as(run.words()).isEqualTo(1);
    assertThat(run.words()).contains("x.wav cannot be written: ").doesNotContain("nothing lost");
    assertThat(old).hasContent("old");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(old);
    }
  }

  @Test
  void sourcesAreUnderstood() {
    SourceAddress.Converter converter = new SourceAddress.Converter();
    assertThat(converter.convert("rtl_tcp://radio.local:5555"))
        .isEqualTo(new SourceAddress.Receiver("radio.local", 5555));
    assertThat(converter.convert("rtl_tcp://127.0.0.1"))
        .isEqualTo(new SourceAddress.Receiver("127.0.0.1", 1234));
    assertThat(converter.convert("rtl_tcp://[::1]:99"))
        .isEqualTo(new SourceAddress.Receiver("::1", 99));
    assertThat(converter.convert("a/b.cu8")).isEqualTo(new SourceAddress.File(Path.of("a/b.cu8")));
    assertThat(new Quantity().convert("92.7M")).isEqualTo(92_700_000.0);
    assertThat(new Quantity().convert("100e6")).isEqualTo(100_000_000.0);
  }

  @Test
  void codesAreHexadecimalWithOrWithoutSayingSo() {
    assertThat(new ProgrammeCode().convert("0xD3C5")).isEqualTo(0xd3c5);
    assertThat(new ProgrammeCode().convert("d3c5")).isEqualTo(0xd3c5);
    assertThat(new ProgrammeCode().convert("1234")).isEqualTo(0x1234);
  }

  @Test
  void aSignalEndsItAndTheFileIsWhole() throws Exception {
    Process process = start("--rate", "250k", "--duration", "1000", "--output", "x.wav");
    BufferedReader words = process.inputReader();
    String line = words.readLine();
    while (line != null && !line.contains(" 1.0 s")) {
      line = words.readLine();
    }
    assertThat(line).isNotNull();
    process.toHandle().destroy(); // SIGTERM; Ctrl-C goes the same way
    while (words.readLine() != null) {}
    assertThat(process.waitFor()).isIn(143, 1);
    assertThat(frames(folder.resolve("x.wav"))).isGreaterThan(40_000);
    File[] left = folder.toFile().listFiles((dir, name) -> name.endsWith(".part"));
    assertThat(left).isEmpty();
  }

  @Test
  void whatIsServedIsWhatIsHeard() throws Exception {
    Process server =
        start(
            "--serve",
            "0",
            "--rate",
            "250k",
            "--fast",
            "--station-name",
            "SERVED",
            "--station-text",
            "Hi");
    try {
      String line = server.inputReader().readLine();
      assertThat(line).contains("rtl_tcp server at 127.0.0.1:");
      String port = line.replaceAll(".*127.0.0.1:(\\d+);.*", "$1");
      Process client =
          start(
              "--source",
              "rtl_tcp://127.0.0.1:" + port,
              "--rate",
              "250k",
              "--policy",
              "suspend",
              "-d",
              "3",
              "-o",
              "y.wav");
      String words = new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(client.waitFor()).isZero();
      assertThat(words).contains("SERVED").contains("3.0 s of sound to y.wav, nothing lost here; ");
    } finally {
      server.destroy();
      server.waitFor();
    }
  }
}
