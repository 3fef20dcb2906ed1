package c04_slots;

import static dev.continuo.Continuo.*;

import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import dev.continuo.constructs.Steps;
import java.util.List;

/** One JVM slot holds values of different types, one block after the other. */
public class SlotReuse {

  @Async
  static Coroutine<?> blocksOfDifferentTypes(Steps s) {
    StringBuilder out = new StringBuilder();
    {
      int x = await(s.later(1));
      await(s.later(0));
      out.append(x);
    }
    {
      String x = await(s.later("two"));
      await(s.later(0));
      out.append(x);
    }
    {
      double x = await(s.later(3.0));
      await(s.later(0));
      out.append(x);
    }
    {
      int[] x = {await(s.later(4))};
      await(s.later(0));
      out.append(x[0]);
    }
    {
      boolean x = await(s.later(true));
      await(s.later(0));
      out.append(x);
    }
    {
      float x = await(s.later(5f));
      await(s.later(0));
      out.append(x);
    }
    return value(out.toString());
  }

  @Async
  static Coroutine<?> loopsOfDifferentTypes(Steps s) {
    long sum = 0;
    for (int i = 0; i < 2; i++) {
      sum += await(s.later(i));
    }
    for (long l = 0; l < 2; l++) {
      sum += await(s.later(l));
    }
    for (String t : List.of("a", "bb")) {
      sum += await(s.later(t.length()));
    }
    for (char c : new char[] {'a', 'b'}) {
      sum += await(s.later((int) c));
    }
    for (double d = 0.5; d < 2; d++) {
      sum += await(s.later((long) d));
    }
    return value(sum);
  }

  @Async
  static Coroutine<?> wideOverTwoNarrow(Steps s) {
    int keep = 1;
    {
      int a = await(s.later(2));
      String b = await(s.later("b"));
      s.log(a + b);
    }
    {
      long wide = await(s.later(3L));
      await(s.later(1));
      keep += wide;
    }
    {
      Object a = await(s.later("c"));
      int b = await(s.later(4));
      await(s.later(1));
      s.log(a);
      keep += b;
    }
    return value(keep);
  }

  @Async
  static Coroutine<?> unalignedWide(Steps s) {
    {
      long a = 1;
      double b = 2;
      await(s.later(1));
      s.log(a + b);
    }
    {
      int shift = 3;
      long a = 4;
      double b = 5;
      await(s.later(1));
      s.log(shift + a + b);
    }
    return value(1);
  }

  @Async
  static Coroutine<?> differentTypeOnEachBranch(Steps s) {
    for (int i = 0; i < 3; i++) {
      if (i == 0) {
        String x = "s" + await(s.later(i));
        await(s.later(1));
        s.log(x);
      } else if (i == 1) {
        long x = 10L + await(s.later(i));
        await(s.later(1));
        s.log(x);
      } else {
        boolean[] x = {await(s.later(true))};
        await(s.later(1));
        s.log(x[0]);
      }
    }
    return value(2);
  }

  @Async
  static Coroutine<?> differentTypeInBodyAndHandler(Steps s) {
    int total = 0;
    for (int i = 0; i < 2; i++) {
      try {
        long x = await(s.later(5L));
        if (i == 1) {
          await(s.fail(new IllegalStateException("x")));
        }
        total += x;
      } catch (IllegalStateException e) {
        String x = await(s.later(e.getMessage()));
        await(s.later(1));
        total += x.length();
      } finally {
        double x = await(s.later(100d));
        await(s.later(1));
        total += x;
      }
    }
    return value(total);
  }

  @Async
  static Coroutine<?> switchCasesSharingScope(Steps s) {
    int sum = 0;
    for (int i = 0; i < 3; i++) {
      switch (i) {
        case 0:
          int x = await(s.later(1));
          sum += x;
          break;
        case 1:
          x = await(s.later(2));
          sum += x;
          break;
        default:
          String y = await(s.later("yyy"));
          x = y.length();
          await(s.later(0));
          sum += x;
      }
    }
    return value(sum);
  }

  @Async
  static Coroutine<?> refAfterRefOfAnotherClass(Steps s) {
    int n;
    {
      String t = await(s.later("abc"));
      await(s.later(0));
      n = t.length();
    }
    {
      List<Integer> t = await(s.later(List.of(1, 2)));
      await(s.later(0));
      n += t.size();
    }
    {
      int[][] t = await(s.later(new int[4][]));
      await(s.later(0));
      n += t.length;
    }
    return value(n);
  }

  @Async
  static Coroutine<?> slotOfAParameterAfterIt(Steps s) {
    return value(await(overlaps(s, 1L, "p", 2d)));
  }

  @Async
  private static Coroutine<String> overlaps(Steps s, long a, String b, double c) {
    String first = a + b + c;
    await(s.later(1));
    a = 7;
    b = "q";
    {
      String d = await(s.later("d"));
      first += d;
    }
    {
      long d = await(s.later(8L));
      await(s.later(1));
      first += d;
    }
    return value(first + a + b + c);
  }
}
