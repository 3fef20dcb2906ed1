package dev.continuo.conformance;

import static dev.continuo.Continuo.*;
import static dev.continuo.conformance.Attempts.*;
import static java.time.Duration.ZERO;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.continuo.AsyncFunction;
import dev.continuo.CancelledError;
import dev.continuo.Coroutine;
import dev.continuo.DeadlineExceededException;
import dev.continuo.EventLoop;
import dev.continuo.Task;
import dev.continuo.annotation.Async;
import dev.continuo.sync.MemoryChannel;
import dev.continuo.sync.Select;
import dev.continuo.sync.SendChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A send that was taken cannot be cancelled any more: the request is put off to the next await, and
 * must be neither lost nor delivered twice when a time limit is about.
 */
class CommittedSendTest {

  private final List<@Nullable Object> log = new ArrayList<>();

  static Stream<Arguments> limitedSends() {
    return Stream.of(
        form("withTimeout", c -> withTimeout(ofSeconds(1), () -> c.send("bye"))),
        form("waitFor", c -> waitFor(c.send("bye"), ofSeconds(1))),
        form("timeoutOrNull", c -> timeoutOrNull(ofSeconds(1), () -> c.send("bye"))),
        form(
            "select",
            c ->
                withTimeout(
                    ofSeconds(1), () -> Select.<Object>select(c.send("bye"), sleep(ofHours(1))))));
  }

  private static <R extends @Nullable Object> Arguments form(
      String name, AsyncFunction<SendChannel<String>, R> limited) {
    return Arguments.of(name, limited);
  }

  @Async
  private <R extends @Nullable Object> Coroutine<Void> cleansUp(
      SendChannel<String> channel, AsyncFunction<SendChannel<String>, R> limited) throws Exception {
    try {
      await(sleep(ofHours(1)));
    } finally {
      await(limited.apply(channel));
      log.add("sent");
      await(sleep(ofMillis(10)));
      log.add("cleaned up");
    }
    return done();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("limitedSends")
  <R extends @Nullable Object> void aLimitThatPassesWhenTheSendIsTakenCancelsNothing(
      String name, AsyncFunction<SendChannel<String>, R> limited) {
    Scopes.run(
        () -> {
          MemoryChannel<String> channel = MemoryChannel.of(0);
          Task<Void> task = createTask(cleansUp(channel.sender(), limited));
          await(sleep(ofSeconds(1)));
          EventLoop.running()
              .callLater(ofSeconds(1), () -> log.add("read " + channel.receiver().receiveNowait()));
          task.cancel();
          assertThat(await(attempt(task))).asString().startsWith("CancelledError");
          assertThat(log).containsExactly("read bye", "sent", "cleaned up");
          assertThat(task.cancelling()).isEqualTo(1);
          return done();
        });
  }

  static Stream<Arguments> limits() {
    return Stream.of(ZERO, ofMillis(1))
        .flatMap(
            limit ->
                Stream.of(
                    expired("withTimeout", l -> withTimeout(l, () -> sleep(ofHours(1))), limit),
                    expired("timeoutOrNull", l -> timeoutOrNull(l, () -> sleep(ofHours(1))), limit),
                    expired("waitFor", l -> waitFor(sleep(ofHours(1)), l), limit)));
  }

  private static <R extends @Nullable Object> Arguments expired(
      String name, AsyncFunction<Duration, R> form, Duration limit) {
    return Arguments.of(name + " " + limit, form, limit);
  }

  @Async
  private <R extends @Nullable Object> Coroutine<Void> sendsAndGoesOn(
      SendChannel<String> channel, AsyncFunction<Duration, R> form, Duration limit)
      throws Exception {
    await(channel.send("x"));
    try {
      await(form.apply(limit));
    } catch (DeadlineExceededException e) {
      log.add("deadline");
    }
    await(sleep(ofHours(1)));
    log.add("not cancelled");
    return done();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("limits")
  <R extends @Nullable Object> void aRequestThatWasPutOffOutlastsALimitThatPasses(
      String name, AsyncFunction<Duration, R> form, Duration limit) {
    Scopes.run(
        () -> {
          MemoryChannel<String> channel = MemoryChannel.of(0);
          Task<Void> task = createTask(sendsAndGoesOn(channel.sender(), form, limit));
          await(sleep(ofSeconds(1)));
          assertThat(await(channel.receiver().receive())).isEqualTo("x");
          task.cancel("stop");
          try {
            await(task);
          } catch (CancelledError e) {
            log.add(e.getMessage());
          }
          assertThat(log).doesNotContain("not cancelled").endsWith("stop");
          return done();
        });
  }
}
