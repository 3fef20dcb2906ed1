package dev.continuo.conformance;

import static dev.continuo.Continuo.*;
import static dev.continuo.sync.Select.select;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofNanos;
import static org.assertj.core.api.Assertions.assertThat;

import dev.continuo.CancelledError;
import dev.continuo.Coroutine;
import dev.continuo.QueueEmpty;
import dev.continuo.QueueFull;
import dev.continuo.Task;
import dev.continuo.annotation.Async;
import dev.continuo.sync.AsyncEvent;
import dev.continuo.sync.AsyncQueue;
import dev.continuo.sync.EndOfChannel;
import dev.continuo.sync.MemoryChannel;
import dev.continuo.sync.ReceiveChannel;
import dev.continuo.sync.Selected;
import dev.continuo.sync.SendChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Producers and consumers that send and receive in every way there is, while they are cancelled at
 * random. Every item that was sent is received exactly once, those of a sender in their order; a
 * send that failed has sent nothing.
 */
class RandomChannelsTest extends LoggedPrograms {

  private static final int PRODUCERS = 4;
  private static final int CONSUMERS = 4;
  private static final int ITEMS = 250;

  /** The {@code number}-th item of a producer. */
  private record Item(int producer, int number) {}

  private Random random = new Random(0);
  private final List<Task<?>> tasks = new ArrayList<>();
  private final List<Item> received = new ArrayList<>();
  private final AsyncEvent never = new AsyncEvent();
  private final List<AsyncQueue<Item>> selecting = new ArrayList<>();
  private int looks;
  private boolean allHaveStarted;
  private int running;
  private int cancelled;

  private Coroutine<Void> pause() {
    int what = random.nextInt(6);
    return what == 5 ? sleep(ofMillis(random.nextInt(3))) : turns(what / 2);
  }

  private void wasCancelled() {
    cancelled++;
    Objects.requireNonNull(currentTask()).uncancel();
  }

  /** Has something looked at when nothing is ready: all others sleep for whole milliseconds. */
  @Async
  private Coroutine<Void> monitor(Runnable look) {
    await(sleep(ofNanos(500_000)));
    while (running > 0) {
      look.run();
      assertThat(++looks).isLessThan(100_000);
      await(sleep(ofMillis(1)));
    }
    return done();
  }

  /** Cancels somebody else in the very tick of a hand-over. */
  private void disturb() {
    Task<?> somebody = tasks.get(random.nextInt(tasks.size()));
    if (allHaveStarted && somebody != currentTask() && random.nextInt(4) == 0) {
      somebody.cancel();
    }
  }

  // ---- channels

  private static final Pattern STATISTICS =
      Pattern.compile("items=(\\d+), capacity=(\\d+), .* \\((\\d+) wait.* \\((\\d+) wait.*");

  /** Nobody waits for an item or for a place that is there. */
  private static void look(MemoryChannel<?> channel) {
    Matcher numbers = STATISTICS.matcher(channel.toString());
    assertThat(numbers.find()).isTrue();
    int items = Integer.parseInt(numbers.group(1));
    boolean senderWaits = !"0".equals(numbers.group(3));
    boolean receiverWaits = !"0".equals(numbers.group(4));
    if (receiverWaits) {
      assertThat(items).as(channel.toString()).isZero();
      assertThat(senderWaits).as(channel.toString()).isFalse();
    }
    if (senderWaits) {
      assertThat(items)
          .as(channel.toString())
          .isGreaterThanOrEqualTo(Integer.parseInt(numbers.group(2)));
    }
  }

  @Async
  private Coroutine<Boolean> send(SendChannel<Item> sender, Item item) {
    switch (random.nextInt(5)) {
      case 0 -> {
        try {
          sender.sendNowait(item);
          return value(true);
        } catch (QueueFull e) {
          return value(false);
        }
      }
      case 1 -> {
        Boolean sent = await(timeoutOrNull(ofMillis(random.nextInt(3)), () -> sent(sender, item)));
        return value(sent != null);
      }
      case 2 -> {
        var first = await(select(never.untilSet(), sender.send(item)));
        return value(first.index() == 1);
      }
      default -> {
        await(sender.send(item));
        return value(true);
      }
    }
  }

