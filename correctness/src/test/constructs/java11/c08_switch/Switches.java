package c08_switch;

import static dev.continuo.Continuo.*;

import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import dev.continuo.constructs.Steps;

/** The old switch statement over ints, chars, strings and enums, with fall-through. */
public class Switches {

  enum Colour {
    RED,
    GREEN,
    BLUE
  }

  @Async
  static Coroutine<?> tableSwitch(Steps s) {
    String r = "";
    for (int i = -1; i < 5; i++) {
      switch (await(s.later(i))) {
        case 0:
          r += await(s.later("zero"));
          break;
        case 1:
          r += "one";
          // falls through
        case 2:
          r += await(s.later("two"));
          break;
        case 3:
          continue;
        default:
          r += await(s.later("other"));
      }
      r += ",";
    }
    return value(r);
  }

  @Async
  static Coroutine<?> lookupSwitch(Steps s) {
    String r = "";
    for (int i : new int[] {-1000, 7, 1_000_000, 8}) {
      switch (i) {
        case -1000:
          r += await(s.later("minus"));
          break;
        case 1_000_000:
          r += await(s.later("million"));
          break;
        case 7:
          r += await(s.later("seven"));
          // falls through
        default:
          r += await(s.later("default"));
      }
    }
    return value(r);
  }

  @Async
  static Coroutine<?> stringSwitch(Steps s) {
    String r = "";
    // "Aa" and "BB" have the same hash code.
    for (String t : new String[] {"Aa", "BB", "C", "Aa"}) {
      switch (await(s.later(t))) {
        case "Aa":
          r += 1 + await(s.later("x"));
          break;
        case "BB":
          r += 2;
          break;
        default:
          r += await(s.later(3));
      }
    }
    return value(r);
  }

  @Async
  static Coroutine<?> enumSwitch(Steps s) {
    String r = "";
    for (Colour c : Colour.values()) {
      switch (await(s.later(c))) {
        case RED:
          r += await(s.later("r"));
          break;
        case BLUE:
          r += await(s.later("b"));
          break;
        default:
          r += "?";
      }
    }
    return value(r);
  }

  @Async
  static Coroutine<?> charSwitch(Steps s) {
    int n = 0;
    for (char c : "1+2-x".toCharArray()) {
      switch (c) {
        case '+':
        case '-':
          n = n * 10 + await(s.later(1));
          break;
        case '1':
        case '2':
          n = n * 10 + await(s.later(c - '0'));
          break;
        default:
          n = -n;
      }
    }
    return value(n);
  }

  @Async
  static Coroutine<?> boxedSelector(Steps s) {
    Integer box = await(s.later(2));
    switch (box) {
      case 2:
        return value(await(s.later("boxed two")));
      default:
        return value("no");
    }
  }

  @Async
  static Coroutine<?> nullSelector(Steps s) {
    try {
      switch (await(s.<String>later(null))) {
        case "x":
          return value("x");
        default:
          return value("default");
      }
    } catch (NullPointerException e) {
      return value("null selector");
    }
  }

  @Async
  static Coroutine<?> returnFromEveryCase(Steps s) {
    switch (await(s.later(1))) {
      case 0:
        return value("zero");
      case 1:
        return value(await(s.later("one")));
      default:
        throw new IllegalStateException();
    }
  }

  @Async
  static Coroutine<?> switchInASwitch(Steps s) {
    String r = "";
    for (int i = 0; i < 4; i++) {
      switch (i / 2) {
        case 0:
          switch (await(s.later(i % 2))) {
            case 0:
              r += "00";
              break;
            default:
              r += await(s.later("01"));
          }
          break;
        default:
          switch (i % 2) {
            case 0:
              r += await(s.later("10"));
              break;
            default:
              r += "11";
          }
      }
    }
    return value(r);
  }

  @Async
  static Coroutine<?> tryInsideACase(Steps s) {
    String r = "";
    for (int i = 0; i < 3; i++) {
      switch (i) {
        case 1:
          try {
            await(s.fail(new IllegalStateException("in case")));
          } catch (IllegalStateException e) {
            r += await(s.later(e.getMessage()));
            break;
          } finally {
            r += await(s.later("!"));
          }
          // falls through
        case 2:
          r += "two";
          break;
        default:
          r += await(s.later("zero"));
      }
    }
    return value(r);
  }

  @Async
  static Coroutine<?> emptySwitch(Steps s) {
    switch (await(s.later(1))) {
    }
    switch (await(s.later(2))) {
      default:
    }
    return value("after");
  }

  @Async
  static Coroutine<?> defaultInTheMiddle(Steps s) {
    String r = "";
    for (int i = 0; i < 3; i++) {
      switch (i) {
        case 0:
          r += "a";
        default:
          r += await(s.later("d"));
        case 1:
          r += await(s.later("b"));
      }
      r += " ";
    }
    return value(r);
  }
}
