package c08_switch;

import static dev.continuo.Continuo.*;

import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import dev.continuo.constructs.Steps;
import java.util.List;

/** Pattern switches, record patterns and guards that await. */
public class PatternSwitches {

  sealed interface Shape permits Circle, Box, Group {}

  record Circle(double r) implements Shape {}

  record Box(int w, int h) implements Shape {}

  record Group(Shape first, Shape second) implements Shape {}

  record Pair<A, B>(A a, B b) {}

  @Async
  static Coroutine<?> typePatterns(Steps s) {
    String r = "";
    for (Object o : new Object[] {1, "two", 3L, new int[] {4}, List.of(5), 'c'}) {
      r +=
          switch (await(s.later(o))) {
            case Integer i -> "int" + await(s.later(i));
            case String t -> await(s.later(t)) + t.length();
            case Long l -> "long" + l;
            case int[] a -> "array" + await(s.later(a[0]));
            case List<?> l -> "list" + await(s.later(l.get(0)));
            default -> await(s.later("other"));
          };
    }
    return value(r);
  }

  @Async
  static Coroutine<?> guardsThatAwait(Steps s) {
    String r = "";
    for (Object o : new Object[] {1, 5, 50, "x", "long"}) {
      r +=
          switch (o) {
            case Integer i when i > await(s.later(10)) -> "big";
            case Integer i when await(s.later(i)) > 2 && i < await(s.later(9)) -> "middle";
            case Integer i -> "small" + await(s.later(i));
            case String t when t.length() == await(s.later(1)) -> "one";
            default -> "other";
          };
    }
    return value(r);
  }

  @Async
  static Coroutine<?> recordPatterns(Steps s) {
    return value(
        await(area(s, new Group(new Box(2, 3), new Group(new Circle(1), new Box(1, 1))))));
  }

  @Async
  private static Coroutine<Double> area(Steps s, Shape shape) {
    return switch (shape) {
      case Circle(double r) -> value(3 * r * await(s.later(r)));
      case Box(int w, int h) when w == await(s.later(h)) -> value((double) w * w);
      case Box(var w, var h) -> value((double) await(s.later(w)) * h);
      case Group(Shape a, Shape b) -> value(await(area(s, a)) + await(area(s, b)));
    };
  }

  @Async
  static Coroutine<?> nestedRecordPatternInIf(Steps s) {
    Object o = new Pair<>(new Pair<>(1, "x"), 2L);
    if (await(s.later(o)) instanceof Pair<?, ?>(Pair<?, ?>(Integer i, String t), Long l)
        && i == await(s.later(1))) {
      await(s.later(1));
      return value(i + t + l + await(s.later("!")));
    }
    return value("not here");
  }

  @Async
  static Coroutine<?> nullCase(Steps s) {
    String r = "";
    for (int i = 0; i < 2; i++) {
      r +=
          switch (await(s.later(i == 0 ? null : "x"))) {
            case null -> await(s.later("null"));
            case String t -> t + await(s.later("y"));
          };
    }
    return value(r);
  }

  @Async
  static Coroutine<?> statementWithFallOutAndReturn(Steps s) {
    Object o = await(s.<Object>later(7));
    switch (o) {
      case String t:
        return value(await(s.later(t)));
      case Integer i when i > 5:
        s.log(await(s.later("more than five")));
        break;
      default:
        return value("not here");
    }
    return value(await(s.later("after")));
  }

  @Async
  static Coroutine<?> accessorThatThrows(Steps s) {
    record Bad(int n) {
      @Override
      public int n() {
        throw new IllegalStateException("accessor");
      }
    }
    Object o = new Bad(1);
    try {
      if (o instanceof Bad(int n)) {
        return value(n + await(s.later(1)));
      }
      return value("not here");
    } catch (MatchException e) {
      return value(await(s.later(e.getCause().getMessage())));
    }
  }

  @Async
  static Coroutine<?> qualifiedEnumConstants(Steps s) {
    String r = "";
    for (Mode m : Mode.values()) {
      r +=
          switch (m) {
            case Mode.ON -> await(s.later("on"));
            case Mode.OFF -> "off" + await(s.later(m));
          };
    }
    return value(r);
  }

  enum Mode {
    ON,
    OFF
  }
}
