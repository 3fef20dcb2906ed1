package dev.continuo.samples.radio.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The end that the user asks for. The tests send SIGTERM; Ctrl-C goes the same way. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class CtrlCTest {

  @TempDir private Path folder = Path.of("");

  private static void end(Process process) throws Exception {
    process.toHandle().destroy();
    assertThat(process.waitFor(8, TimeUnit.SECONDS)).as("it ends").isTrue();
  }

  @Test
  void picturesAreWritten() throws Exception {
    Process process =
        Program.start(
            folder,
            List.of(),
            "--rate",
            "250k",
            "--duration",
            "1000",
            "--output",
            "x.wav",
            "--spectrum",
            "s.png",
            "--waterfall",
            "w.png",
            "--constellation",
            "c.png");
    BufferedReader words = process.inputReader();
    String line = words.readLine();
    while (line != null && !line.contains(" 1.0 s")) {
      line = words.readLine();
    }
    assertThat(line).isNotNull();
    end(process);
    assertThat(Program.errors(folder)).isEmpty();
    assertThat(Program.files(folder)).containsExactlyInAnyOrder("x.wav", "s.png", "w.png", "c.png");
    for (String name : List.of("s.png", "w.png", "c.png")) {
      assertThat(ImageIO.read(folder.resolve(name).toFile()).getWidth()).isGreaterThan(300);
    }
  }

  /** Most pipes hold 64 KiB; one that holds less is full when it does not grow for a while. */
  private static void untilFull(InputStream pipe) throws Exception {
    int before = 0;
    for (int same = 0; same < (before >= 60_000 ? 10 : 250); ) {
      int now = pipe.available();
      same = now == before && now > 0 ? same + 1 : 0;
      before = now;
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  @Test
  void aReaderThatDoesNotReadHoldsNobodyBack() throws Exception {
    Process process =
        Program.start(folder, List.of(), "--fast", "--rate", "250k", "-d", "1000", "-o", "-");
    InputStream pipe = process.getInputStream();
    untilFull(pipe);
    long start = System.nanoTime();
    end(process);
    assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start)).isLessThan(5_000);
    assertThat(Program.errors(folder))
        .contains("s of sound to the standard output")
        .contains("the standard output took nothing for 1 s: the last ")
        .containsPattern("to the standard output, the last 0\\.\\d\\d s of it lost")
        .doesNotContain("nothing lost")
        .doesNotContain("the JVM halts")
        .doesNotContain("Exception");
  }
}