  @Async
  private Coroutine<Boolean> sent(SendChannel<Item> sender, Item item) {
    await(sender.send(item));
    return value(true);
  }

  @Async
  private Coroutine<Void> producer(int id, SendChannel<Item> first) {
    SendChannel<Item> sender = first;
    for (int i = 0; i < ITEMS; ) {
      try {
        if (await(send(sender, new Item(id, i)))) {
          i++;
          disturb();
        }
      } catch (CancelledError e) {
        wasCancelled();
      }
      if (random.nextInt(10) == 0) { // goes on with another end
        SendChannel<Item> other = sender.copy();
        sender.close();
        sender = other;
      }
      try {
        await(pause());
      } catch (CancelledError e) {
        wasCancelled();
      }
    }
    try { // a request that the last send has put off: returning with it would end as cancelled
      await(yieldNow());
    } catch (CancelledError e) {
      wasCancelled();
    }
    sender.close();
    running--;
    return done();
  }

  @Async
  private Coroutine<Void> receive(ReceiveChannel<Item> receiver) {
    switch (random.nextInt(6)) {
      case 0 -> {
        try {
          received.add(receiver.receiveNowait());
        } catch (QueueEmpty e) {
          await(yieldNow());
        }
      }
      case 1 -> {
        Item item = await(timeoutOrNull(ofMillis(random.nextInt(3)), receiver::receive));
        if (item != null) {
          received.add(item);
        }
      }
      case 2 -> received.add(await(select(receiver.receive(), receiver.receive())).value());
      case 3 -> {
        int most = random.nextInt(4);
        for (Item item : each(receiver)) {
          received.add(item);
          if (--most < 0) {
            break;
          }
        }
      }
      default -> received.add(await(receiver.receive()));
    }
    return done();
  }

  @Async
  private Coroutine<Void> consumer(ReceiveChannel<Item> first) {
    ReceiveChannel<Item> receiver = first;
    while (true) {
      try {
        await(receive(receiver));
        disturb();
        if (random.nextInt(10) == 0) {
          ReceiveChannel<Item> other = receiver.copy();
          receiver.close();
          receiver = other;
        }
        await(pause());
      } catch (CancelledError e) {
        wasCancelled();
      } catch (EndOfChannel e) {
        break;
      }
    }
    receiver.close();
    return done();
  }

  @Async
  private Coroutine<Void> chaos() {
    allHaveStarted = true;
    while (running > 0) {
      for (int i = random.nextInt(4); i > 0; i--) {
        tasks.get(random.nextInt(tasks.size())).cancel();
      }
      await(pause());
    }
    return done();
  }

  @Async
  private Coroutine<Void> channelProgram(MemoryChannel<Item> channel) {
    running = PRODUCERS;
    for (int i = 0; i < PRODUCERS; i++) {
      tasks.add(createTask(producer(i, channel.sender().copy()), "producer " + i));
    }
    channel.sender().close();
    for (int i = 0; i < CONSUMERS; i++) {
      tasks.add(createTask(consumer(channel.receiver().copy()), "consumer " + i));
    }
    List<Task<?>> all = new ArrayList<>(tasks);
    all.add(createTask(chaos(), "chaos"));
    all.add(createTask(monitor(() -> look(channel)), "monitor"));
    await(gather(all));
    return done();
  }

  @ParameterizedTest
  @CsvSource({"1,0", "2,0", "3,0", "4,1", "5,1", "6,2", "7,3", "8,10", "9,0", "10,1"})
  void everyItemIsReceivedOnceAndInTheOrderOfItsSender(long seed, int capacity) {
    random = new Random(seed);
    MemoryChannel<Item> channel = MemoryChannel.of(capacity);
    run(() -> channelProgram(channel));
    checkReceived();
    assertThat(channel.toString())
        .contains("items=0, ")
        .contains("senders=0 (0 waiting), receivers=1 (0 waiting)");
  }

