package c07_loops;

import static dev.continuo.Continuo.*;

import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import dev.continuo.constructs.Steps;
import java.util.List;

/** Control flow that is hard on loop analysis: headers at offset 0, shared tails, several exits. */
public class LoopShapes {

  private int rounds;

  @Async
  static Coroutine<?> headerIsTheFirstInstruction(Steps s) {
    while (s.watch(new int[1])[0] == await(s.later(0))) {
      if (s.watched().size() == 3) {
        return value("third round");
      }
    }
    return value("unreachable");
  }

  @Async
  static Coroutine<?> doWhileFromTheFirstInstruction(Steps s) {
    do {
      s.watch(await(s.later("round")));
    } while (s.watched().size() < 3);
    return value(s.watched().size());
  }

  @Async
  static Coroutine<?> infiniteLoopThatThrows(Steps s) {
    try {
      return value(await(forever(s)));
    } catch (IllegalStateException e) {
      return value(e.getMessage());
    }
  }

  @Async
  private static Coroutine<String> forever(Steps s) {
    int i = 0;
    for (; ; ) {
      i += await(s.later(1));
      if (i == 5) {
        throw new IllegalStateException("left at " + i);
      }
    }
  }

  @Async
  static Coroutine<?> infiniteLoopWithNoExit(Steps s) {
    try {
      return value(await(new LoopShapes().noExit(s)));
    } catch (ArithmeticException e) {
      return value("stopped by the callee");
    }
  }

  @Async
  private Coroutine<String> noExit(Steps s) {
    while (true) {
      await(s.later(rounds()));
    }
  }

  private int rounds() {
    return 10 / (3 - rounds++);
  }

  @Async
  static Coroutine<?> labelledContinueOfTheOuterLoop(Steps s) {
    String r = "";
    outer:
    for (int i = 0; i < 4; i++) {
      for (int j = 0; j < 4; j++) {
        if (await(s.later(j)) > i) {
          r += "|";
          continue outer;
        }
        r += i + "" + j + await(s.later(" "));
      }
    }
    return value(r);
  }

  @Async
  static Coroutine<?> labelledBreakOfTheOuterLoop(Steps s) {
    int n = 0;
    outer:
    while (true) {
      n += 100;
      do {
        n += await(s.later(1));
        if (n % 10 == 5) {
          break outer;
        }
      } while (n % 4 != await(s.later(0)));
      n += await(s.later(1));
    }
    return value(n);
  }

  @Async
  static Coroutine<?> labelledBlock(Steps s) {
    int n = 1;
    block:
    {
      n += await(s.later(1));
      if (n == 2) {
        break block;
      }
      n = -1;
    }
    return value(n + await(s.later(10)));
  }

  @Async
  static Coroutine<?> stateMachineInALoop(Steps s) {
    String out = "";
    int state = 0;
    loop:
    for (int i = 0; ; i++) {
      switch (state) {
        case 0:
          out += "a" + await(s.later(i));
          state = 2;
          continue loop;
        case 1:
          out += "b";
          state = await(s.later(3));
          break;
        case 2:
          out += "c";
          state = i > 3 ? 4 : 1;
          // falls through
        case 3:
          out += "d" + await(s.later(i));
          if (state == 3) {
            state = 0;
          }
          continue;
        default:
          break loop;
      }
      out += ";";
    }
    return value(out);
  }

  @Async
  static Coroutine<?> twoBackEdgesToOneHeader(Steps s) {
    int i = 0;
    int odd = 0;
    while (i < 8) {
      if (i % 2 == 0) {
        i += await(s.later(1));
        continue;
      }
      odd += await(s.later(i));
      if (odd > 8) {
        i += 2;
        continue;
      }
      i++;
    }
    return value(i * 100 + odd);
  }

  @Async
  static Coroutine<?> severalExits(Steps s) {
    String r = "";
    for (int k = 0; k < 4; k++) {
      r += await(exits(s, k)) + " ";
    }
    return value(r);
  }

