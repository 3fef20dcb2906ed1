package dev.continuo.benchmarks.echo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.function.IntConsumer;

/**
 * One echo server, in a process of its own. It prints {@code port N} when it listens, then answers
 * each line {@code heap} with the bytes of its heap that are in use, and ends with its input.
 */
final class EchoServers {

  private EchoServers() {}

  /** A server: runs for ever, and tells its port when it listens. */
  @FunctionalInterface
  interface Server {
    void run(IntConsumer port) throws Exception;
  }

  public static void main(String[] args) throws Exception {
    Server server = server(args[0]);
    Thread control = new Thread(EchoServers::answer, "control");
    control.start();
    server.run(
        port -> {
          System.out.println("port " + port);
          System.out.flush();
        });
  }

  private static Server server(String kind) {
    return switch (kind) {
      case "hand" -> HandWrittenEcho::serve;
      case "streams" -> ContinuoEcho::streams;
      case "protocol" -> ContinuoEcho::protocol;
      case "netty" -> NettyEcho::serve;
      case "virtual" -> VirtualThreadEcho::serve;
      default -> throw new IllegalArgumentException("no server " + kind);
    };
  }

  private static void answer() {
    try (BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      while (in.readLine() != null) {
        for (int i = 0; i < 3; i++) {
          System.gc();
        }
        System.out.println(ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
      }
    } catch (IOException e) {
      e.printStackTrace();
    }
    Runtime.getRuntime().halt(0);
  }
}
