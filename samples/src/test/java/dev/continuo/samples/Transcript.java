package dev.continuo.samples;

import dev.continuo.Coroutine;
import dev.continuo.EventLoop;
import dev.continuo.Runner;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * What a program printed and how long it took.
 *
 * <p>Programs print to System.out, as users' programs do, so it is replaced while one runs. The
 * tests of this module therefore never run in parallel.
 *
 * @param lines the lines of System.out and, with {@code "log: "} in front, the messages that
 *     Continuo logged, the closing of the loop included; so a report that nobody expects fails the
 *     test
 * @param elapsed by the virtual clock, or by the real one where there is none
 */
public record Transcript(List<String> lines, Duration elapsed) {

  /** A part of a program. */
  @FunctionalInterface
  public interface Body<A> {
    void run(A argument) throws Exception;
  }

  /** Runs a coroutine on a virtual clock. */
  public static Transcript ofCoroutine(Coroutine<?> main) throws Exception {
    return ofRunner(runner -> runner.run(main));
  }

  /** Runs what needs a Runner on a virtual clock. */
  public static Transcript ofRunner(Body<Runner> program) throws Exception {
    return record(
        () -> {
          try (Runner runner = Runner.virtualTime()) {
            program.run(runner);
            return Duration.ofNanos(runner.loop().time());
          }
        });
  }

  /** Runs what needs a loop on a virtual clock. */
  public static Transcript ofLoop(Body<EventLoop> program) throws Exception {
    return record(
        () -> {
          try (EventLoop loop = EventLoop.virtualTime()) {
            program.run(loop);
            return Duration.ofNanos(loop.time());
          }
        });
  }

  /** Runs anything on the real clock. */
  public static Transcript ofRealTime(Body<String[]> program) throws Exception {
    return record(
        () -> {
          long start = System.nanoTime();
          program.run(new String[0]);
          return Duration.ofNanos(System.nanoTime() - start);
        });
  }

  @SuppressWarnings("try") // the capture is only opened and closed
  private static Transcript record(Callable<Duration> program) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream console = System.out;
    PrintStream recorder = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    System.setOut(recorder);
    Duration elapsed;
    try (LogCapture log = new LogCapture(message -> recorder.println("log: " + message))) {
      elapsed = program.call();
    } finally {
      System.setOut(console);
    }
    return new Transcript(bytes.toString(StandardCharsets.UTF_8).lines().toList(), elapsed);
  }
}
