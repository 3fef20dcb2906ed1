package dev.continuo.samples.tutorial;

import static dev.continuo.Continuo.withTimeout;
import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.continuo.DeadlineExceededException;
import dev.continuo.samples.Transcript;
import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Two sensors that report until they are stopped. */
class SensorsTest {

  private static final String FAST = "+ 100HZ";
  private static final String SLOW = "--- 10HZ";

  @Test
  void oneReportsTenTimesAsOftenAsTheOther() throws Exception {
    Transcript t =
        Transcript.ofRunner(
            runner ->
                assertThatThrownBy(() -> runner.run(withTimeout(ofMillis(1005), Sensors::main)))
                    .isInstanceOf(DeadlineExceededException.class));

    assertThat(Collections.frequency(t.lines(), FAST)).isEqualTo(100);
    assertThat(Collections.frequency(t.lines(), SLOW)).isEqualTo(10);
    assertThat(t.lines().indexOf(SLOW)).isBetween(8, 11);
    assertThat(t.lines()).endsWith("Ending all tasks...");
  }

  @Test
  void aSignalEndsAllTasks() throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classPath = System.getProperty("java.class.path");
    Process process =
        new ProcessBuilder(java, "-cp", classPath, Sensors.class.getName())
            .redirectErrorStream(true)
            .start();
    try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
      assertThat(output.readLine()).isEqualTo(FAST);
      process.toHandle().destroy(); // as Ctrl-C, but for the number of the signal
      List<String> rest = output.lines().toList();
      assertThat(rest).containsSubsequence("Ending all tasks...", "Finished !");
      assertThat(rest).endsWith("Finished !");
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(143);
    } finally {
      process.destroyForcibly();
    }
  }
}
