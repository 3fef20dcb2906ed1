package c01_locals;

import static dev.continuo.Continuo.*;

import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import dev.continuo.constructs.Steps;

/** Arrays of each element type and dimension live across an await, with elements awaited. */
public class ArrayLocals {

  @Async
  static Coroutine<?> arraysOfEachPrimitive(Steps s) {
    boolean[] z = {true, false};
    byte[] b = {-1};
    short[] h = {-2};
    char[] c = {'c'};
    int[] i = {-3};
    long[] l = {-4};
    float[] f = {-5};
    double[] d = {-6};
    await(s.later(1));
    return value(
        "" + z[0] + z[1] + " " + b[0] + " " + h[0] + " " + c[0] + " " + i[0] + " " + l[0] + " "
            + f[0] + " " + d[0]);
  }

  @Async
  static Coroutine<?> elementsAreAwaited(Steps s) {
    int[] a = {await(s.later(1)), await(s.later(2)), 3, await(s.later(4))};
    long[] l = {await(s.later(1L)), 2L, await(s.later(3L))};
    boolean[] z = {await(s.later(true)), false};
    byte[] b = {await(s.later((byte) 200)), 1};
    double[] d = {1, await(s.later(2.0))};
    String[] t = {await(s.later("x")), null, await(s.later("z"))};
    return value(new Object[] {a, l, z, b, d, t});
  }

  @Async
  static Coroutine<?> twoDimensions(Steps s) {
    int[][] m = {{await(s.later(1))}, {2, await(s.later(3))}, {}};
    await(s.later(0));
    m[1][await(s.later(0))] += await(s.later(5));
    return value(m);
  }

  @Async
  static Coroutine<?> dimensionsAreAwaited(Steps s) {
    int[][][] m = new int[await(s.later(2))][await(s.later(3))][];
    m[1][2] = new int[await(s.later(1))];
    return value(m);
  }

  @Async
  static Coroutine<?> negativeSizeFailsAfterAllDimensions(Steps s) {
    try {
      int[][] m = new int[s.seen(await(s.later(-1)))][s.seen(await(s.later(1)))];
      return value(m);
    } catch (NegativeArraySizeException e) {
      return value(e.getMessage());
    }
  }

  @Async
  static Coroutine<?> arrayOfArraysOfReferences(Steps s) {
    String[][] m = new String[2][];
    await(s.later(1));
    m[0] = new String[] {await(s.later("a"))};
    String[] row = m[0];
    await(s.later(1));
    row[0] += "b";
    return value(m);
  }

  @Async
  static Coroutine<?> storeCheckStaysWhereItWas(Steps s) {
    Object[] objects = new String[1];
    try {
      objects[0] = await(s.<Object>later(1));
      return value("no failure");
    } catch (ArrayStoreException e) {
      return value(e.getMessage());
    }
  }

  @Async
  static Coroutine<?> indexIsCheckedAfterTheValue(Steps s) {
    int[] a = new int[1];
    try {
      a[s.seen(30)] = s.seen(await(s.later(7)));
      return value("no failure");
    } catch (ArrayIndexOutOfBoundsException e) {
      return value(e.getMessage());
    }
  }

  @Async
  static Coroutine<?> nullArrayIsCheckedAfterTheValue(Steps s) {
    int[] a = null;
    try {
      a[s.seen(0)] = s.seen(await(s.later(7)));
      return value("no failure");
    } catch (NullPointerException e) {
      return value("null array");
    }
  }

  @Async
  static Coroutine<?> clonedArray(Steps s) {
    int[] a = {1, 2};
    int[] b = a.clone();
    b[await(s.later(0))] = await(s.later(9));
    return value(new int[][] {a, b});
  }

  @Async
  static Coroutine<?> lengthOfAnAwaitedArray(Steps s) {
    return value(await(s.later(new long[3])).length + await(s.later(new String[2][5]))[1].length);
  }

  @Async
  static Coroutine<?> arrayLocalReassignedBetweenTypes(Steps s) {
    Object o = new int[] {1};
    await(s.later(1));
    int[] i = (int[]) o;
    o = new String[] {"s"};
    await(s.later(1));
    return value(i[0] + ((String[]) o)[0]);
  }
}
