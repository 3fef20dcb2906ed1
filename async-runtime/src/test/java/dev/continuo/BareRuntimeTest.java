package dev.continuo;

import static dev.continuo.Continuo.sleep;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The runtime in an image that has java.base and nothing else, as jlink makes it. */
@Timeout(120)
class BareRuntimeTest {

  /** Uses tasks, a dump, and what is missing. */
  static final class Program {
    public static void main(String[] arguments) {
      System.out.println(
          Continuo.<Object>run(
              Script.of(
                  s -> {
                    EventLoop loop = EventLoop.running();
                    System.out.println(loop.dump().lines().findFirst().orElseThrow());
                    attempt(() -> loop.registerMBean("bare"));
                    attempt(() -> loop.addSignalHandler("USR2", () -> {}));
                    return s.await(sleep(Duration.ofMillis(1)), v -> "done");
                  })));
    }

    private static void attempt(Runnable call) {
      try {
        call.run();
      } catch (UnsupportedOperationException e) {
        System.out.println(e.getMessage());
      }
    }
  }

  @Test
  void whatNeedsAnotherModuleSaysSoAndTheRestWorks() throws Exception {
    List<String> options =
        List.of("--limit-modules", "java.base", "-Xverify:all", "-Dcontinuo.jmx=true");
    String classPath = System.getProperty("java.class.path");
    try (Jvm jvm = Jvm.start(options, classPath, Program.class)) {
      List<String> lines = jvm.rest();

      assertThat(lines)
          .anyMatch(line -> line.contains("continuo.jmx has no effect: the module java.management"))
          .anyMatch(line -> line.startsWith("Task-1 (running)"))
          .anyMatch(line -> line.startsWith("the module java.management is not part"))
          .anyMatch(line -> line.startsWith("signals need the module jdk.unsupported"))
          .endsWith("done");
      assertThat(jvm.exitCode()).isEqualTo(0);
    }
  }
}
