package c05_operand_stack;

import static dev.continuo.Continuo.*;

import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import dev.continuo.constructs.Steps;
import java.util.ArrayList;
import java.util.List;

/** dup, dup_x1, dup2, dup2_x1 …: shapes that leave the same value on the stack several times. */
public class DuplicatedValues {

  private int n;
  private long w;
  private static int count;

  @Async
  static Coroutine<?> assignmentAsArgument(Steps s) {
    int x;
    long l;
    String t;
    return value(List.of(x = 1, l = 2L, t = "3", await(s.later(4)), x, l, t));
  }

  @Async
  static Coroutine<?> postIncrementAsArgument(Steps s) {
    DuplicatedValues d = new DuplicatedValues();
    int[] a = {5};
    long[] l = {6};
    return value(
        List.of(d.n++, a[0]++, l[0]++, d.w++, count++ * 0, await(s.later(0)), d.n, a[0], l[0], d.w));
  }

  @Async
  static Coroutine<?> incrementOfAFieldHeldAcrossTheAwait(Steps s) {
    DuplicatedValues d = new DuplicatedValues();
    int r = d.n++ + await(s.later(10)) + d.n++ + await(s.later(d.n));
    return value(r);
  }

  @Async
  static Coroutine<?> fieldAssignmentInsideAnExpression(Steps s) {
    DuplicatedValues d = new DuplicatedValues();
    int[] a = new int[2];
    long[] l = new long[1];
    int r = (d.n = 3) + await(s.later(1)) + (a[1] = 4) + await(s.later(2));
    long q = (d.w = 5) + await(s.later(1L)) + (l[0] = 6) + await(s.later(2L));
    return value(r + " " + q + " " + d.n + a[1] + d.w + l[0]);
  }

  @Async
  static Coroutine<?> assignmentOfTheAwaitInsideAnExpression(Steps s) {
    DuplicatedValues d = new DuplicatedValues();
    int[] a = new int[2];
    long[] l = new long[1];
    int r = (d.n = await(s.later(3))) + (a[1] = await(s.later(4))) + (count = await(s.later(5)));
    long q = (d.w = await(s.later(5L))) + (l[0] = await(s.later(6L)));
    return value(r + " " + q + " " + d.n + a[1] + d.w + l[0]);
  }

  @Async
  static Coroutine<?> arrayInitialiserAroundAwaits(Steps s) {
    Object[] a = {
      1, new Object[] {2, await(s.later(3)), new int[] {4, await(s.later(5))}}, await(s.later(6))
    };
    return value(a);
  }

  @Async
  static Coroutine<?> chainedArrayElements(Steps s) {
    int[] a = new int[3];
    int i = 0;
    a[i] = i = 2;
    a[i] = a[i - 1] = await(s.later(7));
    a[i = 1] = a[await(s.later(i))] + 1;
    return value(a);
  }

  @Async
  static Coroutine<?> sameObjectTwice(Steps s) {
    List<Object> list = new ArrayList<>();
    Object o = new Object();
    add(list, o, await(s.later(1)), o);
    return value(list.get(0) == list.get(1));
  }

  private static void add(List<Object> list, Object a, int n, Object b) {
    list.add(a);
    list.add(b);
  }

  @Async
  static Coroutine<?> anonymousListInitialiser(Steps s) {
    List<Integer> list =
        new ArrayList<>() {
          private static final long serialVersionUID = 1;

          {
            add(1);
            add(2);
          }
        };
    list.add(await(s.later(3)));
    return value(list);
  }

  @Async
  static Coroutine<?> longUnderIntUnderRef(Steps s) {
    return value(mix(1L, 2, "3", 4d, await(s.later(5)), 6f, 7L));
  }

  private static String mix(long a, int b, String c, double d, int e, float f, long g) {
    return a + " " + b + " " + c + " " + d + " " + e + " " + f + " " + g;
  }

  @Async
  static Coroutine<?> objectsEqualsAroundTheAwait(Steps s) {
    Object o = new Object();
    return value(o.equals(await(s.later(o))) && o == await(s.later(o)));
  }

  @Async
  static Coroutine<?> receiverNullCheckByGetClass(Steps s) {
    // javac emits a null check (dup, requireNonNull, pop) for a bound method reference.
    String t = "abc";
    java.util.function.IntSupplier length = t::length;
    return value(length.getAsInt() + await(s.later(1)) + ((java.util.function.IntSupplier) await(s.later(t))::length).getAsInt());
  }
}
