package dev.continuo.conformance;

import static dev.continuo.Continuo.*;
import static dev.continuo.conformance.Attempts.attempt;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.continuo.AsyncGenerator;
import dev.continuo.Coroutine;
import dev.continuo.EventLoop;
import dev.continuo.Task;
import dev.continuo.annotation.Async;
import dev.continuo.sync.AsyncLock;
import dev.continuo.sync.AsyncQueue;
import dev.continuo.sync.AsyncSemaphore;
import dev.continuo.sync.MemoryChannel;
import dev.continuo.sync.Permit;
import dev.continuo.sync.ReceiveChannel;
import dev.continuo.sync.SendChannel;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * {@code await(f(a))} of a function that the transformer knows does what the await of the coroutine
 * that f returns does. Each program runs in both forms and must log the same.
 */
class BuiltInAwaitsTest extends LoggedPrograms {

  @Async
  private Coroutine<Void> turns(AwaitForm form) {
    start("a", form.turn());
    start("b", form.turn());
    log.add("main");
    await(form.turn());
    log.add("main again");
    await(form.turn());
    log.add("main at last");
    return done();
  }

  @ParameterizedTest
  @EnumSource
  void aTurnIsATurn(AwaitForm form) {
    logs(() -> turns(form), "main", "main again", "a", "b", "main at last");
  }

  @Async
  private Coroutine<Void> cancelledTurn(AwaitForm form) {
    Task<Void> task = start("turn", form.turn());
    await(turns(1));
    task.cancel();
    await(turns(2));
    return done();
  }

  @ParameterizedTest
  @EnumSource
  void aTurnIsCancelled(AwaitForm form) {
    logs(() -> cancelledTurn(form), "turn CancelledError");
  }

  @Async
  private Coroutine<Void> naps(AwaitForm form) {
    EventLoop loop = EventLoop.running();
    long start = loop.time();
    start("longer", form.nap(ofSeconds(2)));
    start("none", form.nap(ofSeconds(0)));
    start("less than none", form.nap(ofSeconds(-1)));
    await(form.nap(ofSeconds(1)));
    log.add("main");
    await(form.nap(ofSeconds(2)));
    log.add((loop.time() - start) / 1_000_000_000);
    await(logged("null", withoutDuration(form)));
    Task<Void> cancelled = start("cancelled", form.nap(ofSeconds(5)));
    await(turns(1));
    cancelled.stack().forEach(frame -> log.add(frame.getMethodName()));
    cancelled.cancel();
    await(turns(2));
    return done();
  }

  @SuppressWarnings("NullAway") // what a program may do that does not check
  private static Coroutine<Void> withoutDuration(AwaitForm form) {
    return form.nap(null);
  }

  @ParameterizedTest
  @EnumSource
  void aSleepTakesItsTime(AwaitForm form) {
    logs(
        () -> naps(form),
        "none",
        "less than none",
        "main",
        "longer",
        3L,
        "null NullPointerException: duration",
        "nap",
        "attempt",
        "logged",
        "cancelled CancelledError");
  }

  @Async
  private Coroutine<Void> exchange(AwaitForm form, int capacity) {
    MemoryChannel<Integer> channel = MemoryChannel.of(capacity);
    start("receives", form.receive(channel.receiver()));
    await(turns(1));
    for (int i = 1; i < 5; i++) {
      start("sends " + i, form.send(channel.sender(), i));
    }
    await(turns(3));
    for (int i = 1; i < 4; i++) {
      log.add("got " + await(form.receive(channel.receiver())));
    }
    await(turns(3));
    log.add(channel.toString());
    return done();
  }

  @ParameterizedTest
  @EnumSource
  void sendersAndReceiversMeet(AwaitForm form) {
    logs(
        () -> exchange(form, 0),
        "sends 1",
        "receives 1",
        "got 2",
        "got 3",
        "got 4",
        "sends 2",
        "sends 3",
        "sends 4",
        "MemoryChannel[items=0, capacity=0, senders=1 (0 waiting), receivers=1 (0 waiting)]");
  }

  @ParameterizedTest
  @EnumSource
  void aBufferTakesWhatFits(AwaitForm form) {
    logs(
        () -> exchange(form, 1),
        "sends 1",
        "sends 2",
        "receives 1",
        "got 2",
        "got 3",
        "got 4",
        "sends 3",
        "sends 4",
        "MemoryChannel[items=0, capacity=1, senders=1 (0 waiting), receivers=1 (0 waiting)]");
  }

