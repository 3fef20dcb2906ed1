package c18_each;

import static dev.continuo.Continuo.*;

import dev.continuo.AsyncGenerator;
import dev.continuo.AsyncIterable;
import dev.continuo.AsyncIterator;
import dev.continuo.Awaitable;
import dev.continuo.Coroutine;
import dev.continuo.StopAsyncIteration;
import dev.continuo.annotation.Async;
import dev.continuo.constructs.Steps;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;

/** Async generators and loops over them and over sources of users. */
public class AsyncFor {

  @Async
  static AsyncGenerator<Integer> numbers(Steps s, int n) {
    s.log("starts");
    for (int i = 0; i < n; i++) {
      emit(await(s.later(i)));
      s.log("after " + i);
    }
    return done();
  }

  @Async
  static Coroutine<?> loop(Steps s) {
    int sum = 0;
    for (int i : each(numbers(s, 4))) {
      sum += i + await(s.later(10));
    }
    return value(sum);
  }

  @Async
  static Coroutine<?> bodyWithoutAwait(Steps s) {
    List<Integer> seen = new ArrayList<>();
    for (Integer i : each(numbers(s, 3))) {
      seen.add(i);
    }
    return value(seen);
  }

  @Async
  static Coroutine<?> breakAndContinue(Steps s) {
    List<Object> seen = new ArrayList<>();
    for (int i : each(numbers(s, 10))) {
      if (i % 2 == 0) {
        continue;
      }
      seen.add(await(s.later(i)));
      if (i > 4) {
        break;
      }
    }
    return value(seen);
  }

  @Async
  static Coroutine<?> nestedWithLabels(Steps s) {
    List<Object> seen = new ArrayList<>();
    outer:
    for (int i : each(numbers(s, 5))) {
      for (int j : each(numbers(s, 5))) {
        if (j > i) {
          continue outer;
        }
        if (i == 3) {
          break outer;
        }
        seen.add(await(s.later(i * 10 + j)));
      }
    }
    return value(seen);
  }

  @Async
  static Coroutine<?> earlyReturn(Steps s) {
    for (int i : each(numbers(s, 10))) {
      try {
        if (i == 2) {
          return value("found " + await(s.later(i)));
        }
      } finally {
        s.log("finally " + await(s.later(i)));
      }
    }
    return value("not found");
  }

  @Async
  static AsyncGenerator<String> failing(Steps s) {
    emit("one");
    await(s.fail(new IllegalStateException("in the generator")));
    emit("not here");
    return done();
  }

  @Async
  static Coroutine<?> failureInTheGenerator(Steps s) {
    List<Object> seen = new ArrayList<>();
    AsyncGenerator<String> source = failing(s);
    try {
      for (String t : each(source)) {
        seen.add(t);
      }
    } catch (IllegalStateException e) {
      seen.add(e.getMessage() + await(s.later("!")));
    }
    for (String t : each(source)) {
      seen.add("after the end " + t);
    }
    return value(seen);
  }

  @Async
  static Coroutine<?> failureInTheLoop(Steps s) {
    AsyncGenerator<Integer> source = numbers(s, 5);
    List<Object> seen = new ArrayList<>();
    try {
      for (int i : each(source)) {
        seen.add(i);
        if (i == 1) {
          await(s.fail(new IllegalStateException("in the loop")));
        }
      }
    } catch (IllegalStateException e) {
      seen.add(e.getMessage());
    }
    for (int i : each(source)) { // goes on where it was left
      seen.add(i);
    }
    return value(seen);
  }

  /** A source as users write it. */
  static final class Countdown implements AsyncIterator<Integer> {
    private final Steps s;
    private int left;

    Countdown(Steps s, int left) {
      this.s = s;
      this.left = left;
    }

    @Async
    @Override
    public Coroutine<Integer> next() {
      if (left == 0) {
        s.log("stop");
        throw new StopAsyncIteration();
      }
      await(s.later("pause"));
      return value(left--);
    }
  }

  @Async
  static Coroutine<?> iteratorOfTheUser(Steps s) {
    List<Object> seen = new ArrayList<>();
    for (int i : each(new Countdown(s, 3))) {
      seen.add(await(s.later(i)));
    }
    return value(seen);
  }

  static final class Countdowns implements AsyncIterable<Integer> {
    private final Steps s;

    Countdowns(Steps s) {
      this.s = s;
    }

    @Override
    public AsyncIterator<Integer> asyncIterator() {
      s.log("asyncIterator");
      return new Countdown(s, 2);
    }
  }

  @Async
  static Coroutine<?> iterableOfTheUser(Steps s) {
    List<Object> seen = new ArrayList<>();
    Countdowns source = new Countdowns(s);
    for (int i : each(source)) {
      for (int j : each(source)) {
        seen.add(i * 10 + j);
      }
    }
    return value(seen);
  }

  @Async
  static Coroutine<?> listOfAwaitables(Steps s) {
    List<Awaitable<Integer>> list = Arrays.asList(s.later(1), s.later(2), s.later(3));
    int sum = 0;
    for (int i : each(list)) {
      sum = sum * 10 + i;
    }
    return value(sum);
  }

