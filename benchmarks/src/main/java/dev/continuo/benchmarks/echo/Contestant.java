package dev.continuo.benchmarks.echo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A way to write an echo server. */
record Contestant(String name, List<String> command) {

  /** All of them that can run here; who cannot is named on the standard error stream. */
  static List<Contestant> all(Path folder) {
    List<Contestant> all = new ArrayList<>();
    all.add(java("NIO by hand", "hand"));
    all.add(java("Continuo, protocol", "protocol"));
    all.add(java("Continuo, coroutine over streams", "streams"));
    all.add(java("Netty 4.2, NIO", "netty"));
    if (Runtime.version().feature() >= 21) {
      all.add(java("virtual threads", "virtual"));
    } else {
      System.err.println("No virtual threads: Java " + Runtime.version().feature());
    }
    if (runs("python3", "--version")) {
      Path script = script(folder);
      all.add(new Contestant("asyncio, protocol", python(script, "protocol")));
      all.add(new Contestant("asyncio, streams", python(script, "streams")));
    } else {
      System.err.println("No asyncio: there is no python3");
    }
    return all;
  }

  private static Contestant java(String name, String kind) {
    return new Contestant(name, jvm(EchoServers.class, kind));
  }

  private static List<String> python(Path script, String kind) {
    return List.of("python3", script.toString(), kind);
  }

  private static Path script(Path folder) {
    Path script = folder.resolve("echo_server.py");
    try (InputStream source = Contestant.class.getResourceAsStream("/echo_server.py")) {
      if (source == null) {
        throw new IllegalStateException("echo_server.py is missing in the jar");
      }
      Files.copy(source, script);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return script;
  }

  /** The command of a class of this jar in a JVM like this one. */
  static List<String> jvm(Class<?> main, String... args) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xms256m",
            "-Xmx256m",
            "-Xmn64m",
            "-XX:+UseSerialGC",
            "-Djdk.virtualThreadScheduler.parallelism=1",
            "-cp",
            System.getProperty("java.class.path"),
            main.getName()));
    command.addAll(List.of(args));
    return command;
  }

  /** Whether a command can be run, and ends well. */
  static boolean runs(String... command) {
    try {
      return new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted", e);
    }
  }

  boolean isJava() {
    return !name.startsWith("asyncio");
  }
}
