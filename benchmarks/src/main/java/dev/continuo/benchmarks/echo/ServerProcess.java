package dev.continuo.benchmarks.echo;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A server that runs, and what the system says about it. */
final class ServerProcess implements AutoCloseable {

  private final Process process;
  private final BufferedReader out;
  private final BufferedWriter in;
  final int port;

  ServerProcess(Contestant contestant) throws IOException {
    process = start(0, contestant.command());
    out = reader(process);
    in = process.outputWriter(StandardCharsets.UTF_8);
    String line = out.readLine();
    if (line == null || !line.startsWith("port ")) {
      process.destroyForcibly();
      throw new IOException(contestant.name() + " did not start: " + line);
    }
    port = Integer.parseInt(line.substring("port ".length()));
  }

  /** Starts a process on one core, if the system has {@code taskset}. */
  static Process start(int core, List<String> command) throws IOException {
    List<String> pinned = new ArrayList<>();
    if (PINS) {
      pinned.addAll(List.of("taskset", "-c", String.valueOf(core)));
    }
    pinned.addAll(command);
    return new ProcessBuilder(pinned).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  static final boolean PINS =
      Runtime.getRuntime().availableProcessors() > 1 && Contestant.runs("taskset", "--version");

  static BufferedReader reader(Process process) {
    return process.inputReader(StandardCharsets.UTF_8);
  }

  /** Microseconds of processor time until now. */
  double cpuMicros() {
    return process.info().totalCpuDuration().orElseThrow().toNanos() / 1e3;
  }

  /** The bytes of its memory that are in use, after a garbage collection. */
  long heap() throws IOException {
    in.write("heap\n");
    in.flush();
    String line = out.readLine();
    if (line == null) {
      throw new IOException("the server ended");
    }
    return Long.parseLong(line);
  }

  /** What the system gave it, in bytes; -1 where it does not say. */
  long resident() {
    Path status = Path.of("/proc", String.valueOf(process.pid()), "status");
    if (!Files.exists(status)) {
      return -1;
    }
    try {
      for (String line : Files.readAllLines(status)) {
        if (line.startsWith("VmRSS:")) {
          return Long.parseLong(line.replaceAll("\\D", "")) * 1024;
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return -1;
  }

  @Override
  public void close() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor();
  }
}
