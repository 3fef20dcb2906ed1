package dev.continuo.samples.guide;

import static dev.continuo.Continuo.*;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.continuo.CancelledError;
import dev.continuo.Coroutine;
import dev.continuo.DeadlineExceededException;
import dev.continuo.Task;
import dev.continuo.annotation.Async;
import dev.continuo.samples.Transcript;
import org.junit.jupiter.api.Test;

/** The code of docs/guide/cancellation-and-timeouts.md. */
class CancellationTest {

  // Cancelling a task

  @Async
  static Coroutine<Void> copyFile() {
    try {
      await(sleep(ofSeconds(60)));
    } finally {
      System.out.println("removing the half-written file");
      await(sleep(ofMillis(200))); // cleaning up may await
    }
    return done();
  }

  @Async
  static Coroutine<Void> main() {
    Task<Void> copy = createTask(copyFile());
    await(sleep(ofSeconds(1)));
    copy.cancel();
    try {
      await(copy);
    } catch (CancelledError e) {
      System.out.println("cancelled");
    }
    return done();
  }

  @Test
  void cancellingRunsTheFinallyBlocks() throws Exception {
    Transcript t = Transcript.ofCoroutine(main());

    assertThat(t.lines()).containsExactly("removing the half-written file", "cancelled");
    assertThat(t.elapsed()).isEqualTo(ofMillis(1200));
  }

  // catch (Exception e)

  @Async
  static Coroutine<Void> poll() {
    while (true) {
      try {
        await(ask());
      } catch (Exception e) {
        System.out.println("trying again: " + e.getMessage());
      }
      await(sleep(ofSeconds(1)));
    }
  }

  @Async
  static Coroutine<Void> ask() {
    await(sleep(ofSeconds(1)));
    throw new IllegalStateException("busy");
  }

  @Async
  static Coroutine<Void> pollForAWhile() {
    Task<Void> poll = createTask(poll());
    await(sleep(ofMillis(2500)));
    poll.cancel();
    await(waitUntil(dev.continuo.ReturnWhen.ALL_COMPLETED, poll));
    System.out.println("cancelled: " + poll.cancelled());
    return done();
  }

  @Test
  void catchingExceptionsDoesNotCatchACancellation() throws Exception {
    assertThat(Transcript.ofCoroutine(pollForAWhile()).lines())
        .containsExactly("trying again: busy", "cancelled: true");
  }

  // Shielding

  @Async
  static Coroutine<Void> pay() {
    await(shield(bookPayment())); // goes on if this task is cancelled here
    return done();
  }

  @Async
  static Coroutine<Void> bookPayment() {
    await(sleep(ofSeconds(2)));
    System.out.println("booked");
    return done();
  }

  @Async
  static Coroutine<Void> cancelThePayer() {
    Task<Void> payer = createTask(pay());
    await(sleep(ofSeconds(1)));
    payer.cancel();
    await(sleep(ofSeconds(2)));
    System.out.println("payer cancelled: " + payer.cancelled());
    return done();
  }

  @Test
  void whatIsShieldedGoesOn() throws Exception {
    assertThat(Transcript.ofCoroutine(cancelThePayer()).lines())
        .containsExactly("booked", "payer cancelled: true");
  }

  // Timeouts

  @Async
  static Coroutine<String> answerInTime() {
    try {
      return value(await(waitFor(slowAnswer(), ofSeconds(10))));
    } catch (DeadlineExceededException e) {
      return value("no answer");
    }
  }

  @Async
  static Coroutine<String> slowAnswer() {
    await(sleep(ofSeconds(60)));
    return value("42");
  }

  @Test
  void waitForEndsWhatTakesTooLong() throws Exception {
    Transcript t =
        Transcript.ofRunner(runner -> System.out.println(runner.<String>run(answerInTime())));

    assertThat(t.lines()).containsExactly("no answer");
    assertThat(t.elapsed()).isEqualTo(ofSeconds(10));
  }

  @Async
  static Coroutine<String> twoAnswers() {
    String answer =
        await(
            withTimeout(
                ofSeconds(10),
                () -> {
                  String first = await(slowAnswer());
                  return value(first + await(slowAnswer()));
                }));
    return value(answer);
  }

  @Test
  void aBlockHasALimit() {
    assertThatThrownBy(() -> Transcript.ofRunner(runner -> runner.<String>run(twoAnswers())))
        .isInstanceOf(DeadlineExceededException.class);
  }

  @Async
  static Coroutine<String> answerOrDefault() {
    String answer = await(timeoutOrNull(ofSeconds(10), () -> slowAnswer()));
    return value(answer == null ? "no answer" : answer);
  }

  @Test
  void aLimitMayGiveNull() throws Exception {
    Transcript t =
        Transcript.ofRunner(runner -> System.out.println(runner.<String>run(answerOrDefault())));

    assertThat(t.lines()).containsExactly("no answer");
    assertThat(t.elapsed()).isEqualTo(ofSeconds(10));
  }
}
