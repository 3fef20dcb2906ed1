package dev.continuo.samples.tutorial;

import static dev.continuo.Continuo.*;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.continuo.samples.Transcript;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The programs that loop over asynchronous sources. */
class AsyncLoopsTest {

  private static final List<String> NUMBERS =
      IntStream.range(0, 10).mapToObj(Integer::toString).toList();

  @Test
  void aBlockingBodyAddsToTheTimeOfTheGenerator() throws Exception {
    Transcript t = Transcript.ofRealTime(args -> run(AsyncFor.main(ofMillis(20), ofMillis(20))));

    assertThat(t.lines()).hasSize(11);
    assertThat(t.lines().subList(0, 10)).isEqualTo(NUMBERS);
    assertThat(t.lines().get(10)).matches("Elapsed \\d\\.\\d s");
    assertThat(t.elapsed()).isBetween(ofMillis(400), ofMillis(1900));
  }

  @Test
  void theGeneratorAloneTakesHalfOfIt() throws Exception {
    Transcript t = Transcript.ofCoroutine(AsyncFor.main(ofSeconds(1), ofMillis(0)));

    assertThat(t.lines()).isEqualTo(numbersAnd("Elapsed 10.0 s"));
    assertThat(t.elapsed()).isEqualTo(ofSeconds(10));
  }

  @Test
  void anIteratorWrittenAsAClassGivesANumberPerSecond() throws Exception {
    Transcript t = Transcript.ofCoroutine(AsyncIteratorByHand.main());

    assertThat(t.lines()).isEqualTo(numbersAnd("Elapsed 10.0 s"));
    assertThat(t.elapsed()).isEqualTo(ofSeconds(10));
  }

  private static List<String> numbersAnd(String last) {
    return Stream.concat(NUMBERS.stream(), Stream.of(last)).toList();
  }

  @Test
  void theElsePartRunsOnlyWhenTheLoopWasNotBroken() throws Exception {
    Transcript t = Transcript.ofCoroutine(AsyncForElse.main());

    assertThat(t.lines())
        .containsExactly("looking for 2: 0 1 2 found", "looking for 7: 0 1 2 3 4 not found");
    assertThat(t.elapsed()).isEqualTo(ofSeconds(8));
  }

  @Test
  void theShortFormsDoWhatTheLongFormsDo() throws Exception {
    Transcript shortForm = Transcript.ofCoroutine(LongForms.shortForm());
    Transcript longForm = Transcript.ofCoroutine(LongForms.longForm());

    assertThat(shortForm.lines())
        .containsExactly("connecting", "connected", "page 1", "page 2", "closing", "closed");
    assertThat(shortForm.elapsed()).isEqualTo(ofSeconds(5));
    assertThat(longForm).isEqualTo(shortForm);
  }

  @Test
  void bothFormsAreOneProgram() throws Exception {
    Transcript t = Transcript.ofCoroutine(LongForms.main());

    assertThat(t.lines()).hasSize(14).startsWith("short form", "connecting");
    assertThat(t.lines().subList(8, 14)).isEqualTo(t.lines().subList(1, 7));
    assertThat(t.lines().get(7)).isEqualTo("long form");
    assertThat(t.elapsed()).isEqualTo(ofSeconds(10));
  }
}
