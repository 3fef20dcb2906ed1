package dev.continuo.samples.guide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.continuo.Runner;
import dev.continuo.samples.Transcript;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class HelloTest {

  @Test
  void greetsInTurn() {
    try (Runner runner = Runner.virtualTime()) {
      assertThat(runner.<String>run(Hello.hello("world"))).isEqualTo("hello world");
    }
  }

  @Test
  void thePagesProgramPrintsWhatThePageSays() throws Exception {
    Transcript t = Transcript.ofRealTime(Hello::main);

    assertThat(t.lines()).containsExactly("[hello a, hello b, hello c]");
    assertThat(t.elapsed()).isBetween(Duration.ofMillis(100), Duration.ofSeconds(3));
  }

  @Test
  void itTakesATenthOfASecond() throws Exception {
    assertThat(Transcript.ofCoroutine(Hello.main()).elapsed()).isEqualTo(Duration.ofMillis(100));
  }
}
