package c19_generators;

import static dev.continuo.Continuo.*;

import dev.continuo.Coroutine;
import dev.continuo.Generator;
import dev.continuo.GeneratorExit;
import dev.continuo.annotation.Async;
import dev.continuo.constructs.Steps;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Synchronous generators, consumed by coroutines that await in between. Long because each method is a
 * construct.
 */
public class Generators {

  private final int base;

  Generators(int base) {
    this.base = base;
  }

  @Async
  private static Coroutine<List<Object>> drain(Steps s, Iterator<?> source) {
    List<Object> seen = new ArrayList<>();
    while (source.hasNext()) {
      Object next = source.next();
      s.log("got " + next);
      seen.add(await(s.later(next)));
    }
    return value(seen);
  }

  @Async
  static Generator<Integer> range(Steps s, int from, int to) {
    s.log("range starts");
    for (int i = from; i < to; i++) {
      emit(i);
      s.log("after " + i);
    }
    s.log("range ends");
    return done();
  }

  @Async
  static Coroutine<?> simpleLoop(Steps s) {
    return value(await(drain(s, range(s, 0, 4))));
  }

  @Async
  static Coroutine<?> emptyGenerator(Steps s) {
    return value(await(drain(s, range(s, 1, 1))));
  }

  @Async
  static Generator<Object> everyType(boolean z, byte b, char c, short h, int i, long l, float f, double d, String t) {
    emit(z);
    emit(b);
    emit(c);
    emit(h);
    emit(i);
    emit(l);
    emit(f);
    emit(d);
    emit(t);
    emit(null);
    emit(new int[] {i}.length + l + d);
    return done();
  }

  @Async
  static Coroutine<?> elementsOfEveryType(Steps s) {
    return value(
        await(
                drain(
                    s,
                    everyType(true, (byte) 1, 'c', (short) 2, 3, 4L, 5f, 6d, await(s.later("t")))))
            .toString());
  }

  @Async
  static Generator<Long> fibonacci() {
    long a = 0;
    long b = 1;
    while (true) {
      emit(a);
      long next = a + b;
      a = b;
      b = next;
    }
  }

  @Async
  static Coroutine<?> infiniteLoop(Steps s) {
    List<Long> seen = new ArrayList<>();
    for (long n : fibonacci()) {
      seen.add(await(s.later(n)));
      if (n > 50) {
        break;
      }
    }
    return value(seen);
  }

  @Async
  static Generator<Object> underOperands(Steps s) {
    String text = "a" + emit(1) + (emit(2) == null ? "null" : "sent") + s.seen("b");
    emit(text);
    int[] array = {10, 20, 30};
    Integer index = emit("index");
    array[index == null ? 1 : index] += 5 * (emit("times") == null ? 1 : 100);
    emit(Arrays.toString(array));
    emit(String.join("-", text, s.seen("x"), String.valueOf((Object) emit("inner"))));
    return done();
  }

  @Async
  static Coroutine<?> emitUnderANonEmptyStack(Steps s) {
    return value(await(drain(s, underOperands(s))).toString());
  }

  @Async
  static Coroutine<?> sendValues(Steps s) {
    Generator<Object> g = underOperands(s);
    List<Object> seen = new ArrayList<>();
    seen.add(g.next());
    seen.add(g.send("first"));
    seen.add(g.send(await(s.later("second"))));
    seen.add(g.next());
    seen.add(g.send(2));
    seen.add(g.send("much"));
    seen.add(g.next());
    seen.add(g.send("last"));
    seen.add(g.hasNext());
    return value(seen.toString());
  }

  @Async
  static Generator<Integer> withFinally(Steps s) throws IOException {
    try {
      emit(1);
      try {
        emit(2);
        if (s.seen("throw") != null) {
          throw new IOException("inner");
        }
      } catch (IOException e) {
        emit(e.getMessage().length());
      } finally {
        emit(4);
        s.log("inner finally");
      }
      emit(5);
    } finally {
      s.log("outer finally");
      emit(6);
    }
    return done();
  }

  @Async
  static Coroutine<?> emitInEveryPartOfTry(Steps s) throws IOException {
    return value(await(drain(s, withFinally(s))).toString());
  }

  @Async
  static Coroutine<?> bodyThrows(Steps s) {
    Generator<Integer> g = failing(s);
    try {
      await(drain(s, g));
      return value("not here");
    } catch (IllegalStateException e) {
      return value(e.getMessage() + g.hasNext());
    }
  }

  @Async
  static Generator<Integer> failing(Steps s) {
    emit(1);
    s.log("failing");
    throw new IllegalStateException("in body");
  }

  @Async
  static Generator<String> catching(Steps s) {
    String state = "fresh";
    while (true) {
      try {
        emit(state);
        state = "ran";
      } catch (IllegalArgumentException e) {
        state = "caught " + e.getMessage();
      } finally {
        s.log("finally " + state);
      }
    }
  }

  @Async
  static Coroutine<?> throwIntoTheBody(Steps s) {
    Generator<String> g = catching(s);
    List<Object> seen = new ArrayList<>();
    seen.add(g.next());
    seen.add(g.throwInto(new IllegalArgumentException(await(s.later("x")))));
    seen.add(g.next());
    try {
      g.throwInto(new IllegalStateException("not caught"));
    } catch (IllegalStateException e) {
      seen.add(e.getMessage());
    }
    seen.add(g.hasNext());
    return value(seen);
  }

