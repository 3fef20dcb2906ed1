package c06_new;

import static dev.continuo.Continuo.*;

import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import dev.continuo.constructs.Steps;
import java.util.ArrayList;
import java.util.List;

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

  @Async
  static Coroutine<?> failureInAnArmInALoop(Steps s) {
    // The arm that fails is no part of the loop, though the object that waits there was made in it.
    List<Object> seen = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      try {
        seen.add(await(s.later(i)));
        for (String t : List.of("a", "b")) {
          seen.add(
              new StringBuilder(
                      t
                          + switch (t + i) {
                            case "b1" -> throw new IllegalStateException(t + i);
                            default -> i;
                          })
                  .append('.')
                  .toString());
        }
      } catch (IllegalStateException e) {
        seen.add(e.getMessage());
      }
    }
    return value(seen);
  }

  @Async
  static Coroutine<?> lastFailureInAnArmInALoop(Steps s) {
    StringBuilder seen = new StringBuilder();
    for (int i = 0; ; i++) {
      seen.append(await(s.later(i)));
      seen.append(
          new StringBuilder(
              i
                  + switch (i) {
                    case 2 -> throw new IllegalStateException(seen.toString());
                    default -> "-";
                  }));
    }
  }
}