  private void checkReceived() {
    assertThat(cancelled).isPositive();
    assertThat(looks).isPositive();
    int[] next = new int[PRODUCERS];
    for (Item item : received) {
      assertThat(item.number()).isEqualTo(next[item.producer()]++);
    }
    assertThat(next).containsOnly(ITEMS);
  }

  // ---- two queues, consumed by selects

  @Async
  private Coroutine<Void> queueProducer(int id, AsyncQueue<Item> queue) {
    for (int i = 0; i < ITEMS; ) {
      Item item = new Item(id, i);
      try {
        if (random.nextBoolean()) {
          await(queue.put(item));
        } else {
          await(select(never.untilSet(), queue.put(item)));
        }
        i++;
        disturb();
      } catch (CancelledError e) {
        wasCancelled();
      }
      try {
        await(pause());
      } catch (CancelledError e) {
        wasCancelled();
      }
    }
    running--;
    return done();
  }

  @Async
  private Coroutine<Selected<?>> oneOf(
      AsyncQueue<Item> one, AsyncEvent end, AsyncQueue<Item> other) {
    selecting.add(one);
    selecting.add(other);
    try {
      return value(await(select(one.get(), end.untilSet(), other.get())));
    } finally {
      selecting.remove(one);
      selecting.remove(other);
    }
  }

  @Async
  private Coroutine<Void> queueConsumer(List<AsyncQueue<Item>> queues, AsyncEvent end) {
    boolean goesOn = true;
    while (goesOn) {
      AsyncQueue<Item> one = queues.get(random.nextInt(2));
      AsyncQueue<Item> other = queues.get(random.nextInt(2)); // maybe the same
      try {
        Object first =
            await(timeoutOrNull(ofMillis(random.nextInt(4)), () -> oneOf(one, end, other)));
        if (first instanceof Selected<?> selected && selected.value() instanceof Item item) {
          received.add(item);
          disturb();
        } else if (first != null) {
          goesOn = false;
        }
        await(pause());
      } catch (CancelledError e) {
        wasCancelled();
      }
    }
    return done();
  }

  /** Nobody selects what is there. */
  private void look(List<AsyncQueue<Item>> queues) {
    for (AsyncQueue<Item> queue : queues) {
      if (selecting.contains(queue)) {
        assertThat(queue.isEmpty()).isTrue();
      }
    }
  }

  @Async
  private Coroutine<Void> queueProgram(List<AsyncQueue<Item>> queues) {
    running = PRODUCERS;
    AsyncEvent end = new AsyncEvent();
    List<Task<?>> producers = new ArrayList<>();
    for (int i = 0; i < PRODUCERS; i++) {
      producers.add(createTask(queueProducer(i, queues.get(i % 2)), "producer " + i));
    }
    tasks.addAll(producers);
    for (int i = 0; i < CONSUMERS; i++) {
      tasks.add(createTask(queueConsumer(queues, end), "consumer " + i));
    }
    producers.add(createTask(chaos(), "chaos"));
    producers.add(createTask(monitor(() -> look(queues)), "monitor"));
    await(gather(producers));
    end.set();
    await(gather(tasks));
    for (AsyncQueue<Item> queue : queues) {
      while (!queue.isEmpty()) {
        received.add(queue.getNowait());
      }
    }
    return done();
  }

  @ParameterizedTest
  @CsvSource({"1,1", "2,1", "3,2", "4,3", "5,0", "6,1", "7,2", "8,1"})
  void selectsOverQueuesLoseAndDoubleNothing(long seed, int capacity) {
    random = new Random(seed);
    run(() -> queueProgram(List.of(AsyncQueue.fifo(capacity), AsyncQueue.fifo(capacity))));
    checkReceived();
  }
}
