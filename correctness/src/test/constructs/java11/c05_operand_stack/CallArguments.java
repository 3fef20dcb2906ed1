package c05_operand_stack;

import static dev.continuo.Continuo.*;

import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import dev.continuo.constructs.Steps;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.IntBinaryOperator;

/** Values wait on the operand stack while a later argument is awaited. */
public class CallArguments {

  private final String name;

  CallArguments(String name) {
    this.name = name;
  }

  static String eight(
      boolean z, byte b, short h, char c, int i, long l, float f, double d, String t, int[] a) {
    return z + " " + b + " " + h + " " + c + " " + i + " " + l + " " + f + " " + d + " " + t + " "
        + a[0];
  }

  @Async
  static Coroutine<?> everyArgumentAwaited(Steps s) {
    return value(
        eight(
            await(s.later(true)),
            await(s.later((byte) 1)),
            await(s.later((short) 2)),
            await(s.later('3')),
            await(s.later(4)),
            await(s.later(5L)),
            await(s.later(6f)),
            await(s.later(7d)),
            await(s.later("8")),
            await(s.later(new int[] {9}))));
  }

  @Async
  static Coroutine<?> onlyTheLastArgumentAwaited(Steps s) {
    boolean z = false;
    char c = 'c';
    return value(
        eight(!z, (byte) -1, (short) -2, c++, 4, 5L, 6f, 7d, "8" + c, await(s.later(new int[] {9}))));
  }

  @Async
  static Coroutine<?> everySecondArgumentAwaited(Steps s) {
    long l = 5;
    return value(
        eight(
            true,
            await(s.later((byte) 1)),
            (short) 2,
            await(s.later('3')),
            4,
            l + await(s.later(5L)),
            6f,
            -await(s.later(7d)),
            "8",
            new int[] {await(s.later(9))}));
  }

  @Async
  static Coroutine<?> leftToRight(Steps s) {
    int i = 1;
    return value(
        List.of(
            s.seen(i++), await(s.later(s.seen(i++))), s.seen(i++), await(s.later(s.seen(i++))), i));
  }

  @Async
  static Coroutine<?> argumentReadBeforeTheAwaitChangesIt(Steps s) {
    int[] cell = {1};
    int local = 1;
    String r = cell[0] + "," + local + "," + await(change(s, cell)) + "," + cell[0];
    local = 2;
    return value(r + local);
  }

  @Async
  private static Coroutine<Integer> change(Steps s, int[] cell) {
    cell[0] = await(s.later(50));
    return value(cell[0]);
  }

  @Async
  static Coroutine<?> localReassignedInALaterArgument(Steps s) {
    int x = 1;
    String t = "a";
    return value(x + t + (x = await(s.later(2))) + (t = await(s.later("b"))) + x + t);
  }

  @Async
  static Coroutine<?> receiverOnTheStack(Steps s) {
    return value(
        new CallArguments("r")
            .append(await(s.later("1")))
            .append(await(s.later("2")))
            .append("3" + await(s.later("4")))
            .name);
  }

  CallArguments append(String t) {
    return new CallArguments(name + t);
  }

  @Async
  static Coroutine<?> nestedCalls(Steps s) {
    return value(
        Math.max(
            Math.max(1, await(s.later(5))),
            Math.min(await(s.later(9)), Math.max(await(s.later(3)), 7))));
  }

  @Async
  static Coroutine<?> deepStack(Steps s) {
    int r = 1 + (2 + (3 + (4 + (5 + (6 + (7 + (8 + await(s.later(9)))))))));
    long l = 1L + (2 * (3L - (4 * (5L + await(s.later(6L))))));
    double d = 1d / (2d / (3d / await(s.later(4d))));
    return value(r + " " + l + " " + d);
  }

  @Async
  static Coroutine<?> lambdasOnTheStack(Steps s) {
    BiFunction<Integer, Integer, Integer> f = (a, b) -> a * 10 + b;
    IntBinaryOperator g = Math::max;
    return value(
        f.apply(await(s.later(1)), g.applyAsInt(await(s.later(2)), await(s.later(3)))));
  }

  @Async
  static Coroutine<?> lambdaCreatedBeforeTheAwait(Steps s) {
    return value(call(() -> "lambda", await(s.later("x")), String::length));
  }

  private static String call(
      java.util.function.Supplier<String> a, String b, java.util.function.Function<String, ?> c) {
    return a.get() + b + c.apply(b);
  }

  @Async
  static Coroutine<?> classConstantAndStrings(Steps s) {
    return value(
        String.format(
            "%s %s %d", String.class.getName(), await(s.later("x")), await(s.later(1L << 40))));
  }

  @Async
  static Coroutine<?> awaitInsideAwait(Steps s) {
    return value(await(s.later(await(s.later(await(s.later(1)) + 1)) + await(s.later(10)))));
  }

  @Async
  static Coroutine<?> arithmeticBetweenAwaits(Steps s) {
    return value(await(s.later(7)) - await(s.later(3)) * await(s.later(2)) % await(s.later(4)));
  }

  @Async
  static Coroutine<?> comparisonOfLongsAndDoubles(Steps s) {
    boolean a = 5L < await(s.later(6L));
    boolean b = await(s.later(1d)) >= await(s.later(Double.NaN));
    boolean c = await(s.later("x")) == (Object) "x";
    return value(a + " " + b + " " + c);
  }

  @Async
  static Coroutine<?> resultDiscarded(Steps s) {
    await(s.later("x"));
    await(s.later(5L));
    await(s.later(null));
    int x = 1;
    x++;
    return value(x);
  }

  @Async
  static Coroutine<?> castsOfAwaitedValues(Steps s) {
    byte b = (byte) (int) await(s.later(300));
    int i = (int) (double) await(s.later(3.9));
    char c = (char) (await(s.later(65)) + 1);
    Object o = (Object) await(s.later("o"));
    return value(b + " " + i + " " + c + " " + o + ((CharSequence) await(s.later("p"))).length());
  }

  @Async
  static Coroutine<?> instanceofAwaited(Steps s) {
    return value(
        (await(s.<Object>later("x")) instanceof String) && !(await(s.<Object>later(1)) instanceof String));
  }

  @Async
  static Coroutine<?> systemArraycopyWithAwaits(Steps s) {
    int[] from = {1, 2, 3, 4};
    int[] to = s.watch(new int[4]);
    System.arraycopy(
        from, await(s.later(1)), await(s.later(to)), await(s.later(0)), await(s.later(3)));
    return value(to);
  }
}
