package dev.continuo.conformance;

import static dev.continuo.Continuo.*;
import static dev.continuo.conformance.Attempts.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
    log.add(receiveNow(receiver)); // one is on its way to who waited
    log.add(await(receiver.receive()));
    log.add(receiveNow(receiver));
    await(turns(2));
    return done();
  }

  @Test
  void whoComesLaterTakesNoItemFromAReceiverThatWasWoken() {
    // in Trio the woken one has 1 already; ours takes the items in their order
    logs(this::receiverComesWhileAnotherIsWoken, "empty", 1, 2, "empty", "woken 3");
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
}
