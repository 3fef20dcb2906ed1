package dev.continuo.samples.guide;

import static dev.continuo.Continuo.*;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.continuo.Coroutine;
import dev.continuo.EventLoop;
import dev.continuo.Runner;
import dev.continuo.Task;
import dev.continuo.annotation.Async;
import dev.continuo.sync.AsyncCondition;
import dev.continuo.sync.AsyncEvent;
import dev.continuo.sync.AsyncLock;
import dev.continuo.sync.AsyncQueue;
import dev.continuo.sync.AsyncSemaphore;
import dev.continuo.sync.MemoryChannel;
import dev.continuo.sync.Permit;
import dev.continuo.sync.ReceiveChannel;
import dev.continuo.sync.Select;
import dev.continuo.sync.SendChannel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The code of docs/guide/synchronisation.md. */
@SuppressWarnings("try") // what counts is the close
class SynchronisationTest {

  private final AsyncLock lock = new AsyncLock();
  private final AsyncSemaphore connections = AsyncSemaphore.bounded(2);
  private final AsyncCondition changed = new AsyncCondition();
  private final AsyncEvent stop = new AsyncEvent();
  private final List<String> log = new ArrayList<>();
  private int stock;

  private static <T> T run(Coroutine<T> main) {
    try (Runner runner = Runner.virtualTime()) {
      return runner.run(main);
    }
  }

  /** Reads and writes take a second each. */
  private static final class Account {
    private int balance;

    Account(int balance) {
      this.balance = balance;
    }

    @Async
    Coroutine<Integer> balance() {
      await(sleep(ofSeconds(1)));
      return value(balance);
    }

    @Async
    Coroutine<Void> set(int newBalance) {
      await(sleep(ofSeconds(1)));
      balance = newBalance;
      return done();
    }
  }

  @Async
  Coroutine<Void> transfer(Account from, Account to, int amount) {
    try (Permit held = await(lock.acquire())) {
      int balance = await(from.balance());
      await(from.set(balance - amount));
      await(to.set(await(to.balance()) + amount)); // nobody sees the money in between
    }
    return done();
  }

  @Async
  Coroutine<Integer> totalMeanwhile() {
    Account a = new Account(10);
    Account b = new Account(0);
    Task<Void> one = createTask(transfer(a, b, 3));
    Task<Void> two = createTask(transfer(a, b, 3));
    await(yieldNow());
    int total = await(lock.withLock(() -> value(await(a.balance()) + await(b.balance()))));
    await(gather(one, two));
    assertThat(b.balance).isEqualTo(6);
    return value(total);
  }

  @Test
  void aLock() {
    assertThat(run(totalMeanwhile())).isEqualTo(10);
  }

  @Async
  private static Coroutine<String> download(String page) {
    await(sleep(ofSeconds(1)));
    return value("<" + page + ">");
  }

  @Async
  Coroutine<String> fetch(String page) {
    return connections.withPermit(() -> download(page)); // at most so many at a time
  }

  @Async
  Coroutine<Long> fetchFour() {
    await(gather(fetch("a"), fetch("b"), fetch("c"), fetch("d")));
    return value(EventLoop.running().time() / 1_000_000_000);
  }

  @Test
  void aSemaphore() {
    assertThat(run(fetchFour())).isEqualTo(2);
  }

  @Async
  Coroutine<Void> take(int n) {
    try (Permit held = await(changed.acquire())) {
      await(changed.until(() -> stock >= n)); // gives the lock back while it waits
      stock -= n;
    }
    return done();
  }

  @Async
  Coroutine<Void> deliver(int n) {
    try (Permit held = await(changed.acquire())) {
      stock += n;
      changed.notifyAllWaiting();
    }
    return done();
  }

  @Async
  Coroutine<Integer> shop() {
    Task<Void> customer = createTask(take(3));
    await(deliver(2));
    assertThat(customer.done()).isFalse();
    await(deliver(2));
    await(customer);
    return value(stock);
  }

  @Test
  void aCondition() {
    assertThat(run(shop())).isEqualTo(1);
  }

  @Async
  Coroutine<Void> worker(AsyncQueue<String> jobs) {
    for (String job : each(jobs)) { // until the queue is shut down and empty
      log.add(await(download(job)));
      jobs.taskDone();
    }
    return done();
  }

  @Async
  Coroutine<Void> work() {
    AsyncQueue<String> jobs = AsyncQueue.fifo(2);
    Task<Void> worker = createTask(worker(jobs));
    for (String job : List.of("a", "b", "c", "d")) {
      await(jobs.put(job));
    }
    await(jobs.join());
    jobs.shutdown();
    await(worker);
    return done();
  }

  @Test
  void aQueue() {
    run(work());
    assertThat(log).containsExactly("<a>", "<b>", "<c>", "<d>");
  }

  @Async
  Coroutine<Void> produce(SendChannel<Integer> numbers) {
    try (numbers) {
      for (int i = 1; i <= 3; i++) {
        await(numbers.send(i)); // with a capacity of 0: until somebody takes it
      }
    }
    return done();
  }

  @Async
  Coroutine<Integer> sum(ReceiveChannel<Integer> numbers) {
    int sum = 0;
    try (numbers) {
      for (int n : each(numbers)) { // until all senders are closed
        sum += n;
      }
    }
    return value(sum);
  }

  @Async
  Coroutine<Integer> both() {
    MemoryChannel<Integer> channel = MemoryChannel.of(0);
    Task<Void> producer = createTask(produce(channel.sender()));
    int sum = await(sum(channel.receiver()));
    await(producer);
    return value(sum);
  }

  @Test
  void aChannel() {
    assertThat(run(both())).isEqualTo(6);
  }

  @Async
  Coroutine<String> next(AsyncQueue<String> words, ReceiveChannel<Integer> numbers) {
    return Select.<String, String>on(words.get(), word -> value("word " + word))
        .or(numbers.receive(), number -> value("number " + number))
        .or(stop.untilSet(), nothing -> value("stopped"))
        .first();
  }

  @Async
  Coroutine<Void> selects() {
    AsyncQueue<String> words = AsyncQueue.fifo();
    MemoryChannel<Integer> numbers = MemoryChannel.of(1);
    Task<String> first = createTask(next(words, numbers.receiver()));
    await(yieldNow());
    numbers.sender().sendNowait(1);
    words.putNowait("a");
    log.add(await(first));
    log.add(await(next(words, numbers.receiver())));
    stop.set();
    log.add(await(next(words, numbers.receiver())));
    return done();
  }

  @Test
  void aSelect() {
    run(selects());
    assertThat(log).containsExactly("number 1", "word a", "stopped");
  }
}
