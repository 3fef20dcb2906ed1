package c05_operand_stack;

import static dev.continuo.Continuo.*;

import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import dev.continuo.constructs.Steps;

/** Ternaries and short circuits with awaits in condition and arms, with a stack below them. */
public class Conditions {

  @Async
  static Coroutine<?> awaitInBothArms(Steps s) {
    int a = await(s.later(true)) ? await(s.later(1)) : await(s.later(2));
    int b = await(s.later(false)) ? await(s.later(1)) : await(s.later(2));
    return value(a * 10 + b);
  }

  @Async
  static Coroutine<?> ternaryAsArgument(Steps s) {
    return value(
        join(
            s.seen("a"),
            await(s.later(true)) ? await(s.later("b")) : "-",
            await(s.later(false)) ? "-" : await(s.later("c")),
            "d"));
  }

  @Async
  static Coroutine<?> nestedTernaries(Steps s) {
    String r = "";
    for (int i = 0; i < 4; i++) {
      r +=
          await(s.later(i > 1))
              ? await(s.later(i > 2)) ? await(s.later("A")) : "B"
              : i > 0 ? await(s.later("C")) : await(s.later("D"));
    }
    return value(r);
  }

  @Async
  static Coroutine<?> and(Steps s) {
    String r = "";
    for (int i = 0; i < 4; i++) {
      if (await(s.later(s.seen((i & 1) == 0))) && await(s.later(s.seen((i & 2) == 0)))) {
        r += i;
      }
    }
    return value(r);
  }

  @Async
  static Coroutine<?> or(Steps s) {
    String r = "";
    for (int i = 0; i < 4; i++) {
      boolean b = await(s.later(s.seen((i & 1) == 0))) || await(s.later(s.seen((i & 2) == 0)));
      r += b ? 't' : 'f';
    }
    return value(r);
  }

  @Async
  static Coroutine<?> mixedShortCircuits(Steps s) {
    String r = "";
    for (int i = 0; i < 8; i++) {
      boolean a = (i & 1) == 0;
      boolean b = (i & 2) == 0;
      boolean c = (i & 4) == 0;
      boolean x = await(s.later(a)) && (b || await(s.later(c))) || !await(s.later(b));
      boolean y = !(a || await(s.later(b)) && !c);
      r += x ? y ? '3' : '2' : y ? '1' : '0';
    }
    return value(r);
  }

  @Async
  static Coroutine<?> eagerLogic(Steps s) {
    boolean x = s.seen(false) & await(s.later(s.seen(true))) | s.seen(true) ^ await(s.later(true));
    return value(x);
  }

  @Async
  static Coroutine<?> shortCircuitAsArgument(Steps s) {
    boolean t = true;
    return value(join("a", t && await(s.later(false)), !t || await(s.later(true)), 'c'));
  }

  @Async
  static Coroutine<?> fieldIsNotRewritten(Steps s) {
    // Roslyn once stored the outcome of the && back into the left operand.
    boolean[] b = {true};
    boolean r = b[0] && await(s.later(false));
    return value(r + " " + b[0]);
  }

  @Async
  static Coroutine<?> numericPromotionInTheArms(Steps s) {
    Object o = await(s.later(true)) ? (Number) await(s.later(1)) : await(s.later(2.0));
    Object p = await(s.later(true)) ? await(s.later(1)) : await(s.later(2.0)).doubleValue();
    long l = await(s.later(false)) ? 1 : await(s.later(5L));
    return value(o + " " + p + " " + l);
  }

  @Async
  static Coroutine<?> ternaryOfCoroutines(Steps s) {
    boolean yes = await(s.later(true));
    int x = await(yes ? one(s) : value(2));
    int y = await(yes ? value(3) : one(s));
    return value(x * 10 + y);
  }

  @Async
  private static Coroutine<Integer> one(Steps s) {
    return value(await(s.later(1)));
  }

  @Async
  static Coroutine<?> ternaryResult(Steps s) {
    return await(s.later(true)) ? value(await(s.later("x"))) : one(s);
  }

  @Async
  static Coroutine<?> ternaryResultThroughTheTail(Steps s) {
    return await(s.later(false)) ? value("x") : one(s);
  }

  @Async
  static Coroutine<?> valueStoredAndReturnedLater(Steps s) {
    Coroutine<Integer> result = value(await(s.later(1)));
    s.log("between");
    await(s.later(2));
    return result;
  }

  @Async
  static Coroutine<?> conditionWithSideEffects(Steps s) {
    int i = 0;
    if (i++ == 0 && await(s.later(i++)) == 1 && i++ == 2 | await(s.later(i++)) < 0) {
      i += 100;
    }
    return value(i);
  }

  @Async
  static Coroutine<?> assertionLikeThrow(Steps s) {
    try {
      if (!await(s.later(false))) {
        throw new IllegalStateException("got " + await(s.later(false)));
      }
    } catch (IllegalStateException e) {
      return value(e.getMessage());
    }
    return value("no");
  }

  @Async
  static Coroutine<?> assertStatement(Steps s) {
    int n = await(s.later(1));
    assert n == await(s.later(1)) : "message " + await(s.later("m"));
    return value(n);
  }

  private static String join(Object a, Object b, Object c, Object d) {
    return "" + a + b + c + d;
  }
}
