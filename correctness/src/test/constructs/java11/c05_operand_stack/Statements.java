package c05_operand_stack;

import static dev.continuo.Continuo.*;

import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import dev.continuo.constructs.Steps;

/** Statements and operators that have no file of their own. */
public class Statements {

  private static final boolean NEVER = false;
  private static final int EIGHT = 1 << 3;

  @Async
  static Coroutine<?> smallStatements(Steps s) {
    ;
    {
      ;
      s.log(await(s.later("in a block")));
    }
    int a = await(s.later(1)), b[] = {a, await(s.later(2))};
    a++;
    --b[await(s.later(1))];
    new StringBuilder(await(s.later("dropped")));
    await(s.later("dropped too"));
    return value(a + "," + b[0] + "," + b[1]);
  }

  @Async
  static Coroutine<?> unaryOperators(Steps s) {
    int n = await(s.later(5));
    long l = -await(s.later(7L));
    boolean no = !await(s.later(true));
    char c = (char) +await(s.later('c'));
    return value(~await(s.later(n)) + " " + -l + no + c + ~l + (byte) ~await(s.later(300)));
  }

  @Async
  static Coroutine<?> failingAssertion(Steps s) {
    try {
      assert await(s.later(1)) == 2 : "one is " + await(s.later("not two"));
    } catch (AssertionError e) {
      return value(e.getMessage() + await(s.later("!")));
    }
    return value("assertions are off");
  }

  @Async
  static Coroutine<?> constants(Steps s) {
    if (NEVER) {
      s.log(await(s.later("never")));
    }
    while (!NEVER) {
      switch (await(s.later(8))) {
        case EIGHT:
          return value(int[].class.getName() + 0x1p3 + 'x' + 1_000L + true + null);
        default:
          throw new IllegalStateException();
      }
    }
  }
}
