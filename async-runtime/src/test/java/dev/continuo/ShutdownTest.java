package dev.continuo;

import static dev.continuo.Continuo.sleep;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Ctrl-C, SIGTERM and System.exit while a program runs; in a JVM of its own. */
@Timeout(120)
class ShutdownTest {

  private static final int SIGINT = 2;

  /** The program; its argument says how it ends. */
  static final class Program {
    public static void main(String[] arguments) {
      try {
        Continuo.run(main(arguments[0]));
      } catch (CancelledError e) {
        System.out.println("ending: " + e.getMessage());
      } finally {
        System.out.println("finished");
      }
    }

    static Script<Object> main(String how) {
      return Script.of(
          "main",
          s -> {
            System.out.println("ready");
            if (how.equals("exit")) {
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
          });
    }
  }

  /** Catches nothing. */
  static final class CarelessProgram {
    public static void main(String[] arguments) {
      Continuo.run(Program.main("signal"));
    }
  }

  /** Fails while it cleans up. */
  static final class FailingProgram {
    public static void main(String[] arguments) {
      Continuo.run(
          Script.of(
              s -> {
                System.out.println("ready");
                return s.await(
                    sleep(Duration.ofDays(1)),
                    v -> v,
                    e -> {
                      throw new IllegalStateException("in cleanup", e);
                    });
              }));
    }
  }

  /** Does not end. */
  static final class StubbornProgram {
    public static void main(String[] arguments) {
      try (Runner runner = new Runner().shutdownTimeout(Duration.ofMillis(200))) {
        runner.run(
            Script.of(
                "stubborn",
                s -> {
                  System.out.println("ready");
                  return s.await(
                      sleep(Duration.ofDays(1)),
                      v -> v,
                      e -> {
                        System.out.println("stays");
                        if (arguments[0].equals("blocks")) {
                          block();
                        }
                        return s.await(sleep(Duration.ofDays(1)), v -> v);
                      });
                }));
      }
    }

    static void block() throws InterruptedException {
      new java.util.concurrent.CountDownLatch(1).await();
    }
  }

  @Test
  void theMainTaskIsCancelledAndItsCleanupIsWaitedFor() throws Exception {
    try (Jvm jvm = Jvm.start(Program.class, "signal")) {
      assertThat(jvm.readLine()).isEqualTo("ready");
      jvm.signal("TERM");

      assertThat(jvm.rest())
          .containsExactly("cleaned up", "ending: the JVM is shutting down", "finished");
      assertThat(jvm.exitCode()).isEqualTo(143);
    }
  }

  @Test
  void aProgramThatCatchesNothingEndsWithoutATrace() throws Exception {
    try (Jvm jvm = Jvm.start(CarelessProgram.class)) {
      assertThat(jvm.readLine()).isEqualTo("ready");
      jvm.signal("TERM");

      assertThat(jvm.rest()).containsExactly("cleaned up");
      assertThat(jvm.exitCode()).isEqualTo(143);
    }
  }

  @Test
  void ctrlCDoesTheSame() throws Exception {
    assumeTrue(Jvm.isDelivered(SIGINT), "SIGINT is ignored here");
    try (Jvm jvm = Jvm.start(CarelessProgram.class)) {
      assertThat(jvm.readLine()).isEqualTo("ready");
      jvm.signal("INT");

      assertThat(jvm.rest()).containsExactly("cleaned up");
      assertThat(jvm.exitCode()).isEqualTo(130);
    }
  }

  @Test
  void anotherFailureIsPrintedAsEver() throws Exception {
    try (Jvm jvm = Jvm.start(FailingProgram.class)) {
      assertThat(jvm.readLine()).isEqualTo("ready");
      jvm.signal("TERM");

      assertThat(jvm.rest())
          .contains("Exception in thread \"main\" java.lang.IllegalStateException: in cleanup");
      assertThat(jvm.exitCode()).isEqualTo(143);
    }
  }

  @Test
  void aProgramThatDoesNotEndIsReportedAndTheJvmHalts() throws Exception {
    try (Jvm jvm = Jvm.start(StubbornProgram.class, "awaits")) {
      assertThat(jvm.readLine()).isEqualTo("ready");
      jvm.signal("TERM");

      List<String> rest = jvm.rest();
      assertThat(rest.get(0)).isEqualTo("stays");
      assertThat(rest.get(1)).startsWith("the program did not end within PT0.2S");
      assertThat(rest.get(2)).startsWith("Task-1 (cancelling) awaits sleep for another");
      assertThat(jvm.exitCode()).isEqualTo(143);
    }
  }

  @Test
  void aProgramThatBlocksItsLoopIsReportedWithItsStack() throws Exception {
    try (Jvm jvm = Jvm.start(StubbornProgram.class, "blocks")) {
      assertThat(jvm.readLine()).isEqualTo("ready");
      jvm.signal("TERM");

      assertThat(jvm.rest())
          .anyMatch(line -> line.startsWith("the loop did not answer within 500 ms"))
          .anyMatch(line -> line.contains("StubbornProgram.block("));
      assertThat(jvm.exitCode()).isEqualTo(143);
    }
  }

  @Test
  void systemExitInsideTheProgramDoesNotWaitForItself() throws Exception {
    try (Jvm jvm = Jvm.start(Program.class, "exit")) {
      assertThat(jvm.readLine()).isEqualTo("ready");
      long ready = System.nanoTime();
      assertThat(jvm.exitCode()).isEqualTo(3);
      assertThat(System.nanoTime() - ready).isLessThan(Duration.ofSeconds(9).toNanos());
    }
  }
}
