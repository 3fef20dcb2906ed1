package c01_locals;

import static dev.continuo.Continuo.*;

import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import dev.continuo.constructs.Steps;

/** A local of each primitive type keeps its value, sign, width and bits across an await. */
public class PrimitiveLocals {

  @Async
  static Coroutine<?> eachPrimitive(Steps s) {
    boolean z = true;
    byte b = (byte) 0x81;
    short h = (short) 0x8001;
    char c = '\uffff';
    int i = Integer.MIN_VALUE;
    long l = Long.MIN_VALUE + 1;
    float f = Float.MIN_VALUE;
    double d = -0.0d;
    await(s.later(1));
    return value(z + " " + b + " " + h + " " + (int) c + " " + i + " " + l + " " + f + " " + d);
  }

  @Async
  static Coroutine<?> notANumberKeepsItsBits(Steps s) {
    float f = Float.intBitsToFloat(0x7fc00001);
    double d = Double.longBitsToDouble(0x7ff8000000000001L);
    await(s.later(1));
    return value(
        Integer.toHexString(Float.floatToRawIntBits(f))
            + " "
            + Long.toHexString(Double.doubleToRawLongBits(d)));
  }

  @Async
  static Coroutine<?> narrowTypesAreNotWidened(Steps s) {
    byte b = await(s.later((byte) 127));
    short h = await(s.later((short) 32767));
    char c = await(s.later('\uffff'));
    b += await(s.later(1));
    h += await(s.later(1));
    c += await(s.later(1));
    boolean z = await(s.later(true));
    z ^= await(s.later(true));
    return value(b + " " + h + " " + (int) c + " " + z);
  }

  @Async
  static Coroutine<?> booleansInLocals(Steps s) {
    boolean a = true;
    boolean b = false;
    await(s.later(1));
    boolean c = a & !b;
    boolean d = a == b;
    await(s.later(1));
    return value(a + " " + b + " " + c + " " + d + " " + (c ? 1 : 2));
  }

  @Async
  static Coroutine<?> wideLocalsBesideNarrowOnes(Steps s) {
    int before = 1;
    long l = 2;
    int between = 3;
    double d = 4;
    int after = 5;
    await(s.later(1));
    l += before;
    d += after;
    await(s.later(1));
    return value(before + " " + l + " " + between + " " + d + " " + after);
  }

  @Async
  static Coroutine<?> gapLeftByAnEndedWideLocal(Steps s) {
    int x = 7;
    {
      long wide = await(s.later(1L << 40));
      s.log(wide);
    }
    {
      int narrow = await(s.later(3));
      s.log(narrow);
    }
    // The upper half of the old long stays a hole below this one.
    double d;
    if (x > 6) {
      d = await(s.later(2.5));
    } else {
      d = 1;
    }
    return value(x + d);
  }

  @Async
  static Coroutine<?> valuesSurviveManyAwaits(Steps s) {
    int i = 1;
    long l = 2;
    float f = 3;
    double d = 4;
    String t = "t";
    for (int n = 0; n < 5; n++) {
      i += await(s.later(n));
      l += await(s.later((long) n));
      f += await(s.later((float) n));
      d += await(s.later((double) n));
      t += await(s.later("u"));
    }
    return value(i + " " + l + " " + f + " " + d + " " + t);
  }

  @Async
  static Coroutine<?> deadLocalsAreNotNeeded(Steps s) {
    String dead = s.seen("dead");
    s.log(dead.length());
    await(s.later(1));
    dead = "alive again";
    await(s.later(2));
    return value(dead);
  }

  @Async
  static Coroutine<?> assignedOnOnePathOnly(Steps s) {
    int x;
    if (await(s.later(true))) {
      x = await(s.later(1));
    } else {
      s.log("not taken");
      x = 2;
    }
    await(s.later(0));
    return value(x);
  }

  @Async
  static Coroutine<?> definitelyAssignedAfterTheAwait(Steps s) {
    final long x;
    await(s.later(1));
    x = await(s.later(41L)) + 1;
    await(s.later(1));
    return value(x);
  }

  @Async
  static Coroutine<?> awaitedValueIsUnboxedToEachPrimitive(Steps s) {
    boolean z = await(s.later(true));
    byte b = await(s.later((byte) 1));
    short h = await(s.later((short) 2));
    char c = await(s.later('3'));
    int i = await(s.later(4));
    long l = await(s.later(5L));
    float f = await(s.later(6f));
    double d = await(s.later(7d));
    return value("" + z + b + h + c + i + l + f + d);
  }

  @Async
  static Coroutine<?> unboxingNullThrowsAtTheAwait(Steps s) {
    try {
      int i = await(s.<Integer>later(null));
      return value(i);
    } catch (NullPointerException e) {
      return value("no value");
    }
  }

  @Async
  static Coroutine<?> constantsAreInlined(Steps s) {
    final int k = 17;
    final String t = "const";
    await(s.later(1));
    return value(t + k);
  }
}