  @Async
  private Coroutine<Void> cancelled(AwaitForm form, boolean isWoken) {
    MemoryChannel<Integer> channel = MemoryChannel.of(0);
    Task<Void> receiver = start("receiver", form.receive(channel.receiver()));
    await(turns(1));
    if (isWoken) {
      channel.sender().sendNowait(1);
    }
    receiver.cancel("enough");
    await(turns(2));
    log.add(attempt(() -> channel.receiver().receiveNowait()));
    Task<Void> sender = start("sender", form.send(channel.sender(), 2));
    await(turns(1));
    sender.cancel();
    await(turns(2));
    log.add(channel.toString());
    return done();
  }

  @ParameterizedTest
  @EnumSource
  void whoWaitsIsCancelled(AwaitForm form) {
    String left =
        "MemoryChannel[items=0, capacity=0, senders=1 (0 waiting), receivers=1 (0 waiting)]";
    logs(
        () -> cancelled(form, false),
        "receiver CancelledError: enough",
        "QueueEmpty: " + left + " is empty",
        "sender CancelledError",
        left);
  }

  @ParameterizedTest
  @EnumSource
  void whoWasWokenAndIsCancelledLeavesTheItem(AwaitForm form) {
    logs(
        () -> cancelled(form, true),
        "receiver CancelledError: enough",
        1,
        "sender CancelledError",
        "MemoryChannel[items=0, capacity=0, senders=1 (0 waiting), receivers=1 (0 waiting)]");
  }

  @Async
  private Coroutine<Void> timedOut(AwaitForm form) {
    MemoryChannel<Integer> channel = MemoryChannel.of(0);
    await(logged("receive", waitFor(form.receive(channel.receiver()), ofSeconds(1))));
    await(logged("send", waitFor(form.send(channel.sender(), 1), ofSeconds(1))));
    return done();
  }

  @ParameterizedTest
  @EnumSource
  void waitingTimesOut(AwaitForm form) {
    run(() -> timedOut(form));
    assertThat(log)
        .map(line -> String.valueOf(line).replaceFirst(":.*", ""))
        .containsExactly("receive DeadlineExceededException", "send DeadlineExceededException");
  }

  @Async
  private Coroutine<Void> closed(AwaitForm form) {
    MemoryChannel<Integer> channel = MemoryChannel.of(0);
    start("waits", form.receive(channel.receiver()));
    await(turns(1));
    channel.sender().close();
    await(turns(2));
    await(logged("ended", form.receive(channel.receiver())));
    await(logged("sends", form.send(channel.sender(), 1)));
    channel.receiver().close();
    await(logged("closed", form.receive(channel.receiver())));
    return done();
  }

  @ParameterizedTest
  @EnumSource
  void theEndOfAChannelIsHeard(AwaitForm form) {
    String none =
        "MemoryChannel[items=0, capacity=0, senders=0 (0 waiting), receivers=%d (0 waiting)]";
    logs(
        () -> closed(form),
        "waits EndOfChannel: " + none.formatted(1) + " has ended",
        "ended EndOfChannel: " + none.formatted(1) + " has ended",
        "sends ClosedChannel: this sending end of " + none.formatted(1) + " was closed",
        "closed ClosedChannel: this receiving end of " + none.formatted(0) + " was closed");
  }

  @Async
  private Coroutine<Void> dumped(AwaitForm form) {
    MemoryChannel<Integer> channel = MemoryChannel.of(0);
    Task<Void> receiver = createTask(firstOf(form, channel.receiver()), "receiver");
    await(turns(1));
    receiver.stack().forEach(frame -> log.add(frame.getMethodName()));
    receiver.cancel();
    return done();
  }

  @Async
  private Coroutine<Void> firstOf(AwaitForm form, ReceiveChannel<Integer> channel) {
    await(form.receive(channel));
    return done();
  }

  @ParameterizedTest
  @EnumSource
  void whereATaskWaitsIsSeen(AwaitForm form) {
    logs(() -> dumped(form), "receive", "receive", "firstOf");
  }

  // ---- where the transformer sees them

