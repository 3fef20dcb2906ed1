package dev.continuo.benchmarks.echo;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntConsumer;

/**
 * A virtual thread for each connection; the JVM has one carrier, as the other servers one thread.
 */
final class VirtualThreadEcho {

  private VirtualThreadEcho() {}

  static void serve(IntConsumer port) throws Exception {
    // by name: this is compiled for Java 17
    ExecutorService threads =
        (ExecutorService) Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    try (ServerSocket server = new ServerSocket(0, 1024, InetAddress.getLoopbackAddress())) {
      port.accept(server.getLocalPort());
      while (true) {
        Socket socket = server.accept();
        threads.execute(() -> echo(socket));
      }
    }
  }

  private static void echo(Socket connected) {
    byte[] buffer = new byte[8192];
    try (Socket socket = connected) {
      socket.setTcpNoDelay(true);
      InputStream in = socket.getInputStream();
      OutputStream out = socket.getOutputStream();
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        out.write(buffer, 0, count);
      }
    } catch (IOException e) {
      // the client is gone, as at the end of each run
    }
  }
}
