package dev.continuo.samples.radio.app;

import static dev.continuo.Continuo.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.continuo.CancelledError;
import dev.continuo.Coroutine;
import dev.continuo.Task;
import dev.continuo.annotation.Async;
import dev.continuo.junit.AsyncTests;
import dev.continuo.junit.RealTime;
import dev.continuo.samples.radio.sink.AudioOut;
import dev.continuo.samples.radio.sink.AudioOuts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file that is being begun when Ctrl-C comes. */
@AsyncTests
@RealTime
class OpeningTest {

  @TempDir private Path folder = Path.of("");

  private final CountDownLatch mayOpen = new CountDownLatch(1);

  private AudioOut slowly() throws IOException, InterruptedException {
    mayOpen.await();
    return AudioOuts.wav(folder.resolve("x.wav"), 2);
  }

  @Async
  private static Coroutine<AudioOut> opened(Task<AudioOut> opening) throws IOException {
    return value(await(Opening.of(opening)));
  }

  @Test
  @Async
  void whatIsOpenedIsGiven() throws IOException {
    mayOpen.countDown();
    Task<AudioOut> opening = createTask(toThread(this::slowly));
    try (AudioOut out = await(Opening.of(opening))) {
      assertThat(out).isNotNull();
      assertThat(Program.files(folder)).hasSize(1);
    }
    assertThat(Program.files(folder)).isEmpty();
  }

  @Test
  @Async
  void whatIsOpenedTooLateIsClosedAgain() throws IOException {
    Task<AudioOut> opening = createTask(toThread(this::slowly));
    Task<AudioOut> waiting = createTask(opened(opening));
    await(yieldNow());
    waiting.cancel();
    await(yieldNow());
    waiting.cancel(); // more than once changes nothing
    await(yieldNow());
    assertThat(waiting.done()).isFalse();
    mayOpen.countDown();
    boolean cancelled = false;
    try {
      await(waiting);
    } catch (CancelledError e) {
      cancelled = true;
    }
    assertThat(cancelled).isTrue();
    assertThat(opening.done()).isTrue();
    assertThat(Program.files(folder)).isEmpty();
  }

  @Test
  @Async
  void whatCannotBeOpenedDoesNotHideTheCancellation() throws IOException {
    Task<AudioOut> opening =
        createTask(
            toThread(
                () -> {
                  mayOpen.await();
                  return AudioOuts.wav(folder.resolve("no/such.wav"), 2);
                }));
    Task<AudioOut> waiting = createTask(opened(opening));
    await(yieldNow());
    waiting.cancel();
    await(yieldNow());
    mayOpen.countDown();
    Throwable[] beside = {};
    try {
      await(waiting);
    } catch (CancelledError e) {
      beside = e.getSuppressed();
    }
    assertThat(beside).hasSize(1);
    assertThat(beside[0]).hasMessageContaining("there is no directory");
  }
}