  @Async
  private static Coroutine<String> exits(Steps s, int k) {
    int i = 0;
    while (i < 3) {
      if (k == 0 && i == await(s.later(1))) {
        return value("return");
      }
      if (k == 1 && await(s.later(i)) == 2) {
        break;
      }
      if (k == 2) {
        try {
          await(s.fail(new IllegalStateException("x")));
        } catch (IllegalStateException e) {
          return value("caught");
        }
      }
      i++;
    }
    return value("end " + i);
  }

  @Async
  static Coroutine<?> loopInsideALoopCondition(Steps s) {
    int n = 0;
    for (int i = 0; i < await(sumTo(s, i)); n += await(sumTo(s, 2))) {
      i += 2;
      if (i > 3) {
        break;
      }
    }
    return value(n);
  }

  @Async
  private static Coroutine<Integer> sumTo(Steps s, int n) {
    int sum = 1;
    for (int i = 0; i <= n; i++) {
      sum += await(s.later(i));
    }
    return value(sum);
  }

  @Async
  static Coroutine<?> stackNotEmptyAtAnInnerLoop(Steps s) {
    // The operand stack holds values while the callee with a loop runs.
    int base = 7;
    return value(base + await(sumTo(s, 3)) * (base + await(sumTo(s, 2))) + base);
  }

  @Async
  static Coroutine<?> searchWithFoundFlag(Steps s) {
    List<List<String>> rows = List.of(List.of("a", "b"), List.of("c"), List.of("d", "e"));
    boolean found = false;
    int steps = 0;
    for (int i = 0; i < rows.size() && !found; i++) {
      for (String t : rows.get(i)) {
        steps++;
        if (found = await(s.later(t)).equals("c")) {
          break;
        }
      }
    }
    return value(found + " " + steps);
  }

  @Async
  static Coroutine<?> retryLoop(Steps s) {
    int attempts = 0;
    while (true) {
      try {
        attempts++;
        if (attempts < 3) {
          await(s.fail(new IllegalStateException("attempt " + attempts)));
        }
        return value("done after " + attempts + await(s.later("!")));
      } catch (IllegalStateException e) {
        s.log(e.getMessage());
        await(s.later(attempts));
      }
    }
  }

  @Async
  static Coroutine<?> loopVariableCapturedByLambda(Steps s) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < 3; i++) {
      int copy = i;
      Runnable r = () -> out.append(copy);
      await(s.later(i));
      r.run();
    }
    return value(out.toString());
  }

  @Async
  static Coroutine<?> deeplyNested(Steps s) {
    int n = 0;
    for (int a = 0; a < 2; a++) {
      for (int b = 0; b < 2; b++) {
        for (int c = 0; c < 2; c++) {
          for (int d = 0; d < 2; d++) {
            for (int e = 0; e < 2; e++) {
              n = (n * 3 + await(s.later(a + 2 * b + 4 * c + 8 * d + 16 * e))) % 10007;
            }
            n += await(s.later(1));
          }
        }
        n += await(s.later(2));
      }
    }
    return value(n);
  }

  @Async
  static Coroutine<?> gotoIntoSharedTail(Steps s) {
    int n = 0;
    for (int i = 0; i < 6; i++) {
      if (i % 3 == 0 ? await(s.later(true)) : i % 3 == 1 && await(s.later(i > 3))) {
        n += i;
      } else if (i == 5 || await(s.later(false))) {
        n += 100;
      }
    }
    return value(n);
  }

  @Async
  static Coroutine<?> millionAwaitsThatCompleteAtOnce(Steps s) {
    long sum = 0;
    for (int i = 0; i < 1_000_000; i++) {
      sum += await(value(i));
    }
    return value(sum + await(s.later(1)));
  }

  @Async
  static Coroutine<?> manyCallsThatCompleteAtOnce(Steps s) {
    int sum = 0;
    for (int i = 0; i < 100_000; i++) {
      sum += await(plusOne(i));
    }
    return value(sum + await(s.later(1)));
  }

  @Async
  private static Coroutine<Integer> plusOne(int i) {
    return value(i + 1);
  }
}
