package dev.continuo.conformance.process;

import static dev.continuo.Continuo.*;
import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;

import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import dev.continuo.net.StreamReader;
import dev.continuo.net.StreamWriter;
import dev.continuo.net.Streams;
import dev.continuo.process.AsyncProcess;
import dev.continuo.process.ProcessOptions;
import dev.continuo.process.ProcessResult;
import dev.continuo.process.Processes;
import dev.continuo.process.RunOptions;
import dev.continuo.process.Stdio;
import java.io.File;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Standard streams of JVMs of their own. */
class StandardStreamsTest extends Children {

  /** Gives back each line in capitals. */
  static final class Shouts {
    @Async
    static Coroutine<Void> main() {
      StreamWriter out = Streams.standardOutput();
      for (String line : each(Streams.standardInput().lines())) {
        await(out.write(line.toUpperCase(Locale.ROOT) + "\n"));
      }
      var unused = Streams.standardError().write("over\n");
      return done();
    }

    public static void main(String[] args) {
      run(main());
    }
  }

  /** Reads one line in each of two loops, and does not wait for more. */
  static final class TwoLoops {
    @Async
    static Coroutine<String> line(boolean isFirst) {
      StreamReader in = Streams.standardInput();
      if (isFirst) {
        System.out.println("ready");
        await(sleep(ofMillis(1))); // gives up while the thread waits in read
        return value("nothing");
      }
      return value(await(in.readLine()));
    }

    public static void main(String[] args) {
      System.out.println(run(line(true)));
      System.out.println(run(line(false)));
    }
  }

  /** Writes a lot and ends without waiting. */
  static final class Floods {
    @Async
    static Coroutine<Void> main(boolean exits) {
      for (int i = 0; i < 10_000; i++) {
        var unused = Streams.standardOutput().write("line " + i + "\n");
      }
      if (exits) {
        System.exit(3);
      }
      return done();
    }

    public static void main(String[] args) {
      run(main(args.length > 0));
    }
  }

  private static String[] java(Class<?> main, String... arguments) {
    String[] command = new String[3 + arguments.length];
    command[0] = "-cp";
    command[1] = classPath();
    command[2] = main.getName();
    System.arraycopy(arguments, 0, command, 3, arguments.length);
    return command;
  }

  /** Where the classes are that the programs need. */
  private static String classPath() {
    return Stream.of(StandardStreamsTest.class, Coroutine.class, Async.class)
        .map(type -> type.getProtectionDomain().getCodeSource().getLocation())
        .map(place -> Path.of(URI.create(place.toString())).toString())
        .distinct()
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin", "java").toString();

  @Async
  private static Coroutine<Void> conversation() {
    try (AsyncProcess child =
        await(Processes.exec(ProcessOptions.PIPES, JAVA, java(Shouts.class)))) {
      await(child.stdin().write("one\n"));
      assertThat(await(child.stdout().readLine())).isEqualTo("ONE");
      await(child.stdin().write("two\nthree"));
      assertThat(await(child.stdout().readLine())).isEqualTo("TWO");
      await(child.closeStdin());
      assertThat(await(child.stdout().readLine())).isEqualTo("THREE");
      assertThat(new String(await(child.stderr().readAll()), StandardCharsets.UTF_8))
          .isEqualTo("over\n");
      assertThat(await(child.waitFor())).isZero();
    }
    return done();
  }

  @Test
  void aPipeIsReadAsItComes() {
    run(conversation());
  }

  @Test
  void aRedirectedFile(@TempDir Path directory) throws Exception {
    Path in = Files.writeString(directory.resolve("in"), "x".repeat(60_000) + "\nlast\n");
    Path out = directory.resolve("out");
    ProcessOptions options =
        ProcessOptions.PIPES.withStdin(Stdio.from(in)).withStdout(Stdio.to(out));

    ProcessResult result =
        run(
            Processes.run(
                RunOptions.DEFAULT.withProcess(options).withCheck(true), JAVA, java(Shouts.class)));

    assertThat(result.stderrText()).isEqualTo("over\n");
    assertThat(Files.readString(out)).isEqualTo("X".repeat(60_000) + "\nLAST\n");
  }

  @Async
  private static Coroutine<Void> handsOver() {
    ProcessOptions options = ProcessOptions.PIPES.withStderr(Stdio.MERGED);
    try (AsyncProcess child = await(Processes.exec(options, JAVA, java(TwoLoops.class)))) {
      assertThat(await(child.stdout().readLine())).isEqualTo("ready");
      assertThat(await(child.stdout().readLine())).isEqualTo("nothing"); // its loop is closed
      await(child.stdin().write("for the second\n"));
      assertThat(await(child.stdout().readLine())).isEqualTo("for the second");
      assertThat(await(child.waitFor())).isZero(); // although its input is open
    }
    return done();
  }

  @Test
  void aThreadThatWaitsForInputKeepsNothingFromTheNextLoopNorTheJvmAlive() {
    run(handsOver());
  }

  @Test
  void theEndOfTheJvmWaitsForTheOutput() {
    ProcessResult ended = run(Processes.run(JAVA, java(Floods.class)));
    assertThat(ended.stderrText()).isEmpty();
    assertThat(ended.stdoutText().lines().count()).isEqualTo(10_000);

    ProcessResult exited = run(Processes.run(JAVA, java(Floods.class, "exit")));
    assertThat(exited.exitCode()).isEqualTo(3);
    assertThat(exited.stdoutText().lines().count()).isEqualTo(10_000);
  }
}
