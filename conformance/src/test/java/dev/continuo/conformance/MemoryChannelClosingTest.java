package dev.continuo.conformance;

import static dev.continuo.Continuo.*;
import static dev.continuo.conformance.Attempts.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import dev.continuo.sync.BrokenChannel;
import dev.continuo.sync.ClosedChannel;
import dev.continuo.sync.EndOfChannel;
import dev.continuo.sync.MemoryChannel;
import dev.continuo.sync.ReceiveChannel;
import dev.continuo.sync.SendChannel;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The ends of memory channels: closing, copies, cancellation. */
class MemoryChannelClosingTest extends LoggedPrograms {

  /** Logs how it ends: the item, or the class of the exception. */
  @Async
  private Coroutine<Void> receive(String name, ReceiveChannel<Integer> receiver) {
    log.add(name + " " + kind(await(attempt(receiver.receive()))));
    return done();
  }

  @Async
  private Coroutine<Void> send(int item, SendChannel<Integer> sender) {
    Object result = await(attempt(sender.send(item)));
    log.add(result == null ? "sent " + item : item + " " + kind(result));
    return done();
  }

  private static @Nullable Object kind(@Nullable Object result) {
    return result instanceof String text && text.contains(":")
        ? text.substring(0, text.indexOf(':'))
        : result;
  }

  private void logNow(ReceiveChannel<Integer> receiver) {
    log.add(kind(attempt(receiver::receiveNowait)));
  }

  // ---- closing without a loop

  @Test
  void aClosedEndCannotBeUsed() {
    MemoryChannel<Integer> channel = MemoryChannel.of(1);
    channel.sender().close();
    channel.sender().close();
    assertThatThrownBy(() -> channel.sender().sendNowait(1))
        .isInstanceOf(ClosedChannel.class)
        .hasMessageStartingWith("this sending end of MemoryChannel[");
    assertThatThrownBy(channel.sender()::copy).isInstanceOf(ClosedChannel.class);
    assertThatThrownBy(channel.receiver()::receiveNowait)
        .isInstanceOf(EndOfChannel.class)
        .hasMessageEndingWith("has ended");
    channel.receiver().close();
    channel.receiver().close();
    assertThatThrownBy(channel.receiver()::receiveNowait)
        .isInstanceOf(ClosedChannel.class)
        .hasMessageStartingWith("this receiving end of MemoryChannel[");
    assertThatThrownBy(channel.receiver()::copy).isInstanceOf(ClosedChannel.class);
    assertThatThrownBy(() -> Programs.run(channel.sender().send(1)))
        .isInstanceOf(ClosedChannel.class);
    assertThatThrownBy(() -> Programs.run(channel.receiver().receive()))
        .isInstanceOf(ClosedChannel.class);
  }

  @Test
  void withoutAReceiverNothingCanBeSent() {
    MemoryChannel<Integer> channel = MemoryChannel.of(1);
    channel.receiver().close();
    assertThatThrownBy(() -> channel.sender().sendNowait(1))
        .isInstanceOf(BrokenChannel.class)
        .hasMessageEndingWith("has no receiver");
    assertThatThrownBy(() -> Programs.run(channel.sender().send(1)))
        .isInstanceOf(BrokenChannel.class);
    channel.sender().close();
    assertThatThrownBy(() -> channel.sender().sendNowait(1)).isInstanceOf(ClosedChannel.class);
  }

  @Test
  void whatIsLeftIsReceivedBeforeTheEnd() {
    MemoryChannel<Integer> channel = MemoryChannel.of(2);
    channel.sender().sendNowait(1);
    channel.sender().sendNowait(2);
    channel.sender().close();
    assertThat(channel.receiver().receiveNowait()).isEqualTo(1);
    assertThat(channel.receiver().receiveNowait()).isEqualTo(2);
    assertThatThrownBy(channel.receiver()::receiveNowait).isInstanceOf(EndOfChannel.class);
  }

  @Test
  void whatIsLeftIsDroppedWithTheLastReceiver() {
    MemoryChannel<Integer> channel = MemoryChannel.of(2);
    channel.sender().sendNowait(1);
    ReceiveChannel<Integer> copy = channel.receiver().copy();
    channel.receiver().close();
    assertThat(channel.toString()).contains("items=1").contains("receivers=1");
    copy.close();
    assertThat(channel.toString()).contains("items=0").contains("receivers=0");
  }

  @Test
  void theChannelEndsWithItsLastSender() {
    MemoryChannel<Integer> channel = MemoryChannel.of(2);
    SendChannel<Integer> copy = channel.sender().copy();
    SendChannel<Integer> copyOfCopy = copy.copy();
    channel.sender().close();
    copy.close();
    assertThatThrownBy(copy::copy).isInstanceOf(ClosedChannel.class);
    copyOfCopy.sendNowait(1);
    copyOfCopy.close();
    assertThat(channel.receiver().receiveNowait()).isEqualTo(1);
    assertThatThrownBy(channel.receiver()::receiveNowait).isInstanceOf(EndOfChannel.class);
  }

  @Test
  @SuppressWarnings("try") // only closed
  void theTryStatementClosesAnEnd() {
    MemoryChannel<Integer> channel = MemoryChannel.of(1);
    try (SendChannel<Integer> sender = channel.sender();
        ReceiveChannel<Integer> receiver = channel.receiver()) {
      sender.sendNowait(1);
    }
    assertThat(channel.toString()).contains("senders=0").contains("receivers=0");
  }

  // ---- closing while others wait

