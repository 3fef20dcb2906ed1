package c08_switch;

import static dev.continuo.Continuo.*;

import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import dev.continuo.constructs.Steps;

/** {@code new} around a pattern switch with a try in it. */
public class NewAroundPatternSwitch {

  record Box(int w, int h) {}

  record Pair(Object a, Object b) {}

  @Async
  static Coroutine<?> newAroundAPatternSwitchWithTry(Steps s) {
    Object o = new Box(1, 2);
    return value(
        new Pair(
            await(s.later("p")),
            switch (o) {
              case Box(int w, int h) -> {
                try {
                  yield w + h + await(s.later(10));
                } finally {
                  s.log("finally" + await(s.later(1)));
                }
              }
              default -> 0;
            }));
  }
}
