package dev.continuo.samples.guide;

import static dev.continuo.Continuo.*;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.continuo.AsyncGenerator;
import dev.continuo.AsyncIterable;
import dev.continuo.Coroutine;
import dev.continuo.Runner;
import dev.continuo.Task;
import dev.continuo.annotation.Async;
import dev.continuo.sync.AsyncQueue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The code of docs/guide/async-streams.md. */
class AsyncStreamsTest {

  // Operators

  record Reading(String place, int celsius) {}

  @Async
  static Coroutine<List<String>> warmest(AsyncIterable<Reading> readings) {
    return readings
        .filter(reading -> reading.celsius() > 20)
        .take(3)
        .map(reading -> reading.place() + " " + reading.celsius())
        .toList();
  }

  @Async
  static AsyncGenerator<Reading> readings(List<String> log) {
    try {
      for (int i = 0; ; i++) {
        await(sleep(ofSeconds(1)));
        emit(new Reading("place " + i, 18 + i));
      }
    } finally {
      log.add("closed");
    }
  }

  @Test
  void aChainTakesWhatItNeedsAndClosesItsSource() {
    List<String> log = new ArrayList<>();
    try (Runner runner = Runner.virtualTime()) {
      assertThat(runner.<List<String>>run(warmest(readings(log))))
          .containsExactly("place 3 21", "place 4 22", "place 5 23");
      assertThat(runner.loop().time()).isEqualTo(Duration.ofSeconds(6).toNanos());
      assertThat(log).containsExactly("closed");
    }
  }

  // Functions that wait

  @Async
  static Coroutine<Integer> sumOfLengths(AsyncIterable<String> addresses) {
    return addresses
        .flatMerge(8, address -> page(address)) // eight downloads at a time
        .reduce(0, (sum, page) -> sum + page.length());
  }

  @Async
  static AsyncGenerator<String> page(String address) {
    await(sleep(ofSeconds(1)));
    emit("<" + address + ">");
    return done();
  }

  @Test
  void eightPagesAreLoadedAtATime() {
    try (Runner runner = Runner.virtualTime()) {
      AsyncIterable<String> addresses = AsyncIterable.range(10, 26).map(n -> "" + n);
      assertThat(runner.<Integer>run(sumOfLengths(addresses))).isEqualTo(16 * 4);
      assertThat(runner.loop().time()).isEqualTo(Duration.ofSeconds(2).toNanos());
    }
  }

  // Producer and consumer

  /** Where blocks go. */
  interface Sink {
    Coroutine<Void> write(byte[] block);
  }

  @Async
  static Coroutine<Void> copy(AsyncIterable<byte[]> blocks, Sink sink) {
    for (byte[] block : each(blocks.buffer(2))) {
      await(sink.write(block));
    }
    return done();
  }

  @Async
  static AsyncGenerator<byte[]> blocks(int count) {
    for (int i = 0; i < count; i++) {
      await(sleep(ofSeconds(1)));
      emit(new byte[i]);
    }
    return done();
  }

  @Test
  void readingAndWritingOverlap() {
    List<Integer> written = new ArrayList<>();
    Sink sink =
        block -> {
          await(sleep(ofSeconds(1)));
          written.add(block.length);
          return done();
        };
    try (Runner runner = Runner.virtualTime()) {
      runner.run(copy(blocks(5), sink));
      assertThat(written).containsExactly(0, 1, 2, 3, 4);
      assertThat(runner.loop().time()).isEqualTo(Duration.ofSeconds(6).toNanos());
    }
  }

  // A queue between tasks

  @Async
  static Coroutine<Integer> total(AsyncQueue<Integer> parcels) {
    int total = 0;
    for (int weight : each(parcels)) {
      total += weight;
      parcels.taskDone();
    }
    return value(total);
  }

  @Async
  static Coroutine<List<Integer>> twoScales() {
    AsyncQueue<Integer> parcels = AsyncQueue.fifo(1);
    Task<Integer> first = createTask(total(parcels));
    Task<Integer> second = createTask(total(parcels));
    for (int weight = 1; weight <= 4; weight++) {
      await(parcels.put(weight));
    }
    parcels.shutdown();
    return value(await(gather(first, second)));
  }

  @Test
  void consumersShareAQueue() {
    try (Runner runner = Runner.virtualTime()) {
      assertThat(runner.<List<Integer>>run(twoScales()))
          .hasSize(2)
          .satisfies(totals -> assertThat(totals.get(0) + totals.get(1)).isEqualTo(10));
    }
  }
}