  @Async
  private Coroutine<Void> lastSenderCloses() {
    MemoryChannel<Integer> channel = MemoryChannel.of(0);
    SendChannel<Integer> copy = channel.sender().copy();
    createTask(receive("a", channel.receiver()));
    createTask(receive("b", channel.receiver()));
    await(turns(2));
    channel.sender().close();
    await(turns(2));
    log.add("last");
    copy.close();
    await(turns(2));
    return done();
  }

  @Test
  void theLastSenderThatClosesEndsThoseWhoReceive() {
    logs(this::lastSenderCloses, "last", "a EndOfChannel", "b EndOfChannel");
  }

  @Async
  private Coroutine<Void> lastReceiverCloses() {
    MemoryChannel<Integer> channel = MemoryChannel.of(1);
    ReceiveChannel<Integer> copy = channel.receiver().copy();
    for (int i = 1; i <= 3; i++) {
      createTask(send(i, channel.sender()));
    }
    await(turns(2));
    channel.receiver().close();
    await(turns(2));
    log.add("last");
    copy.close();
    await(turns(2));
    return done();
  }

  @Test
  void theLastReceiverThatClosesBreaksThoseWhoSend() {
    logs(this::lastReceiverCloses, "sent 1", "last", "2 BrokenChannel", "3 BrokenChannel");
  }

  @Async
  private Coroutine<Void> ownEndIsClosed() {
    MemoryChannel<Integer> channel = MemoryChannel.of(0);
    SendChannel<Integer> sender = channel.sender().copy();
    ReceiveChannel<Integer> receiver = channel.receiver().copy();
    createTask(receive("mine", receiver));
    createTask(receive("other", channel.receiver()));
    await(turns(1));
    receiver.close();
    await(turns(1));
    await(channel.sender().send(0));
    await(turns(1));
    createTask(send(1, sender));
    createTask(send(2, channel.sender()));
    await(turns(1));
    sender.close();
    await(turns(1));
    log.add(await(channel.receiver().receive()));
    await(turns(1));
    return done();
  }

  @Test
  void closingAnEndFailsThoseWhoWaitAtItAndNoOthers() {
    logs(this::ownEndIsClosed, "mine ClosedChannel", "other 0", "1 ClosedChannel", 2, "sent 2");
  }

  // ---- closing in the tick of a hand-over

  @Async
  private Coroutine<Void> sentThenClosed() {
    MemoryChannel<Integer> channel = MemoryChannel.of(0);
    createTask(receive("a", channel.receiver()));
    createTask(receive("b", channel.receiver()));
    await(turns(1));
    channel.sender().sendNowait(1);
    channel.sender().close();
    createTask(receive("late", channel.receiver()));
    logNow(channel.receiver());
    await(turns(3));
    return done();
  }

  @Test
  void aReceiverThatWasWokenTakesItsItemThoughTheChannelEndsInTheSameTick() {
    logs(this::sentThenClosed, "EndOfChannel", "a 1", "b EndOfChannel", "late EndOfChannel");
  }

  @Async
  private Coroutine<Void> anotherEndCloses() {
    MemoryChannel<Integer> channel = MemoryChannel.of(0);
    ReceiveChannel<Integer> other = channel.receiver().copy();
    createTask(receive("a", channel.receiver()));
    createTask(receive("b", other));
    await(turns(1));
    channel.sender().sendNowait(1);
    other.close();
    await(turns(3));
    return done();
  }

  @Test
  void aReceiverThatWasWokenTakesItsItemThoughAnotherEndCloses() {
    logs(this::anotherEndCloses, "a 1", "b ClosedChannel");
  }

  @Async
  private Coroutine<Void> ownEndClosesAfterItWasWoken(boolean another) {
    MemoryChannel<Integer> channel = MemoryChannel.of(1);
    ReceiveChannel<Integer> mine = channel.receiver().copy();
    createTask(receive("mine", mine));
    if (another) {
      createTask(receive("other", channel.receiver()));
    }
    await(turns(1));
    channel.sender().sendNowait(1);
    mine.close();
    await(turns(3));
    logNow(channel.receiver());
    return done();
  }

  @Test
  void theItemOfAnEndThatIsClosedGoesToTheNextReceiver() {
    logs(() -> ownEndClosesAfterItWasWoken(true), "mine ClosedChannel", "other 1", "QueueEmpty");
  }

  @Test
  void theItemOfAnEndThatIsClosedStaysInTheChannel() {
    logs(() -> ownEndClosesAfterItWasWoken(false), "mine ClosedChannel", 1);
  }

  @Async
  private Coroutine<Void> takenThenClosed() {
    MemoryChannel<Integer> channel = MemoryChannel.of(0);
    createTask(send(1, channel.sender()));
    createTask(send(2, channel.sender()));
    await(turns(1));
    logNow(channel.receiver());
    channel.sender().close();
    logNow(channel.receiver());
    await(turns(2));
    return done();
  }

  @Test
  void aSenderWhoseItemWasTakenSucceedsThoughItsEndIsClosed() {
    logs(this::takenThenClosed, 1, "EndOfChannel", "sent 1", "2 ClosedChannel");
  }

  @Async
  private Coroutine<Void> takenThenBroken() {
    MemoryChannel<Integer> channel = MemoryChannel.of(0);
    createTask(send(1, channel.sender()));
    createTask(send(2, channel.sender()));
    await(turns(1));
    logNow(channel.receiver());
    channel.receiver().close();
    await(turns(2));
    return done();
  }

  @Test
  void aSenderWhoseItemWasTakenSucceedsThoughTheReceiverIsClosed() {
    logs(this::takenThenBroken, 1, "sent 1", "2 BrokenChannel");
  }
}
