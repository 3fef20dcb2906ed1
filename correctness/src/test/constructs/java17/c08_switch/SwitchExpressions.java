package c08_switch;

import static dev.continuo.Continuo.*;

import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import dev.continuo.constructs.Steps;

/** Switch expressions that yield awaited values, with the operand stack not empty around them. */
public class SwitchExpressions {

  enum Size {
    SMALL,
    BIG
  }

  @Async
  static Coroutine<?> arrows(Steps s) {
    String r = "";
    for (int i = 0; i < 4; i++) {
      r +=
          switch (await(s.later(i))) {
            case 0 -> await(s.later("zero"));
            case 1, 2 -> "few" + await(s.later(i));
            default -> "many";
          };
    }
    return value(r);
  }

  @Async
  static Coroutine<?> yieldFromBlocks(Steps s) {
    int sum = 0;
    for (int i = 0; i < 3; i++) {
      sum +=
          switch (i) {
            case 0 -> {
              int n = await(s.later(1));
              yield n + await(s.later(10));
            }
            case 1 -> {
              if (await(s.later(false))) {
                yield 0;
              }
              for (int k = 0; ; k++) {
                if (await(s.later(k)) == 2) {
                  yield k * 100;
                }
              }
            }
            default -> 1000;
          };
    }
    return value(sum);
  }

  @Async
  static Coroutine<?> enumExhaustive(Steps s) {
    int sum = 0;
    for (Size size : Size.values()) {
      sum +=
          switch (await(s.later(size))) {
            case SMALL -> await(s.later(1));
            case BIG -> await(s.later(10)) + await(s.later(100));
          };
    }
    return value(sum);
  }

  @Async
  static Coroutine<?> asArgument(Steps s) {
    int k = await(s.later(2));
    return value(
        String.join(
            s.seen("-"),
            "a",
            switch (k) {
              case 1 -> "one";
              case 2 -> await(s.later("two"));
              default -> "other";
            },
            await(s.later("z"))));
  }

  @Async
  static Coroutine<?> tryInsideWithAStackBelow(Steps s) {
    // javac spills the stack below a try in a switch expression to locals.
    String r = "";
    for (int k = 0; k < 3; k++) {
      r +=
          "<"
              + s.seen(k)
              + switch (k) {
                case 0 -> {
                  try {
                    yield await(s.later("zero"));
                  } finally {
                    await(s.later(1));
                  }
                }
                case 1 -> {
                  try {
                    await(s.fail(new IllegalStateException("one")));
                    yield "not here";
                  } catch (IllegalStateException e) {
                    yield await(s.later(e.getMessage()));
                  }
                }
                default -> await(s.later("other"));
              }
              + ">";
    }
    return value(r);
  }

  @Async
  static Coroutine<?> throwFromAnArm(Steps s) {
    try {
      return value(
          1
              + switch (await(s.later("x"))) {
                case "y" -> 1;
                default -> throw new IllegalStateException(await(s.later("arm")));
              });
    } catch (IllegalStateException e) {
      return value(e.getMessage());
    }
  }

  @Async
  static Coroutine<?> nested(Steps s) {
    String r = "";
    for (int i = 0; i < 4; i++) {
      int k = i;
      r +=
          switch (k / 2) {
            case 0 ->
                switch (await(s.later(k % 2))) {
                  case 0 -> "00";
                  default -> await(s.later("01"));
                };
            default -> k % 2 == 0 ? await(s.later("10")) : "11";
          };
    }
    return value(r);
  }

  @Async
  static Coroutine<?> resultOfEveryType(Steps s) {
    int k = await(s.later(1));
    long l = switch (k) { case 1 -> await(s.later(5L)); default -> 0; };
    double d = switch (k) { case 1 -> await(s.later(2)); default -> 0.5; };
    boolean b = switch (k) { case 1 -> !await(s.later(false)); default -> false; };
    Object o = switch (k) { case 1 -> null; default -> await(s.later("o")); };
    int[] a = switch (k) { case 1 -> new int[] {await(s.later(7))}; default -> null; };
    return value(l + " " + d + " " + b + " " + o + " " + a[0]);
  }

  @Async
  static Coroutine<?> ofCoroutines(Steps s) {
    int r = 0;
    for (int i = 0; i < 3; i++) {
      r =
          r * 10
              + await(
                  switch (i) {
                    case 0 -> number(s, 1);
                    case 1 -> value(2);
                    default -> number(s, await(s.later(3)));
                  });
    }
    return value(r);
  }

  @Async
  private static Coroutine<Integer> number(Steps s, int n) {
    return value(await(s.later(n)));
  }

  @Async
  static Coroutine<?> returned(Steps s) {
    return switch (await(s.later(2))) {
      case 1 -> value(1);
      case 2 -> number(s, 20);
      default -> value(await(s.later(3)));
    };
  }

  @Async
  static Coroutine<?> conditionOfALoop(Steps s) {
    int n = 0;
    while (switch (n) { case 0, 1 -> await(s.later(true)); case 2 -> true; default -> false; }) {
      n++;
    }
    return value(n);
  }
}
