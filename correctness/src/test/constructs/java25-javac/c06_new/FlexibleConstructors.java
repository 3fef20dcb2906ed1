package c06_new;

import module java.base;

import static dev.continuo.Continuo.*;

import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import dev.continuo.constructs.Steps;

/** Constructors with statements before {@code super(…)}, called with awaits in their arguments. */
public class FlexibleConstructors {

  static class Base {
    final String seen;

    Base(int n) {
      seen = "base " + n + " " + describe();
    }

    String describe() {
      return "base";
    }
  }

  static class Derived extends Base {
    final int twice;

    Derived(int n, Steps s) {
      if (n < 0) {
        s.log("refused " + n);
        throw new IllegalArgumentException("negative");
      }
      twice = 2 * n; // before the constructor of the superclass asks for it
      s.log("prologue");
      super(n);
      s.log("epilogue " + seen);
    }

    @Override
    String describe() {
      return "derived " + twice;
    }
  }

  @Async
  static Coroutine<?> awaitInArgumentsOfAPrologue(Steps s) {
    Derived d = new Derived(await(s.later(2)) + await(s.later(3)), s);
    return value(d.seen + List.of(await(s.later(d.twice))));
  }

  @Async
  static Coroutine<?> failureInAPrologue(Steps s) {
    try {
      return value(new Derived(await(s.later(-1)), s).seen);
    } catch (IllegalArgumentException e) {
      return value(e.getMessage() + await(s.later("!")));
    }
  }

  @Async
  static Coroutine<?> anonymousClassOfIt(Steps s) {
    int captured = await(s.later(7));
    Base b =
        new Derived(await(s.later(1)), s) {
          @Override
          String describe() {
            return super.describe() + "+" + captured;
          }
        };
    return value(b.seen + await(s.later("")) + b.describe());
  }
}
