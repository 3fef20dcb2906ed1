package dev.continuo.samples.tutorial;

import static dev.continuo.Continuo.run;
import static org.assertj.core.api.Assertions.assertThat;

import dev.continuo.samples.Transcript;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Ten requests to a server that takes 50 ms for each. */
class HttpRequestsTest {

  private static final List<String> ALL_OK =
      IntStream.range(0, 10).mapToObj(i -> "count: " + i + ", status: 200").toList();

  @Test
  void concurrentRequestsAreAtLeastSixtyPercentFaster() throws Exception {
    try (SlowServer server = new SlowServer(Duration.ofMillis(50))) {
      HttpRequests requests = new HttpRequests(server.uri());
      requests.oneAfterTheOther(); // opens a connection and loads the classes

      Transcript sequential = Transcript.ofRealTime(args -> requests.oneAfterTheOther());

      assertThat(sequential.lines()).isEqualTo(ALL_OK);
      assertThat(sequential.elapsed()).isGreaterThanOrEqualTo(Duration.ofMillis(500));
      Duration fortyPercent = sequential.elapsed().multipliedBy(2).dividedBy(5);
      assertThat(best(args -> run(requests.inExecutor()), fortyPercent))
          .isLessThanOrEqualTo(fortyPercent);
      assertThat(best(args -> run(requests.withSendAsync()), fortyPercent))
          .isLessThanOrEqualTo(fortyPercent);
    }
  }

  /** The best of up to five times: others may use the machine, but not for all of them. */
  private static Duration best(Transcript.Body<String[]> program, Duration enough)
      throws Exception {
    Duration best = Duration.ofDays(1);
    for (int i = 0; i < 5 && best.compareTo(enough) > 0; i++) {
      Transcript t = Transcript.ofRealTime(program);
      assertThat(t.lines()).containsExactlyInAnyOrderElementsOf(ALL_OK);
      best = t.elapsed().compareTo(best) < 0 ? t.elapsed() : best;
    }
    return best;
  }

  @Test
  void theProgramAsksTheServerItIsGiven() throws Exception {
    try (SlowServer server = new SlowServer(Duration.ofMillis(1))) {
      URI uri = server.uri();
      Transcript t =
          Transcript.ofRealTime(args -> HttpRequests.main(new String[] {uri.toString()}));

      assertThat(t.lines()).hasSize(33);
      assertThat(t.lines().subList(0, 10)).isEqualTo(ALL_OK);
      assertThat(t.lines().get(10)).matches("one after the other: \\d+ ms");
      assertThat(t.lines().get(21)).matches("in an executor: \\d+ ms");
      assertThat(t.lines().get(32)).matches("with sendAsync: \\d+ ms");
      assertThat(server.answered()).isEqualTo(30);
    }
  }
}
