package c06_new;

import static dev.continuo.Continuo.*;

import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import dev.continuo.constructs.Steps;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/** An uninitialised object waits on the stack while its constructor's arguments are awaited. */
public class Constructors {

  static class Pair {
    final Object a;
    final Object b;

    Pair(Object a, Object b) {
      this.a = a;
      this.b = b;
    }

    @Override
    public String toString() {
      return "(" + a + "," + b + ")";
    }
  }

  static class Wide extends Pair {
    Wide(long a, double b) {
      super("long " + a, "double " + b);
    }

    private Wide(int... many) {
      super("many", many.length);
    }
  }

  class Inner {
    final int n;

    Inner(int n) {
      this.n = n;
    }

    class Innermost {
      final int m;

      Innermost(int m) {
        this.m = m + n + base;
      }
    }
  }

  private int base = 1000;

  @Async
  static Coroutine<?> oneAwaitedArgument(Steps s) {
    return value(new StringBuilder(await(s.later("text"))).reverse().toString());
  }

  @Async
  static Coroutine<?> allArgumentsAwaited(Steps s) {
    return value(new Pair(await(s.later("a")), await(s.later("b"))).toString());
  }

  @Async
  static Coroutine<?> wideArguments(Steps s) {
    return value(new Wide(await(s.later(1L)), await(s.later(2d))).toString());
  }

  @Async
  static Coroutine<?> varargs(Steps s) {
    return value(new Wide(1, await(s.later(2)), 3, await(s.later(4))).toString());
  }

  @Async
  static Coroutine<?> nested(Steps s) {
    return value(
        new Pair(
                new Pair(await(s.later(1)), new Pair("x", await(s.later(2)))),
                new Pair(new Pair(3, 4), await(s.later(5))))
            .toString());
  }

  @Async
  static Coroutine<?> severalUninitialisedOfOneClass(Steps s) {
    return value(new Pair(new Pair(new Pair(await(s.later(1)), 2), 3), 4).toString());
  }

  @Async
  static Coroutine<?> valuesBelowTheNew(Steps s) {
    int i = 1;
    return value(List.of("below", i++, new Pair(i++, await(s.later(i++))), i).toString());
  }

  @Async
  static Coroutine<?> inATernary(Steps s) {
    String r = "";
    for (int i = 0; i < 2; i++) {
      r +=
          (await(s.later(i == 0)) ? new Pair(1, await(s.later(2))) : new Wide(await(s.later(3L)), 4d));
    }
    return value(r);
  }

  @Async
  static Coroutine<?> ternaryInsideTheArguments(Steps s) {
    String r = "";
    for (int i = 0; i < 3; i++) {
      r += new Pair(i > 0 ? await(s.later("p")) : "q", i > 1 ? "r" : await(s.later("t")));
    }
    return value(r);
  }

  @Async
  static Coroutine<?> shortCircuitInsideTheArguments(Steps s) {
    boolean no = false;
    return value(
        new Pair(no || await(s.later(true)), !no && await(s.later(false)) || no).toString());
  }

  @Async
  static Coroutine<?> thrown(Steps s) {
    try {
      throw new IllegalStateException(await(s.later("message")), await(s.later(new Error("cause"))));
    } catch (IllegalStateException e) {
      return value(e.getMessage() + e.getCause().getMessage());
    }
  }

  @Async
  static Coroutine<?> innerWithOuterThis(Steps s) {
    return new Constructors().inner(s);
  }

  @Async
  private Coroutine<Integer> inner(Steps s) {
    Inner i = new Inner(await(s.later(1)));
    Inner.Innermost m = i.new Innermost(await(s.later(20)));
    return value(m.m + this.new Inner(await(s.later(300))).n);
  }

  @Async
  static Coroutine<?> innerWithAwaitedOuter(Steps s) {
    Constructors c = new Constructors();
    Inner i = await(s.later(c)).new Inner(await(s.later(5)));
    return value(await(s.later(i)).new Innermost(await(s.later(6))).m);
  }

  @Async
  static Coroutine<?> nullOuterIsCheckedBeforeTheArguments(Steps s) {
    Constructors none = null;
    try {
      return value(none.new Inner(s.seen(await(s.later(1)))).n);
    } catch (NullPointerException e) {
      return value("before");
    }
  }

  @Async
  static Coroutine<?> anonymousClassWithArguments(Steps s) {
    int captured = await(s.later(7));
    Pair p =
        new Pair(await(s.later("a")), await(s.later("b"))) {
          @Override
          public String toString() {
            return captured + super.toString();
          }
        };
    return value(p.toString());
  }

  @Async
  static Coroutine<?> localClassThatCaptures(Steps s) {
    String captured = await(s.later("cap"));
    class Local {
      final int n;

      Local(int n) {
        this.n = n + captured.length();
      }
    }
    return value(new Local(await(s.later(10))).n + new Local(await(s.later(20))).n);
  }

  @Async
  static Coroutine<?> genericAndDiamond(Steps s) {
    List<Integer> list = new ArrayList<>(await(s.later(List.of(1, 2))));
    HashMap<String, List<Integer>> map = new HashMap<>(await(s.later(4)), await(s.later(0.5f)));
    map.put(await(s.later("k")), new ArrayList<>(await(s.later(list))));
    return value(map);
  }

  @Async
  static Coroutine<?> resultUnused(Steps s) {
    new Pair(s.seen(1), await(s.later(s.seen(2))));
    return value("done");
  }

  @Async
  static Coroutine<?> constructorThatThrows(Steps s) {
    try {
      return value(new ArrayList<String>(await(s.later(-1))));
    } catch (IllegalArgumentException e) {
      return value(e.getMessage());
    }
  }

  @Async
  static Coroutine<?> failureInsideTheArguments(Steps s) {
    try {
      return value(new Pair(s.seen(1), await(s.fail(new IllegalStateException("x")))).toString());
    } catch (IllegalStateException e) {
      return value(new Pair(e.getMessage(), await(s.later(2))).toString());
    }
  }

  @Async
  static Coroutine<?> insideALoop(Steps s) {
    Pair p = null;
    for (int i = 0; i < 4; i++) {
      p = new Pair(p, await(s.later(i)));
    }
    return value(p.toString());
  }

  @Async
  static Coroutine<?> arrayElements(Steps s) {
    Pair[] a = {new Pair(1, await(s.later(2))), null, new Pair(await(s.later(3)), 4)};
    a[1] = new Pair(a[0], await(s.later(a[2])));
    return value(a[1].toString());
  }

  @Async
  static Coroutine<?> stringFromAwaitedChars(Steps s) {
    return value(
        new String(await(s.later(new char[] {'a', 'b', 'c'})), await(s.later(1)), await(s.later(2))));
  }

  @Async
  static Coroutine<?> privateConstructorOfANestedClass(Steps s) {
    return value(new Secret(await(s.later("s"))).text + new Secret(await(s.later("t"))).text);
  }

  private static final class Secret {
    private final String text;

    private Secret(String text) {
      this.text = text;
    }
  }

  @Async
  static Coroutine<?> coroutineInTheArguments(Steps s) {
    return value(new Pair(await(pair(s, 1)), await(pair(s, await(s.later(2))))).toString());
  }

  @Async
  private static Coroutine<Pair> pair(Steps s, int n) {
    return value(new Pair(n, await(s.later(n * 10))));
  }
}
