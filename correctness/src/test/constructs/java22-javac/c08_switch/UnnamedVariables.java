package c08_switch;

import static dev.continuo.Continuo.*;

import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import dev.continuo.constructs.Steps;
import java.util.List;

/** Unnamed variables and patterns (JEP 456). */
public class UnnamedVariables {

  record Point(Object x, Object y) {}

  record Line(Point from, Point to) {}

  @Async
  static Coroutine<?> inLoopsAndDeclarations(Steps s) {
    int count = 0;
    for (String _ : List.of("a", "b", "c")) {
      count += await(s.later(1));
    }
    var _ = await(s.later("dropped"));
    for (int i = 0, _ = s.seen(7); i < 2; i++) {
      count += await(s.later(i));
    }
    return value(count);
  }

  @Async
  static Coroutine<?> inCatchAndResources(Steps s) {
    try (AutoCloseable _ = () -> s.log("close")) {
      await(s.fail(new IllegalStateException("x")));
    } catch (Exception _) {
      s.log("caught " + await(s.later(1)));
    }
    return value("end");
  }

  @Async
  static Coroutine<?> inPatterns(Steps s) {
    StringBuilder out = new StringBuilder();
    for (Object o :
        List.of(new Line(new Point(1, "a"), new Point(2, 3)), new Point("p", 4), "text", 5)) {
      out.append(
          switch (o) {
            case Line(Point(Integer x, _), Point(_, var y)) when await(s.later(x == 1)) ->
                "line " + x + await(s.later(y));
            case Line _ -> "other line";
            case Point(String name, _) -> name + await(s.later("!"));
            case Point _, Integer _ -> "point or " + await(s.later("number"));
            default -> await(s.later("else"));
          });
      if (o instanceof Point(_, Integer y) && await(s.later(y)) == 4) {
        out.append(" four");
      }
    }
    return value(out.toString());
  }

  @Async
  static Coroutine<?> inLambdas(Steps s) {
    java.util.function.BiFunction<Integer, Integer, Coroutine<Integer>> second =
        (_, b) -> value(await(s.later(b)));
    return value(await(second.apply(1, 2)));
  }
}
