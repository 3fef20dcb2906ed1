package dev.continuo.samples;

import dev.continuo.Coroutine;
import dev.continuo.EventLoop;
import dev.continuo.Runner;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/**
 * What a program printed and how long it took.
 *
 * <p>Programs print to System.out, as users' programs do, so it is replaced while one runs. The
 * tests of this module therefore never run in parallel.
 *
 * @param lines the lines of System.out
 * @param elapsed by the loop's clock, or by the real one where there is no loop
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
    try (Runner runner = Runner.virtualTime()) {
      return record(program, runner, runner.loop());
    }
  }

  /** Runs what needs a loop on a virtual clock. */
  public static Transcript ofLoop(Body<EventLoop> program) throws Exception {
    try (EventLoop loop = EventLoop.virtualTime()) {
      return record(program, loop, loop);
    }
  }

  /** Runs anything on the real clock. */
  public static Transcript ofRealTime(Body<String[]> program) throws Exception {
    return record(program, new String[0], null);
  }

  private static <A> Transcript record(
      Body<A> program, A argument, @org.jspecify.annotations.Nullable EventLoop loop)
      throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream console = System.out;
    System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    long start = loop == null ? System.nanoTime() : loop.time();
    try {
      program.run(argument);
    } finally {
      System.setOut(console);
    }
    long end = loop == null ? System.nanoTime() : loop.time();
    return new Transcript(
        bytes.toString(StandardCharsets.UTF_8).lines().toList(), Duration.ofNanos(end - start));
  }
}
