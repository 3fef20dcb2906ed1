package c06_new;

import static dev.continuo.Continuo.*;

import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import dev.continuo.constructs.Steps;

/** {@code new} around a switch expression that awaits. */
public class SwitchInArguments {

  record Pair(Object a, Object b) {}

  @Async
  static Coroutine<?> switchInTheArguments(Steps s) {
    String r = "";
    for (int k = 0; k < 3; k++) {
      r +=
          new Pair(
              s.seen(k),
              switch (k) {
                case 0 -> await(s.later("zero"));
                case 1 -> "one";
                default -> new Pair(await(s.later("x")), k);
              });
    }
    return value(r);
  }

  @Async
  static Coroutine<?> nestedNews(Steps s) {
    String r = "";
    for (int k = 0; k < 2; k++) {
      r +=
          new Pair(
              new Pair(
                  await(s.later(1)),
                  switch (k) {
                    case 0 -> new Pair(k, await(s.later(2)));
                    default -> await(s.later(3));
                  }),
              await(s.later(4)));
    }
    return value(r);
  }
}
