package dev.continuo.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a subprocess is started and ended. Immutable; each method gives a changed copy.
 *
 * <pre>{@code
 * ProcessOptions.PIPES.withDirectory(Path.of("repository")).withEnvironment("LC_ALL", "C")
 * }</pre>
 *
 * @param directory where it runs; null for the directory of this program
 * @param environment changes of the environment of this program: variables to set, and those to
 *     remove, whose value is null
 * @param stdin its standard input: {@link Stdio#PIPE}, {@link Stdio#INHERIT}, {@link
 *     Stdio#DISCARD}, {@link Stdio#from}
 * @param stdout its standard output: the first three, {@link Stdio#to}, {@link Stdio#appendTo}
 * @param stderr its standard error: as the output, or {@link Stdio#MERGED}
 * @param limit the longest line, in bytes; about twice as much is kept of what nobody reads
 * @param grace how long {@link AsyncProcess#closeAsync} waits between the request to end and the
 *     kill; zero kills at once
 */
public record ProcessOptions(
    @Nullable Path directory,
    Map<String, @Nullable String> environment,
    Stdio stdin,
    Stdio stdout,
    Stdio stderr,
    int limit,
    Duration grace) {

  /** The streams of this program, as asyncio's; lines of 64 KiB; 5 s of grace. */
  public static final ProcessOptions DEFAULT =
      new ProcessOptions(
          null,
          Map.of(),
          Stdio.INHERIT,
          Stdio.INHERIT,
          Stdio.INHERIT,
          1 << 16,
          Duration.ofSeconds(5));

  /** The same with a pipe for each of the three streams. */
  public static final ProcessOptions PIPES =
      DEFAULT.withStdin(Stdio.PIPE).withStdout(Stdio.PIPE).withStderr(Stdio.PIPE);

  /**
   * Makes options.
   *
   * @param directory see above
   * @param environment see above
   * @param stdin see above
   * @param stdout see above
   * @param stderr see above
   * @param limit see above; 1 or more
   * @param grace see above; not negative
   * @throws IllegalArgumentException if a number is out of its range, or a stream is directed to
   *     where only another one can be
   */
  public ProcessOptions {
    Objects.requireNonNull(stdin);
    Objects.requireNonNull(stdout);
    Objects.requireNonNull(stderr);
    environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
    if (limit < 1) {
      throw new IllegalArgumentException("Limit cannot be <= 0");
    }
    if (grace.isNegative()) {
      throw new IllegalArgumentException("the grace cannot be negative: " + grace);
    }
    if (stdin == Stdio.MERGED || stdout == Stdio.MERGED) {
      throw new IllegalArgumentException("only the standard error can be merged");
    }
    check("stdin", stdin, stdin.input.type(), ProcessBuilder.Redirect.Type.READ);
    check("stdout", stdout, stdout.output.type(), null);
    check("stderr", stderr, stderr.output.type(), null);
  }

  private static void check(
      String stream,
      Stdio target,
      ProcessBuilder.Redirect.Type type,
      ProcessBuilder.Redirect.@Nullable Type fileType) {
    boolean reads = type == ProcessBuilder.Redirect.Type.READ;
    boolean writes =
        type == ProcessBuilder.Redirect.Type.WRITE || type == ProcessBuilder.Redirect.Type.APPEND;
    if (fileType == null ? reads : writes) {
      throw new IllegalArgumentException("the " + stream + " of a process cannot be: " + target);
    }
  }

  /**
   * Another directory to run in.
   *
   * @param path one that is there
   * @return a copy
   */
  public ProcessOptions withDirectory(Path path) {
    return new ProcessOptions(path, environment, stdin, stdout, stderr, limit, grace);
  }

  /**
   * One more change of the environment.
   *
   * @param name the name of a variable
   * @param value its value; null removes it
   * @return a copy
   */
  public ProcessOptions withEnvironment(String name, @Nullable String value) {
    Map<String, @Nullable String> changed = new LinkedHashMap<>(environment);
    changed.put(name, value);
    return new ProcessOptions(directory, changed, stdin, stdout, stderr, limit, grace);
  }

  /**
   * Another standard input.
   *
   * @param source where it comes from
   * @return a copy
   */
  public ProcessOptions withStdin(Stdio source) {
    return new ProcessOptions(directory, environment, source, stdout, stderr, limit, grace);
  }

  /**
   * Another standard output.
   *
   * @param target where it goes
   * @return a copy
   */
  public ProcessOptions withStdout(Stdio target) {
    return new ProcessOptions(directory, environment, stdin, target, stderr, limit, grace);
  }

  /**
   * Another standard error.
   *
   * @param target where it goes
   * @return a copy
   */
  public ProcessOptions withStderr(Stdio target) {
    return new ProcessOptions(directory, environment, stdin, stdout, target, limit, grace);
  }

  /**
   * Another limit.
   *
   * @param bytes 1 or more
   * @return a copy
   */
  public ProcessOptions withLimit(int bytes) {
    return new ProcessOptions(directory, environment, stdin, stdout, stderr, bytes, grace);
  }

  /**
   * Another grace.
   *
   * @param duration not negative
   * @return a copy
   */
  public ProcessOptions withGrace(Duration duration) {
    return new ProcessOptions(directory, environment, stdin, stdout, stderr, limit, duration);
  }

  /** A builder of the JDK with these options. */
  ProcessBuilder builder(List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command);
    if (directory != null) {
      builder.directory(directory.toFile());
    }
    environment.forEach(
        (name, value) -> {
          if (value == null) {
            builder.environment().remove(name);
          } else {
            builder.environment().put(name, value);
          }
        });
    builder.redirectInput(stdin.input).redirectOutput(stdout.output);
    if (stderr == Stdio.MERGED) {
      builder.redirectErrorStream(true);
    } else {
      builder.redirectError(stderr.output);
    }
    return builder;
  }
}