  @Async
  private Coroutine<Void> places(MemoryChannel<Integer> channel) {
    SendChannel<Integer> out = channel.sender();
    ReceiveChannel<Integer> in = channel.receiver();
    out.sendNowait(1);
    long wide = 10L;
    double last = 0.5;
    log.add(wide * 2 + await(in.receive()) + last);
    createTask(later(out, 2, 3, 4, 5, 6));
    log.add(wide * 2 + await(in.receive()) + last);
    log.add(await(in.receive()) * 10 + await(in.receive()));
    log.add(await(in.receive(), IllegalStateException.class));
    try {
      await(yieldNow());
      log.add("in try");
    } finally {
      log.add("finally " + await(in.receive()));
    }
    Supplier<Coroutine<Integer>> lambda =
        () -> {
          int got = await(in.receive());
          return value(got + 1);
        };
    out.sendNowait(7);
    log.add(await(lambda.get()));
    out.sendNowait(8);
    for (int n : each(twoOf(in, out))) {
      log.add("generated " + n);
    }
    return done();
  }

  @Async
  private AsyncGenerator<Integer> twoOf(ReceiveChannel<Integer> in, SendChannel<Integer> out) {
    emit(await(in.receive()));
    createTask(later(out, 9));
    emit(await(in.receive()));
    return done();
  }

  @Async
  private Coroutine<Void> later(SendChannel<Integer> out, int... items) {
    for (int item : items) {
      await(out.send(item));
    }
    return done();
  }

  @Test
  void theyWorkWhereverAnAwaitMayStand() {
    logs(
        () -> places(MemoryChannel.of(1)),
        21.5,
        22.5,
        34,
        5,
        "in try",
        "finally 6",
        8,
        "generated 8",
        "generated 9");
  }

  @Async
  @SuppressWarnings("NullAway") // does not know @Nullable type arguments
  private Coroutine<Void> nulls(MemoryChannel<@Nullable Integer> channel) {
    AsyncQueue<@Nullable Integer> queue = AsyncQueue.fifo();
    Task<Void> sender = createTask(sendNull(channel.sender()));
    log.add(await(channel.receiver().receive()));
    await(sender);
    await(queue.put(null));
    log.add(await(queue.get()));
    return done();
  }

  @Async
  @SuppressWarnings("NullAway") // does not know @Nullable type arguments
  private Coroutine<Void> sendNull(SendChannel<@Nullable Integer> sender) {
    await(sender.send(null));
    return done();
  }

  @Test
  void nullIsAnItem() {
    run(() -> nulls(MemoryChannel.of(0)));
    assertThat(log).containsExactly(null, null);
  }

  @Async
  private Coroutine<Void> cancelsItself(AwaitForm form) {
    Task<?> self = Objects.requireNonNull(EventLoop.running().currentTask());
    self.cancel("before");
    log.add(await(attempt(form.turn())));
    self.uncancel();
    await(form.turn());
    log.add("goes on");
    return done();
  }

  @ParameterizedTest
  @EnumSource
  void aPendingCancellationIsSeenAtTheTurn(AwaitForm form) {
    logs(() -> cancelsItself(form), "CancelledError: before", "goes on");
  }

  @Async
  private Coroutine<Void> linesOfAnAwait(AwaitForm form) {
    MemoryChannel<Integer> channel = MemoryChannel.of(0);
    channel.sender().close();
    try {
      await(form.overLines(channel));
    } catch (Exception e) {
      log.add(line(e));
    }
    MemoryChannel<Integer> other = MemoryChannel.of(0);
    call(other.sender()::close);
    try {
      await(form.overLines(other));
    } catch (Exception e) {
      log.add(line(e));
    }
    return done();
  }

  private static int line(Exception e) {
    return Arrays.stream(e.getStackTrace())
        .filter(frame -> frame.getMethodName().equals("overLines"))
        .findFirst()
        .orElseThrow()
        .getLineNumber();
  }

  @ParameterizedTest
  @EnumSource
  void aFailureHasOneLineWhetherItComesAtOnceOrLater(AwaitForm form) {
    run(() -> linesOfAnAwait(form));
    assertThat(log).hasSize(2);
    assertThat(log.get(0)).isEqualTo(log.get(1));
  }

