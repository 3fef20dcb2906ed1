package c02_null_types;

import static dev.continuo.Continuo.*;

import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import dev.continuo.constructs.Steps;
import java.util.ArrayList;
import java.util.List;

/** The verifier's null type in a local or on the stack at an await, later given a real type. */
public class NullTypes {

  @Async
  static Coroutine<?> nullThenNumber(Steps s) {
    // ea-async failed here: a null-typed local followed by a primitive one.
    String text = null;
    int number = 0;
    await(s.later(1));
    return value(text + number);
  }

  @Async
  static Coroutine<?> severalNullsThenNumbers(Steps s) {
    String a = null;
    long l = 5;
    Integer b = null;
    double d = 6;
    Object[] c = null;
    await(s.later(1));
    return value(a + " " + l + " " + b + " " + d + " " + c);
  }

  @Async
  static Coroutine<?> nullMergedWithAType(Steps s) {
    String text = null;
    for (int i = 0; i < 3; i++) {
      await(s.later(i));
      if (text != null) {
        s.log(text.length());
      }
      text = "x" + text;
    }
    return value(text);
  }

  @Async
  static Coroutine<?> nullMergedWithAnArray(Steps s) {
    int[] a = null;
    while (a == null || a.length < 3) {
      int n = await(s.later(a == null ? 1 : a.length + 1));
      a = new int[n];
    }
    return value(a);
  }

  @Async
  static Coroutine<?> nullMergedWithAnArrayOfArrays(Steps s) {
    long[][] a = null;
    String[] t = null;
    for (int i = 0; i < 2; i++) {
      await(s.later(i));
      if (a != null && t != null) {
        s.log(a[0].length + t[0]);
      }
      a = new long[][] {{i}};
      t = new String[] {"t"};
    }
    return value(a);
  }

  @Async
  static Coroutine<?> nullOnTheStack(Steps s) {
    return value(join(null, await(s.later("b")), null));
  }

  @Async
  static Coroutine<?> nullOnTheStackOfManyTypes(Steps s) {
    return value(types(null, null, null, await(s.later(1))));
  }

  @Async
  static Coroutine<?> nullReceiver(Steps s) {
    String none = null;
    try {
      return value(none.concat(s.seen(await(s.later("x")))));
    } catch (NullPointerException e) {
      return value("after the argument");
    }
  }

  @Async
  static Coroutine<?> conditionalNullUnderAnAwait(Steps s) {
    boolean yes = await(s.later(true));
    return value(join(yes ? null : "n", yes ? "y" : null, await(s.later("z"))));
  }

  @Async
  static Coroutine<?> conditionalWithAwaitOnOneSide(Steps s) {
    String a = await(s.later(false)) ? await(s.later("a")) : null;
    String b = await(s.later(true)) ? null : await(s.later("b"));
    return value(join(a, b, null));
  }

  @Async
  static Coroutine<?> nullLocalInHandler(Steps s) {
    List<String> list = null;
    try {
      await(s.later(1));
      list = new ArrayList<>();
      list.add(await(s.later("x")));
      await(s.fail(new IllegalStateException("stop")));
      list = null;
    } catch (IllegalStateException e) {
      list.add(await(s.later(e.getMessage())));
    }
    return value(list);
  }

  @Async
  static Coroutine<?> alwaysNull(Steps s) {
    Object none = null;
    for (int i = 0; i < 2; i++) {
      await(s.later(i));
      none = null;
    }
    synchronizedOn(s, none);
    return value(none);
  }

  @Async
  static Coroutine<?> nullCastToAType(Steps s) {
    StringBuilder b = (StringBuilder) null;
    Comparable<?> c = (String) null;
    await(s.later(1));
    return value("" + b + c);
  }

  @Async
  static Coroutine<?> awaitedNull(Steps s) {
    String t = await(s.later(null));
    await(s.later(1));
    return value(t == null ? "null" : t);
  }

  @Async
  static Coroutine<?> awaitedNullAsResult(Steps s) {
    return value(await(s.later(null)));
  }

  private static void synchronizedOn(Steps s, Object o) {
    s.log(o);
  }

  private static String join(String a, CharSequence b, Object c) {
    return a + "," + b + "," + c;
  }

  private static String types(int[] a, String[][] b, Runnable c, int d) {
    return a + " " + b + " " + c + " " + d;
  }
}
