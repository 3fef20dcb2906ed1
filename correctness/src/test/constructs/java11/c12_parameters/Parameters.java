package c12_parameters;

import static dev.continuo.Continuo.*;

import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import dev.continuo.constructs.Steps;

/** Parameters as variables: reassigned, incremented, wide, captured; the receiver after an await. */
public class Parameters {

  private final int id;
  private int calls;

  Parameters(int id) {
    this.id = id;
  }

  @Async
  static Coroutine<?> ownParameterReassigned(Steps s) {
    Steps first = s;
    s = null;
    await(first.later(1));
    s = first;
    return value(await(s.later(2)));
  }

  @Async
  static Coroutine<?> everyKindReassigned(Steps s) {
    return value(
        await(
            reassigned(
                s, true, (byte) 1, (short) 2, 'c', 4, 5L, 6f, 7d, "8", new int[] {9})));
  }

  @Async
  private static Coroutine<String> reassigned(
      Steps s, boolean z, byte b, short h, char c, int i, long l, float f, double d, String t,
      int[] a) {
    z = !z;
    b++;
    h += await(s.later(1));
    c++;
    i = i * 2 + await(s.later(1));
    l <<= i;
    f = f / await(s.later(4));
    d--;
    t += await(s.later("t"));
    a = new int[] {a[0], await(s.later(10))};
    await(s.later(0));
    return value(
        z + " " + b + " " + h + " " + c + " " + i + " " + l + " " + f + " " + d + " " + t + " "
            + a[1]);
  }

  @Async
  static Coroutine<?> incrementedInPlace(Steps s) {
    return value(await(countdown(s, 3, 1)));
  }

  @Async
  private static Coroutine<Integer> countdown(Steps s, int n, int product) {
    while (n-- > 0) {
      product *= 2 + await(s.later(n));
      n += 300;
      n -= 300;
    }
    return value(product + n);
  }

  @Async
  static Coroutine<?> changedOnOneBranch(Steps s) {
    return value(await(branch(s, "a", true)) + await(branch(s, "b", false)));
  }

  @Async
  private static Coroutine<String> branch(Steps s, String t, boolean change) {
    if (change) {
      t = t + await(s.later("changed"));
    }
    await(s.later(1));
    return value(t);
  }

  @Async
  static Coroutine<?> unusedParameters(Steps s) {
    return value(await(unused(s, 1L, "x", 2d, null, 'c')));
  }

  @Async
  private static Coroutine<Integer> unused(Steps s, long a, String b, double c, int[] d, char e) {
    return value(await(s.later(5)));
  }

  @Async
  static Coroutine<?> receiverAfterTheAwait(Steps s) {
    Parameters p = new Parameters(7);
    return value(await(p.useThis(s)) + p.calls);
  }

  @Async
  private Coroutine<Integer> useThis(Steps s) {
    int n = id;
    n += await(s.later(1)) + this.id;
    calls++;
    n += await(more(s)) + await(this.more(s));
    return value(n + id);
  }

  @Async
  Coroutine<Integer> more(Steps s) {
    calls++;
    return value(await(s.later(id)) + calls);
  }

  @Async
  static Coroutine<?> receiverOnlyBeforeTheAwait(Steps s) {
    return new Parameters(3).once(s);
  }

  @Async
  private Coroutine<?> once(Steps s) {
    int n = id;
    return value(await(s.later(n)) * n);
  }

  @Async
  static Coroutine<?> capturedByLambdasAndThenAwaited(Steps s) {
    int n = await(s.later(5));
    java.util.function.IntUnaryOperator plus = x -> x + n;
    int m = plus.applyAsInt(await(s.later(1)));
    java.util.function.IntSupplier both = () -> n * m;
    await(s.later(1));
    return value(both.getAsInt());
  }

  @Async
  static Coroutine<?> parameterAsLoopVariable(Steps s) {
    return value(await(loop(s, 0)) + await(loop(s, 3)));
  }

  @Async
  private static Coroutine<String> loop(Steps s, int i) {
    String r = "";
    for (; i < 5; i++) {
      r += await(s.later(i));
    }
    return value(r + i);
  }

  @Async
  static Coroutine<?> finalParameters(Steps s) {
    return value(await(finals(s, 1L, "f")));
  }

  @Async
  private static Coroutine<String> finals(final Steps s, final long l, final String t) {
    await(s.later(1));
    return value(l + t);
  }

  @Async
  static Coroutine<?> parameterOnlyInTheHandler(Steps s) {
    return value(await(handler(s, "p", 4L)));
  }

  @Async
  private static Coroutine<String> handler(Steps s, String p, long l) {
    try {
      await(s.fail(new IllegalStateException("x")));
    } catch (IllegalStateException e) {
      await(s.later(1));
      return value(p + l + e.getMessage());
    }
    return value("not here");
  }

  @Async
  static Coroutine<?> wideIncrements(Steps s) {
    int i = 0;
    for (int n = 0; n < 3; n++) {
      i += 1000;
      await(s.later(i++));
      i -= 40_000;
      --i;
    }
    return value(i);
  }

  @Async
  static Coroutine<?> argumentsAreEvaluatedAtTheCall(Steps s) {
    int[] cell = {1};
    Coroutine<Integer> c = takes(s, cell[0]);
    cell[0] = 2;
    return value(await(c) + cell[0]);
  }

  @Async
  private static Coroutine<Integer> takes(Steps s, int n) {
    return value(n + await(s.later(10)));
  }
}
