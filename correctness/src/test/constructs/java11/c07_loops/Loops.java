package c07_loops;

import static dev.continuo.Continuo.*;

import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import dev.continuo.constructs.Steps;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** for, while, do and for-each, with awaits in every part of them. */
public class Loops {

  @Async
  static Coroutine<?> forWithAwaitInEveryPart(Steps s) {
    int sum = 0;
    for (int i = await(s.later(1)); i < await(s.later(6)); i += await(s.later(2))) {
      sum = sum * 10 + await(s.later(i));
    }
    return value(sum);
  }

  @Async
  static Coroutine<?> forWithTwoVariables(Steps s) {
    String r = "";
    for (int i = 0, j = await(s.later(3)); i < j; i++, j -= await(s.later(1))) {
      r += i + "" + j + await(s.later(" "));
    }
    return value(r);
  }

  @Async
  static Coroutine<?> whileConditionAwaits(Steps s) {
    int n = 0;
    while (await(s.later(n)) < 3) {
      n++;
    }
    return value(n);
  }

  @Async
  static Coroutine<?> whileWithAssignmentInTheCondition(Steps s) {
    Iterator<String> lines = List.of("a", "b", "end", "c").iterator();
    String line;
    String all = "";
    while (!(line = await(s.later(lines.next()))).equals("end")) {
      all += line;
    }
    return value(all + line);
  }

  @Async
  static Coroutine<?> doWhile(Steps s) {
    int n = 0;
    do {
      n += await(s.later(1));
    } while (await(s.later(n)) < 3);
    return value(n);
  }

  @Async
  static Coroutine<?> doWhileOnce(Steps s) {
    int n = 5;
    do n += await(s.later(1));
    while (n < 3);
    return value(n);
  }

  @Async
  static Coroutine<?> eachOfAnArray(Steps s) {
    long sum = 0;
    for (int i : await(s.later(new int[] {1, 2, 3}))) {
      sum += i * await(s.later(10L));
    }
    for (String t : new String[] {"a", "bb"}) {
      sum += await(s.later(t.length()));
    }
    for (double[] row : new double[][] {{1.5}, {}}) {
      for (double d : row) {
        sum += await(s.later(d));
      }
    }
    return value(sum);
  }

  @Async
  static Coroutine<?> eachOfAnIterable(Steps s) {
    Map<String, List<Integer>> map = new TreeMap<>(Map.of("a", List.of(1, 2), "b", List.of(3)));
    String r = "";
    for (Map.Entry<String, List<Integer>> e : map.entrySet()) {
      for (int i : e.getValue()) {
        r += e.getKey() + await(s.later(i));
      }
      r += await(s.later(";"));
    }
    return value(r);
  }

  @Async
  static Coroutine<?> eachOverUserIterable(Steps s) {
    Iterable<Integer> countdown =
        () ->
            new Iterator<>() {
              int n = 3;

              @Override
              public boolean hasNext() {
                s.log("hasNext");
                return n > 0;
              }

              @Override
              public Integer next() {
                return n--;
              }
            };
    int r = 0;
    for (int i : countdown) {
      r = r * 10 + await(s.later(i));
    }
    return value(r);
  }

  @Async
  static Coroutine<?> nestedThreeDeepWithAwaitsAtEachLevel(Steps s) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < await(s.later(2)); i++) {
      out.append(await(s.later('i')));
      for (int j = await(s.later(0)); j < 2; j++) {
        out.append(await(s.later('j')));
        int k = 0;
        while (k < 2) {
          out.append(i).append(j).append(await(s.later(k++)));
        }
        out.append(await(s.later('.')));
      }
      await(s.later(0));
    }
    return value(out.toString());
  }

  @Async
  static Coroutine<?> innerLoopWithoutAwait(Steps s) {
    int sum = 0;
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        sum += i * j;
      }
      sum += await(s.later(1));
      for (int j = 0; j < 2; j++) {
        sum++;
      }
    }
    return value(sum);
  }

  @Async
  static Coroutine<?> outerLoopAwaitsOnlyInside(Steps s) {
    int sum = 0;
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        for (int k = 0; k < 2; k++) {
          sum += await(s.later(i + j + k));
        }
      }
    }
    return value(sum);
  }

  @Async
  static Coroutine<?> consecutiveLoops(Steps s) {
    int a = 0;
    for (int i = 0; i < 3; i++) {
      a += await(s.later(i));
    }
    int b = a;
    while (b > 1) {
      b -= await(s.later(1));
    }
    for (int i : new int[] {4, 5}) {
      a += await(s.later(i)) + b;
    }
    return value(a);
  }

  @Async
  static Coroutine<?> loopRunsZeroTimes(Steps s) {
    int n = 0;
    for (int i = 0; i < 0; i++) {
      n += await(s.later(1));
    }
    for (String t : new String[0]) {
      n += await(s.later(t.length()));
    }
    return value(n + await(s.later(0)));
  }

  @Async
  static Coroutine<?> breakAndContinue(Steps s) {
    List<Integer> r = new ArrayList<>();
    for (int i = 0; ; i++) {
      if (await(s.later(i)) % 2 == 0) {
        continue;
      }
      if (i > await(s.later(6))) {
        break;
      }
      r.add(await(s.later(i)));
    }
    return value(r);
  }

  @Async
  static Coroutine<?> loopCarriedValues(Steps s) {
    long a = 0;
    long b = 1;
    for (int i = 0; i < 20; i++) {
      long t = a + b;
      a = b;
      b = await(s.later(t));
    }
    return value(a);
  }

  @Async
  static Coroutine<?> variableDeclaredInTheLoop(Steps s) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < 3; i++) {
      String t;
      if (i == 1) {
        t = await(s.later("one"));
      } else {
        t = "not one";
      }
      int n = t.length();
      await(s.later(0));
      out.append(t).append(n);
    }
    return value(out.toString());
  }

  @Async
  static Coroutine<?> awaitOnlyOnTheLastRound(Steps s) {
    int r = 0;
    for (int i = 0; i < 100; i++) {
      r += i;
      if (i == 99) {
        r += await(s.later(10000));
      }
    }
    return value(r);
  }

  @Async
  static Coroutine<?> awaitOnlyInTheExit(Steps s) {
    int i = 0;
    while (true) {
      if (++i == 10) {
        int r = await(s.later(i));
        return value(r * 2);
      }
    }
  }
}
