package dev.continuo.samples.tutorial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.continuo.samples.Transcript;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The programs that show task groups and time limits. */
class ScopesTest {

  @Test
  void aTaskGroupWaitsForItsTasks() throws Exception {
    Transcript t = Transcript.ofCoroutine(TwoTaskGroup.main());

    assertThat(t.lines())
        .containsExactly("Both tasks have completed now.", "one after 1 s, the other after 2 s");
    assertThat(t.elapsed()).isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void aTimeLimitCancelsWhatItsBlockAwaits() throws Exception {
    Transcript t = Transcript.ofCoroutine(TimeLimit.main());

    assertThat(t.lines())
        .containsExactly(
            "The long operation timed out, but we've handled it.",
            "This statement will run regardless.");
    assertThat(t.elapsed()).isEqualTo(Duration.ofSeconds(10));
  }
}
