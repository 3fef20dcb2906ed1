package dev.continuo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FutureTest {

  private final EventLoop loop = EventLoop.virtualTime();
  private final List<String> log = new ArrayList<>();

  @AfterEach
  void close() {
    loop.close();
  }

  private void runOneTick() {
    loop.stop();
    loop.runForever();
  }

  @Test
  void aPendingFutureHasNoResult() {
    AsyncFuture<Integer> future = loop.createFuture();

    assertThat(future.done()).isFalse();
    assertThatThrownBy(future::result).isInstanceOf(InvalidStateException.class);
    assertThatThrownBy(future::exception).isInstanceOf(InvalidStateException.class);
  }

  @Test
  @SuppressWarnings("NullAway") // a null result is what is tested
  void aResultMayBeNullAndIsSetOnce() {
    AsyncFuture<String> future = loop.createFuture();
    future.setResult(null);

    assertThat(future.result()).isNull();
    assertThat(future.exception()).isNull();
    assertThat(future.cancelled()).isFalse();
    assertThatThrownBy(() -> future.setResult("again")).isInstanceOf(InvalidStateException.class);
    assertThatThrownBy(() -> future.setException(new IOException()))
        .isInstanceOf(InvalidStateException.class);
    assertThat(future.cancel()).isFalse();
  }

  @Test
  void aFailureIsThrownAsItIs() {
    AsyncFuture<String> future = loop.createFuture();
    IOException failure = new IOException("checked");
    future.setException(failure);

    assertThatThrownBy(future::result).isSameAs(failure);
    assertThat(future.exception()).isSameAs(failure);
  }

  @Test
  void aCancelledFutureThrowsCancelledErrorWithTheMessage() {
    AsyncFuture<String> future = loop.createFuture();

    assertThat(future.cancel("enough")).isTrue();

    assertThat(future.cancelled()).isTrue();
    assertThatThrownBy(future::result).isInstanceOf(CancelledError.class).hasMessage("enough");
    assertThatThrownBy(future::exception).isInstanceOf(CancelledError.class).hasMessage("enough");
  }

  @Test
  void callbacksRunInTheNextTickInOrder() {
    AsyncFuture<String> future = loop.createFuture();
    future.addDoneCallback(f -> log.add("a " + f.result()));
    future.addDoneCallback(f -> log.add("b"));
    future.setResult("x");
    assertThat(log).isEmpty();

    runOneTick();

    assertThat(log).containsExactly("a x", "b");
  }

  @Test
  void aCallbackAddedToAFinishedFutureStillWaitsForTheNextTick() {
    AsyncFuture<String> future = loop.createFuture();
    future.setResult("x");
    future.addDoneCallback(f -> log.add("called"));
    assertThat(log).isEmpty();

    runOneTick();

    assertThat(log).containsExactly("called");
  }

  @Test
  void removedCallbacksAreCountedAndDoNotRun() {
    AsyncFuture<String> future = loop.createFuture();
    Consumer<AsyncFuture<String>> callback = f -> log.add("removed");
    assertThat(future.removeDoneCallback(callback)).isZero();
    future.addDoneCallback(callback);
    assertThat(future.removeDoneCallback(callback)).isEqualTo(1);
    future.addDoneCallback(callback);
    future.addDoneCallback(f -> log.add("kept"));
    future.addDoneCallback(callback);

    assertThat(future.removeDoneCallback(callback)).isEqualTo(2);
    future.setResult("x");
    runOneTick();

    assertThat(log).containsExactly("kept");
  }

  @Test
  void aCallbackRunsInACopyOfTheContextThatAddedItOrInTheGivenOne() {
    ContextVar<String> variable = new ContextVar<>("variable", "default");
    AsyncFuture<String> future = loop.createFuture();
    Context given = Context.empty();
    Context.copyOfCurrent()
        .run(
            () -> {
              variable.set("adder");
              future.addDoneCallback(f -> log.add(variable.get()));
              variable.set("changed later");
            });
    future.addDoneCallback(f -> variable.set("set by callback"), given);
    future.setResult("x");

    runOneTick();

    assertThat(log).containsExactly("adder");
    assertThat(given.get(variable)).isEqualTo("set by callback");
    assertThat(variable.get()).isEqualTo("default");
  }

  @Test
  void aViewForOtherCodeCompletesLikeTheFuture() {
    AsyncFuture<String> value = loop.createFuture();
    AsyncFuture<String> failed = loop.createFuture();
    AsyncFuture<String> cancelled = loop.createFuture();
    CompletableFuture<String> valueView = value.toCompletableFuture();
    CompletableFuture<String> failedView = failed.toCompletableFuture();
    CompletableFuture<String> cancelledView = cancelled.toCompletableFuture();
    IOException failure = new IOException();

    value.setResult("x");
    failed.setException(failure);
    cancelled.cancel();
    runOneTick();

    assertThat(valueView).isCompletedWithValue("x");
    assertThatThrownBy(failedView::join).hasCause(failure);
    assertThat(cancelledView).isCancelled();
    assertThat(value.toCompletableFuture()).isCompletedWithValue("x");
  }

  @Test
  void cancellingTheViewCancelsTheFuture() {
    AsyncFuture<String> future = loop.createFuture();

    future.toCompletableFuture().cancel(true);
    runOneTick();

    assertThat(future.cancelled()).isTrue();
  }
}
