package dev.example;

import static dev.continuo.Continuo.await;
import static dev.continuo.Continuo.done;
import static dev.continuo.Continuo.each;
import static dev.continuo.Continuo.emit;
import static dev.continuo.Continuo.sleep;
import static dev.continuo.Continuo.taskGroup;
import static dev.continuo.Continuo.value;
import static dev.continuo.Continuo.yieldNow;

import dev.continuo.AsyncGenerator;
import dev.continuo.AsyncIterable;
import dev.continuo.Coroutine;
import dev.continuo.Generator;
import dev.continuo.Task;
import dev.continuo.TaskGroup;
import dev.continuo.annotation.Async;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Generators, loops over streams, task groups, lambdas, nested and inner classes. */
final class Warehouse {

  private final List<Item> items;

  Warehouse(Item... items) {
    this.items = List.of(items);
  }

  /** A nested class that uses what is private in the outer one, after an await. */
  static final class Scale {
    private int weighed;

    @Async
    Coroutine<Integer> weigh(Warehouse warehouse) {
      int sum = 0;
      for (Item item : warehouse.items) {
        await(yieldNow());
        sum += item.weight();
        weighed++;
      }
      return value(sum);
    }
  }

  /** An inner class. */
  final class Picker {
    @Async
    Coroutine<Item> heaviest() {
      Item best = items.get(0);
      for (Item item : items) {
        best = await(heavier(best, item));
      }
      return value(best);
    }

    @Async
    private Coroutine<Item> heavier(Item a, Item b) {
      await(yieldNow());
      return value(a.weight() >= b.weight() ? a : b);
    }
  }

  @Async
  AsyncGenerator<Item> delivered() {
    for (Item item : items) {
      await(sleep(Duration.ofMillis(1)));
      emit(item);
    }
    return done();
  }

  @Async
  static Generator<Long> squares(int count) {
    for (long i = 1; i <= count; i++) {
      emit(i * i);
    }
    return done();
  }

  @Async
  Coroutine<String> overStreams() {
    StringBuilder text = new StringBuilder();
    outer:
    for (Item item : each(delivered())) {
      for (String letter : each(AsyncIterable.from(Stream.of(item.name().split(""))))) {
        if (letter.equals("-")) {
          continue outer;
        }
        text.append(letter);
      }
      text.append(' ');
    }
    for (int n : each(AsyncIterable.range(0, 6).filter(i -> i % 2 == 1).map(i -> i * 10))) {
      text.append(n).append(' ');
    }
    for (long square : squares(4)) {
      text.append(square).append(' ');
    }
    return value(text.toString().strip());
  }

  @Async
  Coroutine<List<String>> inParallel() {
    List<Task<Item>> sold = new ArrayList<>();
    try (TaskGroup group = taskGroup()) {
      for (Item item : items) {
        sold.add(group.createTask(item.cheaper(10)));
      }
    }
    List<String> labels = new ArrayList<>();
    for (Task<Item> task : sold) {
      labels.add(await(task.result().label()));
    }
    return value(labels);
  }

  @Async
  Coroutine<List<String>> failing() {
    List<String> log = new ArrayList<>();
    try (Ledger first = new Ledger("first", log);
        Ledger second = new Ledger("second", log)) {
      await(first.write("one"));
      await(second.write(""));
      log.add("never");
    } catch (IllegalStateException e) {
      log.add("caught " + e.getMessage());
    } finally {
      await(yieldNow());
      log.add("finally");
    }
    return value(log);
  }

  @Async
  Coroutine<Integer> throughLambdas() {
    int factor = items.size();
    Supplier<Coroutine<Integer>> twice =
        () -> {
          await(yieldNow());
          int inner = factor;
          Supplier<Coroutine<Integer>> nested = () -> value(await(new Scale().weigh(this)) + inner);
          return value(2 * await(nested.get()));
        };
    return value(await(twice.get()) + await(stage(factor)));
  }

  @Async
  static CompletableFuture<Integer> stage(int n) {
    await(CompletableFuture.completedFuture(n));
    return value(n * 1000);
  }
}
