package dev.continuo.conformance;

import static dev.continuo.Continuo.*;
import static dev.continuo.conformance.Attempts.*;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.continuo.AsyncIterator;
import dev.continuo.Coroutine;
import dev.continuo.QueueEmpty;
import dev.continuo.QueueFull;
import dev.continuo.annotation.Async;
import dev.continuo.sync.MemoryChannel;
import dev.continuo.sync.ReceiveChannel;
import dev.continuo.sync.SendChannel;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Memory channels: the cases of Trio's test_channel.py, apart from closing and cancellation. */
class MemoryChannelTest extends LoggedPrograms {

  // ---- at once, without a loop

  @Test
  void whatCannotBeDoneAtOnceFails() {
    MemoryChannel<Integer> channel = MemoryChannel.of(1);
    SendChannel<Integer> sender = channel.sender();
    ReceiveChannel<Integer> receiver = channel.receiver();
    assertThatThrownBy(receiver::receiveNowait)
        .isInstanceOf(QueueEmpty.class)
        .hasMessage(
            "MemoryChannel[items=0, capacity=1, senders=1 (0 waiting), receivers=1 (0 waiting)]"
                + " is empty");
    sender.sendNowait(1);
    assertThatThrownBy(() -> sender.sendNowait(2))
        .isInstanceOf(QueueFull.class)
        .hasMessage(
            "MemoryChannel[items=1, capacity=1, senders=1 (0 waiting), receivers=1 (0 waiting)]"
                + " is full");
    assertThat(receiver.receiveNowait()).isEqualTo(1);
    assertThat(channel.sender()).isSameAs(sender);
    assertThat(channel.receiver()).isSameAs(receiver);
  }

