package c05_operand_stack;

import static dev.continuo.Continuo.*;

import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import dev.continuo.constructs.Steps;

/** The left side is read before the await, the result written after it (JLS 15.26.2). */
public class CompoundAssignment {

  private int field = 10;
  private static int counter;
  private Integer box = 100;
  private String text = "t";
  private long wide = 1;

  @Async
  static Coroutine<?> arrayElementPlus(Steps s) {
    int[] a = s.watch(new int[] {1, 2, 3});
    int i = 1;
    a[i] += await(s.later(10));
    a[i++] *= await(s.later(i));
    a[--i] -= await(s.later(100)) + i;
    return value(a);
  }

  @Async
  static Coroutine<?> everyArrayType(Steps s) {
    byte[] b = {120};
    b[0] += await(s.later(10));
    short[] h = {1};
    h[0] <<= await(s.later(15));
    char[] c = {'a'};
    c[0] += await(s.later(1));
    long[] l = {1};
    l[0] <<= await(s.later(40));
    float[] f = {1};
    f[0] /= await(s.later(4));
    double[] d = {1};
    d[0] -= await(s.later(0.5));
    boolean[] z = {true};
    z[0] &= await(s.later(false));
    z[0] |= await(s.later(true));
    String[] t = {"a"};
    t[0] += await(s.later("b"));
    Integer[] n = {1};
    n[0] += await(s.later(1));
    return value(new Object[] {b, h, c, l, f, d, z, t, n});
  }

  @Async
  static Coroutine<?> awaitedIndexIncremented(Steps s) {
    int[] a = {1, 2, 3};
    int before = a[await(s.later(1))]++;
    int after = ++a[await(s.later(1))];
    long[] l = {5};
    long old = l[await(s.later(0))]--;
    return value(new Object[] {a, before, after, l, old});
  }

  @Async
  static Coroutine<?> awaitedArrayAndIndexAndValue(Steps s) {
    int[] a = s.watch(new int[] {1, 2});
    await(s.later(a))[await(s.later(1))] += await(s.later(40));
    await(s.later(a))[await(s.later(0))]++;
    return value(await(s.later(a))[await(s.later(1))]);
  }

  @Async
  static Coroutine<?> leftSideIsReadFirst(Steps s) {
    int[] a = {1};
    a[0] += change(a) + await(s.later(10));
    return value(a[0]);
  }

  private static int change(int[] a) {
    a[0] = 1000;
    return 0;
  }

  @Async
  static Coroutine<?> localPlus(Steps s) {
    int x = 1;
    x += await(s.later(10));
    x = x + await(s.later(x)) * x;
    x += x++ + await(s.later(100)) + x;
    return value(x);
  }

  @Async
  static Coroutine<?> boxedLocal(Steps s) {
    Integer n = 1;
    n += await(s.later(2));
    n++;
    Integer old = n++;
    Long l = 5L;
    l -= await(s.later(2));
    Character c = 'a';
    c++;
    Boolean z = true;
    z &= await(s.later(false));
    Double d = 1.0;
    d /= await(s.later(8));
    return value(n + " " + old + " " + l + " " + c + " " + z + " " + d);
  }

  @Async
  static Coroutine<?> instanceField(Steps s) {
    return s.watch(new CompoundAssignment()).fields(s);
  }

  @Async
  private Coroutine<?> fields(Steps s) {
    field += await(s.later(1));
    this.field *= await(s.later(2));
    box += await(s.later(11));
    box++;
    text += await(s.later("u")) + field;
    wide <<= await(s.later(33));
    wide += field++ + await(s.later(1));
    return value(field + " " + box + " " + text + " " + wide);
  }

  @Async
  static Coroutine<?> staticField(Steps s) {
    counter = 5;
    counter += await(s.later(6));
    int old = counter++ + await(s.later(0));
    return value(old + " " + counter);
  }

  @Async
  static Coroutine<?> awaitedReceiver(Steps s) {
    CompoundAssignment c = s.watch(new CompoundAssignment());
    await(s.later(c)).field += await(s.later(5));
    await(s.later(c)).box++;
    await(s.later(c)).text += await(s.later("v"));
    return value(await(s.later(c)).wide--);
  }

  @Async
  static Coroutine<?> nullReceiverFailsAfterTheRightSide(Steps s) {
    CompoundAssignment c = null;
    try {
      c.field = s.seen(await(s.later(1)));
    } catch (NullPointerException e) {
      s.log("simple assignment");
    }
    try {
      c.field += s.seen(await(s.later(1)));
    } catch (NullPointerException e) {
      s.log("compound assignment");
    }
    return value(1);
  }

  @Async
  static Coroutine<?> chainedAssignment(Steps s) {
    int a;
    int b;
    long[] l = new long[2];
    a = b = await(s.later(3));
    l[0] = l[1] = a += await(s.later(4));
    String t;
    String u = t = "x" + await(s.later("y"));
    return value(a + " " + b + " " + l[0] + l[1] + t + u);
  }

  @Async
  static Coroutine<?> shiftsAndDivisions(Steps s) {
    int i = -17;
    i >>= await(s.later(1));
    i >>>= await(s.later(28));
    i %= await(s.later(4));
    long l = 1;
    l |= await(s.later(1L << 35));
    l ^= await(s.later(-1L));
    l >>>= await(s.later(60));
    i /= await(s.later(0.5)) + 1;
    return value(i + " " + l);
  }

  @Override
  public String toString() {
    return field + " " + box + " " + text + " " + wide;
  }
}
