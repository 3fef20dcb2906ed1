package dev.continuo.samples.net;

import static dev.continuo.Continuo.*;

import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import dev.continuo.net.Datagram;
import dev.continuo.net.DatagramEndpoint;
import dev.continuo.net.DatagramOptions;
import java.io.IOException;

/**
 * Sends each datagram back to where it came from: {@code ./sample net/udp-echo 7779}, then {@code
 * nc -u localhost 7779}.
 */
class UdpEcho {

  @Async
  static Coroutine<Void> echo(DatagramEndpoint server) {
    for (Datagram each : each(server)) {
      try {
        await(server.send(each.data(), each.sender()), IOException.class);
      } catch (IOException e) {
        System.err.println("not sent: " + e.getMessage()); // the next one may go
      }
    }
    return done();
  }

  @Async
  static Coroutine<Void> main(int port) {
    DatagramOptions options = DatagramOptions.bound("localhost", port);
    try (DatagramEndpoint server = await(DatagramEndpoint.open(options))) {
      System.out.println("Listening at [" + server.localAddress() + "]");
      await(echo(server));
    }
    return done();
  }

  public static void main(String[] args) {
    run(main(args.length > 0 ? Integer.parseInt(args[0]) : 7779));
  }
}