  @Test
  void theCapacityIsChecked() {
    assertThatThrownBy(() -> MemoryChannel.of(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("capacity is -1, must be at least 0");
  }

  @Test
  void aChannelWithoutABufferTakesNothingWithoutAReceiver() {
    MemoryChannel<Integer> channel = MemoryChannel.of(0);
    assertThatThrownBy(() -> channel.sender().sendNowait(1)).isInstanceOf(QueueFull.class);
    assertThatThrownBy(() -> channel.receiver().receiveNowait()).isInstanceOf(QueueEmpty.class);
  }

  @Test
  void anUnboundedChannelIsNeverFull() {
    MemoryChannel<Integer> channel = MemoryChannel.unbounded();
    for (int i = 0; i < 10_000; i++) {
      channel.sender().sendNowait(i);
    }
    for (int i = 0; i < 10_000; i++) {
      assertThat(channel.receiver().receiveNowait()).isEqualTo(i);
    }
    assertThat(channel)
        .hasToString(
            "MemoryChannel[items=0, capacity=unbounded, senders=1 (0 waiting),"
                + " receivers=1 (0 waiting)]");
  }

  @Test
  @SuppressWarnings("NullAway") // does not know @Nullable type arguments
  void nullIsAnItem() {
    MemoryChannel<@Nullable Integer> channel = MemoryChannel.of(3);
    channel.sender().sendNowait(null);
    channel.sender().sendNowait(2);
    channel.sender().sendNowait(null);
    ReceiveChannel<@Nullable Integer> receiver = channel.receiver();
    assertThat(
            results(receiver.receiveNowait(), receiver.receiveNowait(), receiver.receiveNowait()))
        .containsExactly(null, 2, null);
  }

  @Test
  void sendAndReceiveAreLazy() {
    MemoryChannel<Integer> channel = MemoryChannel.of(1);
    channel.sender().send(1).close();
    channel.receiver().receive().close();
    assertThat(channel.toString()).startsWith("MemoryChannel[items=0, capacity=1, ");
  }

  // ---- waiting

  @Async
  private Coroutine<Void> sendAll(SendChannel<Integer> sender, int from, int to) {
    for (int i = from; i <= to; i++) {
      await(sender.send(i));
      log.add("sent " + i);
    }
    sender.close();
    return done();
  }

  @Async
  private Coroutine<Void> receiveAll(String name, ReceiveChannel<?> receiver) {
    for (Object item : each(receiver)) {
      log.add(name + " " + item);
    }
    log.add(name + " end");
    return done();
  }

  @Async
  private Coroutine<Void> handOver() {
    MemoryChannel<Integer> channel = MemoryChannel.of(0);
    createTask(sendAll(channel.sender(), 1, 2));
    await(turns(3));
    log.add(channel.toString());
    log.add(await(channel.receiver().receive()));
    await(turns(3));
    log.add(channel.receiver().receiveNowait());
    log.add("taken");
    await(turns(3));
    log.add(await(attempt(channel.receiver().receive())));
    return done();
  }

  @Test
  void aSenderWithoutABufferWaitsUntilItsItemIsTaken() {
    logs(
        this::handOver,
        "MemoryChannel[items=0, capacity=0, senders=1 (1 waiting), receivers=1 (0 waiting)]",
        1,
        "sent 1",
        2,
        "taken",
        "sent 2",
        "EndOfChannel: MemoryChannel[items=0, capacity=0, senders=0 (0 waiting),"
            + " receivers=1 (0 waiting)] has ended");
  }

  @Async
  private Coroutine<Void> buffered() {
    MemoryChannel<Integer> channel = MemoryChannel.of(2);
    createTask(sendAll(channel.sender(), 1, 4));
    await(turns(3));
    log.add(channel.sender().toString());
    await(receiveAll("got", channel.receiver()));
    return done();
  }

  @Test
  void aSenderGoesOnWhileThereIsRoom() {
    logs(
        this::buffered,
        "sent 1",
        "sent 2",
        "SendChannel[items=2, capacity=2, senders=1 (1 waiting), receivers=1 (0 waiting)]",
        "got 1",
        "got 2",
        "got 3",
        "sent 3",
        "sent 4",
        "got 4",
        "got end");
  }

  @Async
  private Coroutine<Void> receiversWait() {
    MemoryChannel<Integer> channel = MemoryChannel.of(0);
    for (String name : List.of("a", "b", "c")) {
      start(name, channel.receiver().receive());
    }
    await(turns(2));
    log.add(channel.receiver().toString());
    for (int i = 1; i <= 3; i++) {
      channel.sender().sendNowait(i); // somebody waits for it
    }
    log.add(attempt(() -> sendNow(channel.sender(), 4)));
    await(turns(2));
    return done();
  }

  private static String sendNow(SendChannel<Integer> sender, int item) {
    try {
      sender.sendNowait(item);
      return "sent";
    } catch (QueueFull e) {
      return "full";
    }
  }

  private static Object receiveNow(ReceiveChannel<Integer> receiver) {
    try {
      return receiver.receiveNowait();
    } catch (QueueEmpty e) {
      return "empty";
    }
  }

  @Test
  void receiversAreServedFirstComeFirstServed() {
    logs(
        this::receiversWait,
        "ReceiveChannel[items=0, capacity=0, senders=1 (0 waiting), receivers=1 (3 waiting)]",
        "full",
        "a 1",
        "b 2",
        "c 3");
  }

  @Async
  private Coroutine<Void> sendersWait(int capacity) {
    MemoryChannel<Integer> channel = MemoryChannel.of(capacity);
    for (int i = 1; i <= 4; i++) {
      start("sent " + i, channel.sender().send(i));
    }
    await(turns(2));
    log.add("--");
    for (int i = 1; i <= 4; i++) {
      log.add(channel.receiver().receiveNowait());
    }
    await(turns(1));
    return done();
  }

  @Test
  void sendersAreServedFirstComeFirstServed() {
    logs(() -> sendersWait(0), "--", 1, 2, 3, 4, "sent 1", "sent 2", "sent 3", "sent 4");
    log.clear();
    logs(() -> sendersWait(1), "sent 1", "--", 1, 2, 3, 4, "sent 2", "sent 3", "sent 4");
    log.clear();
    logs(() -> sendersWait(3), "sent 1", "sent 2", "sent 3", "--", 1, 2, 3, 4, "sent 4");
  }

  // ---- no barging

  @Async
  private Coroutine<Void> receiverComesWhileAnotherIsWoken() {
    MemoryChannel<Integer> channel = MemoryChannel.of(2);
    ReceiveChannel<Integer> receiver = channel.receiver();
    start("woken", receiver.receive());
    await(turns(1));
    channel.sender().sendNowait(1);
    log.add(receiveNow(receiver));
    channel.sender().sendNowait(2);
    channel.sender().sendNowait(3);
    log.add(receiveNow(receiver)); // 1 is on its way to who waited, as in Trio
    log.add(await(receiver.receive()));
    log.add(receiveNow(receiver));
    await(turns(2));
    return done();
  }

  @Test
  void anItemThatAReceiverWasWokenForIsNotTaken() {
    logs(this::receiverComesWhileAnotherIsWoken, "empty", 2, 3, "empty", "woken 1");
  }

  @Async
  private Coroutine<Void> senderComesWhileOthersWait() {
    MemoryChannel<Integer> channel = MemoryChannel.of(1);
    channel.sender().sendNowait(1);
    start("sent 2", channel.sender().send(2));
    await(turns(1));
    log.add(channel.receiver().receiveNowait()); // its place is that of 2 now
    log.add(sendNow(channel.sender(), 3));
    log.add(channel.receiver().receiveNowait());
    log.add(sendNow(channel.sender(), 4));
    log.add(channel.receiver().receiveNowait());
    await(turns(1));
    return done();
  }

  @Test
  void aPlaceThatASenderWaitedForIsNotTaken() {
    logs(this::senderComesWhileOthersWait, 1, "full", 2, "sent", 4, "sent 2");
  }

  // ---- several producers and consumers

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
