package dev.continuo.conformance;

import static dev.continuo.Continuo.*;
import static dev.continuo.conformance.Attempts.*;
import static java.time.Duration.ofSeconds;

import dev.continuo.Coroutine;
import dev.continuo.EventLoop;
import dev.continuo.Task;
import dev.continuo.annotation.Async;
import dev.continuo.sync.MemoryChannel;
import dev.continuo.sync.ReceiveChannel;
import dev.continuo.sync.SendChannel;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Cancelled senders have sent nothing; cancelled receivers have taken nothing. */
class MemoryChannelCancellationTest extends LoggedPrograms {

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

  // ---- cancellation

  @Async
  private Coroutine<Void> cancelReceiver(boolean woken, boolean another) {
    MemoryChannel<Integer> channel = MemoryChannel.of(1);
    Task<?> first = createTask(receive("first", channel.receiver()));
    if (another) {
      createTask(receive("second", channel.receiver()));
    }
    await(turns(1));
    if (!woken) {
      first.cancel();
    }
    channel.sender().sendNowait(1);
    if (woken) {
      first.cancel();
    }
    await(turns(3));
    logNow(channel.receiver());
    return done();
  }

  @Test
  void aCancelledReceiverTakesNoItem() {
    logs(() -> cancelReceiver(false, true), "first CancelledError", "second 1", "QueueEmpty");
    log.clear();
    logs(() -> cancelReceiver(false, false), "first CancelledError", 1);
  }

  @Test
  void aReceiverThatIsCancelledAfterItWasWokenHandsTheItemOn() {
    logs(() -> cancelReceiver(true, true), "first CancelledError", "second 1", "QueueEmpty");
    log.clear();
    logs(() -> cancelReceiver(true, false), "first CancelledError", 1);
  }

  @Async
  private Coroutine<Void> cancelledReceiversKeepTheOrder() {
    MemoryChannel<Integer> channel = MemoryChannel.of(4);
    Task<?> a = createTask(receive("a", channel.receiver()));
    createTask(receive("b", channel.receiver()));
    Task<?> c = createTask(receive("c", channel.receiver()));
    await(turns(1));
    for (int i = 1; i <= 4; i++) {
      channel.sender().sendNowait(i);
    }
    a.cancel();
    c.cancel();
    await(turns(2));
    for (int i = 0; i < 4; i++) {
      logNow(channel.receiver());
    }
    return done();
  }

  @Test
  void itemsOfCancelledReceiversStayInTheirOrder() {
    logs(
        this::cancelledReceiversKeepTheOrder,
        "a CancelledError",
        "b 1",
        "c CancelledError",
        2,
        3,
        4,
        "QueueEmpty");
  }

  @Async
  private Coroutine<Void> cancelledReceiverOfAnEndedChannel() {
    MemoryChannel<Integer> channel = MemoryChannel.of(0);
    Task<?> a = createTask(receive("a", channel.receiver()));
    createTask(receive("b", channel.receiver()));
    createTask(receive("c", channel.receiver()));
    await(turns(1));
    channel.sender().sendNowait(1);
    channel.sender().close();
    a.cancel();
    await(turns(3));
    return done();
  }

  @Test
  void theItemOfACancelledReceiverComesBeforeTheEnd() {
    logs(this::cancelledReceiverOfAnEndedChannel, "a CancelledError", "b 1", "c EndOfChannel");
  }

  @Async
  private Coroutine<Void> sendTwice(SendChannel<Integer> sender) {
    log.add("first " + kindOrSent(await(attempt(sender.send(1)))));
    log.add("second " + kindOrSent(await(attempt(sender.send(2)))));
    return done();
  }

  private static @Nullable Object kindOrSent(@Nullable Object result) {
    return result == null ? "sent" : kind(result);
  }

  @Async
  private Coroutine<Void> cancelSender(boolean taken) {
    MemoryChannel<Integer> channel = MemoryChannel.of(0);
    Task<?> sender = createTask(sendTwice(channel.sender()));
    await(turns(1));
    if (taken) {
      logNow(channel.receiver());
    }
    sender.cancel();
    logNow(channel.receiver());
    await(turns(3));
    logNow(channel.receiver());
    log.add(sender.cancelling());
    return done();
  }

  @Test
  void aCancelledSenderHasSentNothing() {
    logs(() -> cancelSender(false), "QueueEmpty", "first CancelledError", 2, 1, "second sent");
  }

  @Test
  void aSenderThatIsCancelledAfterItsItemWasTakenSucceedsAndIsCancelledAtItsNextAwait() {
    logs(
        () -> cancelSender(true),
        1,
        "QueueEmpty",
        "first sent",
        "second CancelledError",
        "QueueEmpty",
        1);
  }

  @Async
  private Coroutine<Void> cancelledSendersAreForgotten() {
    MemoryChannel<Integer> channel = MemoryChannel.of(1);
    createTask(send(1, channel.sender()));
    Task<?> two = createTask(send(2, channel.sender()));
    Task<?> three = createTask(send(3, channel.sender()));
    createTask(send(4, channel.sender()));
    await(turns(1));
    two.cancel();
    three.cancel();
    logNow(channel.receiver());
    logNow(channel.receiver());
    logNow(channel.receiver());
    await(turns(2));
    return done();
  }

  @Test
  void theItemsOfCancelledSendersAreNotSent() {
    logs(
        this::cancelledSendersAreForgotten,
        "sent 1",
        1,
        4,
        "QueueEmpty",
        "2 CancelledError",
        "3 CancelledError",
        "sent 4");
  }

  @Async
  private Coroutine<Void> timeouts() {
    MemoryChannel<Integer> channel = MemoryChannel.of(0);
    for (int i = 0; i < 100; i++) {
      int item = i;
      await(timeoutOrNull(ofSeconds(1), () -> channel.sender().send(item)));
      await(timeoutOrNull(ofSeconds(1), channel.receiver()::receive));
    }
    log.add(channel.toString());
    createTask(send(7, channel.sender()));
    log.add(await(waitFor(channel.receiver().receive(), ofSeconds(1))));
    await(turns(1));
    return done();
  }

  @Test
  void thoseWhoGaveUpAreForgotten() {
    logs(
        this::timeouts,
        "MemoryChannel[items=0, capacity=0, senders=1 (0 waiting), receivers=1 (0 waiting)]",
        "sent 7",
        7);
  }

  @Async
  private Coroutine<Void> takenInTheTickOfTheTimeout() {
    MemoryChannel<Integer> channel = MemoryChannel.of(0);
    Task<?> sender =
        createTask(logged("in time", withTimeout(ofSeconds(1), () -> send(1, channel.sender()))));
    EventLoop.running()
        .callLater(ofSeconds(1), () -> logNow(channel.receiver())); // the first timer
    await(sender);
    log.add(sender.cancelling());
    return done();
  }

  @Test
  void aSenderWhoseItemWasTakenInTheTickOfItsTimeoutSucceeds() {
    logs(this::takenInTheTickOfTheTimeout, 1, "sent 1", "in time", 0);
  }
}