  @Async
  private Coroutine<Void> traced(AwaitForm form, boolean waits) {
    MemoryChannel<Integer> channel = MemoryChannel.of(0);
    if (waits) {
      call(channel.sender()::close);
    } else {
      channel.sender().close();
    }
    try {
      await(form.receive(channel.receiver()));
    } catch (Exception e) {
      Arrays.stream(e.getStackTrace())
          .filter(frame -> frame.getClassName().startsWith("dev.continuo.conformance"))
          .forEach(frame -> log.add(frame.getMethodName()));
    }
    return done();
  }

  private static void call(Runnable later) {
    EventLoop.running().callSoon(later);
  }

  @ParameterizedTest
  @EnumSource
  void anExceptionHasTheTraceOfWhoAwaits(AwaitForm form) {
    run(() -> traced(form, false));
    List<@Nullable Object> atOnce = List.copyOf(log);
    log.clear();
    run(() -> traced(form, true));
    assertThat(atOnce.subList(0, 2)).containsExactly("receive", "traced");
    assertThat(log.subList(0, 2)).containsExactly("receive", "traced");
  }

  @ParameterizedTest
  @EnumSource
  void withoutALoopOnlyWhatNeedNotWaitGoes(AwaitForm form) throws Exception {
    MemoryChannel<Integer> channel = MemoryChannel.of(1);
    channel.sender().sendNowait(7);
    assertThat(form.receiveEagerly(channel.receiver()).get()).isEqualTo(7);
    assertThatThrownBy(() -> form.receiveEagerly(channel.receiver()).get())
        .isInstanceOf(ExecutionException.class)
        .hasRootCauseInstanceOf(IllegalStateException.class)
        .hasRootCauseMessage("no running event loop");
  }

  @Async
  private Coroutine<Void> queue(AwaitForm form) {
    AsyncQueue<Integer> queue = AsyncQueue.fifo(1);
    Task<Void> cancelled = start("cancelled", form.get(queue));
    start("gets", form.get(queue));
    await(turns(1));
    cancelled.cancel();
    for (int i = 1; i < 4; i++) {
      start("puts " + i, form.put(queue, i));
    }
    await(turns(3));
    log.add("got " + await(form.get(queue)));
    queue.shutdown();
    await(turns(2));
    await(logged("get", form.get(queue)));
    await(logged("put", form.put(queue, 4)));
    return done();
  }

  @ParameterizedTest
  @EnumSource
  void aQueueIsAQueue(AwaitForm form) {
    run(() -> queue(form));
    assertThat(log)
        .map(line -> line instanceof String text ? text.replaceFirst("AsyncQueue.*]", "it") : line)
        .containsExactly(
            "cancelled CancelledError",
            "puts 1",
            "gets 1",
            "puts 2",
            "got 2",
            "puts 3 QueueShutDown: it is shut down",
            "get QueueShutDown: it is shut down",
            "put QueueShutDown: it is shut down");
  }

  @Async
  private Coroutine<Void> permits(AwaitForm form) {
    AsyncLock lock = new AsyncLock();
    AsyncSemaphore semaphore = new AsyncSemaphore(1);
    Permit first = await(form.acquire(lock));
    Permit second = await(form.acquire(semaphore));
    start("lock", form.acquire(lock));
    Task<Void> cancelled = start("cancelled", form.acquire(semaphore));
    start("semaphore", form.acquire(semaphore));
    await(turns(2));
    cancelled.cancel();
    await(turns(2));
    log.add("closes");
    first.close();
    second.close();
    await(turns(3));
    log.add(lock.locked());
    return done();
  }

  @ParameterizedTest
  @EnumSource
  void permitsGoFromHandToHand(AwaitForm form) {
    logs(() -> permits(form), "cancelled CancelledError", "closes", "lock", "semaphore", true);
  }

  @ParameterizedTest
  @EnumSource
  @SuppressWarnings("NullAway") // what it tests
  void nothingIsNoChannel(AwaitForm form) {
    for (Coroutine<?> call :
        List.of(
            form.receive(null),
            form.send(null, 1),
            form.get(null),
            form.put(null, 1),
            form.acquire((AsyncLock) null),
            form.acquire((AsyncSemaphore) null))) {
      assertThatThrownBy(() -> Programs.run(call))
          .isInstanceOf(NullPointerException.class)
          .hasMessageContaining("Cannot invoke \"dev.continuo.sync.");
    }
  }
}
