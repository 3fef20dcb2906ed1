package dev.continuo;

import static dev.continuo.Continuo.sleep;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** SIGTERM and System.exit while a program runs; in a JVM of its own. */
@Timeout(120)
class ShutdownTest {

  /** The program; its argument says how it ends. */
  static final class Program {
    public static void main(String[] arguments) {
      try {
        Continuo.run(
            Script.of(
                s -> {
                  System.out.println("ready");
                  if (arguments[0].equals("exit")) {
                    System.exit(3);
                  }
                  return s.await(
                      sleep(Duration.ofDays(1)),
                      v -> v,
                      e ->
                          s.await(
                              sleep(Duration.ofMillis(50)),
                              v -> {
                                System.out.println("cleaned up");
                                throw e;
                              }));
                }));
      } catch (CancelledError e) {
        System.out.println("ending: " + e.getMessage());
      } finally {
        System.out.println("finished");
      }
    }
  }

  private static Process start(String how) throws IOException {
    return new ProcessBuilder(
            List.of(
                System.getProperty("java.home") + "/bin/java",
                "-cp",
                System.getProperty("java.class.path"),
                Program.class.getName(),
                how))
        .redirectErrorStream(true)
        .start();
  }

  private static List<String> rest(BufferedReader out) {
    return out.lines().toList();
  }

  @Test
  void theMainTaskIsCancelledAndItsCleanupIsWaitedFor() throws Exception {
    Process process = start("signal");
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      assertThat(out.readLine()).isEqualTo("ready");
      process.toHandle().destroy(); // SIGTERM; Process.destroy would close the stream

      assertThat(rest(out))
          .containsExactly("cleaned up", "ending: the JVM is shutting down", "finished");
    }
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void systemExitInsideTheProgramDoesNotWaitForItself() throws Exception {
    Process process = start("exit");
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      assertThat(out.readLine()).isEqualTo("ready");
      long ready = System.nanoTime();
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(3);
      assertThat(System.nanoTime() - ready).isLessThan(Duration.ofSeconds(9).toNanos());
    }
  }
}
