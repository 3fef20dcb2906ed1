package dev.continuo.samples.net;

import static dev.continuo.Continuo.*;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.continuo.Coroutine;
import dev.continuo.Task;
import dev.continuo.annotation.Async;
import dev.continuo.net.Datagram;
import dev.continuo.net.DatagramEndpoint;
import dev.continuo.net.DatagramOptions;
import dev.continuo.samples.Transcript;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class UdpPingTest {

  private static final DatagramOptions ANY_PORT = DatagramOptions.bound("127.0.0.1", 0);

  @Test
  void itAsksAServerOfItsOwn() throws Exception {
    List<String> lines = Transcript.ofRealTime(UdpPing::main).lines();
    assertThat(lines)
        .singleElement()
        .asString()
        .matches("10 sent, 0 lost; min/avg/max (\\d+\\.\\d{3}/){2}\\d+\\.\\d{3} ms");
  }

  /** Answers each ping twice, but the second not at all, and each with an old one before it. */
  @Async
  private static Coroutine<Void> badEcho(DatagramEndpoint server) {
    for (Datagram each : each(server)) {
      await(server.send("ping 0", each.sender()));
      if (!each.text().equals("ping 2")) {
        await(server.send(each.data(), each.sender()));
        await(server.send(each.data(), each.sender()));
      }
    }
    return done();
  }

  @Async
  private static Coroutine<Void> lossy() {
    try (DatagramEndpoint server = await(DatagramEndpoint.open(ANY_PORT))) {
      Task<Void> echo = createTask(badEcho(server));
      assertThat(await(UdpPing.ping("127.0.0.1", server.port(), 1, ofSeconds(30))).lost()).isZero();
      UdpPing.Result result = await(UdpPing.ping("127.0.0.1", server.port(), 2, ofMillis(200)));
      assertThat(result.lost()).isBetween(1, 2); // a busy machine may be late with the first, too
      await(server.closeAsync());
      await(echo);
      UdpPing.Result none = await(UdpPing.ping("127.0.0.1", server.port(), 2, ofMillis(200)));
      assertThat(none.toString()).isEqualTo("2 sent, 2 lost"); // and nobody listens there any more
    }
    return done();
  }

  @Test
  void whatIsLostOrDoubledIsNotCounted() {
    run(lossy());
  }
}
