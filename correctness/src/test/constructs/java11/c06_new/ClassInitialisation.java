package c06_new;

import static dev.continuo.Continuo.*;

import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import dev.continuo.constructs.Steps;

/** {@code new X(await)}: X is initialised before its arguments are evaluated, as JVMS 6.5 has it. */
public class ClassInitialisation {

  private static final StringBuilder ORDER = new StringBuilder();

  static class Loud {
    static {
      ORDER.append("[Loud initialised]");
    }

    final String text;

    Loud(String text) {
      this.text = text;
    }
  }

  static class Failing {
    static final int N = Integer.parseInt("not a number");

    Failing(int n) {}
  }

  @Async
  static Coroutine<?> beforeTheArguments(Steps s) {
    ORDER.append("start ");
    Loud l = new Loud(await(argument(s)));
    ORDER.append(" end ");
    return value(ORDER + l.text);
  }

  @Async
  private static Coroutine<String> argument(Steps s) {
    ORDER.append(" argument ");
    await(s.later(1));
    return value(" text");
  }

  @Async
  static Coroutine<?> failureOfTheInitialiser(Steps s) {
    try {
      new Failing(s.seen(await(s.later(1))));
      return value("no failure");
    } catch (ExceptionInInitializerError e) {
      return value("before the argument");
    }
  }
}
