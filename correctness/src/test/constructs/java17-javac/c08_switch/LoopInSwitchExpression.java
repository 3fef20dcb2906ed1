package c08_switch;

import static dev.continuo.Continuo.*;

import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import dev.continuo.constructs.Steps;

/** A loop inside a switch expression: its header has a non-empty operand stack. */
public class LoopInSwitchExpression {

  @Async
  static Coroutine<?> loopInsideWithAStackBelow(Steps s) {
    // A loop header with a value on the operand stack.
    int base = await(s.later(1000));
    return value(
        base
            + s.seen(7)
            * switch (base) {
              case 1000 -> {
                int sum = 0;
                for (int i = 0; i < 3; i++) {
                  sum += await(s.later(i));
                }
                yield sum;
              }
              default -> 0;
            });
  }

  @Async
  static Coroutine<?> nestedLoops(Steps s) {
    String t = await(s.later("t"));
    return value(
        t
            + s.seen(1L)
            + switch (t) {
              case "t" -> {
                long sum = 0;
                for (int i = 0; i < 2; i++) {
                  int j = 0;
                  do {
                    sum += i + await(s.later(j++));
                  } while (j < await(s.later(3)));
                }
                yield sum;
              }
              default -> 0L;
            }
            + await(s.later("!")));
  }

  @Async
  static Coroutine<?> arrayElementBelow(Steps s) {
    int[] a = {1, 2};
    int i = 0;
    a[i++] +=
        switch (i) {
          case 1 -> {
            int sum = 0;
            while (sum < 10) {
              sum += await(s.later(3));
            }
            yield sum;
          }
          default -> 0;
        };
    return value(a);
  }
}
