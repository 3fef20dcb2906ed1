package dev.continuo.conformance;

import static dev.continuo.Continuo.*;
import static dev.continuo.conformance.Attempts.*;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.continuo.AsyncIterator;
import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import dev.continuo.sync.MemoryChannel;
import dev.continuo.sync.ReceiveChannel;
import dev.continuo.sync.SendChannel;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Memory channels with several producers and consumers; iteration. */
class MemoryChannelSharingTest extends LoggedPrograms {

  // ---- several producers and consumers

  @Async
  private Coroutine<Void> receiveAll(String name, ReceiveChannel<?> receiver) {
    for (Object item : each(receiver)) {
      log.add(name + " " + item);
    }
    log.add(name + " end");
    return done();
  }

  @Async
  private Coroutine<Void> manyToMany(int capacity) {
    MemoryChannel<Integer> channel = MemoryChannel.of(capacity);
    var producers =
        gather(
            produce(channel.sender().copy(), 0),
            produce(channel.sender().copy(), 100),
            produce(channel.sender().copy(), 200));
    channel.sender().close();
    var consumers =
        gather(
            consume(channel.receiver().copy()),
            consume(channel.receiver().copy()),
            consume(channel.receiver().copy()));
    channel.receiver().close();
    await(producers);
    await(consumers);
    return done();
  }

  @Async
  private Coroutine<Void> produce(SendChannel<Integer> sender, int from) {
    try (sender) {
      for (int i = from; i < from + 100; i++) {
        await(sender.send(i));
      }
    }
    return done();
  }

  @Async
  private Coroutine<Void> consume(ReceiveChannel<Integer> receiver) {
    try (receiver) {
      for (int item : each(receiver)) {
        log.add(item);
        await(yieldNow());
      }
    }
    return done();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, 1000})
  void everyItemArrivesOnceAndThoseOfASenderInTheirOrder(int capacity) {
    run(() -> manyToMany(capacity));
    assertThat(log).hasSize(300).doesNotHaveDuplicates();
    for (int from = 0; from < 300; from += 100) {
      int first = from;
      List<Integer> ofOne =
          log.stream().map(Integer.class::cast).filter(i -> i / 100 * 100 == first).toList();
      assertThat(ofOne).isSorted().hasSize(100);
    }
  }

  @Async
  private Coroutine<Void> fairness() {
    MemoryChannel<Integer> channel = MemoryChannel.of(1);
    createTask(receiveAll("a", channel.receiver()));
    createTask(receiveAll("b", channel.receiver()));
    await(turns(2));
    for (int i = 0; i < 4; i++) {
      await(channel.sender().send(i));
      await(turns(2));
    }
    channel.sender().close();
    await(turns(2));
    return done();
  }

  @Test
  void consumersTakeTurns() {
    logs(this::fairness, "a 0", "b 1", "a 2", "b 3", "a end", "b end");
  }

  @Async
  private Coroutine<Void> senderThatReceivesItself() {
    MemoryChannel<Integer> channel = MemoryChannel.of(1);
    createTask(receiveAll("other", channel.receiver()));
    await(turns(1));
    for (int i = 0; i < 3; i++) { // Trio's test_channel_fairness: other gets the first
      await(channel.sender().send(i));
      await(timeoutOrNull(ofSeconds(1), () -> logged("self", channel.receiver().receive())));
    }
    channel.sender().close();
    await(turns(2));
    return done();
  }

  @Test
  void whoSendsAndReceivesDoesNotTakeTheItemOfOneWhoWaited() {
    logs(
        this::senderThatReceivesItself,
        "other 0",
        "self CancelledError",
        "other 1",
        "self CancelledError",
        "other 2",
        "self CancelledError",
        "other end");
  }

  @Async
  @SuppressWarnings("NullAway") // does not know @Nullable type arguments
  private Coroutine<Void> iteratesOverNulls() {
    MemoryChannel<@Nullable String> channel = MemoryChannel.of(0);
    var consumer = createTask(receiveAll("item", channel.receiver()));
    await(channel.sender().send(null));
    await(channel.sender().send("x"));
    await(channel.sender().send(null));
    channel.sender().close();
    await(consumer);
    return done();
  }

  @Test
  void anIterationGoesOnAfterNull() {
    logs(this::iteratesOverNulls, "item null", "item x", "item null", "item end");
  }

  @Async
  private Coroutine<Void> iteratorEndsAgain() {
    MemoryChannel<Integer> channel = MemoryChannel.of(1);
    channel.sender().sendNowait(7);
    channel.sender().close();
    AsyncIterator<Integer> items = channel.receiver().asyncIterator();
    log.add(await(attempt(items.next())));
    log.add(await(attempt(items.next())));
    log.add(await(attempt(items.next())));
    return done();
  }

  @Test
  void anIteratorThatHasEndedStaysSo() {
    logs(this::iteratorEndsAgain, 7, STOPPED, STOPPED);
  }

  @Async
  private Coroutine<Void> operators() {
    MemoryChannel<Integer> channel = MemoryChannel.unbounded();
    for (int i = 1; i <= 6; i++) {
      channel.sender().sendNowait(i);
    }
    log.add(await(channel.receiver().map(i -> i * i).filter(i -> i % 2 == 0).take(2).toList()));
    log.add(channel.receiver().receiveNowait());
    return done();
  }

  @Test
  void operatorsTakeNoMoreThanTheyNeed() {
    logs(this::operators, List.of(4, 16), 5);
  }

  @Async
  private Coroutine<Void> waitsBriefly(MemoryChannel<Integer> channel) {
    log.add(await(timeoutOrNull(ofSeconds(1), channel.receiver()::receive)));
    return done();
  }

  @Test
  void aChannelBelongsToTheLoopOfTheFirstWhoWaited() {
    MemoryChannel<Integer> channel = MemoryChannel.of(1);
    run(() -> waitsBriefly(channel));
    assertThatThrownBy(() -> run(() -> waitsBriefly(channel)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageEndingWith("is bound to a different event loop");
    channel.sender().sendNowait(1);
    run(() -> waitsBriefly(channel)); // need not wait
    assertThat(log).containsExactly(null, 1);
  }
}
