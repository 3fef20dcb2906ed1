package dev.continuo.samples.tutorial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.continuo.Runner;
import dev.continuo.samples.Transcript;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The programs that show what a coroutine is. */
class FirstStepsTest {

  @Test
  void aCallRunsNothingAndTheObjectIsAwaitableOnce() throws Exception {
    Transcript t = Transcript.ofCoroutine(CoroutineObject.main());

    assertThat(t.lines())
        .containsExactly(
            "hello is a coroutine function: true",
            "Called, and nothing has run.",
            "The object is awaitable: true",
            "Now it runs.",
            "hello",
            "Awaited again: cannot reuse already awaited coroutine");
    assertThat(t.elapsed()).isZero();
  }

  @Test
  void runGivesTheResultOfTheCoroutine() throws Exception {
    Transcript t = Transcript.ofRealTime(RunHello::main);

    assertThat(t.lines()).containsExactly("hello", "true");
    assertThat(t.elapsed()).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(10));
  }

  @Test
  void theSecondCoroutineOfRunHelloTakesOneSecond() {
    try (Runner runner = Runner.virtualTime()) {
      assertThat(runner.<Boolean>run(RunHello.waitABit())).isTrue();
      assertThat(runner.loop().time()).isEqualTo(Duration.ofSeconds(1).toNanos());
    }
  }

  @Test
  void awaitedCoroutinesRunOneAfterTheOther() throws Exception {
    Transcript t = Transcript.ofCoroutine(AwaitTwo.main());

    assertThat(t.lines())
        .containsExactly("I am the coroutine 1.", "I am the coroutine 2.", "Hello World!");
    assertThat(t.elapsed()).isZero();
  }

  @Test
  void coroutinesThatAreNotAwaitedAreReportedWithTheirPlaces() throws Exception {
    Transcript t = Transcript.ofCoroutine(NeverAwaited.main());

    assertThat(t.lines()).hasSize(3);
    for (int i = 1; i <= 2; i++) {
      assertThat(t.lines().get(i - 1))
          .startsWith("log: ")
          .contains("NeverAwaited.coro" + i + "' was never awaited")
          .contains("NeverAwaited.main(NeverAwaited.java:" + lineOf("coro" + i + "(); //") + ")");
    }
    assertThat(t.lines().get(2)).isEqualTo("Hello World!");
  }

  private static int lineOf(String code) throws Exception {
    Path source = Path.of("src/main/java/dev/continuo/samples/tutorial/NeverAwaited.java");
    List<String> lines = Files.readAllLines(source);
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).contains(code)) {
        return i + 1;
      }
    }
    throw new AssertionError(code + " is not in " + source);
  }

  @Test
  void aCoroutineGoesOnBehindItsAwait() throws Exception {
    Transcript t = Transcript.ofCoroutine(ThreeSteps.myCoroutine());

    assertThat(t.lines())
        .containsExactly("Coroutine started.", "Coroutine resumed.", "Coroutine complete.");
    assertThat(t.elapsed()).isEqualTo(Duration.ofMillis(1500));
  }

  @Test
  void helloWorldTakesOneSecond() throws Exception {
    Transcript t = Transcript.ofCoroutine(HelloWorld.main());

    assertThat(t.lines()).containsExactly("hello", "world");
    assertThat(t.elapsed()).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void aCoroutineRunsOnce() throws Exception {
    Transcript t = Transcript.ofRealTime(RunTwice::main);

    assertThat(t.lines())
        .containsExactly(
            "hello", "IllegalStateException: cannot reuse already awaited coroutine", "hello");
  }
}