  @Async
  static Coroutine<?> iteratorByHand(Steps s) {
    Iterator<Integer> iterator = each(numbers(s, 4)).iterator();
    List<Object> seen = new ArrayList<>();
    if (iterator.hasNext()) {
      seen.add("first " + iterator.next());
    }
    while (iterator.hasNext()) {
      seen.add(iterator.next() + await(s.later(100)));
    }
    return value(seen);
  }

  @Async
  static Coroutine<?> iteratorOfEitherKind(Steps s) {
    List<Object> seen = new ArrayList<>();
    for (int round = 0; round < 2; round++) {
      Iterator<Integer> iterator =
          await(s.later(round == 0))
              ? each(numbers(s, 2)).iterator()
              : Arrays.asList(7, 8).iterator();
      while (iterator.hasNext()) {
        seen.add(iterator.next());
      }
    }
    return value(seen);
  }

  @Async
  static Coroutine<?> sourceInATernary(Steps s) {
    List<Object> seen = new ArrayList<>();
    for (int i : await(s.later(true)) ? each(numbers(s, 2)) : each(new Countdown(s, 2))) {
      seen.add(i);
    }
    return value(seen);
  }

  @Async
  static AsyncGenerator<Object> chain(Steps s, int n) {
    for (int i : each(numbers(s, n))) {
      if (i % 2 == 1) {
        emit(i * await(s.later(10)));
      }
    }
    emitAll(numbers(s, 2));
    emitAll(Arrays.asList("x", await(s.later("y"))));
    return done();
  }

  @Async
  static Coroutine<?> generatorsInAChain(Steps s) {
    List<Object> seen = new ArrayList<>();
    for (Object o : each(chain(s, 4))) {
      seen.add(o);
    }
    return value(seen);
  }

  @Async
  static AsyncGenerator<Object> everyPart(Steps s) {
    try {
      emit(await(s.later(1)));
      try {
        emit(2);
        await(s.fail(new IllegalStateException("inner")));
      } catch (IllegalStateException e) {
        emit(e.getMessage() + await(s.later("!")));
      } finally {
        await(s.later("cleanup"));
        emit(4);
      }
      String sent = "a" + emit(5) + await(s.later("b"));
      emit(sent);
    } finally {
      s.log("finally " + await(s.later(6)));
    }
    return done();
  }

  @Async
  static Coroutine<?> awaitAndEmitInEveryPartOfTry(Steps s) {
    List<Object> seen = new ArrayList<>();
    for (Object o : each(everyPart(s))) {
      seen.add(await(s.later(o)));
    }
    return value(seen.toString());
  }

  @Async
  static Coroutine<?> stepsByHand(Steps s) {
    List<Object> seen = new ArrayList<>();
    AsyncGenerator<Object> source = everyPart(s);
    seen.add(await(source.next()));
    seen.add(await(source.next()));
    seen.add(await(source.next()));
    seen.add(await(source.next()));
    seen.add(await(source.next()));
    seen.add(await(source.send("sent")));
    try {
      seen.add(await(source.next()));
    } catch (StopAsyncIteration e) {
      seen.add("stop");
    }
    return value(seen.toString());
  }

  @Async
  static Coroutine<?> throwIntoAnAsyncGenerator(Steps s) {
    List<Object> seen = new ArrayList<>();
    AsyncGenerator<Object> source = everyPart(s);
    seen.add(await(source.next()));
    seen.add(await(source.next()));
    seen.add(await(source.throwInto(new IllegalStateException("thrown"))));
    try {
      seen.add(await(source.throwInto(new IllegalArgumentException("through"))));
      seen.add(await(source.next()));
    } catch (IllegalArgumentException e) {
      seen.add(e.getMessage());
    }
    return value(seen.toString());
  }

  @Async
  static Coroutine<?> closedByTryWithResources(Steps s) {
    List<Object> seen = new ArrayList<>();
    try (AsyncGenerator<Object> source = everyPart(s)) {
      for (Object o : each(source)) {
        seen.add(o);
        break;
      }
    }
    try (AsyncGenerator<Object> source = everyPart(s)) {
      seen.add("not started");
    }
    return value(seen.toString());
  }

  @Async
  static Coroutine<?> inALambda(Steps s) {
    int factor = await(s.later(2));
    Supplier<AsyncGenerator<Integer>> source =
        () -> {
          for (int i : each(numbers(s, 3))) {
            emit(i * factor);
          }
          return done();
        };
    Supplier<Coroutine<Integer>> sum =
        () -> {
          int total = 0;
          for (int i : each(source.get())) {
            total += i;
          }
          return value(total);
        };
    return value(await(sum.get()));
  }

  @Async
  static Coroutine<?> loopWithStackAndSwitch(Steps s) {
    StringBuilder out = new StringBuilder();
    for (int i : each(numbers(s, 4))) {
      switch (i) {
        case 0:
          out.append("zero").append(await(s.later("!")));
          break;
        case 2:
          continue;
        default:
          out.append(i).append(out.length() + await(s.later(1)));
      }
    }
    return value(out.toString());
  }
}