  @Async
  static Coroutine<?> closeRunsFinally(Steps s) {
    List<Object> seen = new ArrayList<>();
    try (Generator<String> g = catching(s)) {
      seen.add(g.next());
      seen.add(await(s.later("in")));
    }
    try (Generator<String> g = catching(s)) {
      s.log("never started");
    }
    return value(seen);
  }

  @Async
  static Generator<String> ignoring(Steps s) {
    while (true) {
      try {
        emit("again");
      } catch (GeneratorExit e) {
        s.log("ignored");
      }
    }
  }

  @Async
  static Coroutine<?> closeIsIgnored(Steps s) {
    Generator<String> g = ignoring(s);
    g.next();
    try {
      g.close();
      return value("not here");
    } catch (IllegalStateException e) {
      return value(e.getMessage() + await(s.later("!")));
    }
  }

  @Async
  static Generator<Object> delegating(Steps s) {
    emitAll(range(s, 0, 2));
    emitAll(Arrays.asList("a", "b"));
    emitAll(Arrays.asList("i", "j").iterator());
    emitAll(Arrays.stream(new int[] {7, 8}));
    emitAll(new ArrayList<>());
    for (int i : range(s, 5, 7)) {
      emit(i * 10);
    }
    return done();
  }

  @Async
  static Coroutine<?> delegation(Steps s) {
    return value(await(drain(s, delegating(s))).toString());
  }

  @Async
  static Generator<Integer> walk(int depth) {
    if (depth > 0) {
      emitAll(walk(depth - 1));
      emit(depth);
      emitAll(walk(depth - 1));
    }
    return done();
  }

  @Async
  static Coroutine<?> recursiveDelegation(Steps s) {
    return value(await(drain(s, walk(4))).toString());
  }

  @Async
  static Generator<Integer> returnsAnother(Steps s, boolean another) {
    emit(-1);
    if (another) {
      return range(s, 0, 2);
    }
    return done();
  }

  @Async
  static Coroutine<?> returnOfAnotherGenerator(Steps s) {
    return value(
        await(drain(s, returnsAnother(s, true))).toString()
            + await(drain(s, returnsAnother(s, false))));
  }

  @Async
  static Generator<Integer> returnInTry(Steps s, int at) {
    for (int i = 0; i < 5; i++) {
      try {
        if (i == at) {
          return done();
        }
        emit(i);
      } finally {
        s.log("finally " + i);
        emit(100 + i);
      }
    }
    return done();
  }

  @Async
  static Coroutine<?> returnInsideTryFinally(Steps s) {
    return value(await(drain(s, returnInTry(s, 2))).toString() + await(drain(s, returnInTry(s, 9))));
  }

  @Async
  private Generator<Integer> instance(Steps s) {
    emit(base);
    emit(this.base + 1);
    return done();
  }

  @Async
  static Coroutine<?> instanceMethod(Steps s) {
    return value(await(drain(s, new Generators(await(s.later(40))).instance(s))));
  }

  @Async
  static Coroutine<?> lambdas(Steps s) {
    int factor = await(s.later(3));
    Supplier<Generator<Integer>> none =
        () -> {
          emit(factor);
          emit(factor * factor);
          return done();
        };
    Function<Integer, Generator<String>> one =
        n -> {
          for (int i = 0; i < n; i++) {
            Supplier<Generator<Object>> inner =
                () -> {
                  emit("inner " + n);
                  return done();
                };
            emitAll(inner.get());
            emit("outer " + i);
          }
          return done();
        };
    return value(await(drain(s, none.get())).toString() + await(drain(s, one.apply(2))));
  }

  @Async
  static Generator<Object> switches(Steps s, String... keys) {
    for (String key : keys) {
      switch (key) {
        case "one":
          emit(1);
          // fall through
        case "two":
          emit(2);
          break;
        case "stop":
          return done();
        default:
          emit(key.isEmpty() ? emit("empty") : key);
      }
    }
    return done();
  }

  @Async
  static Coroutine<?> switchInABody(Steps s) {
    return value(await(drain(s, switches(s, "two", "one", "", "x", "stop", "y"))).toString());
  }

  @Async
  static Generator<String> nestedLoops(Steps s) {
    outer:
    for (int i = 0; i < 4; i++) {
      for (int j = 0; j < 4; j++) {
        if (j == 2) {
          emit("continue " + i);
          continue outer;
        }
        if (i == 3) {
          break outer;
        }
        emit(i + "," + j);
      }
    }
    emit("end");
    return done();
  }

  @Async
  static Coroutine<?> labelsAndNestedLoops(Steps s) {
    return value(await(drain(s, nestedLoops(s))).toString());
  }

  @Async
  static Generator<StringBuilder> newWithEmit(Steps s) {
    emit(new StringBuilder("a" + emit(new StringBuilder("b"))));
    emit(new StringBuilder(String.valueOf((Object) emit(new StringBuilder("c")))).append("d"));
    return done();
  }

  @Async
  static Coroutine<?> emitInConstructorArguments(Steps s) {
    return value(await(drain(s, newWithEmit(s))).toString());
  }

  @Async
  static Generator<Integer> locals(int a, long b, String c, double d) {
    int x = a + 1;
    emit(x);
    long y = b + x;
    emit((int) y);
    {
      String z = c + y;
      emit(z.length());
    }
    double w = d * 2;
    a = (int) w;
    emit(a);
    a++;
    emit(a + x);
    return done();
  }

  @Async
  static Coroutine<?> localsAndParameters(Steps s) {
    return value(await(drain(s, locals(1, 2L, await(s.later("c")), 4.5))));
  }
}
